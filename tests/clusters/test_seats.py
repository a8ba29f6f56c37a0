"""A seat given away before its group exists: which group of the new year it is kept for."""

from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from clusters.actions import (
    EditionFacts,
    SeatFacts,
    delete_edition,
    join_group,
    open_edition,
    release_seat,
    reserve_seat,
    start_turn,
    take_offered_seat,
)
from clusters.enums import GroupKind, GroupRole
from clusters.models import ClusterEdition, ReservedSeat
from clusters.queries import kept_plan, seats_offered, ties_of, turn_of, turn_outcome
from clusters.queries.event_outcome import event_outcome
from clusters.queries.events import seats_reached
from clusters.rules import LastGroup, PlannedGroup, TurnPlan, receiver_of
from core.dependants import InUse
from organizations.enums import EventKind
from portal.actions import confirm_event
from tests.clusters.province import Province
from tests.clusters.turning import cum, name, planned, sector_of_2023, year_of
from tests.conferences import meeting
from tests.organizations import happenings
from tests.portal.trying import Clusters, answered

CLUSTER, BLOC = GroupKind.CLUSTER, GroupKind.BLOC
TEN = LastGroup(10, CLUSTER, "Cụm thi đua số 10", "10")
THE_BLOC = LastGroup(20, BLOC, "Khối các phòng")


def cluster(number: str, continues: int | None = None) -> PlannedGroup:
    return PlannedGroup(CLUSTER, f"Cụm thi đua số {number}", number, continues=continues)


@pytest.mark.parametrize(
    ("chose", "groups", "expected"),
    [
        (TEN, (cluster("9"), cluster("10")), 1),
        (TEN, (cluster("10"), cluster("13", continues=10)), 1),
        (TEN, (cluster("10", continues=8),), None),
        (TEN, (cluster("13"),), None),
        (TEN, (), None),
        (TEN, (cluster("10", continues=10), cluster("11", continues=10)), 0),
        (TEN, (cluster("12", continues=10), cluster("11", continues=10)), None),
        (TEN, (PlannedGroup(BLOC, "Khối thi đua số 10", "10"),), None),
        (THE_BLOC, (PlannedGroup(BLOC, "Khối khác"), PlannedGroup(BLOC, "KHỐI các phòng")), 1),
        (THE_BLOC, (PlannedGroup(BLOC, "Khối các phòng", "1"),), None),
    ],
)
def test_the_group_that_goes_on_takes_the_seat_else_the_one_called_alike(chose, groups, expected):
    assert receiver_of(chose, groups) == expected


GROUPS = st.builds(
    PlannedGroup,
    kind=st.sampled_from([CLUSTER, BLOC]),
    name=st.sampled_from(["Một", "Hai", "Ba"]),
    number=st.sampled_from(["", "1", "2"]),
    continues=st.sampled_from([None, 1, 2, 3]),
)


@given(groups=st.lists(GROUPS, max_size=5, unique=True), chose=GROUPS, data=st.data())
def test_the_order_of_groups_gives_nobody_a_seat(groups, chose, data):
    last = LastGroup(1, chose.kind, chose.name, chose.number)
    taker = receiver_of(last, groups)
    shuffled = data.draw(st.permutations(groups))
    again = receiver_of(last, shuffled)
    assert (taker is None) == (again is None)
    if taker is not None and again is not None:
        assert groups[taker] == shuffled[again]
        assert groups[taker].continues in {None, last.key}


@pytest.fixture
def sector(db: None) -> Province:
    return sector_of_2023()


def keep(sector: Province, chose: ClusterEdition, place: str) -> ReservedSeat:
    seat = SeatFacts(GroupRole.HEAD, sector.units[name(place)])
    return reserve_seat(edition=chose, label_year=2024, seat=seat, by=sector.office)


def group(sector: Province, facts: EditionFacts, year: int = 2024) -> ClusterEdition:
    return open_edition(year=year_of(sector, year), facts=facts, by=sector.office)


def test_two_blocs_without_a_number_each_keep_their_own_choice(sector):
    chosen = {}
    for bloc, place in (("Khối A", "Trà Vinh"), ("Khối B", "Cà Mau")):
        chosen[bloc] = keep(sector, group(sector, EditionFacts(BLOC, bloc), 2023), place)
    assert ReservedSeat.objects.count() == 2
    assert [seat.label for seat in chosen.values()] == [
        "Khối trưởng Khối A năm 2024",
        "Khối trưởng Khối B năm 2024",
    ]
    for bloc, seat in chosen.items():
        assert seats_offered(group(sector, EditionFacts(BLOC, bloc))) == [seat]


def test_the_seat_goes_with_the_group_that_goes_on_under_another_number(sector):
    seat = keep(sector, cum("10"), "Trà Vinh")
    facts = EditionFacts(CLUSTER, "Cụm thi đua số 13", "13", continues=cum("10").pk)
    thirteen = group(sector, facts)
    ten = group(sector, EditionFacts(CLUSTER, "Cụm thi đua số 10", "10"))
    assert seats_offered(thirteen) == [seat]
    assert seats_offered(ten) == []
    release_seat(seat=seat, by=sector.office, reason="Họp lại")
    assert seats_offered(thirteen) == []


