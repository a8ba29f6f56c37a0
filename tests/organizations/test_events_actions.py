"""Events of units: planned, carried out once, taken back to the letter."""

from dataclasses import replace
from datetime import date

import pytest

from accounts.models import User
from audit.models import Event
from core.versions import Stale, version_of
from organizations.actions import (
    CannotCarryOut,
    CannotPlanEvent,
    CannotTakeBack,
    Journal,
    Rows,
    carry_out,
    correct_plan,
    drop_plan,
    name_person,
    plan_event,
    rename_unit,
    take_back,
    unit_obstacles,
)
from organizations.enums import EventKind, EventState, UnitKind
from organizations.models import Appointment, Unit, UnitEvent, UnitEventChange, UnitName, UnitParent
from organizations.queries import event_facts, parents_on, undo_obstacles
from organizations.rules import BeforeRow, NameFacts
from tests.organizations.happenings import (
    NEW_YEAR,
    SUMMER,
    Province,
    called,
    event,
    made_by,
    name_of,
    new,
    there,
)

pytestmark = pytest.mark.django_db
LAST_DAY, LATER = date(2025, 6, 30), date(2026, 3, 1)


@pytest.fixture
def here(administrator: User) -> Province:
    return Province(administrator)


def register() -> dict[str, list[tuple[object, ...]]]:
    """Every row of the register, as it stands."""
    tables = (Unit, UnitName, UnitParent)
    return {each.__name__: list(each.objects.order_by("pk").values_list()) for each in tables}


def refused(action, **said) -> dict[str, str]:
    with pytest.raises((CannotPlanEvent, CannotCarryOut, CannotTakeBack)) as caught:
        action(**said)
    return {problem.field: problem.message for problem in caught.value.problems}


# What each kind does


def test_a_unit_is_founded_with_name_and_place_from_its_day(here):
    chu = made_by(here.happens(event(EventKind.FOUND, NEW_YEAR, (), (new("Chũ", here.unit),))))
    assert (chu.exists_from, name_of(chu, NEW_YEAR)) == (NEW_YEAR, "VKSND Chũ")
    assert chu.names.get().valid_from == NEW_YEAR
    assert chu.parents.get().valid_from == NEW_YEAR
    assert chu.names.get().source == "Nghị quyết 84/2025/UBTVQH15"


def test_a_renaming_ends_the_name_before_that_day(here):
    ngan = here.district("Lục Ngạn")
    here.happens(event(EventKind.RENAME, NEW_YEAR, (ngan,), (called("thị xã Chũ"),)))
    assert name_of(ngan, date(2024, 12, 31)) == "VKSND huyện Lục Ngạn"
    assert name_of(ngan, NEW_YEAR) == "VKSND thị xã Chũ"


def test_a_name_entered_after_the_fact_holds_until_the_next_one(here):
    ngan = here.district("Lục Ngạn")
    here.happens(event(EventKind.RENAME, SUMMER, (ngan,), (called("khu vực 4"),)))
    here.happens(event(EventKind.RENAME, NEW_YEAR, (ngan,), (called("thị xã Chũ"),)))
    days = (date(2024, 12, 31), NEW_YEAR, LAST_DAY, SUMMER)
    assert [name_of(ngan, day) for day in days] == [
        "VKSND huyện Lục Ngạn",
        "VKSND thị xã Chũ",
        "VKSND thị xã Chũ",
        "VKSND khu vực 4",
    ]


def test_a_merger_ends_its_units_and_founds_one(here):
    one, two = here.district("Lục Ngạn"), here.district("Yên Dũng")
    facts = event(EventKind.MERGE, SUMMER, (one, two), (new("khu vực 4", here.unit),))
    made = made_by(here.happens(facts))
    assert [Unit.objects.get(pk=unit.pk).exists_to for unit in (one, two)] == [SUMMER, SUMMER]
    assert Unit.objects.get(pk=made.pk).exists_to is None
    assert name_of(one, LATER) == "VKSND huyện Lục Ngạn"


def test_an_absorbed_unit_ends_and_the_other_goes_on(here):
    dung, city = here.district("Yên Dũng"), here.found("thành phố Bắc Giang", here.unit)
    here.happens(event(EventKind.ABSORB, NEW_YEAR, (dung,), (there(city),)))
    assert Unit.objects.get(pk=dung.pk).exists_to == NEW_YEAR
    assert Unit.objects.get(pk=city.pk).exists_to is None


@pytest.mark.parametrize(("ends", "until"), [(False, None), (True, NEW_YEAR)])
def test_a_split_leaves_the_old_unit_or_ends_it(here, ends, until):
    ngan = here.district("Lục Ngạn")
    before = (BeforeRow(ngan.pk, ends=ends),)
    facts = event(EventKind.SPLIT, NEW_YEAR, before, (new("thị xã Chũ", here.unit),))
    chu = made_by(here.happens(facts))
    assert Unit.objects.get(pk=ngan.pk).exists_to == until
    assert name_of(chu, NEW_YEAR) == "VKSND thị xã Chũ"


