"""Whom the groups of a year part from and whom they gain: who is written to at its beginning."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from clusters.enums import GroupRole
from clusters.models import ClusterEdition, EmulationYear, LeadershipTerm
from clusters.queries.seats import as_planned
from clusters.queries.turn import TurnScene, both_years, kept_plan, turn_of, units_on
from clusters.rules import (
    GroupDifference,
    LastGroup,
    Moved,
    PlannedGroup,
    TurnPlan,
    turn_difference,
)
from core.days import holds_on
from organizations.models import UnitName
from organizations.queries import names_on


@dataclass(frozen=True)
class Leader:
    """The unit that leads a group, or is to lead it, and who acts for it if that is known."""

    unit_id: int
    person: str = ""
    post: str = ""


@dataclass(frozen=True)
class GroupChange:
    """A group beside the one it goes on from. `edition_id` is empty while it is only planned.

    `guests` left it and still exist, `joined` came to it; the unit that writes is in neither.
    """

    group: PlannedGroup
    edition_id: int | None
    last: LastGroup
    last_year: int
    guests: tuple[Moved, ...]
    joined: tuple[Moved, ...]
    leader: Leader | None


@dataclass(frozen=True)
class YearChanges:
    """Every group of a year that a person said goes on from another one, under names of a day."""

    day: date
    names: Mapping[int, UnitName]
    groups: tuple[GroupChange, ...]


def year_changes(year: EmulationYear, *, with_plan: bool) -> YearChanges:
    """Of the groups the year has and, where the reader may know of it, of those being planned."""
    begun = kept_plan(turn_of(year)) if with_plan else TurnPlan()
    scene = TurnScene(year, begun)
    groups = tuple(
        change for last_year in _last_years(scene) for change in _since(last_year, year, begun)
    )
    return YearChanges(scene.day, _names(groups, scene.day), groups)


def _last_years(scene: TurnScene) -> list[int]:
    """Years that groups of this one go on from: as a rule one."""
    continued = ClusterEdition.objects.filter(continued_by__year=scene.year)
    found = set(continued.values_list("year__label_year", flat=True))
    if scene.kept.groups and scene.kept.last_year is not None:
        found.add(scene.kept.last_year)
    return sorted(found, reverse=True)


def _since(last_year: int, year: EmulationYear, begun: TurnPlan) -> list[GroupChange]:
    planned = begun.groups if begun.last_year == last_year else ()
    scene = TurnScene(year, TurnPlan(last_year, planned))
    before, both = both_years(scene)
    now = replace(both, standing=())  # they stand among the groups that are compared
    standing = tuple(as_planned(each, units_on(each, scene.day)) for each in scene.fixed)
    found = turn_difference(before, TurnPlan(last_year, (*standing, *planned)), now)
    editions = [*(edition.pk for edition in scene.fixed), *(None for _ in planned)]
    leaders, gone = _leaders(scene), _gone(scene)
    changes = []
    for each, edition in zip(found.groups, editions, strict=True):
        leader = _leader(each, edition, leaders)
        silent = gone | ({leader.unit_id} if leader else set())
        guests, joined = (_without(silent, units) for units in (each.guests, each.joined))
        if each.last:
            change = (each.group, edition, each.last, last_year, guests, joined, leader)
            changes.append(GroupChange(*change))
    return changes


def _without(silent: Collection[int], units: Iterable[Moved]) -> tuple[Moved, ...]:
    return tuple(each for each in units if each.unit_id not in silent)


def _leaders(scene: TurnScene) -> dict[int, Leader]:
    """Group to the unit that holds its head's seat on the day."""
    terms = LeadershipTerm.objects.filter(edition__year=scene.year, role=GroupRole.HEAD)
    return {
        term.edition_id: Leader(
            term.unit_id, term.person.full_name if term.person else "", term.post
        )
        for term in terms.select_related("person").order_by("-stands_in", "pk")
        if holds_on(term.valid_from, term.valid_to, scene.day)
    }


def _leader(
    found: GroupDifference, edition: int | None, leaders: Mapping[int, Leader]
) -> Leader | None:
    """Who holds the seat; else whom it is kept for."""
    if edition is not None and edition in leaders:
        return leaders[edition]
    kept = dict(zip(GroupRole, found.seats, strict=True))[GroupRole.HEAD].unit_id
    return Leader(kept) if kept else None


def _gone(scene: TurnScene) -> frozenset[int]:
    """Units that are no more on the day of the letter."""
    ends = ((unit, life.valid_to) for unit, life in scene.lives.items())
    return frozenset(unit for unit, end in ends if end and end <= scene.day)


def _names(groups: Iterable[GroupChange], day: date) -> dict[int, UnitName]:
    leaders = {each.leader.unit_id for each in groups if each.leader}
    moved = {unit.unit_id for each in groups for unit in (*each.guests, *each.joined)}
    return names_on(moved | leaders, day)
