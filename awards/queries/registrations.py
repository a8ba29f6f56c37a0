"""Who registered for what."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db.models import QuerySet

from accounts.models import User
from awards.models import TitleRegistration
from awards.queries.titles import titles_offered
from awards.rules import share_in_words
from clusters.models import ClusterEdition
from clusters.queries import (
    closing_day,
    editions_visible_to,
    member_count,
    members_of,
    names_day,
    opening_day,
)
from organizations.models import Person, UnitName
from organizations.queries import names_on


@dataclass(frozen=True)
class Registered:
    """One registration as a reader sees it."""

    pk: int
    unit_id: int
    name: UnitName
    title_id: int
    title: str
    withdrawn_on: date | None
    withdrawn_why: str
    as_written: str
    source: str
    person: str = ""


@dataclass(frozen=True)
class TitleCount:
    """How many members have registered for a title; `share` is None where nobody knows of how many.

    `text` is “6/6 (100%)”, “5/6 (83,33%)”.
    """

    title_id: int
    title: str
    count: int
    members: int | None
    share: Fraction | None
    text: str


@dataclass(frozen=True)
class Registrations:
    """Who registered for what in an edition; withdrawn ones are listed but not counted.

    `rows` and `counts` are of units, `people` of persons, who are never counted among them.
    """

    rows: tuple[Registered, ...]
    counts: tuple[TitleCount, ...]
    people: tuple[Registered, ...] = ()


def registrations_of(edition: ClusterEdition, on: date | None = None) -> Registrations:
    """Rows by title, unit and person in Vietnamese order, and k/n units for each title."""
    rows = list(edition.registrations.select_related("title", "person"))
    names = names_on([row.unit_id for row in rows], names_day(edition, on))
    rows.sort(key=lambda row: _place(row, names[row.unit_id]))
    units = [row for row in rows if row.person_id is None]
    people = [row for row in rows if row.person_id is not None]
    return Registrations(
        rows=tuple(registered(row, names[row.unit_id]) for row in units),
        counts=tuple(_counts(units, member_count(edition))),
        people=tuple(registered(row, names[row.unit_id]) for row in people),
    )


def _place(row: TitleRegistration, name: UnitName) -> tuple[str, int, str, str, int]:
    person = row.person.sort_key if row.person else ""
    return row.title.sort_key, row.title_id, name.sort_key, person, row.pk


def registered(row: TitleRegistration, name: UnitName) -> Registered:
    """As a reader sees it, under its unit's name of the day."""
    return Registered(
        pk=row.pk,
        unit_id=row.unit_id,
        name=name,
        title_id=row.title_id,
        title=row.title.name,
        withdrawn_on=row.withdrawn_on,
        withdrawn_why=row.withdrawn_why,
        as_written=row.as_written,
        source=row.source,
        person=row.person.full_name if row.person else "",
    )


def _counts(rows: Iterable[TitleRegistration], members: int | None) -> Iterable[TitleCount]:
    names = {row.title_id: row.title.name for row in rows}
    counted = Counter(row.title_id for row in rows if row.withdrawn_on is None)
    for title_id, title in names.items():
        count = counted[title_id]
        share = Fraction(count, members) if members else None
        yield TitleCount(title_id, title, count, members, share, share_in_words(count, members))


@dataclass(frozen=True)
class Scene:
    """What the form of registrations chooses from: the group's members and the catalogue."""

    members: list[tuple[int, str]]
    titles: list[tuple[int, str]]
    people: list[str]


def registration_scene(edition: ClusterEdition, units: frozenset[int] | None) -> Scene:
    """Members among `units` (all without), titles, and people already known at those members."""
    members = [row for row in members_of(edition) if units is None or row.unit_id in units]
    keys = [row.unit_id for row in members]
    people = Person.objects.filter(unit_id__in=keys).order_by("sort_key", "pk")
    return Scene(
        members=[(row.unit_id, row.name.short_name) for row in members],
        titles=titles_offered(opening_day(edition.year), closing_day(edition.year)),
        people=list(dict.fromkeys(people.values_list("full_name", flat=True))),
    )


def registrations_visible_to(user: User) -> QuerySet[TitleRegistration]:
    """Registrations of the editions the reader may see."""
    rows = TitleRegistration.objects.select_related("title", "person", "edition__year")
    return rows.filter(edition__in=editions_visible_to(user).values("pk"))
