"""What a reader finds, in which order, in which words."""

from datetime import date

import pytest

from conferences import queries
from conferences.actions import record_conference, save_people, save_programme
from conferences.enums import DatePrecision, PurposeKind
from conferences.models import Conference
from conferences.queries import (
    conferences_of,
    conferences_visible_to,
    found,
    held_on,
    people_of,
    programme_of,
    purposes_in_words,
    recorded_naming,
    waiting_for,
    when_of,
    year_steps_of,
)
from conferences.rules import (
    AttendanceRow,
    DocumentRow,
    ParticipantRow,
    PeopleFacts,
    ProgrammeFacts,
    PurposeRow,
    SpeechRow,
)
from core.versions import version_of
from tests.conferences.meeting import TITLE, Group, group
from tests.people import person
from tests.touching import told_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def cluster(db: None) -> Group:
    return group()


def recorded(cluster: Group, title: str = TITLE, **changes: object) -> Conference:
    draft = cluster.draft(title=title, **changes)
    record_conference(conference=draft, by=cluster.office)
    return draft


def on_day(day: int) -> dict[str, object]:
    return {"starts_on": date(2024, 3, day)}


UNDATED = {"date_precision": DatePrecision.UNKNOWN, "starts_on": None, "time_of_day": ""}
RANGE = {
    "date_precision": DatePrecision.RANGE,
    "starts_on": date(2024, 3, 19),
    "ends_on": date(2024, 3, 21),
    "time_of_day": "",
}


def test_a_range_stands_between_the_days_around_it_and_unknown_days_come_last(
    cluster: Group,
) -> None:
    recorded(cluster, "không ngày", **UNDATED)
    recorded(cluster, "ngày 22", **on_day(22))
    recorded(cluster, "ba ngày", **RANGE)
    recorded(cluster, "ngày 18", **on_day(18))
    in_order = [each.title for each in conferences_of(cluster.edition, cluster.office)]
    assert in_order == ["ngày 18", "ba ngày", "ngày 22", "không ngày"]


def test_a_meeting_is_said_as_precisely_as_it_is_known(cluster: Group) -> None:
    assert when_of(cluster.draft()) == "chiều 25/11/2024"
    assert when_of(cluster.draft(**RANGE)) == "trong các ngày 19, 20, 21/3/2024"
    assert when_of(cluster.draft(**UNDATED)) == "Chưa rõ ngày"


def test_names_count_as_of_the_meeting_or_else_of_its_first_edition(cluster: Group) -> None:
    assert held_on(cluster.draft(**on_day(18))) == date(2024, 3, 18)
    last = cluster.another_edition(2023)
    undated = cluster.draft(purposes=(PurposeRow(PurposeKind.YEAR_END, last.pk),), **UNDATED)
    assert held_on(undated) == date(2023, 12, 31)


def test_one_meeting_of_two_years_is_one_record_under_both(cluster: Group) -> None:
    last = cluster.another_edition(2023)
    both = (
        PurposeRow(PurposeKind.YEAR_END, last.pk),
        PurposeRow(PurposeKind.SIGNING, cluster.edition.pk),
    )
    meeting = recorded(cluster, purposes=both)
    for edition in (last, cluster.edition):
        assert list(conferences_of(edition, cluster.office)) == [meeting]
    assert purposes_in_words(meeting) == "Tổng kết năm 2023, Ký kết giao ước năm 2024"


def test_the_year_line_knows_recorded_meetings_only(cluster: Group) -> None:
    draft = cluster.draft()
    key = cluster.edition.pk
    assert year_steps_of([key]) == {key: {}}
    record_conference(conference=draft, by=cluster.office)
    step = year_steps_of([key])[key][PurposeKind.YEAR_END]
    assert (step.conference_id, step.when) == (draft.pk, "chiều 25/11/2024")


def test_the_year_lines_of_many_editions_cost_one_query(
    cluster: Group, django_assert_num_queries
) -> None:
    recorded(cluster)
    editions = [cluster.edition.pk, cluster.another_edition(2023).pk]
    with django_assert_num_queries(1):
        steps = year_steps_of(editions)
    assert [list(steps[pk]) for pk in editions] == [[PurposeKind.YEAR_END], []]


