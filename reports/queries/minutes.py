"""What the minutes of a conference say, under the names of its own day."""

from collections.abc import Iterable, Mapping, Sequence

from accounts.models import User
from awards.queries import awards_of, nominations_of
from clusters.models import ClusterEdition
from clusters.queries import member_count, member_ids, reopened_lines
from conferences.enums import REVIEWING, Mode, ParticipantRole, SpeechKind
from conferences.models import Conference, SeatChoice
from conferences.queries import held_editions, held_on, results_of
from conferences.rules import (
    AttendanceRow,
    DocumentRow,
    ParticipantRow,
    PeopleFacts,
    ProgrammeFacts,
    Results,
    SpeechRow,
)
from core.text import sort_key
from reports.queries.parts import (
    Names,
    awards_in,
    head_of,
    proposals_in,
    score_table,
    seats_in,
    short_names,
)
from reports.rules import (
    AttendanceText,
    Minutes,
    OutcomeText,
    PeopleText,
    ProgrammeText,
    ScoreTable,
    day_in_words,
    document_in_words,
    end_in_words,
    person_in_words,
    purposes_in_words,
    slogans_in_words,
    small,
    speech_in_words,
)
from scoring.queries import sees_all_scores

Who = ParticipantRow | SpeechRow | DocumentRow


def minutes_content(conference: Conference, reader: User) -> Minutes:
    """What the minutes say to this reader: without the table of points where he may not see it.

    `conference` is one the reader may open. Names stand as of its day.
    """
    editions = held_editions(conference)
    results = results_of(conference)
    general = results.general
    names = short_names(_units_in(conference, results), held_on(conference))
    return Minutes(
        head=head_of(editions, held_on(conference)),
        title=general.title,
        purposes=_purposes(conference),
        when=day_in_words(
            general.date_precision, general.starts_on, general.ends_on, general.time_of_day
        ),
        ended=end_in_words(general.date_precision, general.ends_on),
        place=_place(conference, names),
        mode=small(Mode(general.mode).label) if general.mode else "",
        people=_people(results.people, _total(editions), names),
        programme=_programme(results.programme, editions, names),
        outcome=_outcome(conference, _scored(conference, reader), names),
        is_draft=not conference.is_recorded,
        remarks=reopened_lines(dict.fromkeys(edition.year for edition in editions)),
    )


def _units_in(conference: Conference, results: Results) -> set[int]:
    """Every unit the paper names."""
    rows: list[Who | AttendanceRow] = [
        *results.people.people,
        *results.people.attendance,
        *results.programme.speeches,
        *results.programme.documents,
    ]
    units = {row.unit_id for row in rows} | {row.unit_id for row in results.seats.seats}
    units |= set(nominations_of(conference).values_list("unit_id", flat=True))
    units |= set(awards_of(conference).values_list("unit_id", flat=True))
    return {unit for unit in {*units, conference.host_unit_id} if unit is not None}


def _purposes(conference: Conference) -> tuple[str, ...]:
    """For each edition in the order of the purposes what the meeting was for."""
    kinds: dict[ClusterEdition, list[str]] = {}
    for row in conference.purposes.select_related("edition__year").order_by("position"):
        kinds.setdefault(row.edition, []).append(row.kind)
    return tuple(
        words
        for edition, held in kinds.items()
        for words in purposes_in_words(
            held, edition.name, edition.year.label_year, conference.period_label
        )
    )


def _place(conference: Conference, names: Names) -> str:
    """The place as entered; the host is added where the place does not name it."""
    host = names.get(conference.host_unit_id or 0, "")
    locality = host.removeprefix("VKSND ")
    if not host or locality in conference.place:
        return conference.place
    return f"{conference.place} (đơn vị đăng cai: {host})".strip() if conference.place else host


# ── Who was there ────────────────────────────────────────────────────────────────────────────


def _total(editions: Sequence[ClusterEdition]) -> int | None:
    """How many units belong, if the meeting was held for one and the same circle of units."""
    circles = {frozenset(member_ids(edition)) for edition in editions}
    return member_count(editions[0]) if len(circles) == 1 else None


