"""A double click, an impatient clerk, fifty at one moment: the thing is made once."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from decimal import Decimal

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.actions import make_link
from accounts.models import User
from audit.models import Event
from core.versions import version_of
from scoring.actions import save_self_points
from scoring.models import ScoreSheet
from scoring.queries import self_points_of
from scoring.rules import SelfPoints
from tests.abuse.filling import NEW_PASSWORD, good, with_files
from tests.abuse.forms import Opened, forms_of, open_forms
from tests.abuse.rights import browser, rolled_back
from tests.abuse.world import ROLES, World, build, no_drawing
from tests.kept import kept
from tests.portal.test_rights import MAY_CHANGE

# Forms that make something, or do what can be done once.
ONCE = (
    "agreements:agreement-issue",
    "agreements:copy-new",
    "awards:award-new",
    "awards:registration-new",
    "awards:registration-withdraw",
    "awards:title-new",
    "clusters:edition-new",
    "clusters:turn-check",
    "clusters:turn-new",
    "clusters:year-new",
    "documents:basis-new",
    "organizations:account-new",
    "organizations:appointment-new",
    "organizations:grant-new",
    "organizations:person-new",
    "organizations:unit-name-new",
    "organizations:unit-new",
    "organizations:unit-parent-new",
    "portal:conference-new",
    "portal:results/kiem-tra",
    "scoring:criteria-set-copy",
    "scoring:criteria-set-new",
    "scoring:scoring-open",
)
HANDS = 8
NOT_COUNTED = MAY_CHANGE | {"accounts_failedtry"}


@pytest.fixture
def world(transactional_db: None) -> Iterator[World]:
    """The world for all to see, so that several can press at once."""
    with no_drawing():
        yield kept("abuse", build)


def test_pressed_many_times_at_once_it_is_done_once(world):
    opened = {each.name: each for each in open_forms(world)}
    assert [name for name in ONCE if name not in opened] == []
    wrong = [told for name in ONCE if (told := pressed_at_once(opened[name]))]
    assert wrong == []


def test_a_sheet_is_sent_once(world):
    sheet, clerk = ScoreSheet.objects.get(pk=world.own.sheet), User.objects.get(username="donvi")
    empty = self_points_of(sheet)
    full = SelfPoints(tuple(replace(row, points=Decimal(1)) for row in empty.rows))
    save_self_points(sheet=sheet, points=full, version=version_of(empty), by=clerk)
    url = reverse("scoring:sheet", args=[sheet.pk])
    forms = forms_of(browser(ROLES["head"]).get(url))
    submit = reverse("scoring:sheet-submit", args=[sheet.pk])
    form = next(each for each in forms if each.action == submit)
    assert pressed_at_once(Opened("scoring:sheet-submit", "head", submit, form)) == ""


def test_a_one_time_link_opens_once(world):
    code = make_link(user=User.objects.get(username="donvi"), by=admin()).code
    url, typed = reverse("accounts:link-use"), {"password": NEW_PASSWORD, "again": NEW_PASSWORD}
    guests = [Client(REMOTE_ADDR=f"10.0.0.{number}") for number in range(HANDS)]
    for guest in guests:
        guest.get(reverse("accounts:link", args=[code]))

    def press(guest: Client) -> int:
        try:
            return int(guest.post(url, typed).status_code)
        finally:
            connection.close()

    with ThreadPoolExecutor(HANDS) as fingers:
        list(fingers.map(press, guests))
    assert Event.objects.filter(name="link.used").count() == 1
    assert User.objects.get(username="donvi").check_password(NEW_PASSWORD)


def admin() -> User:
    return User.objects.get(username="quantri")


def pressed_at_once(opened: Opened) -> str:
    """How many posts differ from one; empty if they do not."""
    client = opened.client
    typed = good(opened, client)
    assert typed is not None, opened.name
    before = counts()
    with rolled_back():
        opened.post(with_files(typed), client)
        once = counts()
    statuses = at_once(opened, typed)
    many = counts()
    differs = {name: (once[name] - before[name], many[name] - before[name]) for name in many}
    wrong = {name: each for name, each in differs.items() if each[0] != each[1]}
    odd = statuses - {200, 302, 403, 409, 422}
    return f"{opened.name}: once, at once {wrong}; {odd}" if wrong or odd else ""


def at_once(opened: Opened, typed: dict[str, str]) -> set[int]:
    """The answers to many posts, sent in several threads."""
    times = 6 if connection.vendor == "postgresql" else 1
    clients = [browser(ROLES[opened.role]) for _ in range(HANDS)]

    def press(client: Client) -> int:
        try:
            return int(opened.post(with_files(typed), client).status_code)
        finally:
            connection.close()

    with ThreadPoolExecutor(HANDS) as fingers:
        return set(fingers.map(press, clients * times))


def counts() -> dict[str, int]:
    """Rows by table, and how often each thing is told in the log."""
    tables = {
        model._meta.db_table: model._base_manager.count()
        for model in apps.get_models(include_auto_created=True)
        if model._meta.db_table not in NOT_COUNTED
    }
    return tables | {"log": Event.objects.count()}
