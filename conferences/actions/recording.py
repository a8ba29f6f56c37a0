"""Recording a conference, from when its results count; reopening it."""

from django.db import transaction

from accounts.models import User
from audit.actions import record
from clusters.actions import SeatFacts, must_be_open, release_seat, reserve_seat
from clusters.enums import GroupRole, HowChosen
from clusters.models import ClusterEdition, ReservedSeat
from conferences.actions.drafts import locked_draft
from conferences.enums import ConferenceState, DatePrecision
from conferences.models import Conference, SeatChoice
from conferences.queries import held_editions, obstacles_of, reviewed_editions, seat_choices_of
from core.dates import now
from core.problems import Problem, Refused
from core.text import one_line
from organizations.actions import Provenance
from scoring.actions import agree_scores, withdraw_agreement_of_scores

SHORTEST_REASON = 10


class CannotRecord(Refused):
    """Something stands in the way; every problem names its step."""


class CannotReopen(Refused):
    """The reason is missing, or the conference is a draft anyway."""


@transaction.atomic
def record_conference(*, conference: Conference, by: User) -> None:
    """Let its results count: seats are reserved, agreed scores agreed. Asked twice, done once.

    Raises `CannotRecord` with every obstacle, `YearIsLocked`.
    """
    if Conference.objects.select_for_update().get(pk=conference.pk).is_recorded:
        return
    draft = locked_draft(conference)
    CannotRecord.if_any(obstacles_of(draft))
    for choice in seat_choices_of(draft):
        _reserve(draft, choice, by)
    for edition in _scored_editions(draft):
        agree_scores(edition=edition, by=by)
    draft.state, draft.recorded_at = ConferenceState.RECORDED, now()
    draft.save()
    states = ({"state": ConferenceState.ENTERING}, {"state": ConferenceState.RECORDED})
    record("conference.recorded", draft, by=by, before=states[0], after=states[1])


@transaction.atomic
def reopen_conference(*, conference: Conference, reason: str, by: User) -> None:
    """Back to a draft: its seats are released, its agreed scores withdrawn, all with the reason.

    Raises `CannotReopen`, `YearIsLocked`.
    """
    opened = Conference.objects.select_for_update().get(pk=conference.pk)
    why = one_line(reason)
    CannotReopen.if_any(_reopening_problems(opened, why))
    for edition in held_editions(opened):
        must_be_open(edition.year)
    for seat in ReservedSeat.every.filter(choice__conference=opened).order_by("pk"):
        SeatChoice.objects.filter(seat=seat).update(seat=None)
        release_seat(seat=seat, by=by, reason=why)
    for edition in _scored_editions(opened):
        withdraw_agreement_of_scores(edition=edition, by=by, reason=why)
    opened.state, opened.recorded_at = ConferenceState.ENTERING, None
    opened.save()
    states = ({"state": ConferenceState.RECORDED}, {"state": ConferenceState.ENTERING})
    record("conference.reopened", opened, by=by, before=states[0], after=states[1], reason=why)


def _reopening_problems(conference: Conference, why: str) -> list[Problem]:
    if not conference.is_recorded:
        return [Problem("Hội nghị đang được nhập, không cần mở lại.")]
    if len(why) < SHORTEST_REASON:
        return [Problem(f"Ghi lý do mở lại, ít nhất {SHORTEST_REASON} ký tự.", "reason")]
    return []


def _scored_editions(conference: Conference) -> list[ClusterEdition]:
    return reviewed_editions(conference) if conference.scores_agreed else []


# ── Năm sau ──────────────────────────────────────────────────────────────────────────────────


def _reserve(conference: Conference, choice: SeatChoice, by: User) -> None:
    is_day_known = conference.date_precision == DatePrecision.DAY
    seat = SeatFacts(
        role=GroupRole(choice.role),
        unit=choice.unit,
        how=HowChosen(choice.how),
        decided_on=conference.starts_on if is_day_known else None,
        despite=choice.despite,
        origin=Provenance(source=conference.source, as_written=choice.as_written),
    )
    choice.seat = reserve_seat(
        edition=choice.edition, label_year=choice.label_year, seat=seat, by=by
    )
    choice.save()
