"""Where units come from, what became of them, who acts for those that are no more."""

from datetime import date

import pytest
from django.http import QueryDict

from accounts.models import User
from core.lists import Listing
from organizations.actions import CannotGrantRole, grant_role, plan_event
from organizations.enums import EventKind, Role
from organizations.models import Appointment, Person, RoleGrant, Unit
from organizations.queries import (
    EVENTS,
    Hats,
    course_of,
    event_rows,
    events_visible_to,
    hats_of,
    lineage_of,
    related_units,
)
from tests.organizations.happenings import (
    NEW_YEAR,
    SUMMER,
    Province,
    called,
    event,
    made_by,
    new,
    there,
)
from tests.people import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(administrator: User) -> Province:
    return Province(administrator)


@pytest.fixture
def units(here: Province) -> dict[str, Unit]:
    """Chũ is split from Lục Ngạn, Yên Dũng goes into the city; then regions take all their places.

    Sơn Động gives land to Lục Ngạn; Tân Yên has no part in anything.
    """
    ngan, dung, dong = (here.district(name) for name in ("Lục Ngạn", "Yên Dũng", "Sơn Động"))
    city, yen = here.found("thành phố", here.unit), here.district("Tân Yên")
    split = event(EventKind.SPLIT, NEW_YEAR, (ngan,), (new("thị xã Chũ", here.unit),))
    chu = made_by(here.happens(split))
    here.happens(event(EventKind.TRANSFER, NEW_YEAR, (dong,), (there(ngan),)))
    here.happens(event(EventKind.ABSORB, NEW_YEAR, (dung,), (there(city),)))
    merge = event(EventKind.MERGE, SUMMER, (ngan, chu), (new("khu vực 4", here.unit),))
    region = made_by(here.happens(merge))
    here.happens(event(EventKind.RENAME, SUMMER, (city,), (called("khu vực 1"),)))
    keys = {"ngan": ngan, "dung": dung, "dong": dong, "city": city, "yen": yen}
    return keys | {"chu": chu, "region": region}


def keys_of(units: dict[str, Unit], found) -> set[str]:
    names = {unit.pk: key for key, unit in units.items()}
    return {names[key] for key in found}


def test_relatives_reach_over_every_event_between(units):
    chu = related_units(units["chu"])
    assert keys_of(units, chu.predecessors) == {"ngan"}
    assert keys_of(units, chu.successors) == {"region"}
    assert keys_of(units, related_units(units["region"].pk).predecessors) == {"ngan", "chu"}
    assert keys_of(units, related_units(units["dung"]).successors) == {"city"}
    assert related_units(units["yen"]).predecessors == frozenset()


def test_a_line_shows_units_under_all_their_names_and_what_joins_them(units):
    line = lineage_of(units["chu"])
    assert keys_of(units, (each.unit_id for each in line.units)) == {
        "ngan",
        "chu",
        "region",
        "dong",
    }
    columns = {each.label: each.column for each in line.units}
    assert (
        columns["VKSND huyện Lục Ngạn"] < columns["VKSND thị xã Chũ"] < columns["VKSND khu vực 4"]
    )
    assert [joint.kind for joint in line.joints] == ["split", "transfer", "merge"]
    assert line.joints[-1].ended == (units["ngan"].pk, units["chu"].pk)
    assert [each.is_asked for each in line.units].count(True) == 1
    city = next(
        each
        for each in lineage_of(units["dung"]).units
        if each.names[0].short_name == "VKSND thành phố"
    )
    assert [name.short_name for name in city.names] == ["VKSND thành phố", "VKSND khu vực 1"]


def test_a_unit_without_events_stands_alone(units):
    line = lineage_of(units["yen"])
    assert line.is_alone
    assert line.joints == ()


