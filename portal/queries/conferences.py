"""Conferences: rows of the calendar, and everything that was entered about one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from django.db.models import QuerySet

from accounts.models import User
from clusters.enums import HowChosen
from clusters.models import ClusterEdition
from clusters.queries import editions_visible_to
from conferences.enums import (
    HOLDING,
    AttachmentKind,
    ConferenceState,
    DocumentStatus,
    Mode,
    ParticipantRole,
    PurposeKind,
    SpeechKind,
)
from conferences.models import Conference, ConferencePurpose
from conferences.queries import (
    conferences_visible_to,
    held_on,
    in_calendar_order,
    results_of,
    when_of,
)
from conferences.rules import Results
from core.lists import Column, Filter, List
from core.sheets import day_or_words
from organizations.models import UnitName
from organizations.queries import names_on, names_on_days

UNKNOWN_DAY = "Chưa rõ ngày"


@dataclass(frozen=True)
class Purpose:
    """What it was held for in one group and year: “Tổng kết, bình xét, suy tôn năm 2024”.

    `is_open`: the reader may open that group's page; a farewell names a group of others.
    """

    label: str
    is_held: bool
    edition: ClusterEdition
    owner: UnitName
    is_open: bool


@dataclass(frozen=True)
class ConferenceRow:
    """One line of the calendar."""

    conference: Conference
    when: str
    month: str
    purposes: tuple[Purpose, ...]
    host: UnitName | None

    @property
    def year(self) -> int:
        """The latest year it was held for; a farewell to an old group does not count."""
        held = [each for each in self.purposes if each.is_held] or self.purposes
        return max(each.edition.year.label_year for each in held)

    @property
    def place(self) -> str:
        return self.conference.place or (self.host.short_name if self.host else "")

    @property
    def purposes_in_words(self) -> str:
        """“Sơ kết năm 2024: Cụm thi đua số 2 – VKSND tỉnh Bắc Giang”."""
        return "; ".join(
            f"{each.label}: {each.edition.name} – {each.owner.short_name}" for each in self.purposes
        )

    @property
    def groups_in_words(self) -> str:
        """“Cụm thi đua số 2 – VKSND tỉnh Bắc Giang”, each group once."""
        groups = (f"{each.edition.name} – {each.owner.short_name}" for each in self.purposes)
        return "; ".join(dict.fromkeys(groups))


@dataclass(frozen=True)
class Voice:
    """Somebody in a part at the meeting; person, unit and capacity may each be unknown."""

    part: str
    person: str
    post: str
    unit: UnitName | None
    capacity: str
    text: str = ""
    note: str = ""


@dataclass(frozen=True)
class Presence:
    """Whether a member unit was there."""

    unit: UnitName
    is_present: bool
    reason: str


@dataclass(frozen=True)
class ChosenSeat:
    """Whom the meeting chose to lead a coming year."""

    label: str
    label_year: int
    unit: UnitName
    how: str
    vote: str
    as_written: str


@dataclass(frozen=True)
class KeptFile:
    """A caption, and the file it belongs to where that is at hand."""

    kind: str
    caption: str
    key: int | None
    file_name: str


@dataclass(frozen=True)
class ConferenceRecord:
    """The page of one conference."""

    row: ConferenceRow
    mode: str
    people: tuple[tuple[str, tuple[Voice, ...]], ...]
    presence: tuple[Presence, ...]
    speeches: tuple[Voice, ...]
    documents: tuple[Voice, ...]
    seats: tuple[ChosenSeat, ...]
    files: tuple[KeptFile, ...]

    @property
    def held_editions(self) -> tuple[ClusterEdition, ...]:
        """The groups whose meeting it is, each once; a farewell only tells of the old one."""
        held = (each.edition for each in self.row.purposes if each.is_held)
        return tuple(dict.fromkeys(held))

    @property
    def present(self) -> int:
        return sum(each.is_present for each in self.presence)

    @property
    def absent(self) -> tuple[Presence, ...]:
        return tuple(each for each in self.presence if not each.is_present)


def conferences_listed(user: User, year: int) -> QuerySet[Conference]:
    """Conferences held for a year, in the order of the calendar, unknown days last."""
    held = conferences_visible_to(user).filter(purposes__edition__year__label_year=year)
    return in_calendar_order(held.distinct())


def conference_rows(conferences: Sequence[Conference], user: User) -> list[ConferenceRow]:
    """Rows under the names of each conference's own day: two more queries for any number."""
    editions = {row.edition_id for each in conferences for row in each.purposes.all()}
    is_open = editions_visible_to(user).filter(pk__in=editions).values_list("pk", flat=True)
    frame = RowFrame(
        names=names_on_days(
            (unit, held_on(each)) for each in conferences for unit in _units_in_row(each)
        ),
        open_editions=frozenset(is_open),
    )
    return [_row(each, frame) for each in conferences]


