"""Who keeps which part of the register."""

from types import SimpleNamespace

import pytest

from organizations.enums import Role
from organizations.models import Person
from organizations.policies import can_keep_person, can_keep_unit, can_place_unit, keeps_register
from tests.organizations.register import lang_son
from tests.people import person

__all__ = ["lang_son"]
pytestmark = pytest.mark.django_db


def test_an_office_keeps_its_unit_and_all_below_never_beside_or_above(
    lang_son: SimpleNamespace,
) -> None:
    kept = {
        name: can_keep_unit(lang_son.office, getattr(lang_son, name))
        for name in ("supreme", "province", "district", "elsewhere")
    }
    assert kept == {"supreme": False, "province": True, "district": True, "elsewhere": False}


def test_only_an_office_or_an_administrator_keeps_the_register(lang_son: SimpleNamespace) -> None:
    others = [
        person(role.value, role, lang_son.province) for role in (Role.CLERK, Role.HEAD, Role.LEADER)
    ]
    assert [keeps_register(user) for user in others] == [False, False, False]
    assert not any(can_keep_unit(user, lang_son.province) for user in others)
    assert keeps_register(lang_son.office)
    assert keeps_register(lang_son.administrator)


def test_an_office_does_not_choose_who_stands_above_itself(lang_son: SimpleNamespace) -> None:
    assert not can_place_unit(lang_son.office, lang_son.province)
    assert can_place_unit(lang_son.office, lang_son.district)
    assert can_place_unit(lang_son.administrator, lang_son.province)
    assert not can_place_unit(lang_son.clerk, lang_son.district)


def test_people_are_kept_where_their_unit_is(lang_son: SimpleNamespace) -> None:
    ours, theirs, nobodys = (
        Person.objects.create(full_name="Lê An", unit=unit)
        for unit in (lang_son.district, lang_son.elsewhere, None)
    )
    kept = [can_keep_person(lang_son.office, each) for each in (ours, theirs, nobodys)]
    assert kept == [True, False, True]
    assert not can_keep_person(lang_son.clerk, nobodys)
    assert can_keep_person(lang_son.administrator, theirs)
