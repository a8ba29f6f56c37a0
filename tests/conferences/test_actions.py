"""Entering a conference step by step: nothing wrong is stored, nothing typed is lost."""

import unicodedata
from dataclasses import replace
from datetime import date

import pytest

from audit.models import Event
from clusters.actions import YearIsLocked, lock_year
from clusters.enums import GroupRole
from conferences.actions import (
    CannotEdit,
    CannotSave,
    call_conference,
    discard_conference,
    record_conference,
    save_general,
    save_people,
    save_programme,
    save_score_agreement,
    save_seats,
)
from conferences.enums import DatePrecision, PurposeKind, SpeechKind
from conferences.models import Conference
from conferences.queries import (
    general_of,
    people_of,
    programme_of,
    scores_of,
    seats_chosen_at,
)
from conferences.rules import (
    AttendanceRow,
    DocumentRow,
    ParticipantRow,
    PeopleFacts,
    ProgrammeFacts,
    PurposeRow,
    ScoreFacts,
    SeatRow,
    SeatsFacts,
    SpeechRow,
)
from core.versions import Stale, version_of
from organizations.models import Person
from tests.conferences.meeting import DAY, TITLE, Group, group

pytestmark = pytest.mark.django_db


@pytest.fixture
def cluster(db: None) -> Group:
    return group()


def fresh(draft: Conference) -> Conference:
    return Conference.objects.get(pk=draft.pk)


def save_anew(save, read, draft: Conference, facts, by) -> None:
    """Save as somebody who has just opened the step."""
    version = version_of(read(fresh(draft)))
    save(conference=draft, facts=facts, version=version, by=by)


def fields_of(refused: pytest.ExceptionInfo) -> list[str]:
    return [problem.field for problem in refused.value.problems]


# ── Beginning a draft ────────────────────────────────────────────────────────────────────────


def test_a_called_conference_says_what_was_typed_and_leaves_a_trace(cluster: Group) -> None:
    draft = cluster.draft()
    typed = cluster.year_end(ends_on=DAY)
    assert general_of(fresh(draft)) == typed
    event = Event.objects.get(name="conference.called")
    assert event.actor_label == cluster.office.label
    assert event.after["title"] == TITLE


def test_calling_twice_makes_one_conference(cluster: Group) -> None:
    assert cluster.draft() == cluster.draft()
    assert cluster.draft(place="Sơn Động") != cluster.draft()
    assert Conference.objects.count() == 2


def test_typed_text_is_stored_composed_and_without_stray_spaces(cluster: Group) -> None:
    typed = unicodedata.normalize("NFD", "  Hội nghị   tổng kết\u200b năm ")
    draft = cluster.draft(title=typed, note="dòng một \r\n\r\ndòng hai\n")
    assert draft.title == "Hội nghị tổng kết năm"
    assert fresh(draft).note == "dòng một\n\ndòng hai"
    assert "hoi nghi tong ket" in fresh(draft).search_text


def test_a_conference_is_for_groups_its_clerk_may_enter(cluster: Group) -> None:
    other = group(("Đông Hòa",), "Phú Yên")
    foreign = (*cluster.year_end().purposes, PurposeRow(PurposeKind.MID_YEAR, other.edition.pk))
    with pytest.raises(CannotSave) as refused:
        cluster.draft(purposes=foreign)
    assert fields_of(refused) == ["purposes-1-edition_id"]
    assert not Conference.objects.exists()


def test_an_edition_that_does_not_exist_is_refused(cluster: Group) -> None:
    with pytest.raises(CannotSave) as refused:
        cluster.draft(purposes=(PurposeRow(PurposeKind.YEAR_END, 10**6),))
    assert fields_of(refused) == ["purposes-0-edition_id"]


def test_a_farewell_may_be_for_any_group_one_belonged_to(cluster: Group) -> None:
    old = cluster.another_edition(2023, "Cụm thi đua số 10")
    cluster.lead(GroupRole.HEAD, "Tân Yên")
    facts = cluster.year_end(
        purposes=(
            PurposeRow(PurposeKind.SIGNING, cluster.edition.pk),
            PurposeRow(PurposeKind.FAREWELL, old.pk),
        )
    )
    draft = call_conference(facts=facts, by=cluster.clerk("Tân Yên"))
    assert [row.edition_id for row in general_of(draft).purposes] == [cluster.edition.pk, old.pk]


def test_a_conference_of_a_locked_year_cannot_be_called(cluster: Group) -> None:
    lock_year(year=cluster.year, by=cluster.by)
    with pytest.raises(CannotSave):
        cluster.draft()
    with pytest.raises(YearIsLocked):
        call_conference(facts=cluster.year_end(), by=cluster.by)


def test_the_old_group_of_a_farewell_may_be_locked(cluster: Group) -> None:
    old = cluster.another_edition(2023, "Cụm thi đua số 10")
    lock_year(year=old.year, by=cluster.by)
    farewell = PurposeRow(PurposeKind.FAREWELL, old.pk)
    draft = cluster.draft(purposes=(*cluster.year_end().purposes, farewell))
    cluster.edit(draft, place="Hội trường")
    assert fresh(draft).place == "Hội trường"


