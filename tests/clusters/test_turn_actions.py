"""The yearly turn: what is proposed, kept, given up and set up at once."""

from dataclasses import replace
from datetime import date

import pytest

from agreements.actions import draft_agreement
from audit.models import Event
from clusters.actions import (
    CannotTurn,
    SeatFacts,
    YearFacts,
    carry_out_turn,
    drop_turn,
    open_year,
    save_turn,
    start_turn,
    take_the_lead,
)
from clusters.enums import GroupKind, GroupRole
from clusters.models import (
    ClusterEdition,
    EmulationYear,
    LeadershipTerm,
    Membership,
    ReservedSeat,
    YearTurn,
)
from clusters.queries import TurnBoard, kept_plan, turn_of, turn_outcome, year_list
from clusters.rules import TurnPlan
from core.versions import Stale
from organizations.actions import rename_unit
from organizations.enums import EventKind, EventSide, EventState, UnitKind
from organizations.models import Unit, UnitEvent
from organizations.rules import NameFacts
from tests.clusters.province import Province
from tests.clusters.turning import (
    NEW,
    OLD,
    TEN,
    THIRTEEN,
    cluster,
    cum,
    keys,
    name,
    planned,
    sector_of_2023,
    version,
    year_of,
)
from tests.scenarios import world

pytestmark = pytest.mark.django_db
DAY = date(2024, 1, 1)


@pytest.fixture
def sector(db: None) -> Province:
    return sector_of_2023()


@pytest.fixture
def year(sector: Province) -> EmulationYear:
    return year_of(sector)


def began(sector: Province, last_year: int | None = OLD) -> TurnPlan:
    start_turn(year=year_of(sector), last_year=last_year, by=sector.office)
    return planned(year_of(sector))


def rearranged(sector: Province) -> TurnPlan:
    """Cụm 10 becomes Cụm 13, Cụm 11 is given up."""
    plan = began(sector)
    six = keys(sector, *THIRTEEN)
    waiting = tuple(sorted(plan.units - set(six)))
    kept = replace(plan, groups=(cluster("13", six, cum("10").pk),), waiting=waiting)
    year = year_of(sector)
    save_turn(year=year, facts=kept, version=version(year), by=sector.office)
    return kept


def carry_out(sector: Province) -> list[ClusterEdition]:
    year = year_of(sector)
    return carry_out_turn(year=year, version=version(year), by=sector.office)


def ended(unit: Unit, on: date = DAY) -> None:
    unit.exists_to = on
    unit.save()


def event(kind: EventKind, before: list[Unit], after: list[Unit], on: date = DAY) -> None:
    """What happened, as the register keeps it; the units before it end."""
    made = UnitEvent.objects.create(
        kind=kind, on=on, state=EventState.IN_FORCE, carried_out_at="2024-01-02T00:00Z"
    )
    for side, units in ((EventSide.BEFORE, before), (EventSide.AFTER, after)):
        for position, unit in enumerate(units):
            made.parts.create(side=side, position=position, unit=unit)
    for unit in before:
        if unit not in after:
            ended(unit, on)


# What is proposed


def test_members_are_proposed_and_leaders_scores_and_papers_are_not(sector, year):
    seat = SeatFacts(GroupRole.HEAD, sector.units[name("Trà Vinh")])
    take_the_lead(edition=cum("10"), seat=seat, by=sector.office)
    plan = began(sector)
    assert [(each.number, each.continues) for each in plan.groups] == [
        ("10", cum("10").pk),
        ("11", cum("11").pk),
    ]
    assert plan.groups[0].units == keys(sector, *TEN)
    assert plan.waiting == keys(sector, "Bến Tre")
    made = carry_out(sector)
    assert LeadershipTerm.objects.filter(edition__in=made).count() == 0
    assert [each.bases.count() for each in made] == [0, 0]
    assert Membership.objects.filter(edition=made[0]).count() == 5


def test_nothing_exists_before_it_is_carried_out(sector, year):
    rearranged(sector)
    assert not ClusterEdition.objects.filter(year=year).exists()


def test_who_begins_second_finds_the_plan_there_is(sector, year):
    plan = began(sector)
    assert began(sector, None) == plan
    assert YearTurn.objects.count() == 1
    assert Event.objects.filter(name="turn.started").count() == 1


def test_a_plan_from_nothing_has_everybody_waiting(sector, year):
    plan = began(sector, None)
    assert plan.groups == ()
    assert len(plan.waiting) == 12


@pytest.mark.parametrize("wrong", [2024, 2022, 1])
def test_only_an_earlier_year_with_groups_is_a_start(sector, year, wrong):
    with pytest.raises(CannotTurn):
        began(sector, wrong)
    assert not YearTurn.objects.exists()