def test_a_line_takes_as_many_queries_however_long(units, here, django_assert_num_queries):
    with django_assert_num_queries(5):
        lineage_of(units["chu"])
    last = units["region"]
    for number in range(5):
        facts = event(
            EventKind.SPLIT,
            date(2026, 1, number + 1),
            (last,),
            (new(f"nhánh {number}", here.unit),),
        )
        last = made_by(here.happens(facts))
    with django_assert_num_queries(5):
        assert len(lineage_of(units["chu"]).units) == 9
    with django_assert_num_queries(1):
        related_units(last)


def test_a_line_that_comes_back_to_itself_ends(here):
    """Territory and bodies come and go: one is absorbed by what was once split from it."""
    one = here.district("Lục Ngạn")
    split = event(EventKind.SPLIT, NEW_YEAR, (one,), (new("thị xã Chũ", here.unit),))
    chu = made_by(here.happens(split))
    here.happens(event(EventKind.ABSORB, SUMMER, (one,), (there(chu),)))
    assert related_units(one).successors == {chu.pk}
    assert len(lineage_of(one).units) == 2


def test_the_register_of_events_names_units_as_of_the_day(units, here):
    rows = {row.kind: row for row in event_rows(events_visible_to(here.by))}
    assert rows["Đổi tên"].before == "VKSND thành phố"
    assert rows["Đổi tên"].after == "VKSND khu vực 1"
    assert rows["Hợp nhất thành đơn vị mới"].before == "VKSND huyện Lục Ngạn; VKSND thị xã Chũ"
    assert rows["Chia, tách"].state == "Đã thực hiện"


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ("", 5),
        ("q=yen+dung", 1),
        ("q=khu+vực+4", 1),
        ("q=84/2025", 5),
        ("loai=transfer", 1),
        ("tinh-trang=planned", 0),
    ],
)
def test_events_are_found_and_narrowed(units, here, asked, count):
    listing = Listing(of=EVENTS, found=events_visible_to(here.by), asked=QueryDict(asked))
    assert len(listing.rows) == count
    assert len(EVENTS.cells(listing.rows[0])) == len(EVENTS.columns) if count else True


def test_a_plan_is_for_who_keeps_the_register(units, here):
    yen = units["yen"]
    plan_event(facts=event(EventKind.ABOLISH, SUMMER, (yen,)), by=here.by)
    assert events_visible_to(person("vanphong", Role.OFFICE, here.unit)).count() == 6
    assert events_visible_to(person("canbo", Role.CLERK, yen)).count() == 5
    closed = person("donglai", Role.CLERK, yen)
    closed.is_active = False
    assert not events_visible_to(closed).exists()


def test_the_course_of_a_plan_names_units_that_are_yet_to_be(units, here):
    merge = event(
        EventKind.MERGE, date(2026, 1, 1), (units["dong"], units["yen"]), (new("Mới", here.unit),)
    )
    course = course_of(plan_event(facts=merge, by=here.by))
    assert set(course.names.values()) == {"VKSND huyện Sơn Động", "VKSND huyện Tân Yên"}
    assert [(each.value, each.label, each.unit_id) for each in course.successors] == [
        ("after-0", "VKSND Mới", None)
    ]
    assert course.successor("after-0") is None
    move = event(EventKind.MOVE, SUMMER, (units["yen"],), (there(here.top),))
    course = course_of(plan_event(facts=move, by=here.by))
    assert (course.moved, course.above) == ((units["yen"].pk,), here.top.pk)


# Who acts for a unit that is no more


@pytest.fixture
def ended(units: dict[str, Unit], settings) -> dict[str, Unit]:
    """The second half of 2025: Lục Ngạn left its work to Khu vực 4."""
    settings.EMULATION_TODAY = "2025-07-15"
    Unit.objects.filter(pk=units["ngan"].pk).update(heir=units["region"])
    return units


def given(name: str, role: Role, unit: Unit) -> User:
    """A role given while the unit was living."""
    user = person(name)
    RoleGrant.objects.create(user=user, role=role, unit=unit)
    return user


def acts_for(hats: Hats) -> frozenset[int]:
    return hats.office_of | hats.leader_of | hats.clerk_of | hats.head_of


