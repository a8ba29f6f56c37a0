"""The yearly turn as plain values: what speaks against a plan, and what it changes."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from clusters.enums import GroupKind, GroupRole
from clusters.rules import (
    Before,
    KeptSeat,
    LastGroup,
    Moved,
    Now,
    PlannedGroup,
    Renamed,
    SeatToFill,
    Span,
    TurnDifference,
    TurnPlan,
    TurnSurroundings,
    keeps_most,
    mark_stands,
    plan_from,
    turn_difference,
    turn_hints,
    turn_problems,
)
from core.versions import plain

CLUSTER, BLOC = GroupKind.CLUSTER, GroupKind.BLOC
NAMES = {1: "VKSND huyện Cao Lộc", 2: "VKSND huyện Bắc Sơn", 3: "VKSND huyện Văn Quan"}
YEAR = Span(date(2024, 1, 1), date(2025, 1, 1))
AROUND = TurnSurroundings(NAMES, YEAR, earlier=frozenset({70, 71}))


def group(number: str, *units: int, **more: object) -> PlannedGroup:
    return PlannedGroup(CLUSTER, f"Cụm thi đua số {number}", number, units, **more)


def said(*groups: PlannedGroup, around: TurnSurroundings = AROUND) -> list[tuple[str, str]]:
    found = turn_problems(TurnPlan(2023, groups), around)
    return [(problem.field, problem.message) for problem in found]


def test_a_plan_that_can_stand_has_nothing_against_it():
    bloc = PlannedGroup(BLOC, "Khối thi đua", stated_member_count=8)
    assert said(group("1", 1, 2, continues=70), group("2", 3, continues=71), bloc) == []


def test_a_plan_without_groups_is_none():
    assert said() == [("groups", "Chưa có cụm, khối nào. Thêm ít nhất một cụm, khối.")]


def test_a_unit_in_two_groups_is_said_at_both():
    assert said(group("1", 1, 2), group("2", 2)) == [
        ("groups-0-units", "VKSND huyện Bắc Sơn đang có ở hai cụm, khối."),
        ("groups-1-units", "VKSND huyện Bắc Sơn đang có ở hai cụm, khối."),
    ]


def test_numbers_and_names_are_borne_once_within_a_kind():
    twice = [message for _, message in said(group("1", 1), group("1", 2))]
    assert twice == ["Năm này đã có cụm, khối mang tên đó.", *twice[1:]]
    assert twice.count("Năm này đã có cụm, khối mang số đó.") == 2
    assert said(group("1", 1), PlannedGroup(BLOC, "Khối thi đua số 1", "1")) == []


def test_groups_that_are_there_already_keep_number_and_name():
    taken = frozenset({(CLUSTER, "number", "1"), (CLUSTER, "name", "Cụm Đông")})
    around = replace(AROUND, taken=taken)
    assert said(group("1", 1), around=around) == [
        ("groups-0-number", "Năm này đã có cụm, khối mang số đó.")
    ]
    named = PlannedGroup(CLUSTER, "Cụm Đông")
    assert said(named, around=around)[0][0] == "groups-0-name"


def test_ended_future_unknown_and_taken_units_are_refused_by_name():
    lives = {1: Span(None, date(2024, 1, 1)), 3: Span(date(2025, 7, 1))}
    around = replace(AROUND, lives=lives, elsewhere={2: "Cụm thi đua số 9"})
    assert [message for _, message in said(group("1", 1, 3, 2, 404), around=around)] == [
        "VKSND huyện Cao Lộc đã kết thúc từ ngày 01/01/2024, trước năm này.",
        "VKSND huyện Văn Quan chỉ có từ ngày 01/07/2025, sau năm này.",
        "VKSND huyện Bắc Sơn đã thuộc Cụm thi đua số 9 năm này.",
        "Có đơn vị không còn trong danh mục. Tải lại trang rồi xếp lại.",
    ]


def test_a_unit_that_ends_or_begins_during_the_year_still_belongs():
    july = date(2024, 7, 1)
    lives = {1: Span(None, july), 2: Span(july)}
    assert said(group("1", 1, 2), around=replace(AROUND, lives=lives)) == []


def test_a_group_needs_a_name_and_goes_on_from_one_nobody_else_goes_on_from():
    nameless = said(PlannedGroup(CLUSTER, ""))
    assert nameless == [("groups-0-name", "Cụm, khối này chưa có tên.")]
    assert said(group("1", continues=99))[0][0] == "groups-0-continues"
    both = said(group("1", continues=70), group("2", continues=70))
    assert {field for field, _ in both} == {"groups-0-continues", "groups-1-continues"}


def test_hints_tell_of_empty_groups_of_counts_and_of_who_waits():
    counted = group("2", 1, 2, stated_member_count=1)
    bloc = PlannedGroup(BLOC, "Khối thi đua", stated_member_count=8)
    assert turn_hints(TurnPlan(2023, (group("1"), counted, bloc), (3,))) == [
        "Cụm thi đua số 1 chưa có đơn vị nào.",
        "Cụm thi đua số 2 ghi 01 đơn vị nhưng đã xếp 02.",
        "Còn 01 đơn vị chưa xếp vào cụm, khối nào.",
    ]


def test_a_plan_is_kept_as_json_and_read_back():
    plan = TurnPlan(2023, (group("1", 1, 2, continues=70),), (3,))
    assert plan_from(plain(plan)) == plan
    assert plan_from({}) == TurnPlan()


def test_a_plan_kept_before_people_said_so_claims_nothing():
    kept = plain(TurnPlan(2023, (group("1", 1, continues=70),)))
    del kept["groups"][0]["came_from"]
    assert plan_from(kept).groups == (group("1", 1, came_from=70),)


# Going on from an earlier group

SETS = some.sets(some.integers(1, 9))


@given(SETS, SETS)
def test_most_members_stay_or_they_do_not(before, now):
    stays = len(before & now)
    assert keeps_most(before, now) is (stays > len(before) - stays)
    assert keeps_most(before, before) is bool(before)


@given(SETS, SETS, SETS)
def test_only_a_mark_that_was_proposed_goes_with_the_members(before, had, has):
    is_gone = keeps_most(before, had) and not keeps_most(before, has)
    assert mark_stands(before, had, has) is not is_gone
    assert mark_stands(before, had, had)
    assert mark_stands(before, (), has)


# Cụm 10 of 2023 and Cụm 13 of 2024: who comes, goes and is invited

PLACES = (
    *("Trà Vinh", "Long An", "Tiền Giang", "Vĩnh Long", "Đồng Tháp"),
    *("Cà Mau", "Bạc Liêu", "An Giang", "Hậu Giang", "Kiên Giang", "Sóc Trăng", "Bến Tre"),
)
KEYS = {place: number for number, place in enumerate(PLACES, start=1)}
PROVINCES = {number: f"VKSND tỉnh {place}" for place, number in KEYS.items()}


def keys(*places: str) -> tuple[int, ...]:
    return tuple(sorted(KEYS[place] for place in places))


CUM_10 = LastGroup(10, CLUSTER, "Cụm thi đua số 10", "10", keys(*PLACES[:5]))
CUM_11 = LastGroup(11, CLUSTER, "Cụm thi đua số 11", "11", keys(*PLACES[5:11]))
SIX = keys("Trà Vinh", "Sóc Trăng", "Bến Tre", "Bạc Liêu", "Cà Mau", "Kiên Giang")
LAST = Before((CUM_10, CUM_11), PROVINCES)


def turned(plan: TurnPlan, now: Now | None = None) -> TurnDifference:
    return turn_difference(LAST, plan, now or Now(PROVINCES))


def test_the_six_lists_of_cluster_13():
    (found,) = turned(TurnPlan(2023, (group("13", *SIX, continues=10),))).groups
    eleven, ten = "Cụm thi đua số 11", ""
    assert [(PROVINCES[each.unit_id], each.group) for each in found.joined] == [
        ("VKSND tỉnh Bạc Liêu", eleven),
        ("VKSND tỉnh Bến Tre", ten),
        ("VKSND tỉnh Cà Mau", eleven),
        ("VKSND tỉnh Kiên Giang", eleven),
        ("VKSND tỉnh Sóc Trăng", eleven),
    ]
    gone = ["Đồng Tháp", "Long An", "Tiền Giang", "Vĩnh Long"]
    assert [PROVINCES[each.unit_id] for each in found.left] == [f"VKSND tỉnh {p}" for p in gone]
    assert found.renamed == ()
    assert found.number_changed == ("10", "13")
    assert found.seats == (SeatToFill("Cụm trưởng"), SeatToFill("Cụm phó"))
    assert found.guests == found.left


def test_units_that_left_every_group_and_new_ones_are_told():
    found = turned(TurnPlan(2023, (group("13", *SIX, continues=10),)))
    assert {PLACES[each.unit_id - 1] for each in found.gone} == {
        *("Long An", "Tiền Giang", "Vĩnh Long", "Đồng Tháp", "An Giang", "Hậu Giang")
    }
    assert found.new == (Moved(KEYS["Bến Tre"], "Cụm thi đua số 13"),)
    (ended,) = found.not_continued
    assert ended.last == CUM_11
    assert {each.unit_id: each.group for each in ended.units}[KEYS["Cà Mau"]] == "Cụm thi đua số 13"


def test_without_a_person_saying_so_nothing_goes_on():
    found = turned(TurnPlan(2023, (group("13", *SIX),)))
    (cum_13,) = found.groups
    assert (cum_13.last, cum_13.left, cum_13.guests, cum_13.number_changed) == (None, (), (), None)
    assert [each.last for each in found.not_continued] == [CUM_10, CUM_11]


def test_who_is_no_more_is_not_invited_and_a_new_name_is_told():
    now = Now(PROVINCES | {KEYS["Trà Vinh"]: "VKSND Vùng 1"}, ended=frozenset(keys("Long An")))
    plan = TurnPlan(2023, (group("13", *SIX, continues=10),))
    (found,) = turned(plan, now).groups
    assert KEYS["Long An"] not in {each.unit_id for each in found.guests}
    assert found.renamed == (Renamed(KEYS["Trà Vinh"], "VKSND tỉnh Trà Vinh", "VKSND Vùng 1"),)


def test_a_seat_that_was_decided_is_told_as_such_and_one_elsewhere_is_not():
    seats = (KeptSeat(CUM_10, GroupRole.HEAD, 1), KeptSeat(CUM_11, GroupRole.DEPUTY, 2))
    plan = TurnPlan(2023, (group("13", *SIX, continues=10),))
    found = turned(plan, Now(PROVINCES, reserved=seats))
    assert found.groups[0].seats == (SeatToFill("Cụm trưởng", 1), SeatToFill("Cụm phó"))
    assert found.unclaimed == seats[1:]


def test_a_seat_of_a_group_that_is_there_already_waits_for_nobody():
    there = (group("11", *keys("Cà Mau")),)
    seats = (KeptSeat(CUM_11, GroupRole.DEPUTY, 2),)
    plan = TurnPlan(2023, (group("13", *SIX, continues=10),))
    assert turned(plan, Now(PROVINCES, standing=there, reserved=seats)).unclaimed == ()


def test_a_unit_in_a_group_that_is_there_already_has_not_left_every_group():
    now = Now(PROVINCES, elsewhere={KEYS["Long An"]: "Cụm thi đua số 12"})
    found = turned(TurnPlan(2023, (group("13", *SIX, continues=10),)), now)
    assert KEYS["Long An"] not in {each.unit_id for each in found.gone}
    (cum_13,) = found.groups
    assert Moved(KEYS["Long An"], "Cụm thi đua số 12") in cum_13.left
    assert cum_13.name_changed == ("Cụm thi đua số 10", "Cụm thi đua số 13")


SPREAD = some.dictionaries(some.integers(1, 12), some.integers(0, 3), max_size=12)


def spread(where: dict[int, int], column: int) -> tuple[int, ...]:
    return tuple(sorted(unit for unit, at in where.items() if at == column))


@given(SPREAD, SPREAD, some.permutations([None, 100, 101, 102, 103]))
def test_the_difference_put_on_last_year_gives_the_plan(was, now, goes_on):
    last = tuple(LastGroup(100 + n, CLUSTER, f"Cụm {n}", str(n), spread(was, n)) for n in range(4))
    groups = tuple(replace(group(str(n), *spread(now, n)), continues=goes_on[n]) for n in range(4))
    found = turn_difference(Before(last, NAMES), TurnPlan(2023, groups), Now(NAMES))
    for planned, change in zip(groups, found.groups, strict=True):
        before = set(change.last.units) if change.last else set()
        left, joined = ({m.unit_id for m in each} for each in (change.left, change.joined))
        assert left <= before
        assert not joined & before
        assert (before - left) | joined == set(planned.units)
        assert {each.unit_id for each in change.guests} == left
    assert {each.unit_id for each in found.gone} == was.keys() - now.keys()
    assert {each.unit_id for each in found.new} == now.keys() - was.keys()
    continued = {each.last.key for each in found.groups if each.last}
    assert {each.last.key for each in found.not_continued} == {100, 101, 102, 103} - continued


@pytest.mark.parametrize("kind", [CLUSTER, BLOC])
def test_a_group_without_a_number_tells_no_change_of_it(kind):
    last = Before((LastGroup(1, kind, "Khối thi đua"),), {})
    plan = TurnPlan(2023, (PlannedGroup(kind, "Khối thi đua", continues=1),))
    (found,) = turn_difference(last, plan, Now({})).groups
    assert (found.number_changed, found.name_changed) == (None, None)
