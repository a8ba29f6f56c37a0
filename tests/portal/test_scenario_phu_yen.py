"""Phú Yên: one meeting that closes 2023 and opens 2024, without a day and without a place."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from awards.models import Award
from clusters.actions import join_group
from clusters.models import ClusterEdition, LeadershipTerm, Supervision
from conferences.actions import call_conference, record_conference, reopen_conference, save_general
from conferences.enums import DatePrecision
from conferences.models import Conference
from conferences.queries import general_of
from conferences.rules import GeneralFacts, PurposeRow
from core.versions import version_of
from organizations.enums import UnitKind
from tests.clusters.province import unit
from tests.portal.test_views import opened
from tests.reports.reading import missing
from tests.scenarios import World, world

pytestmark = pytest.mark.django_db
BOTH = ("cum_2_2023", "cum_2_2024")


@pytest.fixture
def phu_yen(db: None) -> World:
    return world("phu_yen")


def page_of(phu_yen: World, key: str) -> str:
    return opened("quantri", f"/cum-khoi/{phu_yen.editions[key].pk}/").text


def test_one_edit_of_the_meeting_is_seen_under_both_years(phu_yen: World):
    meeting, by = phu_yen.conferences["hoi_nghi"], phu_yen.administrator
    office = phu_yen.office("phu_yen")
    reopen_conference(conference=meeting, reason="Sửa tên hội nghị theo giấy mời", by=by)
    stored = general_of(Conference.objects.get())
    changed = replace(stored, title="Hội nghị của Cụm thi đua số 2")
    save_general(conference=meeting, facts=changed, version=version_of(stored), by=office)
    record_conference(conference=meeting, by=office)
    assert Conference.objects.count() == 1
    for key in BOTH:
        assert "Hội nghị của Cụm thi đua số 2" in page_of(phu_yen, key)


def test_results_of_2023_are_one_flag_and_three_titles_of_two_authorities(phu_yen: World):
    given = Award.objects.filter(edition=phu_yen.editions["cum_2_2023"], title_year=2023)
    assert Counter(award.title.name for award in given) == {
        "Cờ thi đua dẫn đầu Khối": 1,
        "Tập thể lao động tiên tiến": 3,
    }
    assert len({award.unit for award in given}) == 4
    assert {award.authority for award in given} == {"VKSND tối cao", "VKSND tỉnh"}
    assert (
        "Danh sách kết quả năm 2023 trong bài còn để mở"
        in opened("quantri", f"/hoi-nghi/{phu_yen.conferences['hoi_nghi'].pk}/").text
    )


def test_a_unit_that_joins_later_is_not_added_to_what_the_others_were_given(phu_yen: World):
    edition, by = phu_yen.editions["cum_2_2023"], phu_yen.administrator
    late = unit("VKSND huyện Phú Hòa", UnitKind.DISTRICT, by)
    join_group(edition=edition, unit=late, by=by)
    assert Award.objects.filter(edition=edition).count() == 4
    assert not Award.objects.filter(unit=late).exists()


def test_the_head_at_the_conference_leads_no_group_until_somebody_enters_the_year(phu_yen: World):
    meeting = phu_yen.conferences["hoi_nghi"]
    assert meeting.is_recorded
    assert not LeadershipTerm.objects.exists()
    head = meeting.participants.get(person__full_name="Nguyễn Kim Hoàng")
    assert head.capacity == "Cụm trưởng"
    for key in BOTH:
        lines = page_of(phu_yen, key).split("\n")
        year = phu_yen.editions[key].year.label_year
        for role in ("Cụm trưởng", "Cụm phó"):
            assert lines[lines.index(f"{role} năm {year}") + 1] == "Chưa có thông tin"


def test_who_gave_direction_is_neither_member_nor_leader_nor_in_charge(phu_yen: World):
    assert not Supervision.objects.exists()
    for key in BOTH:
        assert "Phạm Thị Liên" not in page_of(phu_yen, key)
    assert not missing(
        opened("quantri", f"/hoi-nghi/{phu_yen.conferences['hoi_nghi'].pk}/").text,
        "Phạm Thị Liên",
        "phụ trách Cụm thi đua số 2",
    )


def test_the_day_can_be_taken_out_again_and_the_calendar_says_it_is_unknown(phu_yen: World):
    office = phu_yen.office("phu_yen")
    edition = ClusterEdition.objects.get(pk=phu_yen.editions["cum_2_2024"].pk)
    dated = GeneralFacts(
        title="Hội nghị sơ kết",
        purposes=(PurposeRow("mid_year", edition.pk),),
        date_precision=DatePrecision.DAY,
        starts_on=date(2024, 6, 20),
    )
    draft = call_conference(facts=dated, by=office)
    stored = general_of(draft)
    undated = replace(stored, date_precision=DatePrecision.UNKNOWN, starts_on=None, ends_on=None)
    save_general(conference=draft, facts=undated, version=version_of(stored), by=office)
    record_conference(conference=draft, by=office)
    draft.refresh_from_db()
    assert (draft.starts_on, draft.ends_on) == (None, None)
    calendar = opened("quantri", "/hoi-nghi/?nam=2024").text
    assert calendar.index("Chưa rõ ngày") < calendar.index("Hội nghị sơ kết")