@pytest.mark.parametrize("role", [Role.OFFICE, Role.CLERK, Role.HEAD])
def test_the_accounts_of_an_ended_unit_only_read(ended, role):
    ngan = ended["ngan"].pk
    hats = hats_of(given("nguoicu", role, ended["ngan"]))
    assert not acts_for(hats)
    assert hats.all_units == hats.own_units == {ngan}
    assert hats.owner_side == ({ngan} if role == Role.OFFICE else frozenset())


@pytest.mark.parametrize("role", [Role.OFFICE, Role.CLERK, Role.HEAD, Role.LEADER])
def test_the_heir_acts_in_the_same_role_and_no_other(ended, role):
    both = {ended["ngan"].pk, ended["region"].pk}
    hats = hats_of(given("moi", role, ended["region"]))
    fields = {
        Role.OFFICE: hats.office_of,
        Role.CLERK: hats.clerk_of,
        Role.HEAD: hats.head_of,
        Role.LEADER: hats.leader_of,
    }
    assert fields.pop(role) == both
    assert all(not units for units in fields.values())
    assert hats.own_units == {ended["region"].pk}
    assert hats.inherited == {ended["ngan"].pk}
    assert hats.own_offices == ({ended["region"].pk} if role == Role.OFFICE else frozenset())


def test_work_is_inherited_over_an_heir_that_ended_too(ended):
    Unit.objects.filter(pk=ended["dung"].pk).update(heir=ended["ngan"])
    hats = hats_of(given("moi", Role.CLERK, ended["region"]))
    assert hats.clerk_of == {ended[key].pk for key in ("dung", "ngan", "region")}
    assert not acts_for(hats_of(given("nguoicu", Role.CLERK, ended["ngan"])))


def test_nobody_inherits_from_a_unit_that_is_living(ended):
    Unit.objects.filter(pk=ended["yen"].pk).update(heir=ended["region"])
    assert ended["yen"].pk not in hats_of(given("moi", Role.CLERK, ended["region"])).all_units


def test_before_its_last_day_a_unit_acts_by_itself(ended, settings):
    settings.EMULATION_TODAY = "2025-06-30"
    assert hats_of(given("nguoicu", Role.CLERK, ended["ngan"])).clerk_of == {ended["ngan"].pk}
    assert hats_of(given("moi", Role.CLERK, ended["region"])).inherited == frozenset()


def test_a_role_that_goes_with_a_post_ends_with_it(here, settings):
    ngan = here.district("Lục Ngạn")
    user = given("thutruong", Role.HEAD, ngan)
    somebody = Person.objects.create(full_name="Nguyễn Văn Tùng", unit=ngan)
    held = Appointment.objects.create(
        person=somebody, unit=ngan, post="Viện trưởng", valid_from=NEW_YEAR, valid_to=SUMMER
    )
    RoleGrant.objects.filter(user=user).update(appointment=held)
    days = {"2024-12-31": 0, "2025-01-01": 1, "2025-06-30": 1, "2025-07-01": 0}
    for day, count in days.items():
        settings.EMULATION_TODAY = day
        assert len(hats_of(User.objects.get(pk=user.pk)).head_of) == count


def test_hats_take_two_queries_with_units_and_one_without(ended, django_assert_num_queries):
    clerk, nobody = given("moi", Role.CLERK, ended["region"]), person("nguoila")
    with django_assert_num_queries(2):
        hats_of(clerk)
    with django_assert_num_queries(1):
        hats_of(nobody)


def test_no_new_role_is_given_for_an_ended_unit(ended, here):
    user = person("moi")
    gone = Unit.objects.get(pk=ended["ngan"].pk)
    with pytest.raises(CannotGrantRole) as caught:
        grant_role(user=user, role=Role.CLERK, unit=gone, by=here.by)
    problem = caught.value.problems[0]
    assert (problem.field, problem.message) == (
        "unit",
        "VKSND huyện Lục Ngạn đã kết thúc từ ngày 01/07/2025, không giao vai trò mới.",
    )
    grant_role(user=user, role=Role.CLERK, unit=ended["region"], by=here.by)