def test_territory_that_changes_hands_changes_no_unit(here):
    dong, ngan = here.district("Sơn Động"), here.district("Lục Ngạn")
    before = register()
    done = here.happens(event(EventKind.TRANSFER, NEW_YEAR, (dong,), (there(ngan),)))
    assert register() == before
    assert (done.state, done.changes.count()) == (EventState.IN_FORCE, 0)


def test_units_come_to_stand_under_another_one_from_the_day(here):
    one, two = here.district("Lục Ngạn"), here.district("Yên Dũng")
    north = here.found("tỉnh Bắc Ninh", here.top)
    here.happens(event(EventKind.MOVE, SUMMER, (one, two), (there(north),)))
    assert parents_on([one, two], LAST_DAY) == {one.pk: here.unit.pk, two.pk: here.unit.pk}
    assert parents_on([one, two], SUMMER) == {one.pk: north.pk, two.pk: north.pk}


def test_an_abolished_unit_keeps_its_last_name_and_place(here):
    ngan = here.district("Lục Ngạn")
    here.happens(event(EventKind.ABOLISH, SUMMER, (ngan,)))
    assert Unit.objects.get(pk=ngan.pk).exists_to == SUMMER
    assert (name_of(ngan, LATER), parents_on([ngan], LAST_DAY)[ngan.pk]) == (
        "VKSND huyện Lục Ngạn",
        here.unit.pk,
    )


def test_what_a_unit_became_is_told_after_it_moved_on_its_last_day(here):
    """The province falls first, its districts were moved; then they end that very day."""
    one, two = here.district("Lục Ngạn"), here.district("Yên Dũng")
    north = here.found("tỉnh Bắc Ninh", here.top)
    here.happens(event(EventKind.MOVE, SUMMER, (one, two), (there(north),)))
    made = here.happens(event(EventKind.MERGE, SUMMER, (one, two), (new("khu vực 4", north),)))
    assert parents_on([one, two], LAST_DAY) == {one.pk: here.unit.pk, two.pk: here.unit.pk}
    assert not one.parents.filter(valid_from=SUMMER).exists()
    take_back(event=made, by=here.by)
    assert one.parents.get(valid_from=SUMMER).parent_id == north.pk


def test_a_body_outside_is_founded_under_nobody(here):
    court = new("Tòa án", None, UnitKind.OUTSIDE)
    made = made_by(here.happens(event(EventKind.FOUND, NEW_YEAR, (), (court,))))
    assert not made.parents.exists()


def test_what_became_of_units_is_entered_after_their_end(here):
    one, two = here.district("Lục Ngạn"), here.district("Yên Dũng")
    for unit in (one, two):
        here.happens(event(EventKind.ABOLISH, SUMMER, (unit,)))
    facts = event(EventKind.MERGE, SUMMER, (one, two), (new("khu vực 4", here.unit),))
    done = here.happens(facts)
    assert set(done.changes.values_list("before", flat=True)) == {None}
    assert Unit.objects.get(pk=one.pk).exists_to == SUMMER


def test_what_stays_as_it_is_stands_in_no_journal(here):
    planned = plan_event(facts=event(EventKind.ABOLISH, SUMMER, (here.unit,)), by=here.by)
    Journal(planned).change(here.unit, exists_to=None)
    assert not planned.changes.exists()


# Planning


def test_a_plan_changes_nothing_yet_and_is_kept_once(here):
    ngan = here.district("Lục Ngạn")
    before = register()
    facts = event(EventKind.RENAME, NEW_YEAR, (ngan,), (called("thị xã Chũ"),))
    first, second = (plan_event(facts=facts, by=here.by) for _ in range(2))
    assert first == second
    assert register() == before
    assert event_facts(first) == replace(facts, after=(replace(facts.after[0], unit_id=ngan.pk),))
    assert [each.name for each in Event.objects.filter(thing_type="UnitEvent")] == [
        "unit_event.planned"
    ]


def test_an_impossible_plan_is_refused_beside_its_field(here):
    ngan = here.district("Lục Ngạn")
    assert set(refused(plan_event, facts=event(EventKind.RENAME, None, (ngan,)), by=here.by)) == {
        "on",
        "after",
    }
    twin = event(EventKind.FOUND, NEW_YEAR, (), (new("huyện Lục Ngạn", here.unit),))
    assert set(refused(plan_event, facts=twin, by=here.by)) == {"after-0-full_name"}
    alone = event(EventKind.FOUND, NEW_YEAR, (), (new("tối cao", None, "supreme"),))
    assert set(refused(plan_event, facts=alone, by=here.by)) == {"after-0-full_name"}
    circle = event(EventKind.MOVE, NEW_YEAR, (here.unit,), (there(ngan),))
    assert set(refused(plan_event, facts=circle, by=here.by)) == {"before-0-unit_id"}
    assert not UnitEvent.objects.exists()


