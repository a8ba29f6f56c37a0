"""What minutes and year-end report say, as plain values with the names of their day.

Unknown is empty or None: the paper prints dots or leaves room, never a guess.
"""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Head:
    """Who speaks: the body that set the group up above the group itself.

    `name` is “Cụm thi đua số 2”, `short` “Cụm” or “Khối”, `symbol` “CTĐ2” as in “BB-CTĐ2”.
    """

    owner: str
    owner_letterhead: str
    council: str
    name: str
    short: str
    symbol: str


@dataclass(frozen=True)
class ScoreLine:
    """One unit's totals; `reasons` say where and why the checker came to another figure."""

    unit: str
    rank: int | None
    self_total: Decimal | None
    checked_total: Decimal | None
    agreed_total: Decimal | None
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class ScoreTable:
    """The standings of one edition, best first."""

    group: str
    year: int
    lines: tuple[ScoreLine, ...]
    is_agreed: bool
    is_illustrative: bool
    has_ties: bool


@dataclass(frozen=True)
class Proposal:
    """Units proposed for one title; the vote and the way up stand as stated."""

    title: str
    units: tuple[str, ...]
    vote: str = ""
    route: str = ""


@dataclass(frozen=True)
class AwardTold:
    """What units hold already: not a proposal, with its own years and authority."""

    title: str
    units: tuple[str, ...]
    title_year: int | None = None
    received_year: int | None = None
    authority: str = ""


@dataclass(frozen=True)
class SeatText:
    """Whom a conference chose for next year; `as_written` stands in brackets behind the unit."""

    role: str
    group: str
    year: int
    unit: str
    as_written: str = ""
    how: str = ""
    vote: str = ""
    despite: str = ""


@dataclass(frozen=True)
class AttendanceText:
    """`count` of `total` units came; either may be unknown, and fewer may be named than came."""

    count: int | None = None
    total: int | None = None
    present: tuple[str, ...] = ()
    absent: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class PeopleText:
    """Who was there, each as one line of words; the names alone are for the signatures."""

    attendance: AttendanceText
    chairs: tuple[str, ...] = ()
    chair_names: tuple[str, ...] = ()
    secretaries: tuple[str, ...] = ()
    secretary_names: tuple[str, ...] = ()
    directs: tuple[str, ...] = ()
    delegates: tuple[str, ...] = ()
    guests: tuple[str, ...] = ()
    others: str = ""


@dataclass(frozen=True)
class ProgrammeText:
    """What was on the table and what was said; documents and speeches are lines of words."""

    slogans: tuple[str, ...] = ()
    agenda: str = ""
    documents: tuple[str, ...] = ()
    speeches: tuple[str, ...] = ()
    proceedings: str = ""
    closing: tuple[str, ...] = ()


@dataclass(frozen=True)
class OutcomeText:
    """What came of the meeting."""

    scores: tuple[ScoreTable, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    awards: tuple[AwardTold, ...] = ()
    seats: tuple[SeatText, ...] = ()


@dataclass(frozen=True)
class Minutes:
    """The minutes of one conference; a draft until its results are recorded."""

    head: Head
    title: str
    purposes: tuple[str, ...]
    when: str
    ended: str
    place: str
    mode: str
    people: PeopleText
    programme: ProgrammeText
    outcome: OutcomeText
    is_draft: bool
    remarks: tuple[str, ...] = ()

    @property
    def is_illustrative(self) -> bool:
        return any(table.is_illustrative for table in self.outcome.scores)


@dataclass(frozen=True)
class LeadingSeat:
    """A leading role of the year; unit and person may be unknown."""

    label: str
    unit: str = ""
    person: str = ""
    post: str = ""
    place: str = ""


@dataclass(frozen=True)
class MembersText:
    """Units by name; `count` may be more than are named, or unknown where the list is open."""

    named: tuple[str, ...] = ()
    count: int | None = None


@dataclass(frozen=True)
class ActivityText:
    """What the group did in its year, as lines of words."""

    registrations: tuple[str, ...] = ()
    conferences: tuple[str, ...] = ()
    agreement: str = ""


@dataclass(frozen=True)
class YearReport:
    """The year-end report of one edition.

    `scores` is None where nothing was scored; `shows_scores` is false for a reader who may not see
    the table, whose paper then has no such section at all.
    """

    head: Head
    year: int
    members: MembersText
    seats: tuple[LeadingSeat, ...]
    slogans: tuple[str, ...]
    activity: ActivityText
    scores: ScoreTable | None
    shows_scores: bool
    proposals: tuple[Proposal, ...]
    awards: tuple[AwardTold, ...]
    next_seats: tuple[SeatText, ...]
    is_draft: bool
    has_basis: bool = True
    remarks: tuple[str, ...] = ()

    @property
    def head_seat(self) -> LeadingSeat:
        """The role that signs."""
        return self.seats[0]

    @property
    def is_illustrative(self) -> bool:
        return self.scores is not None and self.scores.is_illustrative