def test_a_seat_is_released_from_whom_it_has_followed_meanwhile(sector):
    seat, heir = keep(sector, cum("10"), "Trà Vinh"), sector.units[name("Cà Mau")]
    ReservedSeat.objects.update(unit=heir, chosen_unit=seat.unit)
    release_seat(seat=seat, by=sector.office, reason="Họp lại")
    assert ReservedSeat.every.get().unit == heir
    assert keep(sector, cum("10"), "Trà Vinh").unit == heir


def test_a_group_whose_choice_was_taken_back_may_go(sector):
    chose = group(sector, EditionFacts(BLOC, "Khối nhầm"), 2023)
    seat = keep(sector, chose, "Trà Vinh")
    with pytest.raises(InUse, match="vai trò dự kiến"):
        delete_edition(edition=chose, by=sector.office)
    release_seat(seat=seat, by=sector.office, reason="Ghi nhầm khối")
    url = reverse("clusters:edition-delete", args=[chose.pk])
    assert "Không xóa được" not in sector.browser.get(url).content.decode()
    assert sector.browser.post(url).status_code == 302
    assert not ReservedSeat.every.exists()


def test_a_choice_that_was_taken_back_keeps_nobody_in_the_group(sector):
    seat = keep(sector, cum("10"), "Trà Vinh")
    assert ties_of(cum("10"), seat.unit_id) == "01 vai trò dự kiến"
    release_seat(seat=seat, by=sector.office, reason="Họp lại")
    assert ties_of(cum("10"), seat.unit_id) == ""


@pytest.mark.django_db
def test_a_group_whose_meeting_still_stands_for_a_seat_that_was_given_up_stays():
    made = meeting.group()
    seat = SeatFacts(GroupRole.HEAD, made.units["Sơn Động"])
    kept = reserve_seat(edition=made.edition, label_year=2025, seat=seat, by=made.office)
    same = {"edition": made.edition, "role": kept.role, "unit": kept.unit, "seat": kept}
    made.draft().seat_choices.create(label_year=2025, **same)
    ReservedSeat.objects.update(is_given_up=True)
    with pytest.raises(InUse, match="lựa chọn trưởng, phó năm sau"):
        delete_edition(edition=made.edition, by=made.office)
    assert ReservedSeat.every.exists()


def test_a_seat_is_open_to_events_until_its_own_group_has_filled_it(sector):
    seat, day = keep(sector, cum("10"), "Trà Vinh"), date(2024, 3, 1)
    assert seats_reached([seat.unit_id], day) == [seat]
    facts = EditionFacts(CLUSTER, "Cụm thi đua số 13", "13", continues=cum("10").pk)
    thirteen = group(sector, facts)
    assert seats_reached([seat.unit_id], day) == [seat]
    join_group(edition=thirteen, unit=seat.unit, by=sector.office)
    take_offered_seat(edition=thirteen, seat=seat, by=sector.office)
    assert seats_reached([seat.unit_id], day) == []


def test_an_event_tells_of_a_seat_that_is_kept_for_nobody_any_more(administrator: User):
    made = Clusters(happenings.Province(administrator))
    moves = happenings.event(
        EventKind.MOVE,
        happenings.SUMMER,
        (made.units["C"],),
        (happenings.there(made.here.top),),
    )
    given = answered(made.planned(moves), administrator, membership="keep", seat="end")
    (seat,) = event_outcome(confirm_event(**given), administrator).seats
    assert seat.label == "Dự kiến Cụm trưởng Cụm 1 năm 2026"
    assert (seat.words, seat.is_lost) == ("VKSND huyện C → để trống", True)


def test_a_seat_that_was_given_up_comes_back_only_with_another_choice(sector):
    seat = keep(sector, cum("10"), "Trà Vinh")
    ReservedSeat.objects.update(is_given_up=True)
    release_seat(seat=seat, by=sector.office, reason="Sửa biên bản")
    keep(sector, cum("10"), "Trà Vinh")
    assert not ReservedSeat.objects.exists()
    keep(sector, cum("10"), "Cà Mau")
    assert ReservedSeat.objects.get().unit == sector.units[name("Cà Mau")]


def test_the_plan_names_the_seats_that_no_group_takes(sector):
    keep(sector, cum("10"), "Trà Vinh")
    year = year_of(sector)
    start_turn(year=year, last_year=2023, by=sector.office)
    plan = planned(year)
    assert turn_outcome(year, plan).unclaimed == ()
    other = tuple(replace(each, number="13", continues=None) for each in plan.groups[:1])
    found = turn_outcome(year, TurnPlan(2023, other))
    assert found.unclaimed == ("Cụm trưởng (Cụm thi đua số 10 năm 2023 chọn): VKSND tỉnh Trà Vinh",)
    assert kept_plan(turn_of(year)).last_year == 2023