def test_a_post_that_begins_later_keeps_a_unit_from_ending(here):
    ngan = here.district("Lục Ngạn")
    somebody = name_person(full_name="Nguyễn Văn Tùng", unit=ngan, by=here.by)
    Appointment.objects.create(person=somebody, unit=ngan, post="Viện trưởng", valid_from=LATER)
    assert set(
        refused(plan_event, facts=event(EventKind.ABOLISH, SUMMER, (ngan,)), by=here.by)
    ) == {"on"}


def test_a_plan_is_corrected_unless_somebody_was_faster(here):
    one, two = here.district("Lục Ngạn"), here.district("Yên Dũng")
    planned = plan_event(facts=event(EventKind.ABOLISH, SUMMER, (one,)), by=here.by)
    version = version_of(event_facts(planned))
    other = event(EventKind.ABOLISH, NEW_YEAR, (two,))
    correct_plan(event=planned, facts=other, version=version, by=here.by)
    stored = event_facts(UnitEvent.objects.get(pk=planned.pk))
    assert (stored.on, [row.unit_id for row in stored.before]) == (NEW_YEAR, [two.pk])
    correct_plan(event=planned, facts=other, version=version, by=here.by)  # the same post again
    mine = event(EventKind.ABOLISH, LATER, (two,))
    with pytest.raises(Stale):
        correct_plan(event=planned, facts=mine, version=version, by=here.by)
    wrong = event(EventKind.ABOLISH, None, (two,))
    version = version_of(stored)
    told = refused(correct_plan, event=planned, facts=wrong, version=version, by=here.by)
    assert set(told) == {"on"}


def test_a_plan_is_dropped_and_what_was_done_is_not(here):
    ngan = here.district("Lục Ngạn")
    facts = event(EventKind.RENAME, NEW_YEAR, (ngan,), (called("thị xã Chũ"),))
    drop_plan(event=plan_event(facts=facts, by=here.by), by=here.by)
    assert not UnitEvent.objects.exists()
    assert Event.objects.filter(name="unit_event.dropped").get().before["on"] == "2025-01-01"
    done = here.happens(facts)
    assert "Hãy hoàn tác trước" in refused(drop_plan, event=done, by=here.by)[""]
    version = version_of(event_facts(done))
    assert refused(correct_plan, event=done, facts=facts, version=version, by=here.by)


# Once


def test_a_plan_carried_out_twice_is_done_once(here):
    ngan = here.district("Lục Ngạn")
    planned = plan_event(
        facts=event(EventKind.SPLIT, NEW_YEAR, (ngan,), (new("thị xã Chũ", here.unit),)),
        by=here.by,
    )
    for _ in range(2):
        carry_out(event=planned, journal=Journal(planned), by=here.by)
    assert UnitName.objects.filter(short_name="VKSND thị xã Chũ").count() == 1
    assert Event.objects.filter(name="unit_event.carried_out").count() == 1


def test_a_plan_the_world_has_overtaken_is_not_carried_out(here):
    ngan = here.district("Lục Ngạn")
    planned = plan_event(
        facts=event(EventKind.RENAME, SUMMER, (ngan,), (called("khu vực 4"),)), by=here.by
    )
    here.happens(event(EventKind.ABOLISH, NEW_YEAR, (ngan,)))
    told = refused(carry_out, event=planned, journal=Journal(planned), by=here.by)
    assert told == {"before-0-unit_id": "VKSND huyện Lục Ngạn đã kết thúc từ ngày 01/01/2025."}


# Taking back


def everything_once(here: Province) -> list[UnitEvent]:
    """One event of each kind, one after the other."""
    one, two, three = (here.district(name) for name in ("Lục Ngạn", "Yên Dũng", "Sơn Động"))
    north = here.found("tỉnh Bắc Ninh", here.top)
    told = (
        event(EventKind.FOUND, NEW_YEAR, (), (new("Tân Yên", here.unit),)),
        event(EventKind.RENAME, NEW_YEAR, (one,), (called("thị xã Chũ"),)),
        event(EventKind.TRANSFER, NEW_YEAR, (two,), (there(one),)),
        event(EventKind.SPLIT, date(2025, 2, 1), (one,), (new("Biên Động", here.unit),)),
        event(EventKind.MOVE, date(2025, 3, 1), (three,), (there(north),)),
        event(EventKind.ABSORB, date(2025, 4, 1), (two,), (there(one),)),
        event(EventKind.MERGE, SUMMER, (one, three), (new("khu vực 4", north),)),
        event(EventKind.ABOLISH, LATER, (north,)),
    )
    return [here.happens(facts) for facts in told]


