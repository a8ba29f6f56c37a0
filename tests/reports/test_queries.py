"""What the papers are filled from: names of the day, what this reader may see, drafts."""

from datetime import date

import pytest
from django.test import override_settings

from conferences.actions import reopen_conference
from documents.papers import paper_text
from organizations.actions import NameParts, name_unit
from organizations.models import Unit
from reports.papers import minutes_paper, year_report_paper
from reports.queries import minutes_content, year_report_content
from tests.people import person
from tests.scenarios import World, world

pytestmark = pytest.mark.django_db

CHU = NameParts("Viện kiểm sát nhân dân thị xã Chũ", "VKSND thị xã Chũ", place_name="Chũ")


def rename(unit: Unit, on: date, case: World) -> None:
    unit.names.update(valid_to=on)
    name_unit(unit=unit, name=CHU, valid_from=on, by=case.administrator)


def both_texts(case: World) -> str:
    minutes = minutes_content(case.conferences["tong_ket"], case.administrator)
    report = year_report_content(case.editions["cum_2"], case.administrator)
    return paper_text(minutes_paper(minutes)) + paper_text(year_report_paper(report))


def test_papers_of_2024_keep_the_name_of_2024_when_printed_later():
    case = world("bac_giang")
    before = both_texts(case)
    rename(case.units["huyện Lục Ngạn"], date(2025, 1, 1), case)
    with override_settings(EMULATION_TODAY="2025-06-01"):
        assert both_texts(case) == before
    assert "VKSND thị xã Chũ" not in before


def test_minutes_keep_the_name_of_their_own_day_within_the_year():
    case = world("bac_giang")
    rename(case.units["huyện Lục Ngạn"], date(2024, 12, 1), case)
    with override_settings(EMULATION_TODAY="2025-06-01"):
        content = minutes_content(case.conferences["tong_ket"], case.administrator)
        said = paper_text(minutes_paper(content))
    assert "VKSND huyện Lục Ngạn" in said
    assert "VKSND thị xã Chũ" not in said


def test_a_reader_who_may_not_see_the_points_gets_papers_without_them():
    case = world("bac_giang")
    stranger = person("nguoila")
    minutes = minutes_content(case.conferences["tong_ket"], stranger)
    report = year_report_content(case.editions["cum_2"], stranger)
    assert minutes.outcome.scores == ()
    assert (report.scores, report.shows_scores) == (None, False)
    said = paper_text(year_report_paper(report))
    assert "CHẤM ĐIỂM" not in said
    assert "IV. ĐỀ NGHỊ KHEN THƯỞNG" in said
    member = case.clerk("huyện Sơn Động")
    assert minutes_content(case.conferences["tong_ket"], member).outcome.scores


def test_a_reopened_conference_makes_both_papers_drafts_and_proposes_nothing():
    case = world("bac_giang")
    conference, edition = case.conferences["tong_ket"], case.editions["cum_2"]
    assert not minutes_content(conference, case.administrator).is_draft
    assert not year_report_content(edition, case.administrator).is_draft
    office = case.office("bac_giang")
    reopen_conference(conference=conference, reason="Ghi nhầm một đơn vị vắng mặt", by=office)
    conference.refresh_from_db()
    assert minutes_content(conference, office).is_draft
    report = year_report_content(edition, office)
    assert (report.is_draft, report.proposals, report.next_seats) == (True, (), ())
    assert report.activity.conferences == ()


def test_a_year_without_scores_waits_for_its_year_end_conference_alone():
    case = world("phu_yen")
    reports = {
        key: year_report_content(edition, case.administrator)
        for key, edition in case.editions.items()
    }
    assert not reports["cum_2_2023"].is_draft
    assert reports["cum_2_2024"].is_draft


def test_a_year_that_is_scored_but_not_agreed_has_a_provisional_table():
    case = world("bac_giang", until="scores")
    report = year_report_content(case.editions["cum_2"], case.administrator)
    assert report.is_draft
    assert report.scores
    assert not report.scores.is_agreed
    assert [line.rank for line in report.scores.lines] == [1, 2, 2, 4, 4]


def test_the_place_names_its_host_only_where_it_does_not_already():
    case = world("bac_giang")
    conference = case.conferences["tong_ket"]
    assert minutes_content(conference, case.administrator).place == (
        "Viện kiểm sát nhân dân huyện Tân Yên"
    )
    conference.place = "Hội trường lớn"
    assert minutes_content(conference, case.administrator).place == (
        "Hội trường lớn (đơn vị đăng cai: VKSND huyện Tân Yên)"
    )
    conference.place = ""
    assert minutes_content(conference, case.administrator).place == "VKSND huyện Tân Yên"
