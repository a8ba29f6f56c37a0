"""Who may do what with a group: the table of rights, row by row."""

import pytest

from clusters.actions import lock_year
from clusters.models import LeadershipTerm
from clusters.policies import (
    can_compose_group,
    can_edit_year,
    can_lock_year,
    can_manage_group,
    can_open_year,
    can_print_year,
    heads_group,
    keeps_year,
    owns,
    stands_in_for_head,
)
from tests.scenarios import World, world

pytestmark = pytest.mark.django_db


@pytest.fixture
def trip() -> World:
    return world("cum_13", until="groups")


def test_the_heads_clerk_manages_its_own_group_of_that_year(trip: World) -> None:
    clerk = trip.clerk("tra_vinh")
    assert heads_group(clerk, trip.editions["cum_13"])
    assert can_manage_group(clerk, trip.editions["cum_13"])
    assert not can_manage_group(clerk, trip.editions["cum_10"])
    assert not can_compose_group(clerk, trip.editions["cum_13"])


def test_the_owners_office_manages_and_composes(trip: World) -> None:
    office = trip.office("toi_cao")
    assert owns(office, trip.editions["cum_13"])
    assert can_manage_group(office, trip.editions["cum_13"])
    assert can_compose_group(office, trip.editions["cum_13"])


@pytest.mark.parametrize("who", ["clerk", "head", "office", "leader"])
def test_a_plain_member_manages_nothing_in_any_hat(who: str, trip: World) -> None:
    user = getattr(trip, who)("ca_mau")
    assert not can_manage_group(user, trip.editions["cum_13"])


def test_an_owners_leader_reads_and_manages_nothing(trip: World) -> None:
    assert not can_manage_group(trip.leader("toi_cao"), trip.editions["cum_13"])


def test_an_administrator_manages_nothing(trip: World) -> None:
    assert not can_manage_group(trip.administrator, trip.editions["cum_13"])


def test_the_deputy_stands_in_only_while_the_heads_seat_is_empty(trip: World) -> None:
    deputy, cum_13 = trip.clerk("soc_trang"), trip.editions["cum_13"]
    assert not can_manage_group(deputy, cum_13)
    LeadershipTerm.objects.filter(edition=cum_13, role="head").delete()
    cum_13.refresh_from_db()
    assert stands_in_for_head(deputy, cum_13)
    assert can_manage_group(deputy, cum_13)


def test_the_right_passes_with_the_seat_not_with_the_account(trip: World) -> None:
    clerk, cum_13 = trip.clerk("tra_vinh"), trip.editions["cum_13"]
    LeadershipTerm.objects.filter(edition=cum_13, role="head").update(valid_to="2024-06-01")
    cum_13.refresh_from_db()
    assert not can_manage_group(clerk, cum_13)


def test_a_year_is_its_owners_office(trip: World) -> None:
    year, office = trip.editions["cum_13"].year, trip.office("toi_cao")
    assert can_open_year(office, year.owner)
    assert can_edit_year(office, year)
    assert can_lock_year(office, year)
    lock_year(year=year, by=trip.administrator)
    assert not can_edit_year(office, year)
    assert not can_lock_year(office, year)
    assert keeps_year(office, year)
    assert can_print_year(office, year)


def test_a_leader_and_an_administrator_print_a_year_and_do_not_edit_it(trip: World) -> None:
    year = trip.editions["cum_13"].year
    for user in (trip.leader("toi_cao"), trip.administrator):
        assert can_print_year(user, year)
        assert not can_edit_year(user, year)
        assert not can_open_year(user, year.owner_id)


def test_a_member_neither_edits_nor_prints_the_whole_year(trip: World) -> None:
    year = trip.editions["cum_13"].year
    for who in ("clerk", "head", "office", "leader"):
        user = getattr(trip, who)("tra_vinh")
        assert not can_edit_year(user, year)
        assert not can_print_year(user, year)


def test_nobody_manages_in_a_locked_year(trip: World) -> None:
    cum_13 = trip.editions["cum_13"]
    lock_year(year=cum_13.year, by=trip.administrator)
    for user in (trip.clerk("tra_vinh"), trip.office("toi_cao")):
        assert not can_manage_group(user, cum_13)
        assert not can_compose_group(user, cum_13)
