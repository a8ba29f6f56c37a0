"""Lục Ngạn, Chũ and Yên Dũng on 01/01/2025, all of Bắc Giang on 01/07/2025, entered afterwards.

One cluster of five lives through a split, a merger, an abolition and a change of parent within
218 days, and nothing that was said in 2024 changes.
"""

from datetime import date
from typing import Any

import pytest

from accounts.models import User
from audit.models import Event
from clusters.actions import (
    EditionFacts,
    YearFacts,
    join_group,
    open_edition,
    open_year,
    take_offered_seat,
)
from clusters.enums import GroupRole
from clusters.models import ClusterEdition, Membership, ReservedSeat
from clusters.policies import can_manage_group, heads_group, owns, stands_in_for_head
from clusters.queries import (
    editions_visible_to,
    leading_unit,
    members_of,
    seats_in_words,
    seats_offered,
    year_list,
)
from conferences.actions import reopen_conference
from conferences.models import Conference, SeatChoice
from core.dates import today
from organizations.actions import drop_plan
from organizations.enums import EventKind, Role, UnitKind
from organizations.models import RoleGrant, Unit, UnitEvent, UnitName
from organizations.queries import found, name_on, parents_on, related_units, undo_obstacles
from organizations.rules import BeforeRow, EventFacts
from portal.actions import CannotTakeEventBack, record_results, take_event_back
from reports.queries.minutes import minutes_content
from scoring.policies import fills_in
from scoring.queries import is_own, score_sheets_visible_to, standings_of
from tests.organizations.happenings import NEW_YEAR, SUMMER, event, made_by, name_of, new, there
from tests.people import person
from tests.portal.confirming import again, happen
from tests.scenarios import World, world

pytestmark = pytest.mark.django_db
LAST_DAY = date(2024, 12, 31)
NGAN, DUNG, DONG = "huyện Lục Ngạn", "huyện Yên Dũng", "huyện Sơn Động"


@pytest.fixture
def bac_giang(db: None, settings) -> World:
    """The year 2024 is entered whole; now it is February 2025."""
    made = world("bac_giang")
    settings.EMULATION_TODAY = "2025-02-03"
    return made


def split(world: World) -> EventFacts:
    """Nghị quyết 1191: thị xã Chũ is made of part of Lục Ngạn, which goes on."""
    chu = new("thị xã Chũ", world.units["bac_giang"])
    ngan = BeforeRow(world.units[NGAN].pk, ends=False)
    return event(EventKind.SPLIT, NEW_YEAR, (ngan,), (chu,), "Nghị quyết 1191/NQ-UBTVQH15")


def deputy_seat() -> ReservedSeat:
    return ReservedSeat.objects.get(label_year=2025, role=GroupRole.DEPUTY)


def clerk_of(unit: Unit) -> User:
    """Given the role while the unit was living."""
    name = f"canbo{unit.pk}"
    user = User.objects.filter(username=name).first() or person(name)
    RoleGrant.objects.get_or_create(user=user, role=Role.CLERK, unit=unit)
    return User.objects.get(pk=user.pk)


def told_of_2024(bac_giang: World) -> tuple[object, ...]:
    """Names, list, standings and minutes of the year before: what is printed of it."""
    edition = ClusterEdition.objects.get(pk=bac_giang.editions["cum_2"].pk)
    names = {
        (name.unit_id, day): name_on(name.unit_id, day).full_name
        for name in UnitName.objects.filter(unit__exists_from__isnull=True)
        for day in (date(2024, 3, 1), date(2024, 11, 25), LAST_DAY)
    }
    minutes = minutes_content(bac_giang.conferences["tong_ket"], bac_giang.administrator)
    return names, year_list(edition.year), standings_of(edition), minutes


def test_the_seat_of_luc_ngan_follows_chu_once_a_person_says_so(bac_giang: World):
    ngan, by = bac_giang.units[NGAN], bac_giang.administrator
    before = told_of_2024(bac_giang)
    seat = deputy_seat()
    chu = made_by(happen(split(bac_giang), by, **{f"seat_{seat.pk}": "after-0"}))
    seat.refresh_from_db()
    assert (seat.unit_id, seat.chosen_unit_id) == (chu.pk, ngan.pk)
    assert seat.as_written == "từ ngày 01/01/2025 là thị xã Chũ"
    assert ReservedSeat.objects.get(role=GroupRole.HEAD).unit == bac_giang.units[DONG]
    assert again(ngan).exists_to is None
    assert told_of_2024(bac_giang) == before


def test_the_seat_stays_where_a_person_says_so(bac_giang: World):
    happen(split(bac_giang), bac_giang.administrator, seat="keep")
    seat = deputy_seat()
    assert (seat.unit, seat.chosen_unit) == (bac_giang.units[NGAN], None)


