"""The tree of all units as of today: who stands under whom, kind by kind, the ended ones apart."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.urls import reverse

from core.dates import today
from core.days import holds_on, last_day, vn_date
from organizations.enums import UnitKind
from organizations.models import Unit, UnitName, UnitParent

ENDED = "Đã kết thúc"
OPEN = 2  # levels shown unfolded
_ORDER = {kind: place for place, kind in enumerate(UnitKind)}


@dataclass(frozen=True)
class TreeGroup:
    """Units of one kind under the same unit; those that have ended make a group of their own."""

    label: str
    units: tuple["TreeUnit", ...]
    is_open: bool = False

    @property
    def count(self) -> int:
        return len(self.units)


@dataclass(frozen=True)
class TreeUnit:
    """A unit under its name of today; `ended` says since when it is no more."""

    unit_id: int
    name: str
    url: str
    ended: str
    groups: tuple[TreeGroup, ...]


@dataclass(frozen=True)
class _Row:
    unit_id: int
    kind: str
    name: str
    sort_key: str
    exists_to: date | None


def unit_tree(on: date | None = None) -> tuple[TreeGroup, ...]:
    """Three queries for any number of units and levels."""
    day = on or today()
    rows, above = _rows(day), _above(day)
    below: dict[int, list[_Row]] = defaultdict(list)
    for row in rows.values():
        parent = above.get(row.unit_id, 0)
        below[parent if parent in rows else 0].append(row)
    return _groups(0, below, day, depth=0)


def _rows(day: date) -> dict[int, _Row]:
    names = _names(day)
    units = Unit.objects.values_list("pk", "kind", "exists_to")
    return {pk: _Row(pk, kind, *names[pk], to) for pk, kind, to in units if pk in names}


def _names(day: date) -> dict[int, tuple[str, str]]:
    """The name in force on the day, else the latest one."""
    found: dict[int, tuple[str, str]] = {}
    rows = UnitName.objects.order_by("valid_from", "pk")
    for unit, name, key, starts, ends in rows.values_list(
        "unit_id", "short_name", "sort_key", "valid_from", "valid_to"
    ):
        if unit not in found or holds_on(starts, ends, day) or (ends and ends <= day):
            found[unit] = name, key
    return found


def _above(day: date) -> dict[int, int]:
    """The unit above on the day; of a unit that has ended, the last one."""
    rows = UnitParent.objects.order_by("valid_from", "pk")
    return {
        unit: parent
        for unit, parent, starts, ends in rows.values_list(
            "unit_id", "parent_id", "valid_from", "valid_to"
        )
        if holds_on(starts, ends, day) or (ends and ends <= day)
    }


def _groups(
    parent: int, below: Mapping[int, list[_Row]], day: date, depth: int
) -> tuple[TreeGroup, ...]:
    by_kind: dict[str, list[_Row]] = defaultdict(list)
    for row in below.get(parent, ()):
        by_kind["" if _is_over(row, day) else row.kind].append(row)
    kinds = sorted(by_kind, key=lambda kind: _ORDER[UnitKind(kind)] if kind else len(_ORDER))
    return tuple(
        TreeGroup(
            UnitKind(kind).label if kind else ENDED,
            tuple(_units(by_kind[kind], below, day, depth)),
            is_open=depth < OPEN and bool(kind),
        )
        for kind in kinds
    )


def _is_over(row: _Row, day: date) -> bool:
    return row.exists_to is not None and row.exists_to <= day


def _units(
    rows: Iterable[_Row], below: Mapping[int, list[_Row]], day: date, depth: int
) -> Iterable[TreeUnit]:
    for row in sorted(rows, key=lambda row: (row.sort_key, row.unit_id)):
        ended = f"đến hết {vn_date(last_day(row.exists_to))}" if _is_over(row, day) else ""
        groups = _groups(row.unit_id, below, day, depth + 1)
        yield TreeUnit(row.unit_id, row.name, _address(row.unit_id), ended, groups)


def _address(unit: int) -> str:
    """Looking up a thousand addresses would take longer than the rest of the page."""
    head, _, tail = _pattern().rpartition("0")
    return f"{head}{unit}{tail}"


@cache
def _pattern() -> str:
    return reverse("portal:unit", args=[0])