def test_an_unnamed_rest_keeps_its_count_and_a_full_list_is_counted_anew(sector, year):
    last = year_of(sector, OLD)
    sector.found("Phòng 1", "Phòng 2", kind=UnitKind.DEPARTMENT)
    bloc = sector.set_up(last, "bloc", stated_member_count="8")
    sector.compose(bloc, "Phòng 1", "Phòng 2")
    ClusterEdition.objects.filter(number="10").update(stated_member_count=5)
    counts = {each.name: each.stated_member_count for each in began(sector).groups}
    assert counts == {"Cụm thi đua số 10": None, "Cụm thi đua số 11": None, "Khối thi đua": 8}


def test_groups_the_year_has_are_not_proposed_and_keep_their_members(sector, year):
    made = sector.set_up(year, number="10")
    sector.compose(made, name("Trà Vinh"), name("Cà Mau"))
    plan = began(sector)
    assert [each.number for each in plan.groups] == ["11"]
    assert not plan.units & set(keys(sector, "Trà Vinh", "Cà Mau"))
    assert set(keys(sector, "Long An")) <= set(plan.waiting)
    (fixed,) = TurnBoard(year, kept_plan(turn_of(year))).columns_there
    assert (fixed.edition, fixed.units) == (made, (name("Cà Mau"), name("Trà Vinh")))


# Units that changed


def test_a_unit_that_ended_before_the_year_is_left_out(sector, year):
    ended(sector.units[name("Long An")])
    plan = began(sector)
    assert set(keys(sector, "Long An")).isdisjoint(plan.units)


def test_what_members_of_one_group_became_is_proposed_there_and_marked(sector, year):
    sector.found("VKSND tỉnh Mới", kind=UnitKind.PROVINCE)
    new = sector.units["VKSND tỉnh Mới"]
    olds = [sector.units[name(place)] for place in ("Long An", "Tiền Giang")]
    event(EventKind.MERGE, olds, [new])
    plan = began(sector)
    assert new.pk in plan.groups[0].units
    board = TurnBoard(year, plan)
    card = next(each for each in board.cards([new.pk], cum("10").pk))
    assert card.to_check
    (words,) = card.notes
    assert "VKSND tỉnh Long An (Cụm thi đua số 10), VKSND tỉnh Tiền Giang" in words


def test_what_members_of_two_groups_became_waits_for_a_person(sector, year):
    sector.found("VKSND tỉnh Mới", kind=UnitKind.PROVINCE)
    new = sector.units["VKSND tỉnh Mới"]
    olds = [sector.units[name(place)] for place in ("Long An", "Cà Mau")]
    event(EventKind.MERGE, olds, [new])
    plan = began(sector)
    assert new.pk in plan.waiting
    (card,) = TurnBoard(year, plan).cards([new.pk])
    assert card.to_check


def test_a_member_that_took_others_in_stays_where_it_was(sector, year):
    taken, keeps = sector.units[name("Long An")], sector.units[name("Cà Mau")]
    event(EventKind.ABSORB, [taken], [keeps])
    plan = began(sector)
    assert keeps.pk in plan.groups[1].units
    assert taken.pk not in plan.units


def test_the_line_is_followed_over_several_events_and_only_of_these_years(sector, year):
    sector.found("Giữa", "Cuối", "Xưa", kind=UnitKind.DISTRICT)
    between, last, old = (sector.units[each] for each in ("Giữa", "Cuối", "Xưa"))
    event(EventKind.MERGE, [sector.units[name("Long An")]], [between], date(2023, 6, 1))
    event(EventKind.MERGE, [between], [last])
    event(EventKind.SPLIT, [sector.units[name("Cà Mau")]], [old], date(2010, 1, 1))
    Unit.objects.filter(pk=sector.units[name("Cà Mau")].pk).update(exists_to=None)
    plan = began(sector)
    assert last.pk in plan.groups[0].units
    assert between.pk not in plan.units
    (card,) = TurnBoard(year, plan).cards([old.pk])
    assert card.notes == ()


def test_a_new_name_is_told_beside_the_old_one(sector, year):
    facts = NameFacts("Viện kiểm sát nhân dân tỉnh An Xuyên", "VKSND tỉnh An Xuyên", valid_from=DAY)
    rename_unit(unit=sector.units[name("Cà Mau")], facts=facts, by=sector.by)
    plan = began(sector)
    (card,) = TurnBoard(year, plan).cards(keys(sector, "Cà Mau"), cum("11").pk)
    assert (card.name, card.notes) == ("VKSND tỉnh An Xuyên", ("năm trước là VKSND tỉnh Cà Mau",))
    eleven = turn_outcome(year, plan).groups[1]
    told = {each.title: each.lines for each in eleven.lists}
    assert told == {"Đơn vị đổi tên": ("VKSND tỉnh Cà Mau → VKSND tỉnh An Xuyên",)}