TAN = "huyện Tân Yên"


def reopened(bac_giang: World) -> Conference:
    meeting = bac_giang.conferences["tong_ket"]
    by = bac_giang.administrator
    reopen_conference(conference=meeting, reason="Sửa lời ghi trong biên bản", by=by)
    return meeting


def recorded_again(bac_giang: World, chosen: str = "") -> None:
    """Opened once more, perhaps with another unit chosen, and recorded."""
    meeting = reopened(bac_giang)
    if chosen:
        choices = SeatChoice.objects.filter(conference=meeting, role=GroupRole.DEPUTY)
        choices.update(unit=bac_giang.units[chosen])
    record_results(conference=meeting, by=bac_giang.administrator)


def logged(seat: ReservedSeat) -> list[tuple[dict[str, int], dict[str, int]]]:
    """Whose the seat was before and after each entry of the log."""
    told = Event.objects.filter(thing_type="ReservedSeat", thing_id=str(seat.pk)).order_by("pk")
    return [(_units(each.before), _units(each.after)) for each in told]


def _units(side: dict[str, Any] | None) -> dict[str, int]:
    return {key: unit for key, unit in (side or {}).items() if key in {"unit", "chosen_unit_id"}}


def test_the_same_choice_recorded_again_leaves_the_seat_with_chu(bac_giang: World):
    """What became of the seat was confirmed later than the choice."""
    ngan, by = bac_giang.units[NGAN], bac_giang.administrator
    done = happen(split(bac_giang), by, seat="after-0")
    seat, chu = deputy_seat(), made_by(done)
    recorded_again(bac_giang)
    assert (deputy_seat(), deputy_seat().unit, deputy_seat().chosen_unit) == (seat, chu, ngan)
    assert deputy_seat().choice.unit == ngan
    assert ReservedSeat.objects.get(role=GroupRole.HEAD).unit == bac_giang.units[DONG]
    given = {"unit": chu.pk, "chosen_unit_id": ngan.pk}
    assert logged(seat)[-2:] == [(given, {}), ({}, given)]
    take_event_back(event=done, by=by)
    assert (deputy_seat().unit, deputy_seat().chosen_unit) == (ngan, None)


def test_another_choice_recorded_takes_the_seat_from_chu(bac_giang: World):
    ngan, tan = bac_giang.units[NGAN], bac_giang.units[TAN]
    done = happen(split(bac_giang), bac_giang.administrator, seat="after-0")
    recorded_again(bac_giang, TAN)
    seat = deputy_seat()
    assert (seat.unit, seat.chosen_unit) == (tan, None)
    before = {"unit": made_by(done).pk, "chosen_unit_id": ngan.pk}
    assert logged(seat)[-1] == (before, {"unit": tan.pk})
    with pytest.raises(CannotTakeEventBack, match="“Cụm phó Cụm 2 năm 2025” đã được sửa sau"):
        take_event_back(event=done, by=bac_giang.administrator)


def test_while_the_conference_is_open_the_seat_counts_for_nobody(bac_giang: World):
    by, ngan = bac_giang.administrator, bac_giang.units[NGAN]
    done = happen(split(bac_giang), by, seat="after-0")
    meeting = reopened(bac_giang)
    assert not ReservedSeat.objects.exists()
    assert seats_offered(year_2025(bac_giang, ngan, made_by(done))) == []
    assert not ClusterEdition.objects.get(year__label_year=2025).terms.exists()
    take_event_back_when_nothing_is_built(done, by)
    record_results(conference=meeting, by=by)
    assert (deputy_seat().unit, deputy_seat().chosen_unit) == (ngan, None)


def take_event_back_when_nothing_is_built(done: UnitEvent, by: User) -> None:
    Membership.objects.filter(edition__year__label_year=2025).delete()
    take_event_back(event=done, by=by)


def test_nothing_of_2024_is_even_asked(bac_giang: World):
    """The memberships of 2024 were over before the day; only the seat of 2025 is a question."""
    done = happen(split(bac_giang), bac_giang.administrator, seat="after-0")
    kinds = set(done.changes.values_list("record_type", flat=True))
    assert "clusters.Membership" not in kinds
    assert "clusters.ReservedSeat" in kinds


def test_either_name_finds_both_units(bac_giang: World):
    by = bac_giang.administrator
    chu = made_by(happen(split(bac_giang), by, seat="after-0"))
    assert related_units(chu).predecessors == {bac_giang.units[NGAN].pk}
    for words in ("luc ngan", "thi xa chu"):
        titles = {hit.title for hit in found(words, by) if hit.kind == "Đơn vị"}
        assert {"VKSND huyện Lục Ngạn", "VKSND thị xã Chũ"} <= titles