# ── Saving a step ────────────────────────────────────────────────────────────────────────────


def test_a_date_may_be_emptied_again(cluster: Group) -> None:
    draft = cluster.draft()
    cluster.edit(draft, date_precision=DatePrecision.UNKNOWN, starts_on=None, ends_on=None)
    assert fresh(draft).starts_on is None


def test_the_second_of_two_clerks_is_told_and_overwrites_nothing(cluster: Group) -> None:
    draft = cluster.draft()
    opened = general_of(draft)
    cluster.edit(draft, place="Sơn Động")
    with pytest.raises(Stale) as stale:
        save_general(
            conference=draft,
            facts=replace(opened, place="Yên Thế"),
            version=version_of(opened),
            by=cluster.office,
        )
    assert stale.value.stored.place == "Sơn Động"
    assert fresh(draft).place == "Sơn Động"


def test_the_same_post_twice_is_saved_once(cluster: Group) -> None:
    draft = cluster.draft()
    opened = general_of(draft)
    for _ in range(2):
        save_general(
            conference=draft,
            facts=replace(opened, place=" Yên  Thế "),
            version=version_of(opened),
            by=cluster.office,
        )
    assert Event.objects.filter(name="conference.general_saved").count() == 1


def test_a_save_keeps_before_and_after_in_the_log(cluster: Group) -> None:
    cluster.edit(cluster.draft(), place="Sơn Động")
    event = Event.objects.get(name="conference.general_saved")
    assert event.before["place"] == "Viện kiểm sát nhân dân huyện Tân Yên"
    assert event.after["place"] == "Sơn Động"


def test_what_cannot_be_true_is_refused_whole(cluster: Group) -> None:
    draft = cluster.draft()
    with pytest.raises(CannotSave) as refused:
        cluster.edit(draft, title=" ", place="Sơn Động", ends_on=date(2024, 11, 26))
    assert fields_of(refused) == ["title", "ends_on"]
    assert fresh(draft).place == "Viện kiểm sát nhân dân huyện Tân Yên"


def test_a_conference_cannot_be_moved_to_a_locked_year(cluster: Group) -> None:
    old = cluster.another_edition(2023)
    lock_year(year=old.year, by=cluster.by)
    draft = cluster.draft()
    facts = cluster.year_end(purposes=(PurposeRow(PurposeKind.YEAR_END, old.pk),))
    with pytest.raises(YearIsLocked):
        save_general(
            conference=draft, facts=facts, version=version_of(general_of(draft)), by=cluster.by
        )
    assert general_of(fresh(draft)).purposes == cluster.year_end().purposes


def test_nothing_is_saved_in_a_locked_year(cluster: Group) -> None:
    draft = cluster.draft()
    lock_year(year=cluster.year, by=cluster.by)
    with pytest.raises(YearIsLocked):
        save_anew(
            save_programme, programme_of, draft, ProgrammeFacts(agenda="Báo cáo"), cluster.office
        )
    assert fresh(draft).agenda == ""


def test_a_recorded_conference_is_not_edited(cluster: Group) -> None:
    draft = cluster.draft()
    record_conference(conference=draft, by=cluster.office)
    with pytest.raises(CannotEdit):
        cluster.edit(draft, place="Sơn Động")
    with pytest.raises(CannotEdit):
        discard_conference(conference=draft, by=cluster.office)


# ── People and programme ─────────────────────────────────────────────────────────────────────


def test_people_keep_their_order_and_attendance_its_reasons(cluster: Group) -> None:
    draft = cluster.draft()
    facts = PeopleFacts(
        people=(
            ParticipantRow(
                "chair", "Phạm Thị Kim Liên", "Viện trưởng", cluster.units["Yên Thế"].pk
            ),
            ParticipantRow("chair", "Phạm Thu", "", None, "Đơn vị Cụm phó"),
            ParticipantRow("guest", "", "", cluster.owner.pk),
        ),
        attendance=(
            AttendanceRow(cluster.units["Sơn Động"].pk, False, "bận họp"),
            AttendanceRow(cluster.units["Tân Yên"].pk, True),
        ),
        stated_unit_count=5,
        attendance_note="Công chức làm công tác thi đua",
    )
    save_anew(save_people, people_of, draft, facts, cluster.office)
    stored = people_of(fresh(draft))
    assert stored.people == facts.people
    assert set(stored.attendance) == set(facts.attendance)
    assert (stored.stated_unit_count, stored.attendance_note) == (5, facts.attendance_note)


def test_the_order_of_attendance_is_no_change(cluster: Group) -> None:
    draft = cluster.draft()
    rows = tuple(AttendanceRow(unit.pk, True) for unit in cluster.units.values())
    opened = version_of(people_of(draft))
    for attendance in (rows, rows[::-1]):
        facts = PeopleFacts(attendance=attendance)
        save_people(conference=draft, facts=facts, version=opened, by=cluster.office)
    assert Event.objects.filter(name="conference.people_saved").count() == 1


