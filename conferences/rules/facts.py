"""What a conference's results form holds, step by step.

Each step is one frozen dataclass: read by a query, typed in a form, written by an action, compared
when two people save. Units and editions are ids, persons are names as typed, unknown is empty.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class PurposeRow:
    """One purpose (`PurposeKind`) and the edition, so the year, it is for."""

    kind: str
    edition_id: int


@dataclass(frozen=True)
class GeneralFacts:
    """Step “Thông tin chung”."""

    title: str
    purposes: tuple[PurposeRow, ...]
    period_label: str = ""
    date_precision: str = "unknown"
    starts_on: date | None = None
    ends_on: date | None = None
    time_of_day: str = ""
    place: str = ""
    host_unit_id: int | None = None
    mode: str = ""
    source: str = ""
    as_written: str = ""
    note: str = ""


@dataclass(frozen=True)
class ParticipantRow:
    """Somebody at the meeting in the capacity of that day (`ParticipantRole`)."""

    role: str
    person: str = ""
    post: str = ""
    unit_id: int | None = None
    capacity: str = ""


@dataclass(frozen=True)
class AttendanceRow:
    """Whether a member unit was there; no row where nobody has told us."""

    unit_id: int
    is_present: bool
    reason: str = ""


@dataclass(frozen=True)
class PeopleFacts:
    """Step “Thành phần”. Rows keep their order: who chairs first stands first."""

    people: tuple[ParticipantRow, ...] = ()
    attendance: tuple[AttendanceRow, ...] = ()
    stated_unit_count: int | None = None
    attendance_note: str = ""


@dataclass(frozen=True)
class SpeechRow:
    """A speech (`SpeechKind`) and its gist."""

    kind: str
    person: str = ""
    post: str = ""
    unit_id: int | None = None
    capacity: str = ""
    gist: str = ""


@dataclass(frozen=True)
class DocumentRow:
    """A paper or film laid before the meeting; “thông qua” said of one presenter is presenting."""

    name: str
    status: str = ""
    as_stated: str = ""
    person: str = ""
    post: str = ""
    unit_id: int | None = None
    capacity: str = ""


@dataclass(frozen=True)
class ProgrammeFacts:
    """Step “Nội dung”."""

    agenda: str = ""
    speeches: tuple[SpeechRow, ...] = ()
    documents: tuple[DocumentRow, ...] = ()
    proceedings: str = ""


@dataclass(frozen=True)
class ScoreFacts:
    """Step “Điểm”: whether the conference agreed to the checked scores of its edition."""

    scores_agreed: bool = False


@dataclass(frozen=True)
class SeatRow:
    """Whom the meeting chose for a seat (`GroupRole`) of a year.

    `despite`: why this unit although it was not considered for emulation the year before.
    """

    edition_id: int
    label_year: int
    role: str
    unit_id: int
    how: str = ""
    as_written: str = ""
    vote_as_stated: str = ""
    despite: str = ""


@dataclass(frozen=True)
class SeatsFacts:
    """Step “Cụm trưởng, Cụm phó năm sau”."""

    seats: tuple[SeatRow, ...] = ()


@dataclass(frozen=True)
class AttachmentRow:
    """A caption and, where it is at hand, the kept file it belongs to.

    `key` names a file that is already kept; a new file comes beside the facts, not in them.
    """

    kind: str
    caption: str = ""
    key: int | None = None
    file_name: str = ""


@dataclass(frozen=True)
class AttachmentFacts:
    """Step “Ảnh và tệp”."""

    attachments: tuple[AttachmentRow, ...] = ()


@dataclass(frozen=True)
class Results:
    """Every step of one conference."""

    general: GeneralFacts
    people: PeopleFacts
    programme: ProgrammeFacts
    scores: ScoreFacts
    seats: SeatsFacts
    attachments: AttachmentFacts


@dataclass(frozen=True)
class Group:
    """An edition as the checks see it: what it is called, its year, its members by name.

    `barred`: members not considered for emulation this year, each with the rule in words.
    """

    label: str
    year: int
    members: Mapping[int, str]
    barred: Mapping[int, str] = field(default_factory=dict)
