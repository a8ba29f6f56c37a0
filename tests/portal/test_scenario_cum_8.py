"""Cụm 8, 2022 and 2023: the seat goes round, and the host is not the head."""

from datetime import date

import pytest

from awards.models import Nomination
from clusters.actions import (
    EditionFacts,
    SeatFacts,
    YearFacts,
    join_group,
    lock_year,
    open_edition,
    open_year,
    take_the_lead,
)
from clusters.enums import GroupKind, GroupRole
from clusters.models import ClusterEdition
from clusters.papers import year_list_paper
from clusters.policies import can_manage_group
from clusters.queries import year_list
from conferences.models import SeatChoice
from conferences.queries import hints_of, obstacles_of
from organizations.actions import name_person
from organizations.models import Appointment
from reports.papers import minutes_paper, year_report_paper
from reports.queries import minutes_content, year_report_content
from tests.people import browser_of
from tests.portal.test_views import opened
from tests.reports.reading import told
from tests.scenarios import World, world

pytestmark = pytest.mark.django_db
OF_2022 = (
    (GroupRole.HEAD, "binh_dinh", "Trần Văn Sang"),
    (GroupRole.DEPUTY, "quang_ngai", "Phạm Thị Kim Liên"),
)


@pytest.fixture
def cum_8(db: None) -> World:
    """The year 2023 as it was told, and the same six units in 2022, closed since."""
    case = world("cum_8")
    by, of_2023 = case.administrator, case.editions["cum_8"]
    year = open_year(owner=case.units["toi_cao"], facts=YearFacts(2022), by=by)
    facts = EditionFacts(GroupKind.CLUSTER, "Cụm thi đua số 8", number="8")
    edition = open_edition(year=year, facts=facts, by=by)
    for member in of_2023.memberships.all():
        join_group(edition=edition, unit=member.unit, by=by)
    for role, key, name in OF_2022:
        unit = case.units[key]
        leader = name_person(full_name=name, unit=unit, by=by)
        take_the_lead(edition=edition, seat=SeatFacts(role, unit, leader, "Viện trưởng"), by=by)
    lock_year(year=year, by=by)
    return case


def test_last_years_head_is_a_member_who_edits_neither_year(cum_8: World):
    clerk, meeting = cum_8.clerk("binh_dinh"), cum_8.conferences["so_ket"]
    browser = browser_of(clerk)
    assert browser.get(f"/hoi-nghi/{meeting.pk}/").status_code == 200
    for address in (f"/hoi-nghi/{meeting.pk}/mo-lai/", "/hoi-nghi/moi/"):
        assert browser.get(address).status_code == 403
        assert browser.post(address, {"reason": "Sửa lại cho đúng"}).status_code == 403
    for edition in ClusterEdition.objects.all():
        assert browser.get(f"/cum-khoi/{edition.pk}/").status_code == 200
        assert not can_manage_group(clerk, edition)


def test_the_host_is_the_deputy_and_nobody_is_warned(cum_8: World):
    meeting, ninh_thuan = cum_8.conferences["so_ket"], cum_8.units["ninh_thuan"]
    seats = dict(cum_8.editions["cum_8"].terms.values_list("role", "unit"))
    assert meeting.host_unit == ninh_thuan
    assert (seats["head"], seats["deputy"]) == (cum_8.units["quang_ngai"].pk, ninh_thuan.pk)
    assert obstacles_of(meeting) == []
    assert not any("đăng cai" in hint.message for hint in hints_of(meeting))


def test_two_chair_it_in_this_order(cum_8: World):
    chairs = cum_8.conferences["so_ket"].participants.filter(role="chair").order_by("position")
    assert [each.person.full_name for each in chairs] == ["Phạm Thị Kim Liên", "Phạm Thu"]


def test_it_is_recorded_without_ranking_nomination_election_or_day(cum_8: World):
    meeting = cum_8.conferences["so_ket"]
    assert meeting.is_recorded
    assert (meeting.starts_on, meeting.scores_agreed) == (None, False)
    assert not Nomination.objects.exists()
    assert not SeatChoice.objects.exists()
    assert "Chưa rõ ngày" in opened("quantri", f"/hoi-nghi/{meeting.pk}/").text


def test_who_led_in_2022_speaks_in_2023_without_that_role(cum_8: World):
    meeting, edition = cum_8.conferences["so_ket"], cum_8.editions["cum_8"]
    speech = meeting.speeches.get(person__full_name="Trần Văn Sang")
    assert (speech.post, speech.capacity) == ("Viện trưởng VKSND tỉnh Bình Định", "")
    by = cum_8.administrator
    papers = [
        told(minutes_paper(minutes_content(meeting, by))),
        told(year_report_paper(year_report_content(edition, by))),
        told(year_list_paper(year_list(edition.year))),
    ]
    for said in papers:
        assert "2022" not in said
        assert "Cụm trưởng: VKSND tỉnh Bình Định" not in said
        assert "Trần Văn Sang (" not in said
        assert "Cụm trưởng (Trần Văn Sang" not in said


def test_a_new_head_of_the_procuracy_next_year_leaves_the_person_of_2023(cum_8: World):
    unit, by = cum_8.units["quang_ngai"], cum_8.administrator
    successor = name_person(full_name="Người Kế Nhiệm", unit=unit, by=by)
    Appointment.objects.create(
        person=successor, unit=unit, post="Viện trưởng", valid_from=date(2024, 1, 1)
    )
    edition, meeting = cum_8.editions["cum_8"], cum_8.conferences["so_ket"]
    for said in (
        opened("quantri", f"/cum-khoi/{edition.pk}/").text,
        told(minutes_paper(minutes_content(meeting, by))),
        told(year_report_paper(year_report_content(edition, by))),
    ):
        assert "Phạm Thị Kim Liên" in said
        assert "Người Kế Nhiệm" not in said
