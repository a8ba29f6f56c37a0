"""Who sees which groups, and what is said of them."""

import pytest

from accounts.models import User
from clusters import queries
from clusters.actions import put_in_charge
from clusters.enums import GroupRole
from clusters.models import ClusterEdition
from clusters.queries import (
    editions_visible_to,
    found,
    label_years,
    leading_unit,
    member_count,
    members_of,
    reserved_seats_after,
    seats_of,
    supervises,
    ties_of,
    with_rows,
    years_visible_to,
)
from clusters.queries.ties import paths
from organizations.actions import grant_role, name_person
from organizations.enums import Role
from organizations.models import RoleGrant
from tests.people import person
from tests.scenarios import World, world
from tests.touching import told_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def lang_son() -> World:
    return world("lang_son", until="groups")


def names(user: User) -> set[str]:
    return {edition.name for edition in editions_visible_to(user)}


ALL = {"Cụm thi đua số 1", "Cụm thi đua số 2", "Khối thi đua các phòng Viện tỉnh"}


def test_office_leader_and_administrator_see_every_group_of_the_owner(lang_son: World) -> None:
    for user in (
        lang_son.office("lang_son"), lang_son.leader("lang_son"), lang_son.administrator,
    ):  # fmt: skip
        assert names(user) == ALL


def test_a_member_sees_its_own_group_only(lang_son: World) -> None:
    assert names(lang_son.clerk("huyện Bắc Sơn")) == {"Cụm thi đua số 2"}
    assert names(lang_son.head("van_phong_lang_son")) == {"Khối thi đua các phòng Viện tỉnh"}


def test_another_owner_and_a_stranger_see_nothing(lang_son: World, stranger: User) -> None:
    assert names(lang_son.office("bac_giang")) == set()
    assert names(stranger) == set()
    assert label_years(stranger) == []


def test_a_grant_that_ended_gives_nothing_any_more(lang_son: World) -> None:
    office = lang_son.office("lang_son")
    RoleGrant.objects.filter(user=office).update(valid_to="2024-11-25")
    assert names(office) == set()


def test_an_account_that_was_closed_holds_no_right(lang_son: World) -> None:
    office = lang_son.office("lang_son")
    office.is_active = False
    assert names(office) == set()


def test_who_is_in_charge_of_a_group_reads_that_group_alone(lang_son: World) -> None:
    user, by = person("phutrach"), lang_son.administrator
    leader = name_person(full_name="Nông Văn Quảng", unit=lang_son.units["lang_son"], by=by)
    leader.user = user
    leader.save()
    cum_2 = lang_son.editions["cum_2"]
    put_in_charge(edition=cum_2, person=leader, post="Phó Viện trưởng", wording="phụ trách", by=by)
    assert names(user) == {"Cụm thi đua số 2"}
    assert supervises(user, cum_2)
    assert not supervises(user, lang_son.editions["cum_1"])


def test_a_bloc_of_eight_may_name_two(lang_son: World) -> None:
    khoi = lang_son.editions["khoi"]
    assert member_count(khoi) == 8
    assert [member.name.short_name for member in members_of(khoi)] == [
        "Phòng 1",
        "Văn phòng tổng hợp",
    ]


def test_counts_of_lang_son_are_six_five_and_eight(lang_son: World) -> None:
    counts = [member_count(lang_son.editions[key]) for key in ("cum_1", "cum_2", "khoi")]
    assert counts == [6, 5, 8]


def test_the_roles_are_named_after_the_kind_of_group(lang_son: World) -> None:
    bloc, cluster = (seats_of(lang_son.editions[key]) for key in ("khoi", "cum_2"))
    assert [seat.label for seat in bloc.values() if seat] == ["Khối trưởng", "Khối phó"]
    head = cluster[GroupRole.HEAD]
    assert head is not None
    assert (head.label, head.name.short_name, head.person, head.how) == (
        "Cụm trưởng", "VKSND huyện Bắc Sơn", "", "bình bầu",
    )  # fmt: skip


def test_an_incomplete_list_claims_no_count() -> None:
    cum_10 = world("cum_13", until="groups").editions["cum_10"]
    assert member_count(cum_10) is None
    assert len(members_of(cum_10)) == 5


def test_unknown_leaders_are_nobody_not_the_host() -> None:
    cum_2 = world("bac_giang", until="all").editions["cum_2"]
    assert seats_of(cum_2) == {GroupRole.HEAD: None, GroupRole.DEPUTY: None}
    assert leading_unit(cum_2, GroupRole.HEAD) is None


def test_the_seats_chosen_for_next_year_are_found_from_this_one() -> None:
    bac_giang = world("bac_giang")
    seats = reserved_seats_after(bac_giang.editions["cum_2"])
    assert [(seat.role, seat.unit) for seat in seats] == [
        ("head", bac_giang.units["huyện Sơn Động"]),
        ("deputy", bac_giang.units["huyện Lục Ngạn"]),
    ]


def test_a_unit_page_tells_belonging_and_leading_by_year() -> None:
    trip = world("cum_13", until="groups")
    told = told_of(queries, trip.units["tra_vinh"], trip.administrator)
    assert {(row.year, row.text) for row in told} == {
        (2024, "Cụm thi đua số 13: Cụm trưởng"),
        (2023, "Cụm thi đua số 10: thành viên"),
    }


def test_every_table_that_names_a_unit_and_a_group_holds_the_membership() -> None:
    named = {f"{model.__name__} {way}" for model, _, way in paths()}
    assert {
        "LeadershipTerm edition",
        "ScoreSheet round__edition",
        "Party agreement__edition",
        "TitleRegistration edition",
        "Nomination edition",
        "SeatChoice edition",
        "Attendance conference__purposes__edition",
    } <= named


def test_what_hangs_on_a_membership_is_counted_by_kind() -> None:
    cum_13 = world("cum_13")
    words = ties_of(cum_13.editions["cum_13"], cum_13.units["tra_vinh"].pk)
    assert "01 vai trò trưởng, phó" in words
    assert "01 bên ký giao ước" in words
    assert ties_of(cum_13.editions["cum_10"], cum_13.units["quang_nam"].pk) == ""


def test_nothing_is_claimed_of_a_number_in_a_year_without_it() -> None:
    world("cum_13", until="groups")
    assert not ClusterEdition.objects.filter(number="10", year__label_year=2024).exists()


@pytest.mark.parametrize("text", ["cum 13", "CỤM THI ĐUA SỐ 13", "13 2024"])
def test_groups_are_found_without_marks(text: str) -> None:
    trip = world("cum_13", until="groups")
    assert [hit.title for hit in found(text, trip.administrator)] == ["Cụm thi đua số 13 năm 2024"]


def test_a_search_tells_a_stranger_nothing(lang_son: World, stranger: User) -> None:
    assert found("cụm", stranger) == []


def test_an_owner_sees_its_year_before_any_group_is_in_it(lang_son: World) -> None:
    user = lang_son.office("bac_giang")
    assert list(years_visible_to(user)) == []
    grant_role(user=user, role=Role.OFFICE, unit=lang_son.units["lang_son"], by=user)
    del user._hats  # type: ignore[attr-defined]
    assert [year.label_year for year in years_visible_to(user)] == [2024]


def test_rows_of_many_editions_cost_the_same_as_of_one(
    lang_son: World, django_assert_num_queries: object
) -> None:
    for count in (1, 3):
        editions = editions_visible_to(lang_son.administrator)[:count]
        with django_assert_num_queries(4):  # type: ignore[operator]
            rows = list(with_rows(editions))
            assert sum(len(edition.memberships.all()) for edition in rows) > 0
