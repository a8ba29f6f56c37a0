"""Recording makes results count, reopening takes them back, discarding leaves the log."""

from datetime import date
from decimal import Decimal

import pytest

from agreements.actions import draft_agreement
from agreements.models import Agreement
from audit.models import Event
from clusters.actions import SeatFacts, YearIsLocked, lock_year, reserve_seat
from clusters.enums import GroupRole
from clusters.models import Membership, ReservedSeat
from clusters.queries import reserved_seats_after
from conferences.actions import (
    CannotDiscard,
    CannotRecord,
    CannotReopen,
    discard_conference,
    record_conference,
    reopen_conference,
    save_score_agreement,
    save_seats,
)
from conferences.enums import DatePrecision, PurposeKind
from conferences.models import Conference
from conferences.queries import hints_of, obstacles_of, scores_of, seats_chosen_at
from conferences.rules import PurposeRow, ScoreFacts, SeatRow, SeatsFacts
from core.versions import version_of
from scoring.actions import CriteriaFacts, create_criteria_set, open_scoring
from scoring.enums import SheetState
from scoring.models import ScoreEntry, ScoreSheet, ScoringRound
from scoring.rules import CriterionFacts
from tests.conferences.meeting import DAY, Group, group

pytestmark = pytest.mark.django_db

WHY = "Nhập nhầm đơn vị Cụm phó"


@pytest.fixture
def cluster(db: None) -> Group:
    return group()


def choose(cluster: Group, draft: Conference, **chosen: str) -> None:
    """`head="Sơn Động"`: whom the meeting chose for 2025."""
    rows = [
        SeatRow(cluster.edition.pk, 2025, role, cluster.units[place].pk, "chosen", f"là {place}")
        for role, place in chosen.items()
    ]
    version = version_of(seats_chosen_at(draft))
    save_seats(conference=draft, facts=SeatsFacts(tuple(rows)), version=version, by=cluster.office)


def reopen(cluster: Group, conference: Conference, reason: str = WHY) -> None:
    reopen_conference(conference=conference, reason=reason, by=cluster.office)


def fresh(draft: Conference) -> Conference:
    return Conference.objects.get(pk=draft.pk)


def test_a_conference_with_no_more_than_title_and_purpose_is_recorded(cluster: Group) -> None:
    draft = cluster.draft(
        date_precision=DatePrecision.UNKNOWN, starts_on=None, time_of_day="", place=""
    )
    assert obstacles_of(draft) == []
    assert {hint.step for hint in hints_of(draft)} >= {"thong-tin", "thanh-phan", "noi-dung"}
    record_conference(conference=draft, by=cluster.office)
    assert fresh(draft).is_recorded
    assert fresh(draft).recorded_at is not None


def test_recording_reserves_next_years_seats_as_they_were_written(cluster: Group) -> None:
    draft = cluster.draft()
    choose(cluster, draft, head="Sơn Động", deputy="Lục Ngạn")
    assert reserved_seats_after(cluster.edition) == []
    record_conference(conference=draft, by=cluster.office)
    head, deputy = reserved_seats_after(cluster.edition)
    assert (head.role, head.unit, head.decided_on) == ("head", cluster.units["Sơn Động"], DAY)
    assert (deputy.unit, deputy.as_written) == (cluster.units["Lục Ngạn"], "là Lục Ngạn")


def test_a_seat_has_no_day_where_the_meeting_had_none(cluster: Group) -> None:
    draft = cluster.draft(
        date_precision=DatePrecision.RANGE, starts_on=date(2024, 3, 19), ends_on=date(2024, 3, 21)
    )
    choose(cluster, draft, head="Sơn Động")
    record_conference(conference=draft, by=cluster.office)
    assert ReservedSeat.objects.get().decided_on is None


def test_recording_twice_is_done_once(cluster: Group) -> None:
    draft = cluster.draft()
    for _ in range(2):
        record_conference(conference=draft, by=cluster.office)
    assert Event.objects.filter(name="conference.recorded").count() == 1


