"""What an agreement holds, as plain values.

`TextFacts`, `PartiesFacts`, `SigningFacts`, `SignaturesFacts` and `CorrectionPlan` are what the
forms edit: read by a query, typed, written by an action, compared when two people save.
`AgreementText` is what the paper says, with the names of its day; issued, it is kept as it is.
Unknown is empty.
"""

from dataclasses import dataclass
from datetime import date

from core.text import fold


@dataclass(frozen=True)
class ClauseRow:
    """One commitment; `is_illustrative` marks what no source gives."""

    heading: str
    body: str
    is_illustrative: bool = False


@dataclass(frozen=True)
class TextFacts:
    """Form “Nội dung”. `bases` are ids of legal bases in the order they are cited."""

    conference_id: int | None = None
    place: str = ""
    place_name: str = ""
    dated_on: date | None = None
    copies: int | None = None
    bases: tuple[int, ...] = ()
    clauses: tuple[ClauseRow, ...] = ()
    closing: str = ""
    is_closing_illustrative: bool = False


@dataclass(frozen=True)
class PartyRow:
    """A unit that signs; who signs for it and in what capacity may still be unknown."""

    unit_id: int
    signer: str = ""
    post: str = ""
    capacity: str = ""


@dataclass(frozen=True)
class PartiesFacts:
    """Form “Các bên ký”, in the order of the signatures."""

    parties: tuple[PartyRow, ...] = ()


@dataclass(frozen=True)
class SigningFacts:
    """Form “Thống nhất, ký kết”: what the source or the minutes say of it, in their words."""

    adopted_as_stated: str = ""
    signed_as_stated: str = ""


@dataclass(frozen=True)
class SignatureRow:
    """Whether a unit has signed the paper; `signer` only where not whom the paper names."""

    unit_id: int
    state: str = ""
    signed_on: date | None = None
    signer: str = ""


@dataclass(frozen=True)
class SignaturesFacts:
    """Form “Chữ ký”: every party of the paper, in its order."""

    signatures: tuple[SignatureRow, ...] = ()


@dataclass(frozen=True)
class CorrectionPlan:
    """Form “Đính chính, thay thế”: in which way the issued paper is put right, and why."""

    way: str = ""
    reason: str = ""


@dataclass(frozen=True)
class CopyFacts:
    """What is said of a scan of the signed paper."""

    note: str = ""


@dataclass(frozen=True)
class WithdrawalFacts:
    """Why a scan is withdrawn."""

    reason: str = ""


@dataclass(frozen=True)
class PartyText:
    """A party as the paper names it; `seat` is “Đơn vị Cụm trưởng” or empty."""

    name: str
    seat: str = ""
    capacity: str = ""
    post: str = ""
    signer: str = ""

    @property
    def short_name(self) -> str:
        return self.name.replace("Viện kiểm sát nhân dân", "VKSND")


@dataclass(frozen=True)
class RegistrationText:
    """The titles one unit has registered for; none where nobody has told us."""

    unit: str
    titles: tuple[str, ...] = ()


@dataclass(frozen=True)
class CounterText:
    """How many of the group's units have registered for a title."""

    title: str
    count: int
    total: int


@dataclass(frozen=True)
class AgreementText:
    """Everything the paper says, names as of its day. Kept as JSON when issued.

    `group` stands in the letterhead (“Cụm thi đua số 13”), `group_in_full` in the title; `bases`
    are whole lines beginning with “Căn cứ”; `unnamed` counts members nobody has named.
    """

    owner: str
    group: str
    group_in_full: str
    kind_short: str
    year: int
    place: str
    place_name: str
    dated_on: date | None
    copies: int | None
    bases: tuple[str, ...]
    theme: str
    motto: str
    parties: tuple[PartyText, ...]
    unnamed: int
    clauses: tuple[ClauseRow, ...]
    registrations: tuple[RegistrationText, ...]
    counters: tuple[CounterText, ...]
    closing: str
    is_closing_illustrative: bool
    correction: str = ""  # which paper this one replaces or amends
    remarks: tuple[str, ...] = ()  # when and why its year was opened again

    @property
    def has_illustration(self) -> bool:
        return self.is_closing_illustrative or any(row.is_illustrative for row in self.clauses)

    @property
    def all_clauses(self) -> tuple[ClauseRow, ...]:
        """The year's theme and motto first, unless a clause of the agreement's own states them."""
        of_the_year = [("Chủ đề", self.theme), ("Phương châm", self.motto)]
        written = [fold(row.heading) for row in self.clauses]
        return (
            tuple(
                ClauseRow(heading, f"“{words}”.")
                for heading, words in of_the_year
                if words and not any(each.startswith(fold(heading)) for each in written)
            )
            + self.clauses
        )