# Keeping and giving up


def test_a_plan_is_kept_as_it_was_arranged_and_logged(sector, year):
    kept = rearranged(sector)
    assert planned(year) == kept
    logged = Event.objects.get(name="turn.saved")
    assert logged.after["groups"][0]["units"] == list(keys(sector, *THIRTEEN))
    assert logged.thing_id == str(year.pk)


def test_saving_the_same_again_leaves_no_row(sector, year):
    kept = rearranged(sector)
    save_turn(year=year, facts=kept, version="whatever", by=sector.office)
    assert Event.objects.filter(name="turn.saved").count() == 1


def test_two_people_who_arrange_at_once_do_not_overwrite_each_other(sector, year):
    plan = began(sector)
    opened = version(year)
    waiting = tuple(sorted({*plan.waiting, *plan.groups[1].units}))
    first = replace(plan, groups=plan.groups[:1], waiting=waiting)
    save_turn(year=year, facts=first, version=opened, by=sector.office)
    second = replace(plan, groups=plan.groups[1:], waiting=())
    with pytest.raises(Stale) as stale:
        save_turn(year=year, facts=second, version=opened, by=sector.office)
    assert stale.value.stored == first


def test_a_plan_that_cannot_stand_is_not_kept(sector, year):
    plan = began(sector)
    both = replace(plan.groups[1], units=plan.groups[0].units)
    twice = replace(plan, groups=(plan.groups[0], both))
    with pytest.raises(CannotTurn) as refused:
        save_turn(year=year, facts=twice, version=version(year), by=sector.office)
    assert {each.field for each in refused.value.problems} == {"groups-0-units", "groups-1-units"}
    assert planned(year) == plan


def test_units_nobody_knows_are_refused(sector, year):
    plan = began(sector)
    strange = replace(plan, groups=(cluster("1", (987654,)),), waiting=())
    with pytest.raises(CannotTurn, match="không còn trong danh mục"):
        save_turn(year=year, facts=strange, version=version(year), by=sector.office)


def test_a_group_of_another_owner_or_of_this_year_is_no_predecessor(sector, year):
    plan = began(sector)
    foreign = ClusterEdition.objects.create(
        year=EmulationYear.objects.create(owner=sector.units[name("Cà Mau")], label_year=OLD),
        kind=GroupKind.CLUSTER,
        name="Cụm riêng",
    )
    changed = replace(plan, groups=(replace(plan.groups[0], continues=foreign.pk),), waiting=())
    with pytest.raises(CannotTurn, match="Chọn một cụm, khối của năm trước"):
        save_turn(year=year, facts=changed, version=version(year), by=sector.office)


def test_a_plan_is_given_up_once_and_the_year_stays(sector, year):
    began(sector)
    for _ in range(2):
        drop_turn(year=year, by=sector.office)
    assert not YearTurn.objects.exists()
    assert Event.objects.filter(name="turn.dropped").count() == 1
    with pytest.raises(CannotTurn, match="không còn phương án"):
        save_turn(year=year, facts=TurnPlan(), version="", by=sector.office)


# Setting up


def test_all_groups_are_set_up_at_once_with_their_members(sector, year):
    rearranged(sector)
    (made,) = carry_out(sector)
    assert (made.number, made.name, made.continues) == ("13", "Cụm thi đua số 13", cum("10"))
    assert set(made.memberships.values_list("unit_id", flat=True)) == set(keys(sector, *THIRTEEN))
    assert made.sort_key
    assert "cum thi dua so 13" in made.search_text
    assert not YearTurn.objects.exists()
    (listed,) = year_list(year).groups
    assert len(listed.members) == 6
    assert Event.objects.get(name="edition.opened", thing_id=str(made.pk)).after["number"] == "13"
    assert Event.objects.get(name="turn.carried_out").after == {"editions": [made.pk]}


def test_setting_up_twice_makes_everything_once(sector, year):
    rearranged(sector)
    seen = version(year)
    carry_out(sector)
    with pytest.raises(CannotTurn, match="không còn phương án"):
        carry_out_turn(year=year, version=seen, by=sector.office)
    assert ClusterEdition.objects.filter(year=year).count() == 1


def test_another_plan_than_the_one_looked_at_is_not_set_up(sector, year):
    plan = began(sector)
    seen = version(year)
    save_turn(
        year=year,
        facts=replace(plan, groups=(replace(plan.groups[0], number="12"), plan.groups[1])),
        version=seen,
        by=sector.office,
    )
    with pytest.raises(Stale):
        carry_out_turn(year=year, version=seen, by=sector.office)
    assert not ClusterEdition.objects.filter(year=year).exists()