def test_all_obstacles_come_at_once_and_name_their_steps(cluster: Group) -> None:
    draft = cluster.draft()
    choose(cluster, draft, head="Sơn Động")
    Membership.objects.filter(unit=cluster.units["Sơn Động"]).delete()
    cluster.edit(draft, starts_on=date(2024, 12, 25), ends_on=date(2024, 12, 25))
    with pytest.raises(CannotRecord) as refused:
        record_conference(conference=draft, by=cluster.office)
    assert [problem.step for problem in refused.value.problems] == ["thong-tin", "nam-sau"]
    assert not fresh(draft).is_recorded
    assert not ReservedSeat.objects.exists()


def test_nothing_is_recorded_in_a_locked_year(cluster: Group) -> None:
    draft = cluster.draft()
    lock_year(year=cluster.year, by=cluster.by)
    with pytest.raises(YearIsLocked):
        record_conference(conference=draft, by=cluster.office)
    assert not fresh(draft).is_recorded


def test_a_seat_that_a_recorded_meeting_gave_is_not_given_again_in_silence(cluster: Group) -> None:
    first = cluster.draft()
    choose(cluster, first, head="Sơn Động")
    record_conference(conference=first, by=cluster.office)
    second = cluster.draft(title="Hội nghị bổ sung")
    choose(cluster, second, head="Yên Thế")
    with pytest.raises(CannotRecord, match="Cụm trưởng năm 2025 đã được chọn"):
        record_conference(conference=second, by=cluster.office)
    assert ReservedSeat.objects.get().unit == cluster.units["Sơn Động"]


def test_two_groups_without_a_number_each_keep_their_own_seat(cluster: Group) -> None:
    twin = cluster.another_bloc("Khối thi đua B")
    bloc = cluster.another_bloc("Khối thi đua A")
    both = tuple(PurposeRow(PurposeKind.YEAR_END, edition.pk) for edition in (bloc, twin))
    draft = cluster.draft(purposes=both)
    rows = [
        SeatRow(edition.pk, 2025, "head", edition.memberships.get().unit_id)
        for edition in (bloc, twin)
    ]
    version = version_of(seats_chosen_at(draft))
    save_seats(conference=draft, facts=SeatsFacts(tuple(rows)), version=version, by=cluster.office)
    assert obstacles_of(draft) == []
    record_conference(conference=draft, by=cluster.office)
    assert {seat.chosen_in for seat in ReservedSeat.objects.all()} == {bloc, twin}


def test_a_seat_the_office_reserved_is_replaced_by_the_meetings_choice(cluster: Group) -> None:
    chosen = SeatFacts(GroupRole.HEAD, cluster.units["Yên Thế"])
    reserve_seat(edition=cluster.edition, label_year=2025, seat=chosen, by=cluster.office)
    draft = cluster.draft()
    choose(cluster, draft, head="Sơn Động")
    record_conference(conference=draft, by=cluster.office)
    assert ReservedSeat.objects.get().unit == cluster.units["Sơn Động"]


# ── Reopening ────────────────────────────────────────────────────────────────────────────────


def test_reopening_releases_the_seats_and_keeps_the_choice(cluster: Group) -> None:
    draft = cluster.draft()
    choose(cluster, draft, head="Sơn Động", deputy="Lục Ngạn")
    record_conference(conference=draft, by=cluster.office)
    reopen(cluster, draft)
    assert not fresh(draft).is_recorded
    assert not ReservedSeat.objects.exists()
    assert len(seats_chosen_at(draft).seats) == 2
    assert Event.objects.get(name="conference.reopened").reason == WHY
    record_conference(conference=draft, by=cluster.office)
    assert ReservedSeat.objects.count() == 2


@pytest.mark.parametrize("reason", ["", "   sai     ", "nhầm"])
def test_reopening_needs_a_reason(cluster: Group, reason: str) -> None:
    draft = cluster.draft()
    record_conference(conference=draft, by=cluster.office)
    with pytest.raises(CannotReopen) as refused:
        reopen(cluster, draft, reason)
    assert refused.value.problems[0].field == "reason"
    assert fresh(draft).is_recorded


def test_a_draft_is_not_reopened(cluster: Group) -> None:
    with pytest.raises(CannotReopen):
        reopen(cluster, cluster.draft())


