"""A unit with all its names and places, as one value: how it is taken over and given out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Protocol, TypeVar

from core.days import last_day, vn_date
from core.problems import Problem
from organizations.rules.register import out_of_order, share_a_day

NAME_PARTS = ("full_name", "short_name", "letterhead", "symbol", "place_name")


@dataclass(frozen=True)
class HeldName:
    """One name and its time; without a key it is new."""

    full_name: str
    short_name: str
    letterhead: str = ""
    symbol: str = ""
    place_name: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    pk: int | None = None


@dataclass(frozen=True)
class HeldPlace:
    """One unit above and its time; without a key it is new."""

    parent_id: int
    valid_from: date | None = None
    valid_to: date | None = None
    pk: int | None = None


@dataclass(frozen=True)
class WholeUnit:
    """Everything the register says of a unit but its people."""

    kind: str
    exists_from: date | None = None
    exists_to: date | None = None
    source: str = ""
    note: str = ""
    names: tuple[HeldName, ...] = ()
    parents: tuple[HeldPlace, ...] = ()


class Dated(Protocol):
    @property
    def valid_from(self) -> date | None: ...
    @property
    def valid_to(self) -> date | None: ...


T = TypeVar("T", bound=Dated)


def whole_problems(unit: WholeUnit) -> list[Problem]:
    """One name and one place at a time, days in order, nothing begins after the end."""
    problems = out_of_order(unit.exists_from, unit.exists_to, "exists_to")
    if not unit.names:
        problems.append(Problem("Đơn vị phải có ít nhất một tên.", "full_name"))
    for name in unit.names:
        problems += out_of_order(name.valid_from, name.valid_to, "name_to")
    for place in unit.parents:
        problems += out_of_order(place.valid_from, place.valid_to, "parent_to")
    problems += [
        Problem(f"Trong thời gian này đơn vị đã mang tên “{one.short_name}”.", "name_from")
        for one, _ in _overlapping(unit.names)
    ]
    problems += [
        Problem("Trong thời gian này đơn vị đã có cấp trên khác.", "parent_from")
        for _ in _overlapping(unit.parents)
    ]
    return problems + _outlasting(unit)


def _overlapping(rows: Sequence[T]) -> list[tuple[T, T]]:
    return [
        (one, other)
        for one, other in combinations(rows, 2)
        if share_a_day(one.valid_from, one.valid_to, other.valid_from, other.valid_to)
    ]


def _outlasting(unit: WholeUnit) -> list[Problem]:
    """What begins when the unit is no more."""
    ends = unit.exists_to
    if ends is None:
        return []
    day = vn_date(last_day(ends))
    late = [name for name in unit.names if name.valid_from and name.valid_from >= ends]
    if late:
        words = f"Tên “{late[0].short_name}” bắt đầu sau ngày cuối cùng của đơn vị ({day})."
        return [Problem(words, "name_from")]
    if any(place.valid_from and place.valid_from >= ends for place in unit.parents):
        return [Problem(f"Cấp trên bắt đầu sau ngày cuối cùng của đơn vị ({day}).", "parent_from")]
    return []
