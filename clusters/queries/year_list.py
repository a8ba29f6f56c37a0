"""The groups of one owner and year as they are printed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from clusters.enums import GroupKind, GroupRole
from clusters.models import ClusterEdition, EmulationYear
from clusters.queries.composition import periods_of
from clusters.queries.facts import bases_of
from clusters.queries.leaders import Seat, seats_of
from clusters.queries.members import Member, member_count, members_of
from clusters.queries.reopening import reopened_lines
from clusters.queries.visibility import in_order, with_rows
from clusters.queries.years import year_day
from clusters.rules import period_in_words
from core.days import holds_on
from documents.queries import citations_of, keys_over_before
from organizations.enums import UnitKind
from organizations.models import Unit
from organizations.queries import name_on, parents_on


@dataclass(frozen=True)
class LeaderLine:
    """“Cụm trưởng”, the unit, and who acts for it as far as that is known."""

    unit_id: int
    role: str
    person: str = ""


@dataclass(frozen=True)
class ListedPeriod:
    """The members of a part of the year, where it holds several compositions."""

    heading: str
    members: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class ListedGroup:
    """One group: named members in full, how many there are, who leads and is in charge.

    `periods` are filled where members change during the year; then they are what is printed.
    """

    name: str
    kind: str
    count: int | None
    members: tuple[tuple[int, str], ...]
    leaders: tuple[LeaderLine, ...]
    supervisors: tuple[str, ...] = ()
    note: str = ""
    is_incomplete: bool = False
    noun: str = "đơn vị"
    has_basis: bool = True
    periods: tuple[ListedPeriod, ...] = ()

    @property
    def unnamed(self) -> int:
        return max((self.count or 0) - len(self.members), 0)


@dataclass(frozen=True)
class YearList:
    """“Danh sách cụm, khối thi đua năm 2024” of one owner."""

    year: int
    owner: str
    owner_letterhead: str
    parent_letterhead: str
    place: str
    theme: str
    motto: str
    period: str
    bases: tuple[str, ...]
    groups: tuple[ListedGroup, ...]
    remarks: tuple[str, ...] = ()

    @property
    def groups_in_words(self) -> str:
        """“02 cụm, 01 khối”."""
        counts = [
            (sum(group.kind == kind for group in self.groups), word)
            for kind, word in ((GroupKind.CLUSTER, "cụm"), (GroupKind.BLOC, "khối"))
        ]
        return ", ".join(f"{count:02d} {word}" for count, word in counts if count)


def year_list(year: EmulationYear) -> YearList:
    """All groups of the year, every name as of the year's own day."""
    day = year_day(year)
    owner = name_on(year.owner_id, day)
    above = parents_on([year.owner_id], day).get(year.owner_id)
    editions = list(with_rows(in_order(year.editions.select_related("year"))))
    return YearList(
        year=year.label_year,
        owner=owner.full_name,
        owner_letterhead=owner.on_papers,
        parent_letterhead=name_on(above, day).on_papers if above else "",
        place=owner.place_name,
        theme=year.theme,
        motto=year.motto,
        period=period_in_words(year.period_start, year.period_end),
        bases=_bases(year, editions),
        groups=tuple(_group(edition, day) for edition in editions),
        remarks=(*reopened_lines([year]), *_over(year, editions)),
    )


def _bases(year: EmulationYear, editions: list[ClusterEdition]) -> tuple[str, ...]:
    """Papers the year and its groups rest on, each once, in the order they were named."""
    things: list[EmulationYear | ClusterEdition] = [year, *editions]
    return citations_of(dict.fromkeys(key for thing in things for key in bases_of(thing)))


def _over(year: EmulationYear, editions: list[ClusterEdition]) -> list[str]:
    """Papers named although they were no longer in force when the year began."""
    things: list[EmulationYear | ClusterEdition] = [year, *editions]
    keys = dict.fromkeys(key for thing in things for key in bases_of(thing))
    return keys_over_before(keys, year.first_day)


def _group(edition: ClusterEdition, day: date) -> ListedGroup:
    members, seats = members_of(edition, day), seats_of(edition, day)
    return ListedGroup(
        name=edition.name,
        kind=edition.kind,
        count=member_count(edition),
        members=_in_full(members),
        leaders=tuple(_leader(seat) for role in GroupRole if (seat := seats[role])),
        supervisors=_supervisors(edition, day),
        note=edition.composition_note,
        is_incomplete=edition.is_list_incomplete,
        noun=_noun(edition, members),
        has_basis=edition.bases.exists(),
        periods=tuple(
            ListedPeriod(each.heading, _in_full(each.members)) for each in periods_of(edition)
        ),
    )


def _in_full(members: Iterable[Member]) -> tuple[tuple[int, str], ...]:
    return tuple((member.unit_id, member.name.full_name) for member in members)


def _leader(seat: Seat) -> LeaderLine:
    person = ", ".join(part for part in (seat.person, seat.post) if part)
    stands_in = " (điều hành thay)" if seat.stands_in and person else ""
    return LeaderLine(seat.unit_id, seat.label, f"{person}{stands_in}")


def _supervisors(edition: ClusterEdition, day: date) -> tuple[str, ...]:
    return tuple(
        ", ".join(part for part in (row.person.full_name, row.post) if part)
        for row in edition.supervisions.all()
        if holds_on(row.valid_from, row.valid_to, day)
    )


def _noun(edition: ClusterEdition, members: list[Member]) -> str:
    """A bloc whose named members are all departments is made of “phòng”."""
    units = Unit.objects.filter(pk__in=[member.unit_id for member in members])
    kinds = set(units.values_list("kind", flat=True))
    is_departments = edition.kind == GroupKind.BLOC and kinds == {UnitKind.DEPARTMENT}
    return "phòng" if is_departments else "đơn vị"