def test_one_row_and_three_rows_cost_the_same(cluster: Group, django_assert_num_queries) -> None:
    for title in ("một", "hai", "ba"):
        recorded(cluster, title)
        visible = conferences_visible_to(cluster.office)
        with django_assert_num_queries(2):
            assert all(when_of(each) and held_on(each) for each in visible)
            assert len([purposes_in_words(each) for each in visible]) == len(visible)


def test_a_conference_one_may_not_open_does_not_exist(cluster: Group) -> None:
    draft = cluster.draft()
    assert list(conferences_visible_to(cluster.office)) == [draft]
    assert list(conferences_visible_to(person("nguoila"))) == []


# ── What portal asks ─────────────────────────────────────────────────────────────────────────


def with_people(cluster: Group) -> Conference:
    draft = cluster.draft()
    chair = ParticipantRow("chair", "Phạm Thị Kim Liên", "", cluster.units["Yên Thế"].pk)
    attendance = (
        AttendanceRow(cluster.units["Tân Yên"].pk, True),
        AttendanceRow(cluster.units["Sơn Động"].pk, False, "bận"),
    )
    speech = SpeechRow("direction", "Nông Văn Quảng", "", cluster.units["Yên Thế"].pk)
    report = DocumentRow("Dự thảo báo cáo", unit_id=cluster.units["Lục Ngạn"].pk)
    save_people(
        conference=draft,
        facts=PeopleFacts((chair,), attendance),
        version=version_of(people_of(draft)),
        by=cluster.office,
    )
    save_programme(
        conference=draft,
        facts=ProgrammeFacts(speeches=(speech,), documents=(report,)),
        version=version_of(programme_of(draft)),
        by=cluster.office,
    )
    return draft


@pytest.mark.parametrize("text", ["tong ket", "Tân Yên", "kim lien", "Quảng hội nghị"])
def test_a_meeting_is_found_by_title_place_and_people_without_accents(
    cluster: Group, text: str
) -> None:
    meeting = with_people(cluster)
    [hit] = found(text, cluster.office)
    assert hit.title == meeting.title
    assert hit.detail == "chiều 25/11/2024 · Tổng kết năm 2024"
    assert found(text, cluster.clerk("Yên Thế")) == []


def test_what_is_not_there_is_not_found(cluster: Group) -> None:
    with_people(cluster)
    assert found("tổng kết Huế", cluster.office) == []


def test_a_unit_is_told_what_it_did_at_a_meeting(cluster: Group) -> None:
    meeting = with_people(cluster)
    record_conference(conference=meeting, by=cluster.office)

    def said_of(place: str) -> str:
        [row] = told_of(queries, cluster.units[place], cluster.office)
        assert (row.kind, row.year) == ("Hội nghị", 2024)
        return row.text.removeprefix(f"{TITLE}: ")

    assert said_of("Tân Yên") == "đơn vị tổ chức, có mặt"
    assert said_of("Sơn Động") == "vắng"
    assert said_of("Yên Thế") == "chủ trì, phát biểu"
    assert said_of("Lục Ngạn") == "trình bày tài liệu"
    assert told_of(queries, cluster.units["Tân Yên"], person("nguoila")) == []


def test_a_draft_waits_for_who_may_go_on_with_it(cluster: Group) -> None:
    draft = cluster.draft()
    [waiting] = waiting_for(cluster.office, date(2024, 11, 25))
    assert waiting.title == TITLE
    assert waiting.url == f"/hoi-nghi/{draft.pk}/ket-qua/thong-tin/"
    assert waiting_for(cluster.clerk("Yên Thế"), date(2024, 11, 25)) == []


def test_meetings_that_name_a_unit_stand_in_their_order_those_without_a_day_last(cluster: Group):
    """The same on every database."""
    told = (("A", UNDATED), ("B", on_day(20)), ("C", on_day(19)))
    named = [recorded(cluster, f"Hội nghị {name}", **more) for name, more in told]
    found = recorded_naming([cluster.units["Tân Yên"].pk], date(2024, 1, 1))
    assert found == [named[2], named[1], named[0]]
