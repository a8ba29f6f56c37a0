"""Who gets which answer where, asked of the running product: one line an address.

A cell is what opening and, on a page that writes, posting answer; `+` where the post changed
something beside the log.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch
from urllib.parse import urlencode

from django.db import connection, transaction
from django.test import Client

from accounts.models import User
from emulation.second_factor import Backend
from tests.abuse.world import ROLES, Things, World, no_drawing
from tests.architecture.test_pages import pages
from tests.people import browser_of
from tests.portal.test_rights import EXAMPLES

VIEWS = {name: view for name, _, view in pages()}
TABLE = Path(__file__).with_name("rights.txt")
# Asked about a spare thing too: a sheet being checked, what has no history yet.
SPARE = {
    "agreements:agreement-discard",
    "clusters:edition-delete",
    "clusters:year-delete",
    "organizations:grant-delete",
    "organizations:unit-delete",
    "scoring:criteria-set-edit",
    "scoring:criteria-set-delete",
    "scoring:sheet",
    "scoring:sheet-return",
    "scoring:sheet-take-back",
}
SENT = {"save": "next", "reason": "Thử"}
WRITES = re.compile(
    r'\s*(?:insert into|update|delete from)\s+"(?!audit_event|accounts_session)', re.IGNORECASE
)


def addresses(things: Things) -> Iterator[tuple[str, bool, str, dict[str, str]]]:
    """(name, whether it is about a thing, address, what it is asked for)."""
    for name, example in sorted(EXAMPLES.items()):
        is_about = bool(example.thing) or example.asks not in {"", "q"}
        for step, url in zip(example.steps or ("",), example.urls(name, things), strict=True):
            yield (f"{name}/{step}" if step else name), is_about, url, example.typed(things)


def asked(world: World) -> Iterator[tuple[str, str, str, dict[str, str]]]:
    """(name, whose thing, address, what it is asked for); a page about nothing once."""
    for whose, things in (("own", world.own), ("foreign", world.foreign), ("spare", world.spare)):
        for name, is_about, url, typed in addresses(things):
            if is_about and (whose != "spare" or name in SPARE):
                yield name, whose, url, typed
            elif whose == "own":
                yield name, "-", url, typed


def lines(world: World) -> Iterator[tuple[str, str, list[str]]]:
    """Every address with the cells of all roles."""
    clients = [browser(username) for username in ROLES.values()]
    with bare_pages(), rolled_back():
        for name, whose, url, typed in asked(world):
            writes = VIEWS[name.partition("/")[0]].page_writes
            yield name, whose, [cell(client, url, typed, writes=writes) for client in clients]


@contextmanager
def bare_pages() -> Iterator[None]:
    """Nothing is drawn and readers are kept: who gets an answer matters, not how it looks."""
    page = patch("django.template.backends.django.Template.render", return_value="")
    people = cache(Backend().get_user)
    known = patch.object(Backend, "get_user", lambda _backend, pk: people(pk))
    with page, known, no_drawing():
        yield


def browser(username: str) -> Client:
    client = browser_of(User.objects.get(username=username)) if username else Client()
    client.raise_request_exception = False
    return client


def cell(client: Client, url: str, typed: dict[str, str], *, writes: bool) -> str:
    asked = f"{url}?{urlencode(typed)}"
    opened, _ = answer(client, "get", asked, {})
    if not writes:
        return str(opened)
    posted, wrote = answer(client, "post", asked, typed | SENT)
    return f"{opened}/{posted}{'+' if wrote else ''}"


def answer(client: Client, method: str, url: str, typed: dict[str, Any]) -> tuple[int, bool]:
    """The status and whether anything was written; then all is as before, signed in too."""
    cookies = copy(client.cookies)
    with rolled_back(), written() as wrote:
        got = getattr(client, method)(url, typed)
        got.getvalue()
    client.cookies = cookies
    return got.status_code, bool(wrote)


@contextmanager
def rolled_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def written() -> Iterator[list[str]]:
    """The statements that write, the log's and the sessions' aside."""
    found: list[str] = []

    def listen(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if WRITES.match(sql):
            found.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(listen):
        yield found


def drawn(table: dict[tuple[str, str], list[str]]) -> str:
    """The table as text, with columns that stand under their heading."""
    rows = [("address", "whose", *ROLES)]
    rows += [(name, whose, *cells) for (name, whose), cells in sorted(table.items())]
    widths = [max(len(row[index]) for row in rows) for index in range(len(rows[0]))]
    return "".join(
        "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip()
        + "\n"
        for row in rows
    )
