"""The groups of a year while they are put together from those of an earlier one.

A plan is what a person arranges; nothing of it exists until it is carried out.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from clusters.rules.editions import NAME_TAKEN, NUMBER_TAKEN
from clusters.rules.periods import Span, outside_life
from core.problems import Problem

WITHOUT_NAME = "Cụm, khối này chưa có tên."


@dataclass(frozen=True)
class LastGroup:
    """A group as it stood at the end of the earlier year."""

    key: int
    kind: str
    name: str
    number: str = ""
    units: tuple[int, ...] = ()


@dataclass(frozen=True)
class PlannedGroup:
    """A group that is to be set up. `came_from`: the group of an earlier year it was begun from;
    `continues`: the one a person says it goes on from.
    """

    kind: str
    name: str
    number: str = ""
    units: tuple[int, ...] = ()
    stated_member_count: int | None = None
    is_list_incomplete: bool = False
    came_from: int | None = None
    continues: int | None = None


@dataclass(frozen=True)
class TurnPlan:
    """All groups that are to be, and the units no group has yet; both in the order of keys.

    `last_year` is the number of the year it was begun from; empty for a plan from nothing.
    """

    last_year: int | None = None
    groups: tuple[PlannedGroup, ...] = ()
    waiting: tuple[int, ...] = ()

    @property
    def placed(self) -> dict[int, str]:
        """Unit to the name of its group."""
        return {unit: group.name for group in self.groups for unit in group.units}

    @property
    def units(self) -> frozenset[int]:
        return frozenset(self.waiting).union(*(group.units for group in self.groups))


def plan_from(kept: Mapping[str, Any]) -> TurnPlan:
    """A plan as it was kept in JSON."""
    groups = tuple(_group_from(each) for each in kept.get("groups", ()))
    return TurnPlan(kept.get("last_year"), groups, tuple(kept.get("waiting", ())))


def _group_from(kept: Mapping[str, Any]) -> PlannedGroup:
    """What was kept before people said so themselves is where the group came from, no more."""
    said: dict[str, Any] = {}
    if "came_from" not in kept:
        said = {"came_from": kept.get("continues"), "continues": None}
    return PlannedGroup(**{**kept, **said, "units": tuple(kept["units"])})


@dataclass(frozen=True)
class TurnSurroundings:
    """What a plan is judged by.

    `names`: every unit there is; `lives`: from when until when, as far as known. `elsewhere`: units
    in groups the year has already. `taken`: kind, field and value of those groups. `earlier`:
    groups that may be gone on from.
    """

    names: Mapping[int, str]
    year: Span
    lives: Mapping[int, Span] = field(default_factory=dict)
    elsewhere: Mapping[int, str] = field(default_factory=dict)
    taken: frozenset[tuple[str, str, str]] = frozenset()
    earlier: frozenset[int] = frozenset()


def turn_problems(plan: TurnPlan, around: TurnSurroundings) -> list[Problem]:
    """Every obstacle, each at its group: `groups-0-name`, `groups-0-units`."""
    if not plan.groups:
        return [Problem("Chưa có cụm, khối nào. Thêm ít nhất một cụm, khối.", "groups")]
    times = Counter(unit for group in plan.groups for unit in group.units)
    found: list[Problem] = []
    for number, group in enumerate(plan.groups):
        said = (*_about(group, plan, around), *_members(group, times, around))
        found += [Problem(words, f"groups-{number}-{name}") for name, words in said]
    return found


def _about(
    group: PlannedGroup, plan: TurnPlan, around: TurnSurroundings
) -> Iterator[tuple[str, str]]:
    """What is wrong with number, name and predecessor."""
    others = [each for each in plan.groups if each.kind == group.kind]
    if not group.name:
        yield "name", WITHOUT_NAME
    elif _times(others, "name", group) > 1 or (group.kind, "name", group.name) in around.taken:
        yield "name", NAME_TAKEN
    is_taken = (group.kind, "number", group.number) in around.taken
    if group.number and (is_taken or _times(others, "number", group) > 1):
        yield "number", NUMBER_TAKEN
    if group.continues is not None:
        yield from _about_predecessor(group, plan, around)


def _times(groups: list[PlannedGroup], name: str, group: PlannedGroup) -> int:
    return sum(getattr(each, name) == getattr(group, name) for each in groups)


def _about_predecessor(
    group: PlannedGroup, plan: TurnPlan, around: TurnSurroundings
) -> Iterator[tuple[str, str]]:
    if group.continues not in around.earlier:
        yield "continues", "Chọn một cụm, khối của năm trước mà chưa cụm, khối nào tiếp nối."
    elif _times(list(plan.groups), "continues", group) > 1:
        yield "continues", "Hai cụm, khối cùng tiếp nối một cụm, khối năm trước."


def _members(
    group: PlannedGroup, times: Mapping[int, int], around: TurnSurroundings
) -> Iterator[tuple[str, str]]:
    for unit in group.units:
        name, life = around.names.get(unit, ""), around.lives.get(unit, Span())
        if not name:
            yield "units", "Có đơn vị không còn trong danh mục. Tải lại trang rồi xếp lại."
        elif words := outside_life(name, Span(), life, around.year):
            yield "units", words
        elif unit in around.elsewhere:
            yield "units", f"{name} đã thuộc {around.elsewhere[unit]} năm này."
        elif times[unit] > 1:
            yield "units", f"{name} đang có ở hai cụm, khối."


def turn_hints(plan: TurnPlan) -> list[str]:
    """What is allowed but worth a second look."""
    hints = [words for group in plan.groups if (words := _hint(group))]
    if plan.waiting:
        hints.append(f"Còn {len(plan.waiting):02d} đơn vị chưa xếp vào cụm, khối nào.")
    return hints


def _hint(group: PlannedGroup) -> str:
    named, stated = len(group.units), group.stated_member_count
    if not named and stated is None:
        return f"{group.name} chưa có đơn vị nào."
    if stated is not None and stated < named:
        return f"{group.name} ghi {stated:02d} đơn vị nhưng đã xếp {named:02d}."
    return ""
