"""Who belongs to a group, under the names of the day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from clusters.models import ClusterEdition
from clusters.queries.years import names_day
from clusters.rules import Span
from core.days import holds_on
from organizations.models import Unit, UnitName
from organizations.queries import names_on


@dataclass(frozen=True)
class Member:
    """A member unit under the name of the day."""

    unit_id: int
    name: UnitName
    source: str = ""
    note: str = ""
    added_by_hand: bool = False


def members_of(edition: ClusterEdition, on: date | None = None) -> list[Member]:
    """Named members on the day, in Vietnamese order of their names."""
    day = names_day(edition, on)
    rows = [row for row in edition.memberships.all() if holds_on(row.valid_from, row.valid_to, day)]
    names = names_on([row.unit_id for row in rows], day)
    members = [
        Member(row.unit_id, names[row.unit_id], row.source, row.note, row.added_by_hand)
        for row in rows
    ]
    return sorted(members, key=lambda member: (member.name.sort_key, member.unit_id))


def member_ids(edition: ClusterEdition) -> set[int]:
    return set(edition.memberships.values_list("unit_id", flat=True))


def member_count(edition: ClusterEdition) -> int | None:
    """The stated number of units; else the named ones, unless the list may be incomplete."""
    if edition.stated_member_count is not None:
        return edition.stated_member_count
    day = names_day(edition)
    rows = edition.memberships.all()
    named = sum(holds_on(row.valid_from, row.valid_to, day) for row in rows)
    return None if edition.is_list_incomplete or not named else named


def lives_of(units: Iterable[int]) -> dict[int, Span]:
    """From when until when each unit exists, as far as known."""
    rows = Unit.objects.filter(pk__in=set(units))
    return {unit.pk: Span(unit.exists_from, unit.exists_to) for unit in rows}
