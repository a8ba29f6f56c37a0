"""Trà Vinh 2024: Cụm 13 begins, and says farewell to Cụm 10 of the year before."""

from collections import Counter

import pytest
from django.urls import reverse

from awards.actions import withdraw_registration
from awards.models import Award, TitleRegistration
from awards.queries import registrations_of
from clusters.models import ClusterEdition
from clusters.papers import year_list_paper
from clusters.queries import year_list
from conferences.models import Conference
from tests.people import browser_of
from tests.portal.test_views import opened
from tests.reports.reading import missing, told
from tests.scenarios import World, world

pytestmark = pytest.mark.django_db


@pytest.fixture
def tra_vinh(db: None) -> World:
    return world("cum_13")


def test_nothing_is_said_about_a_cluster_10_in_2024(tra_vinh: World):
    assert [edition.year.label_year for edition in ClusterEdition.objects.filter(number="10")] == [
        2023
    ]
    assert "Cụm thi đua số 10" not in opened("quantri", "/cum-khoi/?nam=2024").text
    of_2024 = year_list(tra_vinh.editions["cum_13"].year)
    assert "số 10" not in told(year_list_paper(of_2024))
    old = opened("quantri", f"/cum-khoi/{tra_vinh.editions['cum_10'].pk}/").text
    assert not missing(old, "Danh sách có thể chưa đầy đủ.", "nguồn không nêu đủ thành phần")


def test_the_farewell_is_told_on_the_page_of_the_group_of_2023(tra_vinh: World):
    meeting, old = tra_vinh.conferences["ky_ket"], tra_vinh.editions["cum_10"]
    assert meeting.starts_on.year == 2024
    assert meeting.purposes.get(kind="farewell").edition == old
    link = reverse("portal:conference", args=[meeting.pk])
    assert link in opened("quantri", f"/cum-khoi/{old.pk}/").links


def test_guests_keep_their_former_group_and_are_no_parties(tra_vinh: World):
    meeting = tra_vinh.conferences["ky_ket"]
    guests = meeting.participants.filter(role="guest").order_by("position")
    assert [(guest.unit, guest.capacity.partition(" 10")[0]) for guest in guests] == [
        (tra_vinh.units["vinh_long"], "đại diện Cụm thi đua số"),
        (tra_vinh.units["dong_thap"], "đại diện Cụm trưởng Cụm thi đua số"),
    ]
    parties = set(tra_vinh.editions["cum_13"].agreement.parties.values_list("unit", flat=True))
    members = tra_vinh.editions["cum_13"].memberships.values_list("unit", flat=True)
    assert parties == set(members)
    assert not parties & {guest.unit_id for guest in guests}


def test_who_stood_for_the_head_of_cluster_10_does_not_hold_its_seat(tra_vinh: World):
    seat = tra_vinh.editions["cum_10"].terms.get()
    assert (seat.unit, seat.person) == (tra_vinh.units["dong_thap"], None)
    viet = tra_vinh.conferences["ky_ket"].participants.get(person__full_name="Huỳnh Hồng Việt")
    assert viet.capacity.startswith("đại diện Cụm trưởng")


def test_when_one_of_six_gives_the_flag_up_five_are_left(tra_vinh: World):
    edition, day = tra_vinh.editions["cum_13"], Conference.objects.get().starts_on
    assert [each.text for each in registrations_of(edition).counts] == ["6/6 (100%)"]
    given_up = TitleRegistration.objects.get(unit=tra_vinh.units["ben_tre"])
    why, by = "Đơn vị không phấn đấu nữa", tra_vinh.administrator
    withdraw_registration(registration=given_up, on=day, reason=why, by=by)
    edition = ClusterEdition.objects.get(pk=edition.pk)
    assert [each.text for each in registrations_of(edition).counts] == ["5/6 (83,33%)"]
    assert "5/6 (83,33%)" in opened("quantri", f"/cum-khoi/{edition.pk}/").text


def test_six_units_hold_the_flag_of_the_sector_three_of_them_outside_the_cluster(tra_vinh: World):
    inside = set(tra_vinh.editions["cum_13"].memberships.values_list("unit", flat=True))
    flags = Award.objects.filter(title_year=2023)
    keys = {key for key, unit in tra_vinh.units.items() if unit.pk in set(units_of(flags))}
    assert keys == {"ca_mau", "dong_thap", "long_an", "soc_trang", "tra_vinh", "vinh_long"}
    members = {key for key in keys if tra_vinh.units[key].pk in inside}
    assert members == {"ca_mau", "soc_trang", "tra_vinh"}


def units_of(awards: object) -> list[int]:
    return [award.unit_id for award in awards]


def test_a_flag_of_unknown_year_has_neither_year_and_two_units_hold_two_flags(tra_vinh: World):
    undated = Award.objects.filter(title_year=None)
    assert [(award.received_year, award.decided_on) for award in undated] == [(None, None)] * 4
    times = Counter(units_of(Award.objects.all()))
    both = {key for key, unit in tra_vinh.units.items() if times[unit.pk] == 2}
    assert both == {"vinh_long", "long_an"}
    for key in both:
        page = browser_of(tra_vinh.administrator).get(f"/don-vi/{tra_vinh.units[key].pk}/")
        said = page.content.decode()
        assert not missing(said, "Cờ thi đua của Chính phủ", "Cờ thi đua của ngành")


def test_the_slogan_above_the_web_page_is_no_motto_of_the_meeting(tra_vinh: World):
    edition, meeting = tra_vinh.editions["cum_13"], tra_vinh.conferences["ky_ket"]
    assert edition.year.motto == (
        "Đoàn kết, trách nhiệm – kỷ cương, liêm chính – bản lĩnh, hiệu quả"
    )
    for address in (f"/cum-khoi/{edition.pk}/", f"/hoi-nghi/{meeting.pk}/"):
        assert "trách nhiệm - kỷ cương" not in opened("quantri", address).text