def test_a_conference_of_a_locked_year_is_not_reopened(cluster: Group) -> None:
    draft = cluster.draft()
    record_conference(conference=draft, by=cluster.office)
    lock_year(year=cluster.year, by=cluster.by)
    with pytest.raises(YearIsLocked):
        reopen(cluster, draft)
    assert fresh(draft).is_recorded


# ── Scores ───────────────────────────────────────────────────────────────────────────────────


def agree(cluster: Group, draft: Conference) -> None:
    version = version_of(scores_of(draft))
    save_score_agreement(
        conference=draft, facts=ScoreFacts(True), version=version, by=cluster.office
    )


def checked_sheet(cluster: Group) -> ScoreEntry:
    """One unit's sheet, checked: 98,25."""
    criteria = create_criteria_set(
        owner=cluster.owner,
        facts=CriteriaFacts("Tiêu chí", (CriterionFacts("1", "Chuyên môn", Decimal(100)),)),
        by=cluster.office,
    )
    open_scoring(edition=cluster.edition, criteria_set=criteria, by=cluster.office)
    scoring = ScoringRound.objects.get()
    sheet, _ = ScoreSheet.objects.get_or_create(round=scoring, unit=cluster.units["Yên Thế"])
    ScoreSheet.objects.filter(pk=sheet.pk).update(state=SheetState.CHECKED)
    entry, _ = ScoreEntry.objects.update_or_create(
        sheet=sheet,
        criterion=criteria.criteria.get(),
        defaults={"checked_points": Decimal("98.25")},
    )
    return entry


def test_agreed_scores_count_from_recording_until_reopening(cluster: Group) -> None:
    entry = checked_sheet(cluster)
    draft = cluster.draft()
    agree(cluster, draft)
    entry.refresh_from_db()
    assert entry.agreed_points is None
    record_conference(conference=draft, by=cluster.office)
    entry.refresh_from_db()
    assert entry.agreed_points == Decimal("98.25")
    reopen(cluster, draft)
    entry.refresh_from_db()
    assert entry.agreed_points is None


def test_scores_that_nobody_checked_cannot_be_agreed(cluster: Group) -> None:
    draft = cluster.draft()
    agree(cluster, draft)
    with pytest.raises(CannotRecord) as refused:
        record_conference(conference=draft, by=cluster.office)
    assert [problem.step for problem in refused.value.problems] == ["diem"]


# ── Discarding ───────────────────────────────────────────────────────────────────────────────


def test_a_discarded_draft_is_gone_but_the_log_says_what_it_held(cluster: Group) -> None:
    draft = cluster.draft()
    choose(cluster, draft, head="Sơn Động")
    discard_conference(conference=draft, by=cluster.office)
    assert not Conference.objects.exists()
    before = Event.objects.get(name="conference.discarded").before
    assert before["general"]["title"] == draft.title
    assert before["seats"]["seats"][0]["unit_id"] == cluster.units["Sơn Động"].pk


def test_what_was_once_recorded_is_not_discarded(cluster: Group) -> None:
    draft = cluster.draft()
    record_conference(conference=draft, by=cluster.office)
    reopen_conference(conference=draft, reason="Ghi nhầm ngày họp", by=cluster.office)
    with pytest.raises(CannotDiscard, match="đã từng được ghi nhận"):
        discard_conference(conference=draft, by=cluster.office)
    assert Conference.objects.filter(pk=draft.pk).exists()


def test_a_draft_that_an_agreement_rests_on_is_not_discarded(cluster: Group) -> None:
    signing = (PurposeRow(PurposeKind.SIGNING, cluster.edition.pk),)
    draft = cluster.draft(purposes=signing)
    agreement = draft_agreement(edition=cluster.edition, by=cluster.office)
    Agreement.objects.filter(pk=agreement.pk).update(conference=draft)
    with pytest.raises(CannotDiscard):
        discard_conference(conference=draft, by=cluster.office)
    assert Conference.objects.filter(pk=draft.pk).exists()
    assert not Event.objects.filter(name="conference.discarded").exists()