def test_whatever_happened_is_taken_back_to_the_letter(here):
    done = everything_once(here)
    assert {each.kind for each in done} == set(EventKind)
    for each in reversed(done):
        assert undo_obstacles(each) == []
        facts = event_facts(each)
        take_back(event=each, by=here.by)
        again = UnitEvent.objects.get(pk=each.pk)
        assert (again.state, again.carried_out_at) == (EventState.PLANNED, None)
        assert event_facts(again) == facts
    assert not UnitEventChange.objects.exists()
    assert not Unit.objects.exclude(exists_to=None).exists()
    assert not UnitName.objects.exclude(valid_from=None, valid_to=None).exists()
    assert not UnitParent.objects.exclude(valid_from=None, valid_to=None).exists()


def test_what_is_taken_back_can_be_done_again(here):
    ngan = here.district("Lục Ngạn")
    done = here.happens(event(EventKind.SPLIT, NEW_YEAR, (ngan,), (new("thị xã Chũ", here.unit),)))
    before = register()["Unit"]
    for _ in range(2):  # the second changes nothing
        take_back(event=done, by=here.by)
    carry_out(event=done, journal=Journal(done), by=here.by)
    assert len(register()["Unit"]) == len(before)
    assert Event.objects.filter(name="unit_event.taken_back").count() == 1


def test_only_the_last_event_of_a_unit_is_taken_back(here):
    ngan = here.district("Lục Ngạn")
    first = here.happens(event(EventKind.RENAME, NEW_YEAR, (ngan,), (called("thị xã Chũ"),)))
    here.happens(event(EventKind.ABOLISH, SUMMER, (ngan,)))
    told = refused(take_back, event=first, by=here.by)
    assert "Giải thể từ ngày 01/07/2025" in told[""]


def test_two_moves_under_one_unit_do_not_hold_each_other(here):
    one, two = here.district("Lục Ngạn"), here.district("Yên Dũng")
    north = here.found("tỉnh Bắc Ninh", here.top)
    first = here.happens(event(EventKind.MOVE, SUMMER, (one,), (there(north),)))
    here.happens(event(EventKind.MOVE, SUMMER, (two,), (there(north),)))
    assert undo_obstacles(first) == []


def test_what_was_built_on_a_founded_unit_keeps_it(here):
    ngan = here.district("Lục Ngạn")
    done = here.happens(event(EventKind.SPLIT, NEW_YEAR, (ngan,), (new("thị xã Chũ", here.unit),)))
    name_person(full_name="Nguyễn Văn Tùng", unit=made_by(done), by=here.by)
    told = refused(take_back, event=done, by=here.by)
    assert told[""] == "Đơn vị “VKSND thị xã Chũ” đang có 1 người: Nguyễn Văn Tùng."


def test_a_row_changed_since_keeps_the_event(here):
    ngan = here.district("Lục Ngạn")
    done = here.happens(event(EventKind.RENAME, NEW_YEAR, (ngan,), (called("thị xã Chũ"),)))
    rename_unit(
        unit=ngan, facts=NameFacts("Viện KSND khu vực 4", "KV4", valid_from=SUMMER), by=here.by
    )
    assert refused(take_back, event=done, by=here.by)[""] == (
        "Tên đơn vị “VKSND thị xã Chũ” đã được sửa sau biến động này."
    )
    ngan.names.filter(valid_from=NEW_YEAR).delete()
    assert "đã bị xóa" in refused(take_back, event=done, by=here.by)[""]


def test_what_was_dropped_does_not_come_back_where_its_place_is_taken(here):
    ngan, north = here.district("Lục Ngạn"), here.found("tỉnh Bắc Ninh", here.top)
    here.happens(event(EventKind.MOVE, SUMMER, (ngan,), (there(north),)))
    ended = here.happens(event(EventKind.ABOLISH, SUMMER, (ngan,)))
    change = ended.changes.get(record_type="organizations.UnitParent")
    change.before["parent_id"] = ngan.pk  # as if a rule forbade it meanwhile
    change.save()
    told = refused(take_back, event=ended, by=here.by)
    assert "không trở lại được" in told[""]


def test_rows_without_a_journal_are_changed_all_the_same(here):
    ngan = here.district("Lục Ngạn")
    Rows().drop(ngan.parents.get())
    assert parents_on([ngan], NEW_YEAR) == {}


def test_a_unit_a_plan_is_to_stand_under_is_not_deleted(here):
    plan_event(facts=event(EventKind.FOUND, NEW_YEAR, (), (new("Chũ", here.unit),)), by=here.by)
    told = unit_obstacles(here.unit)
    assert "1 đơn vị trong biến động: Thành lập từ ngày 01/01/2025" in told[0].message