def conferences_list(user: User, year: int) -> List[ConferenceRow]:
    """The calendar of one year."""
    return List(
        title=f"Hội nghị năm {year}",
        stem=f"hoi-nghi-{year}",
        noun="hội nghị",
        columns=(
            Column("Hội nghị", "ten", ("sort_key",), width=50),
            Column("Ngày họp", "ngay", ("starts_on", "ends_on"), width=22),
            Column("Nội dung", width=50),
            Column("Nơi họp", width=30),
            Column("Tình trạng", width=16),
        ),
        rows=partial(conference_rows, user=user),
        cells=lambda row: (
            row.conference.title,
            day_or_words(row.conference.starts_on, row.when),
            row.purposes_in_words,
            row.place or None,
            ConferenceState(row.conference.state).label,
        ),
        filters=(
            Filter("viec", "Nội dung", PurposeKind.choices(), partial(_held_for, year)),
            Filter("trang-thai", "Tình trạng", ConferenceState.choices(), _in_state),
        ),
        search_label="Tên hội nghị, nơi họp",
    )


def _held_for(year: int, rows: QuerySet[Conference], kind: str) -> QuerySet[Conference]:
    held = ConferencePurpose.objects.filter(kind=kind, edition__year__label_year=year)
    return rows.filter(pk__in=held.values("conference_id"))


def _in_state(rows: QuerySet[Conference], state: str) -> QuerySet[Conference]:
    return rows.filter(state=state)


@dataclass(frozen=True)
class RowFrame:
    """What all rows of a list look up."""

    names: dict[tuple[int, date], UnitName]
    open_editions: frozenset[int]


def _units_in_row(conference: Conference) -> Iterable[int]:
    for purpose in conference.purposes.all():
        yield purpose.edition.year.owner_id
    if conference.host_unit_id:
        yield conference.host_unit_id


def _row(conference: Conference, frame: RowFrame) -> ConferenceRow:
    day = held_on(conference)
    return ConferenceRow(
        conference=conference,
        when=when_of(conference),
        month=f"Tháng {conference.starts_on:%m/%Y}" if conference.starts_on else UNKNOWN_DAY,
        purposes=tuple(_purposes(conference, frame, day)),
        host=frame.names.get((conference.host_unit_id or 0, day)),
    )


def _purposes(conference: Conference, frame: RowFrame, day: date) -> Iterable[Purpose]:
    """Group by group in the order entered, each group's purposes side by side."""
    of_edition: dict[int, list[ConferencePurpose]] = {}
    for row in conference.purposes.all():
        of_edition.setdefault(row.edition_id, []).append(row)
    for rows in of_edition.values():
        edition = rows[0].edition
        words = ", ".join(PurposeKind(row.kind).label for row in rows)
        yield Purpose(
            label=f"{words.capitalize()} năm {edition.year.label_year}",
            is_held=any(row.kind in HOLDING for row in rows),
            edition=edition,
            owner=frame.names[edition.year.owner_id, day],
            is_open=edition.pk in frame.open_editions,
        )


def conference_record(conference: Conference, user: User) -> ConferenceRecord:
    """Everything that was entered, step by step, under the names of its day."""
    results = results_of(conference)
    names = names_on(_units_in(results), held_on(conference))
    kinds = {each.edition_id: each.edition for each in conference.purposes.all()}
    return ConferenceRecord(
        row=conference_rows([conference], user)[0],
        mode=Mode(results.general.mode).label if results.general.mode else "",
        people=_people(results, names),
        presence=_presence(results, names),
        speeches=tuple(
            Voice(
                part=SpeechKind(row.kind).label,
                person=row.person,
                post=row.post,
                unit=names.get(row.unit_id or 0),
                capacity=row.capacity,
                text=row.gist,
            )
            for row in results.programme.speeches
        ),
        documents=tuple(
            Voice(
                part=row.name,
                person=row.person,
                post=row.post,
                unit=names.get(row.unit_id or 0),
                capacity=row.capacity,
                text=DocumentStatus(row.status).label if row.status else "",
                note=row.as_stated,
            )
            for row in results.programme.documents
        ),
        seats=tuple(
            ChosenSeat(
                label=kinds[row.edition_id].role_label(row.role),
                label_year=row.label_year,
                unit=names[row.unit_id],
                how=HowChosen(row.how).label if row.how else "",
                vote=row.vote_as_stated,
                as_written=row.as_written,
            )
            for row in results.seats.seats
        ),
        files=tuple(
            KeptFile(AttachmentKind(row.kind).label, row.caption, row.key, row.file_name)
            for row in results.attachments.attachments
        ),
    )


def _units_in(results: Results) -> set[int]:
    people, programme = results.people, results.programme
    units: list[int | None] = [
        *(row.unit_id for row in people.people),
        *(row.unit_id for row in people.attendance),
        *(row.unit_id for row in programme.speeches),
        *(row.unit_id for row in programme.documents),
        *(row.unit_id for row in results.seats.seats),
    ]
    return {unit for unit in units if unit is not None}


def _people(
    results: Results, names: dict[int, UnitName]
) -> tuple[tuple[str, tuple[Voice, ...]], ...]:
    """Chairs, secretary, those who direct, delegates, guests: each part in the order entered."""
    parts: dict[str, list[Voice]] = {role: [] for role in ParticipantRole}
    for row in results.people.people:
        unit = names.get(row.unit_id or 0)
        parts[row.role].append(Voice("", row.person, row.post, unit, row.capacity))
    return tuple((ParticipantRole(role).label, tuple(rows)) for role, rows in parts.items())


def _presence(results: Results, names: dict[int, UnitName]) -> tuple[Presence, ...]:
    rows = [
        Presence(names[row.unit_id], row.is_present, row.reason)
        for row in results.people.attendance
    ]
    return tuple(sorted(rows, key=lambda row: row.unit.sort_key))