def year_2025(bac_giang: World, *members: Unit) -> ClusterEdition:
    """The cluster of 2025 with its two offered seats taken."""
    by, owner = bac_giang.administrator, bac_giang.units["bac_giang"]
    year = open_year(owner=owner, facts=YearFacts(label_year=2025), by=by)
    facts = EditionFacts(kind="cluster", number="2", name="Cụm thi đua số 2")
    edition = open_edition(year=year, facts=facts, by=by)
    for unit in members:
        join_group(edition=edition, unit=unit, by=by)
    for seat in seats_offered(edition):
        take_offered_seat(edition=edition, seat=seat, by=by)
    return ClusterEdition.objects.get(pk=edition.pk)


def test_the_cluster_of_2025_is_offered_chu_as_its_deputy(bac_giang: World):
    chu = made_by(happen(split(bac_giang), bac_giang.administrator, seat="after-0"))
    by, owner = bac_giang.administrator, bac_giang.units["bac_giang"]
    year = open_year(owner=owner, facts=YearFacts(label_year=2025), by=by)
    facts = EditionFacts(kind="cluster", number="2", name="Cụm thi đua số 2")
    edition = open_edition(year=year, facts=facts, by=by)
    words = " ".join(said for _, said in seats_in_words(edition))
    assert "VKSND thị xã Chũ" in words
    assert "từ ngày 01/01/2025 là thị xã Chũ" in words
    join_group(edition=edition, unit=chu, by=by)
    for seat in seats_offered(edition):
        if seat.unit == chu:
            take_offered_seat(edition=edition, seat=seat, by=by)
    assert leading_unit(edition, GroupRole.DEPUTY) == chu.pk
    assert stands_in_for_head(clerk_of(chu), edition)
    assert not can_manage_group(clerk_of(bac_giang.units[NGAN]), edition)


def test_a_group_that_stands_already_hears_of_it_too(bac_giang: World):
    """The office made the cluster of 2025 first and learned of Chũ afterwards."""
    ngan, dong = bac_giang.units[NGAN], bac_giang.units[DONG]
    edition = year_2025(bac_giang, ngan, dong)
    chu = made_by(
        happen(
            split(bac_giang),
            bac_giang.administrator,
            membership="keep-after-0",
            term="after-0",
        )
    )
    edition = ClusterEdition.objects.get(pk=edition.pk)
    assert {member.unit_id for member in members_of(edition)} == {ngan.pk, dong.pk, chu.pk}
    term = edition.terms.get(role=GroupRole.DEPUTY)
    assert (term.unit_id, term.person, term.as_written) == (
        chu.pk,
        None,
        "từ ngày 01/01/2025 là thị xã Chũ",
    )
    assert term.note.startswith("Thay VKSND huyện Lục Ngạn.")
    assert seats_offered(edition) == []


def test_yen_dung_ends_and_its_work_goes_to_the_city(bac_giang: World):
    by, dung = bac_giang.administrator, bac_giang.units[DUNG]
    clerk = clerk_of(dung)
    city_facts = new("thành phố Bắc Giang", bac_giang.units["bac_giang"])
    city = made_by(happen(event(EventKind.FOUND, date(2005, 6, 7), (), (city_facts,)), by))
    before = told_of_2024(bac_giang)
    facts = event(EventKind.ABSORB, NEW_YEAR, (dung,), (there(city),), "Nghị quyết 1191")
    happen(facts, by)
    assert (again(dung).exists_to, again(dung).heir) == (NEW_YEAR, city)
    assert told_of_2024(bac_giang) == before
    clerk = User.objects.get(pk=clerk.pk)
    sheet = dung.score_sheets.get()
    assert not fills_in(clerk, sheet)
    assert sheet in score_sheets_visible_to(clerk)
    assert fills_in(clerk_of(city), sheet)
    assert is_own(clerk_of(city), sheet)


