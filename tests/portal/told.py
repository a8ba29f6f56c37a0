"""What the demo's files tell, record by record, as the words a reader must be able to find.

A record is one table of a file: a speech, an award, a paper. Keys of units and titles become
names, dates become dd/mm/yyyy, words of the program (kinds, roles, states) are left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import chain
from typing import Any

from core.days import vn_date
from portal.management.demo.files import CASES, facts

Row = dict[str, Any]

_UNIT = {"unit", "units", "members", "members_concluded", "present", "host_unit", "owner"}
_CODES = {"key", "role", "how", "status", "year", "edition", "conference", "time_of_day", "parent"}
_CODES |= {"bases", "purposes", "kind", "scoring", "number", "locality", "districts", "aliases"}
# No day of a range stands alone on a page; `date_as_written` tells it.
_RANGE = {"starts_on", "ends_on"}
# One table may tell of two pages: a meeting and how its agreement was signed, sheets and standings.
_ELSEWHERE = {
    "lang_son.meeting": ("signed_as_stated", "capacity", "signing_note"),
    "bac_giang.scoring": ("checking_opened_on",),
}


@dataclass(frozen=True)
class Record:
    """Words that belong together, and the place of the file they stand at."""

    place: str
    words: tuple[str, ...]


def records() -> list[Record]:
    """Everything that is told, of all files."""
    found: list[Record] = []
    for name in (*CASES, "titles", "units"):
        found += _records(name, facts(name))
    return found


def _records(place: str, table: Row) -> Iterator[Record]:
    apart = _ELSEWHERE.get(place, ())
    for part in (set(apart), set(table) - set(apart)):
        told = (_words(place, key, value, table) for key, value in table.items() if key in part)
        if words := tuple(chain.from_iterable(told)):
            yield Record(place, words)
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _records(f"{place}.{key}", value)
        elif _is_tables(value):
            for number, each in enumerate(value, start=1):
                yield from _records(f"{place}.{key}[{number}]", each)


def _words(place: str, key: str, value: Any, table: Row) -> Iterator[str]:
    if _is_tables(value):
        return
    if key in _UNIT:
        yield from (unit_names()[each] for each in ([value] if isinstance(value, str) else value))
    elif key == "title" and value in titles():
        if "as_written" not in table:
            yield titles()[value]
    elif key == "kind" and ".basis" in place:
        yield value
    elif key not in _CODES and not (key in _RANGE and "ends_on" in table):
        yield from _plain(value)


def _is_tables(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def _plain(value: Any) -> Iterator[str]:
    """Texts and dates of a value, line by line; yes and no are words of the program."""
    if isinstance(value, str):
        yield from (line for line in value.splitlines() if line)
    elif isinstance(value, date):
        yield vn_date(value)
    elif isinstance(value, int) and not isinstance(value, bool):
        yield str(value)
    elif isinstance(value, list):
        for each in value:
            yield from _plain(each)


@cache
def titles() -> dict[str, str]:
    return {row["key"]: row["name"] for row in facts("titles")["title"]}


@cache
def unit_names() -> dict[str, str]:
    """By the key a file uses: the place of a procuracy, the short name of a department."""
    told = facts("units")
    provinces = {row["key"]: row["place"] for row in told["province"]}
    districts = {name: name for row in told["province"] for name in row.get("districts", [])}
    others = {
        row["key"]: row.get("short_name") or row["full_name"] for row in told["department"]
    } | {row["key"]: row["locality"] for row in told["unit"]}
    return provinces | districts | others
