"""Forms as a browser finds them on a page: every one that posts, with what it would send."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.abuse.rights import VIEWS, addresses, browser, rolled_back
from tests.abuse.world import ROLES, World

TYPED = {"text", "textarea", "number", "date", "search"}
# Who is asked first for a form: whoever has the smaller right comes before the administrator.
KEEPERS = ("office", "leads", "member", "head", "admin")


@dataclass
class Form:
    """One form that posts: its address, its fields as they stand, their kinds, its buttons."""

    action: str = ""
    values: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    options: dict[str, list[str]] = field(default_factory=dict)
    button: dict[str, str] = field(default_factory=dict)

    @property
    def chosen(self) -> dict[str, str]:
        """Every list of choices with something chosen."""
        empty = {name for name, kind in self.kinds.items() if kind == "select"}
        return {
            name: next((each for each in self.options[name] if each), "")
            for name in empty
            if not self.values[name]
        }

    @property
    def typed(self) -> list[str]:
        """Fields a reader types into."""
        return [name for name, kind in self.kinds.items() if kind in TYPED]


class _Finder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[Form] = []
        self._form: Form | None = None
        self._is_template = False
        self._select = self._area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._is_template = self._is_template or tag == "template"
        if tag == "form" and given.get("method", "").lower() == "post":
            self._form = Form(given.get("action", ""))
            self.forms.append(self._form)
        if self._form is not None and not self._is_template:
            self._part(self._form, tag, given)

    def _part(self, form: Form, tag: str, given: dict[str, str]) -> None:
        name, kind = given.get("name", ""), given.get("type", "text")
        if tag == "button" and name and not form.button:
            form.button = {name: given.get("value", "")}
        elif tag == "input" and name:
            self._input(form, name, kind, given)
        elif tag == "select":
            self._select = name
            form.kinds[name], form.values[name], form.options[name] = "select", "", []
        elif tag == "option" and self._select:
            form.options[self._select].append(given.get("value", ""))
            if "selected" in given:
                form.values[self._select] = given.get("value", "")
        elif tag == "textarea":
            self._area = name
            form.kinds[name], form.values[name] = "textarea", ""

    def _input(self, form: Form, name: str, kind: str, given: dict[str, str]) -> None:
        form.kinds[name] = kind
        if kind in {"radio", "checkbox"}:
            form.options.setdefault(name, []).append(given.get("value", "on"))
            if "checked" in given:
                form.values[name] = given.get("value", "on")
        elif kind != "file":
            form.values[name] = given.get("value", "")

    def handle_data(self, data: str) -> None:
        if self._area and self._form is not None:
            self._form.values[self._area] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "template":
            self._is_template = False
        elif tag == "form":
            self._form = None
        elif tag == "select":
            self._select = ""
        elif tag == "textarea" and self._area and self._form is not None:
            self._form.values[self._area] = self._form.values[self._area].removeprefix("\n")
            self._area = ""


def forms_of(page: HttpResponse) -> list[Form]:
    """The forms of a page; signing out, which stands on every page, is none of them."""
    finder = _Finder()
    finder.feed(page.content.decode())
    return [form for form in finder.forms if form.action != reverse("accounts:sign-out")]


@dataclass(frozen=True)
class Opened:
    """A form on a page about our own thing, opened by somebody who may."""

    name: str
    role: str
    url: str
    form: Form

    @property
    def client(self) -> Client:
        return browser(ROLES[self.role])

    def post(self, changed: dict[str, Any], client: Client | None = None) -> HttpResponse:
        typed = self.form.values | self.form.button | changed
        return (client or self.client).post(self.url, typed)


# Opened for both: a sheet of another state, and what only the spare thing lets happen.
ALSO_SPARE = {"scoring:sheet", "awards:title-delete", "documents:basis-delete"}


_FOUND: list[Opened] = []


def open_forms(world: World) -> list[Opened]:
    """Every form of every page that writes, about things of ours, for its first keeper.

    Where our own thing is past what the page is for, it is opened for the spare one. The world is
    the same for all tests, so the pages are opened once a run.
    """
    if not _FOUND:
        _FOUND.extend(_open_forms(world))
    return _FOUND


def _open_forms(world: World) -> Iterator[Opened]:
    clients = {role: browser(ROLES[role]) for role in KEEPERS}
    spare = {name: (url, typed) for name, _, url, typed in addresses(world.spare)}
    for name, _, url, typed in addresses(world.own):
        if not VIEWS[name.partition("/")[0]].page_writes:
            continue
        found = list(_first(name, _with(url, typed), clients))
        yield from found
        if name in ALSO_SPARE or not found:
            yield from _first(name, _with(*spare[name]), clients)


def _with(url: str, typed: dict[str, str]) -> str:
    return f"{url}?{urlencode(typed)}" if typed else url


def _first(name: str, url: str, clients: dict[str, Client]) -> Iterator[Opened]:
    for role, client in clients.items():
        with rolled_back():
            page = client.get(url)
        if page.status_code == 200 and (found := forms_of(page)):
            opened = (Opened(name, role, form.action or url, form) for form in found)
            yield from (with_a_row(each) for each in opened)
            return


def with_a_row(opened: Opened) -> Opened:
    """With the first row added wherever the page shows none yet."""
    form, client = opened.form, opened.client
    for rows in [name for name, value in form.values.items() if name.endswith("-TOTAL_FORMS")]:
        if form.values[rows] == "0":
            add = {f"add_{rows.removesuffix('-TOTAL_FORMS')}": "1"}
            with rolled_back():
                form = forms_of(client.post(opened.url, form.values | add))[0]
    return replace(opened, form=form)