@pytest.fixture
def summer(bac_giang: World, settings) -> dict[str, object]:
    """01/01/2025 and 01/07/2025 as the office enters them in July."""
    by, units = bac_giang.administrator, bac_giang.units
    chu = made_by(happen(split(bac_giang), by, seat="after-0"))
    edition = year_2025(bac_giang, units[NGAN], units[DONG], chu)
    settings.EMULATION_TODAY = "2025-07-15"
    old = new("tỉnh Bắc Ninh", units["toi_cao"], UnitKind.PROVINCE)
    north = made_by(happen(event(EventKind.FOUND, date(1997, 1, 1), (), (old,)), by))
    told = told_of_2024(bac_giang)
    both = (units["bac_giang"], north)
    merge = happen(event(EventKind.MERGE, SUMMER, both, (old,)), by)
    province = made_by(merge)
    regions = []
    for number, names in ((1, (NGAN, chu)), (2, (DONG, DUNG))):
        before = tuple(units[each] if isinstance(each, str) else each for each in names)
        region = new(f"khu vực {number}", province, UnitKind.REGION)
        facts = event(EventKind.MERGE, SUMMER, before, (region,))
        regions.append(happen(facts, by, membership="after-0", term="after-0"))
    return {
        "world": bac_giang,
        "edition": ClusterEdition.objects.get(pk=edition.pk),
        "north": north,
        "province": province,
        "events": [merge, *regions],
        "told": told,
        "chu": chu,
    }


def test_a_province_of_the_old_name_is_another_unit(summer):
    north, province = summer["north"], summer["province"]
    assert north != province
    assert name_of(north, LAST_DAY) == name_of(province, SUMMER) == "VKSND tỉnh Bắc Ninh"
    assert related_units(province).predecessors == {
        north.pk,
        summer["world"].units["bac_giang"].pk,
    }


def test_districts_end_as_regions_under_the_new_province(summer):
    province, units = summer["province"], summer["world"].units
    regions = [made_by(each) for each in summer["events"][1:]]
    assert parents_on(regions, SUMMER) == {each.pk: province.pk for each in regions}
    for key in (NGAN, DONG, DUNG):
        assert again(units[key]).exists_to == SUMMER
        above = parents_on([units[key]], date(2025, 6, 30))
        assert above == {units[key].pk: units["bac_giang"].pk}
    yen = units["huyện Tân Yên"]  # nobody said what became of it: it went under the new province
    assert again(yen).exists_to is None
    assert parents_on([yen], SUMMER) == {yen.pk: province.pk}


def test_the_group_of_the_year_has_two_compositions(summer):
    edition, units = summer["edition"], summer["world"].units
    first, second = (made_by(each).pk for each in summer["events"][1:])
    before = {member.unit_id for member in members_of(edition, date(2025, 6, 30))}
    after = {member.unit_id for member in members_of(edition, SUMMER)}
    assert before == {units[NGAN].pk, units[DONG].pk, summer["chu"].pk}
    assert after == {first, second}
    assert leading_unit(edition, GroupRole.HEAD) == second
    assert leading_unit(edition, GroupRole.DEPUTY) == first
    assert Membership.objects.filter(unit=first).count() == 1


def test_rights_follow_the_units_into_summer(summer):
    edition, units = summer["edition"], summer["world"].units
    assert heads_group(clerk_of(made_by(summer["events"][2])), edition)
    assert not heads_group(clerk_of(units[DONG]), edition)
    assert owns(person("vanphongmoi", Role.OFFICE, summer["province"]), edition)
    old = person("vanphongcu")
    RoleGrant.objects.create(user=old, role=Role.OFFICE, unit=units["bac_giang"])
    assert not owns(old, edition)
    assert edition in editions_visible_to(old)


def test_nothing_printed_of_2024_has_changed(summer):
    assert today() == date(2025, 7, 15)
    assert told_of_2024(summer["world"]) == summer["told"]


def test_all_of_it_is_taken_back_from_the_end(summer):
    by, units = summer["world"].administrator, summer["world"].units
    assert undo_obstacles(summer["events"][0])  # the regions were built on it
    merge, *regions = summer["events"]
    for done in reversed(regions):
        take_event_back(event=done, by=by)
    with pytest.raises(CannotTakeEventBack) as caught:  # they are still planned under it
        take_event_back(event=merge, by=by)
    assert "đang có 2 đơn vị trong biến động: Hợp nhất" in str(caught.value)
    for done in regions:
        drop_plan(event=done, by=by)
    take_event_back(event=merge, by=by)
    edition = ClusterEdition.objects.get(pk=summer["edition"].pk)
    assert {member.unit_id for member in members_of(edition)} == {
        units[NGAN].pk,
        units[DONG].pk,
        summer["chu"].pk,
    }
    assert leading_unit(edition, GroupRole.HEAD) == units[DONG].pk
    assert not Unit.objects.filter(exists_to=SUMMER).exists()
    assert not Unit.objects.filter(heir__isnull=False).exists()
    assert told_of_2024(summer["world"]) == summer["told"]


def test_no_ended_unit_is_left_without_an_heir(summer):
    """Nothing points at a unit that is no more without somebody who goes on with it."""
    for unit in Unit.objects.filter(exists_to__isnull=False):
        assert unit.heir_id is not None
        assert again(unit.heir).exists_to is None
