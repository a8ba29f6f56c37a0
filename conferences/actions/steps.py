"""Saving the steps that stand in rows: people, programme, scores, next year's seats."""

from dataclasses import replace
from typing import Any

from accounts.models import User
from conferences.actions.drafts import Saving
from conferences.models import (
    Attendance,
    Conference,
    Participant,
    PresentedDocument,
    SeatChoice,
    Speech,
)
from conferences.queries import (
    general_of,
    groups_of,
    people_of,
    programme_of,
    scores_of,
    seats_chosen_at,
    unit_names,
)
from conferences.rules import (
    DocumentRow,
    ParticipantRow,
    PeopleFacts,
    ProgrammeFacts,
    ScoreFacts,
    SeatsFacts,
    SpeechRow,
    people_problems,
    programme_problems,
    score_problems,
    seats_problems,
)
from core.problems import Problem
from organizations.actions import name_person
from organizations.models import Unit


def save_people(*, conference: Conference, facts: PeopleFacts, version: str, by: User) -> None:
    """Save “Thành phần”; see `Saving.save`."""
    _PEOPLE.save(conference, facts, version, by)


def save_programme(
    *, conference: Conference, facts: ProgrammeFacts, version: str, by: User
) -> None:
    """Save “Nội dung”; see `Saving.save`."""
    _PROGRAMME.save(conference, facts, version, by)


def save_score_agreement(
    *, conference: Conference, facts: ScoreFacts, version: str, by: User
) -> None:
    """Save whether the conference agreed to the scores; they count once it is recorded."""
    _SCORES.save(conference, facts, version, by)


def save_seats(*, conference: Conference, facts: SeatsFacts, version: str, by: User) -> None:
    """Save whom it chose for next year; the seats are reserved once it is recorded."""
    _SEATS.save(conference, facts, version, by)


# ── Thành phần ───────────────────────────────────────────────────────────────────────────────


def _settle_people(facts: PeopleFacts) -> PeopleFacts:
    """Attendance has no order of its own."""
    by_unit = sorted(facts.attendance, key=lambda row: row.unit_id)
    return replace(facts, attendance=tuple(by_unit))


def _people_problems(conference: Conference, facts: PeopleFacts, _by: User) -> list[Problem]:
    names = unit_names(conference, {row.unit_id for row in facts.attendance})
    return people_problems(facts, groups_of(conference), names)


def _write_people(conference: Conference, facts: PeopleFacts, by: User) -> None:
    conference.stated_unit_count = facts.stated_unit_count
    conference.attendance_note = facts.attendance_note
    conference.save()
    conference.participants.all().delete()
    conference.attendances.all().delete()
    Participant.objects.bulk_create(
        Participant(conference=conference, position=n, role=row.role, **_who(row, by))
        for n, row in enumerate(facts.people)
    )
    Attendance.objects.bulk_create(
        Attendance(
            conference=conference,
            unit_id=row.unit_id,
            is_present=row.is_present,
            reason=row.reason,
        )
        for row in facts.attendance
    )


def _who(row: ParticipantRow | SpeechRow | DocumentRow, by: User) -> dict[str, Any]:
    """The person of that name at that unit, in the post and capacity of the day."""
    unit = Unit.objects.get(pk=row.unit_id) if row.unit_id else None
    person = name_person(full_name=row.person, unit=unit, by=by) if row.person else None
    return {"person": person, "unit": unit, "post": row.post, "capacity": row.capacity}


# ── Nội dung ─────────────────────────────────────────────────────────────────────────────────


def _programme_problems(_conference: Conference, facts: ProgrammeFacts, _by: User) -> list[Problem]:
    return programme_problems(facts)


def _write_programme(conference: Conference, facts: ProgrammeFacts, by: User) -> None:
    conference.agenda, conference.proceedings = facts.agenda, facts.proceedings
    conference.save()
    conference.speeches.all().delete()
    conference.documents.all().delete()
    Speech.objects.bulk_create(
        Speech(conference=conference, position=n, kind=row.kind, gist=row.gist, **_who(row, by))
        for n, row in enumerate(facts.speeches)
    )
    PresentedDocument.objects.bulk_create(
        PresentedDocument(
            conference=conference,
            position=n,
            name=row.name,
            status=row.status,
            as_stated=row.as_stated,
            **_who(row, by),
        )
        for n, row in enumerate(facts.documents)
    )


# ── Điểm ─────────────────────────────────────────────────────────────────────────────────────


def _score_problems(conference: Conference, facts: ScoreFacts, _by: User) -> list[Problem]:
    return score_problems(facts, [row.kind for row in general_of(conference).purposes])


def _write_scores(conference: Conference, facts: ScoreFacts, _by: User) -> None:
    conference.scores_agreed = facts.scores_agreed
    conference.save()


# ── Năm sau ──────────────────────────────────────────────────────────────────────────────────


def _settle_seats(facts: SeatsFacts) -> SeatsFacts:
    """Head before deputy, edition after edition."""
    by_role = sorted(facts.seats, key=lambda row: row.role, reverse=True)
    return SeatsFacts(tuple(sorted(by_role, key=lambda row: (row.edition_id, row.label_year))))


def _seats_problems(conference: Conference, facts: SeatsFacts, _by: User) -> list[Problem]:
    names = unit_names(conference, {row.unit_id for row in facts.seats})
    return seats_problems(facts, groups_of(conference), names)


def _write_seats(conference: Conference, facts: SeatsFacts, _by: User) -> None:
    conference.seat_choices.all().delete()
    SeatChoice.objects.bulk_create(
        SeatChoice(conference=conference, **{name: getattr(row, name) for name in _SEAT_FIELDS})
        for row in facts.seats
    )


_SEAT_FIELDS = (
    "edition_id",
    "label_year",
    "role",
    "unit_id",
    "how",
    "as_written",
    "vote_as_stated",
    "despite",
)


def _as_typed(facts: Any) -> Any:
    return facts


_PEOPLE = Saving("people", people_of, _settle_people, _people_problems, _write_people)
_PROGRAMME = Saving("programme", programme_of, _as_typed, _programme_problems, _write_programme)
_SCORES = Saving("score_agreement", scores_of, _as_typed, _score_problems, _write_scores)
_SEATS = Saving("seats", seats_chosen_at, _settle_seats, _seats_problems, _write_seats)
