"""Entering units, names, parents, persons."""

from datetime import date

import pytest

from accounts.models import User
from audit.models import Event
from organizations.actions import (
    CannotGrantRole,
    CannotNameUnit,
    CannotPlaceUnit,
    NameParts,
    found_unit,
    grant_role,
    name_person,
    name_unit,
    place_unit,
)
from organizations.enums import Role, UnitKind
from organizations.models import Person, Unit, UnitName
from organizations.queries import name_on, names_on, units_named

pytestmark = pytest.mark.django_db

NEW_YEAR = date(2025, 1, 1)


def district(place: str, by: User, **more: object) -> Unit:
    name = NameParts(f"Viện kiểm sát nhân dân {place}", f"VKSND {place}", **more)  # type: ignore[arg-type]
    return found_unit(kind=UnitKind.DISTRICT, name=name, by=by)


def renamed(by: User) -> Unit:
    unit = found_unit(kind=UnitKind.DISTRICT, name=NameParts("cũ", "VKSND huyện Cũ"), by=by)
    UnitName.objects.filter(unit=unit).update(valid_to=NEW_YEAR)
    new = NameParts("mới", "VKSND thị xã Mới")
    name_unit(unit=unit, name=new, valid_from=NEW_YEAR, by=by)
    return unit


def test_a_unit_is_founded_with_its_name_and_a_row_in_the_log(administrator: User) -> None:
    unit = district("huyện Tân Yên", administrator)
    assert name_on(unit, date(2024, 11, 25)).short_name == "VKSND huyện Tân Yên"
    assert Event.objects.filter(name="unit.founded", thing_id=str(unit.pk)).count() == 1


def test_a_name_typed_in_pieces_is_stored_whole(administrator: User) -> None:
    unit = district("huye\u0323\u0302n Ta\u0302n Ye\u0302n", administrator)
    assert name_on(unit, NEW_YEAR).short_name == "VKSND huyện Tân Yên"


def test_the_name_follows_the_day(administrator: User) -> None:
    unit = renamed(administrator)
    assert name_on(unit, date(2024, 12, 31)).short_name == "VKSND huyện Cũ"
    assert name_on(unit, NEW_YEAR).short_name == "VKSND thị xã Mới"


def test_a_unit_that_ended_keeps_its_last_name(administrator: User) -> None:
    unit = district("huyện Yên Dũng", administrator)
    UnitName.objects.filter(unit=unit).update(valid_to=NEW_YEAR)
    assert name_on(unit, date(2026, 1, 1)).short_name == "VKSND huyện Yên Dũng"


def test_two_names_at_one_time_are_refused_beside_the_field(administrator: User) -> None:
    unit = district("huyện Lục Ngạn", administrator)
    with pytest.raises(CannotNameUnit) as refused:
        name_unit(unit=unit, name=NameParts("x", "y"), valid_from=NEW_YEAR, by=administrator)
    assert refused.value.problems[0].field == "valid_from"
    assert UnitName.objects.filter(unit=unit).count() == 1


def test_a_unit_cannot_stand_above_itself_by_a_detour(administrator: User) -> None:
    top, low = district("trên", administrator), district("dưới", administrator)
    place_unit(unit=low, parent=top, by=administrator)
    with pytest.raises(CannotPlaceUnit):
        place_unit(unit=top, parent=low, by=administrator)


def test_one_parent_at_a_time(administrator: User) -> None:
    low, one, two = (district(place, administrator) for place in ("ba", "một", "hai"))
    place_unit(unit=low, parent=one, valid_to=NEW_YEAR, by=administrator)
    place_unit(unit=low, parent=two, valid_from=NEW_YEAR, by=administrator)
    with pytest.raises(CannotPlaceUnit):
        place_unit(unit=low, parent=one, valid_from=date(2024, 6, 1), by=administrator)


def test_the_same_person_named_twice_is_one_person(administrator: User) -> None:
    unit = district("tỉnh Trà Vinh", administrator)
    first = name_person(full_name="Nguyễn Văn  Tùng", unit=unit, by=administrator)
    assert name_person(full_name="Nguyễn Văn Tùng", unit=unit, by=administrator) == first


def test_namesakes_at_two_units_are_two_persons(administrator: User) -> None:
    for place in ("tỉnh Trà Vinh", "tỉnh Cà Mau"):
        unit = district(place, administrator)
        name_person(full_name="Nguyễn Văn Tùng", unit=unit, by=administrator)
    assert Person.objects.count() == 2


def test_an_office_role_without_a_unit_is_impossible(administrator: User) -> None:
    with pytest.raises(CannotGrantRole, match="Chọn đơn vị"):
        grant_role(user=administrator, role=Role.OFFICE, by=administrator)


@pytest.mark.parametrize("typed", ["son hoa", "Sơn Hòa", "SƠN HOÀ", "hoa son"])
def test_units_are_found_without_marks(typed: str, administrator: User) -> None:
    district("huyện Sơn Hòa", administrator)
    district("huyện Tuy An", administrator)
    assert [name.short_name for name in units_named(typed)] == ["VKSND huyện Sơn Hòa"]


def test_many_names_cost_one_query(administrator: User, django_assert_num_queries: object) -> None:
    units = [district(f"huyện {letter}", administrator) for letter in "ABCDE"]
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert len(names_on(units, NEW_YEAR)) == 5