def test_what_happened_since_the_plan_stands_in_the_way_and_nothing_is_half_done(sector, year):
    rearranged(sector)
    ended(sector.units[name("Cà Mau")])
    with pytest.raises(CannotTurn, match="VKSND tỉnh Cà Mau đã kết thúc từ ngày 01/01/2024"):
        carry_out(sector)
    assert not ClusterEdition.objects.filter(year=year).exists()
    assert turn_of(year) is not None


# The six lists


def test_the_six_lists_of_cluster_13_in_words(sector, year):
    rearranged(sector)
    ReservedSeat.objects.create(
        owner=sector.owner,
        chosen_in=cum("10"),
        label_year=NEW,
        role=GroupRole.DEPUTY,
        unit=sector.units[name("Sóc Trăng")],
    )
    found = turn_outcome(year, planned(year))
    (group,) = found.groups
    assert {each.title: each.lines for each in group.lists} == {
        "Số thay đổi": ("10 → 13",),
        "Tên thay đổi": ("Cụm thi đua số 10 → Cụm thi đua số 13",),
        "Đơn vị mới vào": (
            "VKSND tỉnh Bạc Liêu (từ Cụm thi đua số 11)",
            "VKSND tỉnh Bến Tre (năm trước không ở cụm, khối nào)",
            "VKSND tỉnh Cà Mau (từ Cụm thi đua số 11)",
            "VKSND tỉnh Kiên Giang (từ Cụm thi đua số 11)",
            "VKSND tỉnh Sóc Trăng (từ Cụm thi đua số 11)",
        ),
        "Đơn vị ra khỏi": tuple(
            f"VKSND tỉnh {place} (không còn trong cụm, khối nào)"
            for place in ("Đồng Tháp", "Long An", "Tiền Giang", "Vĩnh Long")
        ),
        "Khách mời chia tay": tuple(
            f"VKSND tỉnh {place} (Cụm thi đua số 10 năm 2023)"
            for place in ("Đồng Tháp", "Long An", "Tiền Giang", "Vĩnh Long")
        ),
    }
    assert group.seats == (
        "Cụm trưởng: cần bầu hoặc chọn",
        "Cụm phó: VKSND tỉnh Sóc Trăng (dự kiến)",
    )
    assert found.new == ("VKSND tỉnh Bến Tre (vào Cụm thi đua số 13)",)
    assert "VKSND tỉnh An Giang (trước ở Cụm thi đua số 11)" in found.gone
    (farewell,) = found.farewells
    assert farewell.title == "Cụm thi đua số 11 năm 2023"
    assert "VKSND tỉnh Cà Mau (sang Cụm thi đua số 13)" in farewell.lines


def test_a_member_that_is_no_more_is_told_so_and_its_successor_where_it_comes_from(sector, year):
    sector.found("VKSND tỉnh Mới", kind=UnitKind.PROVINCE)
    new = sector.units["VKSND tỉnh Mới"]
    event(EventKind.MERGE, [sector.units[name("Long An")]], [new])
    ten = turn_outcome(year, began(sector)).groups[0]
    told = {each.title: each.lines for each in ten.lists}
    assert told == {
        "Đơn vị mới vào": ("VKSND tỉnh Mới (từ VKSND tỉnh Long An (Cụm thi đua số 10))",),
        "Đơn vị ra khỏi": ("VKSND tỉnh Long An (đã kết thúc hoạt động)",),
    }
    assert turn_outcome(year, planned(year)).gone == (
        "VKSND tỉnh Long An (trước ở Cụm thi đua số 10, đã kết thúc hoạt động)",
    )


def test_a_whole_year_leaves_leaders_scores_agreement_and_conferences_behind():
    """Cụm 2 of Bắc Giang with everything of 2024; its seats of 2025 are told as decided."""
    made = world("bac_giang")
    old, office = made.editions["cum_2"], made.office("bac_giang")
    draft_agreement(edition=old, by=office)
    year = open_year(owner=old.year.owner, facts=YearFacts(2025), by=office)
    start_turn(year=year, last_year=2024, by=office)
    assert turn_outcome(year, planned(year)).groups[0].seats == (
        "Cụm trưởng: VKSND huyện Sơn Động (dự kiến)",
        "Cụm phó: VKSND huyện Lục Ngạn (dự kiến)",
    )
    (new,) = carry_out_turn(year=year, version=version(year), by=office)
    assert set(new.memberships.values_list("unit_id", flat=True)) == set(
        old.memberships.values_list("unit_id", flat=True)
    )
    followed = {
        relation.get_accessor_name()
        for relation in ClusterEdition._meta.related_objects
        if relation.related_model._default_manager.filter(**{relation.field.name: new}).exists()
    }
    assert followed == {"memberships"}
