"""A form pressed once, then by many at one moment: what each leaves behind."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import resolve

from audit.models import Event
from tests.abuse.filling import good, with_files
from tests.abuse.forms import Opened, forms_of, open_forms
from tests.abuse.rights import addresses, browser, rolled_back
from tests.abuse.world import ROLES, World, build
from tests.kept import kept
from tests.portal.test_rights import MAY_CHANGE

HANDS = 8
NOT_COUNTED = MAY_CHANGE | {"accounts_failedtry"}


@dataclass(frozen=True)
class Way:
    """Where a form stands, for whom, and what has to happen before it stands there.

    `before` may answer another address than that of the world's own or spare thing.
    """

    page: str
    role: str = "office"
    before: Callable[[World], str | None] = lambda _world: None


def after(*names: str) -> Callable[[World], str | None]:
    """These forms are pressed first; where the last one led."""

    def pressed(world: World) -> str | None:
        forms = forms_by_target(world)
        return [press(forms[name][-1]) for name in names][-1]

    return pressed


def put_back() -> World:
    """The world as it was built, whatever was pressed since."""
    call_command("flush", interactive=False, verbosity=0)
    return kept("abuse", build)


def target(opened: Opened) -> str:
    """The view that the form posts to, and the step where one view has several."""
    found = resolve(opened.url.partition("?")[0])
    step = found.kwargs.get("step")
    return f"{found.view_name}/{step}" if step else found.view_name


def forms_by_target(world: World) -> dict[str, list[Opened]]:
    found: dict[str, list[Opened]] = {}
    for opened in open_forms(world):
        found.setdefault(target(opened), []).append(opened)
    return found


def found_on(way: Way, name: str, world: World) -> Opened:
    led_to = way.before(world)
    client = browser(ROLES[way.role])
    for url in _urls(way.page, world, led_to):
        for form in forms_of(client.get(url)):
            opened = Opened(name, way.role, form.action or url, form)
            if target(opened) == name:
                return opened
    raise AssertionError(f"{name} stands nowhere on {way.page} for {way.role}")


def _urls(page: str, world: World, led_to: str | None) -> Iterator[str]:
    if led_to and resolve(led_to).view_name == page:
        yield led_to
    for things in (world.own, world.spare):
        yield from (url for name, _, url, _ in addresses(things) if name == page)


def press(opened: Opened) -> str:
    """Once, for good; the address it leads to."""
    typed = good(opened, opened.client)
    assert typed is not None, f"nothing was found that {opened.name} saves"
    return str(opened.post(with_files(typed)).headers.get("Location", ""))


def pressed_at_once(opened: Opened, times: int = 1) -> str:
    """How what many posts leave differs from what one leaves; empty if it does not."""
    typed = good(opened, opened.client)
    if typed is None:
        return f"{opened.name}: nothing was found that it saves"
    before, client = counts(), opened.client
    with rolled_back():
        opened.post(with_files(typed), client)
        once = counts()
    if once == before:
        return f"{opened.name}: one post leaves nothing"
    statuses = at_once(opened, typed, times)
    many = counts()
    differs = {name: (once[name] - before[name], many[name] - before[name]) for name in many}
    wrong = {name: each for name, each in differs.items() if each[0] != each[1]}
    odd = statuses - {200, 302, 403, 404, 409, 422}
    return f"{opened.name}: once, at once {wrong}; {odd}" if wrong or odd else ""


def at_once(opened: Opened, typed: dict[str, str], times: int) -> set[int]:
    """The answers to many posts, sent in several threads."""
    clients = [browser(ROLES[opened.role]) for _ in range(HANDS)]

    def one_press(client: Client) -> int:
        try:
            return int(opened.post(with_files(typed), client).status_code)
        finally:
            connection.close()

    with ThreadPoolExecutor(HANDS) as fingers:
        return set(fingers.map(one_press, clients * times))


def counts() -> dict[str, int]:
    """Rows by table, and how often each thing is told in the log."""
    tables = {
        model._meta.db_table: model._base_manager.count()
        for model in apps.get_models(include_auto_created=True)
        if model._meta.db_table not in NOT_COUNTED
    }
    return tables | {"log": Event.objects.count()}
