"""The page of one group: what the apps below know of it, as far as the reader may see."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from accounts.models import User
from agreements.models import Agreement
from agreements.queries import Signed, agreement_of, signed_of
from awards.models import Nomination
from awards.queries import (
    Registrations,
    awards_visible_to,
    nominations_that_count,
    registrations_of,
)
from clusters.enums import GroupRole
from clusters.models import ClusterEdition, ReservedSeat, Supervision
from clusters.queries import (
    Excluded,
    Member,
    Period,
    Seat,
    convener_in_words,
    excluded_in,
    member_count,
    members_of,
    names_day,
    periods_of,
    reopened_lines,
    reserved_seats_after,
    seats_of,
)
from conferences.queries import conferences_of
from core.days import holds_on
from organizations.models import UnitName
from organizations.queries import names_on
from portal.queries.conferences import ConferenceRow, conference_rows
from portal.queries.honours import (
    AwardsTold,
    Honour,
    Proposal,
    awards_in,
    honours,
    proposals_in,
)
from portal.queries.year_line import YearStep, year_lines
from scoring.queries import StandingRow, Standings, standings_visible_to

Nominations = Iterable[Honour[Nomination]]


@dataclass(frozen=True)
class Reserved:
    """A seat of next year, decided before its group exists."""

    seat: ReservedSeat
    label: str
    name: UnitName


@dataclass(frozen=True)
class Composition:
    """Who belongs: named members, the stated number, how many nobody has named.

    `periods` are filled where members change during the year.
    """

    members: tuple[Member, ...]
    count: int | None
    periods: tuple[Period, ...] = ()
    excluded: tuple[Excluded, ...] = ()

    @property
    def lists(self) -> list[tuple[str, list[tuple[Member, Excluded | None]]]]:
        """A heading and its members, each with why it is not considered for emulation."""
        whole = [("", self.members)]
        lists = [(each.heading, each.members) for each in self.periods] or whole
        why = {each.unit_id: each for each in self.excluded}
        return [
            (heading, [(member, why.get(member.unit_id)) for member in members])
            for heading, members in lists
        ]

    @property
    def unnamed(self) -> int:
        return max((self.count or 0) - len(self.members), 0)

    @property
    def surplus(self) -> int:
        """Named units beyond the stated number: worth a second look, no mistake by itself."""
        return max(len(self.members) - (self.count or len(self.members)), 0)

    @property
    def in_words(self) -> str:
        """“05 đơn vị”; “08 đơn vị, nêu tên 2, chưa nêu tên 6”; unknown said so."""
        named = f"nêu tên {len(self.members)}"
        if self.count is None:
            return f"Số đơn vị: Chưa có thông tin, {named}"
        words = [f"{self.count:02d} đơn vị"]
        if self.unnamed:
            words += [named, f"chưa nêu tên {self.unnamed}"]
        return ", ".join(words)


@dataclass(frozen=True)
class Glance:
    """The points at a glance, with what is proposed for each unit."""

    standings: Standings
    rows: tuple[tuple[StandingRow, tuple[str, ...]], ...]


@dataclass(frozen=True)
class EditionRecord:
    """Everything on the page of one group."""

    edition: ClusterEdition
    owner: UnitName
    composition: Composition
    seats: tuple[tuple[str, Seat | None], ...]
    reserved: tuple[Reserved, ...]
    supervisions: tuple[Supervision, ...]
    steps: tuple[YearStep, ...]
    glance: Glance | None
    registrations: Registrations
    proposals: tuple[Proposal, ...]
    awards: tuple[AwardsTold, ...]
    conferences: tuple[ConferenceRow, ...]
    agreement: Agreement | None
    signed: Signed | None
    convener: str = ""
    reopened: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """Group, owner and year in full; an owner the name already tells of is not repeated."""
        owner = self.owner.short_name.replace(" ", "\u00a0")
        return f"{self.edition.name} – {owner}, năm\u00a0{self.edition.year.label_year}"

    @property
    def leaders_title(self) -> str:
        """“Cụm trưởng, Cụm phó”, “Khối trưởng, Khối phó”."""
        return ", ".join(label for label, _ in self.seats)

    @property
    def draft_conference(self) -> int | None:
        """The conference that is being entered; only who may enter it sees it."""
        drafts = (row.conference for row in self.conferences)
        return next((each.pk for each in drafts if not each.is_recorded), None)


def edition_record(edition: ClusterEdition, user: User) -> EditionRecord:
    """One group under the names of its own day."""
    day, seats, agreement = names_day(edition), seats_of(edition), agreement_of(edition)
    nominations = honours(nominations_that_count(edition), lambda _: day)
    awards = awards_visible_to(user).filter(edition=edition).order_by("position", "pk")
    return EditionRecord(
        edition=edition,
        owner=names_on([edition.year.owner_id], day)[edition.year.owner_id],
        composition=_composition(edition),
        seats=tuple((edition.role_label(role), seats[role]) for role in GroupRole),
        reserved=_reserved(edition),
        supervisions=_supervisions(edition, day),
        steps=year_lines([edition], user)[edition.pk],
        glance=_glance(edition, user, nominations),
        registrations=registrations_of(edition),
        proposals=proposals_in(nominations),
        awards=awards_in(honours(awards, lambda _: day)),
        conferences=tuple(conference_rows(list(conferences_of(edition, user)), user)),
        agreement=agreement,
        signed=signed_of(agreement),
        convener=convener_in_words(edition),
        reopened=reopened_lines([edition.year]),
    )


def _composition(edition: ClusterEdition) -> Composition:
    year = edition.year
    members, periods = tuple(members_of(edition)), periods_of(edition)
    excluded = excluded_in(year.owner_id, [year.label_year])
    return Composition(members, member_count(edition), periods, tuple(excluded))


def _supervisions(edition: ClusterEdition, day: date) -> tuple[Supervision, ...]:
    rows = edition.supervisions.select_related("person").order_by("pk")
    return tuple(row for row in rows if holds_on(row.valid_from, row.valid_to, day))


def _reserved(edition: ClusterEdition) -> tuple[Reserved, ...]:
    seats = reserved_seats_after(edition)
    names = names_on([seat.unit_id for seat in seats], names_day(edition))
    return tuple(
        Reserved(seat, edition.role_label(seat.role), names[seat.unit_id]) for seat in seats
    )


def _glance(
    edition: ClusterEdition, user: User, nominations: Iterable[Honour[Nomination]]
) -> Glance | None:
    """As much of the table as this reader may see; None where nobody scores this group."""
    standings = standings_visible_to(user, edition)
    if not standings.has_round:
        return None
    titles: dict[int, list[str]] = {}
    for each in nominations:
        titles.setdefault(each.record.unit_id, []).append(each.record.title.name)
    rows = ((row, tuple(titles.get(row.unit_id, ()))) for row in standings.rows)
    return Glance(standings, tuple(rows))
