"""Awards, nominations and registrations with the units they name, as of the right day."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from awards.models import Award, Nomination, TitleRegistration
from awards.queries import awards_of, nominations_of
from conferences.models import Conference
from conferences.queries import held_on
from organizations.models import UnitName
from organizations.queries import names_on_days

Record = TypeVar("Record", Award, Nomination, TitleRegistration)


@dataclass(frozen=True)
class Honour(Generic[Record]):
    """One record with its unit under the name of the right day."""

    record: Record
    unit: UnitName


def honours(records: Iterable[Record], day_of: Callable[[Record], date]) -> list[Honour[Record]]:
    """The records with their units' names: one more query for any number."""
    days = [(record, day_of(record)) for record in records]
    names = names_on_days((record.unit_id, day) for record, day in days)
    return [Honour(record, names[record.unit_id, day]) for record, day in days]


@dataclass(frozen=True)
class Proposal:
    """What was proposed in one breath: one title for several units, by one vote, on one route."""

    title: str
    route: str
    vote: str
    units: tuple[UnitName, ...]


def proposals_in(nominations: Iterable[Honour[Nomination]]) -> tuple[Proposal, ...]:
    """Nominations side by side, in the order they were entered."""
    units: dict[tuple[str, str, str], list[UnitName]] = {}
    for each in nominations:
        row = each.record
        title = row.title_as_written or row.title.name
        units.setdefault((title, row.route, row.vote_as_stated), []).append(each.unit)
    return tuple(Proposal(*said, tuple(named)) for said, named in units.items())


@dataclass(frozen=True)
class AwardsTold:
    """One title given to several units by one authority, in the same years."""

    title: str
    title_year: int | None
    received_year: int | None
    authority: str
    note: str
    units: tuple[UnitName, ...]


def awards_in(awards: Iterable[Honour[Award]]) -> tuple[AwardsTold, ...]:
    """Awards that differ in their units alone, side by side."""
    units: dict[tuple[str, int | None, int | None, str, str], list[UnitName]] = {}
    for each in awards:
        row = each.record
        title = row.title_as_written or row.title.name
        said = (title, row.title_year, row.received_year, row.authority, row.note)
        units.setdefault(said, []).append(each.unit)
    return tuple(AwardsTold(*said, tuple(named)) for said, named in units.items())


@dataclass(frozen=True)
class Told:
    """What one conference proposes, and the awards it tells of: two lists."""

    proposals: tuple[Proposal, ...]
    awards: tuple[AwardsTold, ...]


def honours_told_at(conference: Conference) -> Told:
    """Proposals and awards of a conference, under the names of its day."""
    day = held_on(conference)
    return Told(
        proposals_in(honours(nominations_of(conference), lambda _: day)),
        awards_in(honours(awards_of(conference), lambda _: day)),
    )