def _people(facts: PeopleFacts, total: int | None, names: Names) -> PeopleText:
    by_role: dict[str, list[ParticipantRow]] = {role: [] for role in ParticipantRole}
    for row in facts.people:
        by_role[row.role].append(row)
    lines = {role: tuple(_who(row, names) for row in rows) for role, rows in by_role.items()}
    return PeopleText(
        attendance=_attendance(facts, total, names),
        chairs=lines[ParticipantRole.CHAIR],
        chair_names=_signers(by_role[ParticipantRole.CHAIR]),
        secretaries=lines[ParticipantRole.SECRETARY],
        secretary_names=_signers(by_role[ParticipantRole.SECRETARY]),
        directs=lines[ParticipantRole.DIRECTS],
        delegates=lines[ParticipantRole.DELEGATE],
        guests=lines[ParticipantRole.GUEST],
        others=facts.attendance_note,
    )


def _signers(rows: Iterable[ParticipantRow]) -> tuple[str, ...]:
    return tuple(row.person for row in rows)


def _attendance(facts: PeopleFacts, total: int | None, names: Names) -> AttendanceText:
    """The stated count, else the units ticked; names in Vietnamese order."""
    rows = sorted(facts.attendance, key=lambda row: sort_key(names[row.unit_id]))
    present = [names[row.unit_id] for row in rows if row.is_present]
    absent = [(names[row.unit_id], row.reason) for row in rows if not row.is_present]
    ticked = len(present) if rows else None
    count = ticked if facts.stated_unit_count is None else facts.stated_unit_count
    return AttendanceText(count, total, tuple(present), tuple(absent))


def _who(row: Who, names: Names) -> str:
    unit = names[row.unit_id] if row.unit_id else ""
    return person_in_words(row.person, row.post, unit, row.capacity)


# ── What was said ────────────────────────────────────────────────────────────────────────────


def _programme(
    facts: ProgrammeFacts, editions: Iterable[ClusterEdition], names: Names
) -> ProgrammeText:
    said = "\n".join([facts.agenda, facts.proceedings, *(row.gist for row in facts.speeches)])
    closing = [row for row in facts.speeches if row.kind == SpeechKind.CLOSING]
    others = [row for row in facts.speeches if row.kind != SpeechKind.CLOSING]
    return ProgrammeText(
        slogans=_slogans(editions, said),
        agenda=facts.agenda,
        documents=tuple(
            document_in_words(row.name, row.status, _who(row, names)) for row in facts.documents
        ),
        speeches=_speeches(others, names),
        proceedings=facts.proceedings,
        closing=_speeches(closing, names),
    )


def _speeches(rows: Iterable[SpeechRow], names: Names) -> tuple[str, ...]:
    return tuple(speech_in_words(row.kind, _who(row, names), row.gist) for row in rows)


def _slogans(editions: Iterable[ClusterEdition], said: str) -> tuple[str, ...]:
    """Each year's theme and motto once."""
    years = dict.fromkeys(edition.year for edition in editions)
    lines = [
        line
        for year in years
        for line in slogans_in_words(year.theme, year.motto, year.label_year, said)
    ]
    return tuple(dict.fromkeys(lines))


# ── What came of it ──────────────────────────────────────────────────────────────────────────


def _scored(conference: Conference, reader: User) -> tuple[ScoreTable, ...]:
    """Tables of the editions whose year the meeting looked back on, as far as he may see them."""
    rows = conference.purposes.filter(kind__in=REVIEWING).select_related("edition__year__owner")
    editions = dict.fromkeys(row.edition for row in rows.order_by("position"))
    day = held_on(conference)
    tables = [score_table(each, day) for each in editions if sees_all_scores(reader, each)]
    return tuple(table for table in tables if table is not None)


def _outcome(
    conference: Conference, scores: tuple[ScoreTable, ...], names: Mapping[int, str]
) -> OutcomeText:
    choices = SeatChoice.objects.filter(conference=conference).select_related("edition__year")
    return OutcomeText(
        scores=scores,
        proposals=proposals_in(nominations_of(conference), names),
        awards=awards_in(awards_of(conference), names),
        seats=seats_in(choices.order_by("edition_id", "label_year", "-role"), names),
    )