def test_one_person_of_a_unit_is_one_person_however_it_was_typed(cluster: Group) -> None:
    draft = cluster.draft()
    unit = cluster.units["Yên Thế"].pk
    names = ("Nguyễn Kim Hoàng", unicodedata.normalize("NFD", " Nguyễn  Kim Hoàng"))
    facts = PeopleFacts(people=tuple(ParticipantRow("delegate", n, "", unit) for n in names))
    save_anew(save_people, people_of, draft, facts, cluster.office)
    assert Person.objects.get().full_name == "Nguyễn Kim Hoàng"


def test_a_unit_of_another_group_cannot_be_present_as_a_member(cluster: Group) -> None:
    draft = cluster.draft()
    facts = PeopleFacts(attendance=(AttendanceRow(cluster.owner.pk, True),))
    with pytest.raises(CannotSave) as refused:
        save_anew(save_people, people_of, draft, facts, cluster.office)
    [problem] = refused.value.problems
    assert problem.field == "attendance-0-unit_id"
    assert "VKSND tỉnh Bắc Giang không phải thành viên của Cụm thi đua số 2" in problem.message


def test_the_programme_is_read_back_as_it_was_saved(cluster: Group) -> None:
    draft = cluster.draft()
    facts = ProgrammeFacts(
        agenda="1. Báo cáo\n2. Thảo luận",
        speeches=(SpeechRow(SpeechKind.DIRECTION, "Nguyễn Thúy Liễu", "", None, "", "Ghi nhận"),),
        documents=(DocumentRow("Dự thảo báo cáo", "presented", capacity="đại diện Cụm"),),
        proceedings="100% ý kiến thống nhất",
    )
    save_anew(save_programme, programme_of, draft, facts, cluster.office)
    assert programme_of(fresh(draft)) == facts
    save_anew(save_programme, programme_of, draft, ProgrammeFacts(), cluster.office)
    assert programme_of(fresh(draft)) == ProgrammeFacts()


def test_a_document_needs_a_name(cluster: Group) -> None:
    facts = ProgrammeFacts(documents=(DocumentRow(" ", "presented"),))
    with pytest.raises(CannotSave) as refused:
        save_anew(save_programme, programme_of, cluster.draft(), facts, cluster.office)
    assert fields_of(refused) == ["documents-0-name"]


# ── Scores and seats ─────────────────────────────────────────────────────────────────────────


def test_a_launch_cannot_agree_to_the_scores_of_the_year(cluster: Group) -> None:
    launch = (PurposeRow(PurposeKind.LAUNCH, cluster.edition.pk),)
    with pytest.raises(CannotSave) as refused:
        save_anew(
            save_score_agreement,
            scores_of,
            cluster.draft(purposes=launch),
            ScoreFacts(True),
            cluster.office,
        )
    assert fields_of(refused) == ["scores_agreed"]


def test_a_year_end_conference_may_agree_to_the_scores(cluster: Group) -> None:
    draft = cluster.draft()
    save_anew(save_score_agreement, scores_of, draft, ScoreFacts(True), cluster.office)
    assert scores_of(fresh(draft)) == ScoreFacts(scores_agreed=True)


def seat(cluster: Group, role: str, place: str, **more: object) -> SeatRow:
    return SeatRow(cluster.edition.pk, 2025, role, cluster.units[place].pk, **more)


def test_seats_are_kept_head_first_with_their_wording(cluster: Group) -> None:
    draft = cluster.draft()
    head = seat(cluster, "head", "Sơn Động", how="chosen")
    deputy = seat(cluster, "deputy", "Lục Ngạn", as_written="từ ngày 01/01/2025 là thị xã Chũ")
    save_anew(save_seats, seats_chosen_at, draft, SeatsFacts((deputy, head)), cluster.office)
    assert seats_chosen_at(fresh(draft)) == SeatsFacts((head, deputy))


def test_one_unit_is_not_head_and_deputy_of_one_year(cluster: Group) -> None:
    rows = (seat(cluster, "head", "Sơn Động"), seat(cluster, "deputy", "Sơn Động"))
    with pytest.raises(CannotSave) as refused:
        save_anew(save_seats, seats_chosen_at, cluster.draft(), SeatsFacts(rows), cluster.office)
    assert fields_of(refused) == ["seats-1-unit_id"]


def test_the_chosen_unit_must_be_a_member(cluster: Group) -> None:
    rows = (SeatRow(cluster.edition.pk, 2025, "head", cluster.owner.pk),)
    with pytest.raises(CannotSave) as refused:
        save_anew(save_seats, seats_chosen_at, cluster.draft(), SeatsFacts(rows), cluster.office)
    [problem] = refused.value.problems
    assert "VKSND tỉnh Bắc Giang không phải thành viên của Cụm thi đua số 2 năm 2024" in (
        problem.message
    )
