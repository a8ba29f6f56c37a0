"""A unit written with all its names and places at once."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from audit.models import Event
from core.text import searchable
from organizations.actions.whole import Amended, CannotTakeOver, amend_units, enter_whole_units
from organizations.enums import UnitKind
from organizations.models import Unit
from organizations.queries import units_named
from organizations.queries.whole import UnitIndex, number_in, unit_index, whole_units
from organizations.rules.whole import HeldName, HeldPlace, WholeUnit, whole_problems
from tests.organizations.register import lang_son

__all__ = ["lang_son"]
NEW_YEAR, JULY = date(2025, 1, 1), date(2025, 7, 1)
OLD = HeldName("Huyện", "Huyện", valid_to=NEW_YEAR)
NEW = HeldName("Thị xã", "Thị xã", valid_from=NEW_YEAR)


def facts(*names: HeldName, **more: object) -> WholeUnit:
    return replace(WholeUnit(UnitKind.DISTRICT, names=names), **more)


@pytest.mark.parametrize(
    ("unit", "field"),
    [
        (facts(), "full_name"),
        (facts(OLD, exists_from=JULY, exists_to=NEW_YEAR), "exists_to"),
        (facts(replace(OLD, valid_from=JULY)), "name_to"),
        (facts(OLD, replace(NEW, valid_from=None)), "name_from"),
        (facts(NEW, exists_to=NEW_YEAR), "name_from"),
        (facts(OLD, parents=(HeldPlace(1), HeldPlace(2))), "parent_from"),
        (facts(OLD, parents=(HeldPlace(1, JULY, NEW_YEAR),)), "parent_to"),
        (facts(OLD, exists_to=JULY, parents=(HeldPlace(1, JULY),)), "parent_from"),
    ],
)
def test_what_cannot_be_is_told_at_its_field(unit: WholeUnit, field: str) -> None:
    assert [problem.field for problem in whole_problems(unit)] == [field]


def test_a_possible_unit_has_no_problem() -> None:
    parents = (HeldPlace(1, None, NEW_YEAR), HeldPlace(2, NEW_YEAR))
    assert whole_problems(facts(OLD, NEW, exists_to=JULY, parents=parents)) == []


@pytest.mark.django_db
def test_an_impossible_unit_is_not_entered(administrator: User) -> None:
    with pytest.raises(CannotTakeOver) as refused:
        enter_whole_units(facts=[facts(OLD, NEW), facts()], by=administrator)
    assert refused.value.at == 1
    assert not Unit.objects.exists()


def entered(count: int, by: User) -> list[Unit]:
    parents = (HeldPlace(enter_whole_units(facts=[facts(OLD)], by=by)[0].pk),)
    return enter_whole_units(facts=[facts(OLD, NEW, parents=parents)] * count, by=by)


@pytest.mark.django_db
def test_many_are_entered_with_the_queries_of_one_each_with_its_line_in_the_log(
    administrator: User,
) -> None:
    with CaptureQueriesContext(connection) as one:
        entered(1, administrator)
    before = Event.objects.count()
    with CaptureQueriesContext(connection) as many:
        units = entered(30, administrator)
    assert len(many) == len(one)
    lines = Event.objects.order_by("pk")[before + 1 :]
    assert [line.thing_id for line in lines] == [str(unit.pk) for unit in units]
    assert {(line.name, line.actor_id) for line in lines} == {
        ("unit.founded", str(administrator.pk))
    }
    assert {line.thing_label for line in lines} == {NEW.short_name}
    assert lines[0].search_text == searchable(f"{administrator.label} {NEW.short_name} ")
    assert lines[0].after["names"][1]["full_name"] == NEW.full_name
    assert {name.unit_id for name in units_named(NEW.full_name)} > {unit.pk for unit in units}


def whole_unit(unit: Unit) -> WholeUnit:
    return whole_units([unit.pk])[unit.pk]


@pytest.mark.django_db
def test_names_that_exchange_their_days_are_refused(administrator: User) -> None:
    [unit] = enter_whole_units(facts=[facts(OLD, NEW)], by=administrator)
    stored = whole_unit(unit)
    first, second = stored.names
    swapped = (
        replace(first, valid_from=NEW_YEAR, valid_to=None),
        replace(second, valid_from=None, valid_to=NEW_YEAR),
    )
    typed = replace(stored, names=swapped)
    with pytest.raises(CannotTakeOver, match="đổi thời gian cho nhau"):
        amend_units(amended=[Amended(unit.pk, stored, typed)], by=administrator)
    assert whole_unit(unit) == stored


@pytest.mark.django_db
def test_the_same_again_leaves_no_trace_an_old_reading_is_refused(administrator: User) -> None:
    [unit] = enter_whole_units(facts=[facts(OLD, NEW)], by=administrator)
    stored = whole_unit(unit)
    amend_units(amended=[Amended(unit.pk, stored, stored)], by=administrator)
    assert not Event.objects.filter(name="unit.corrected").exists()
    read_before = replace(stored, note="khác")
    for said in (
        Amended(unit.pk, read_before, replace(stored, note="x")),
        Amended(unit.pk, stored, replace(stored, names=())),
    ):
        with pytest.raises(CannotTakeOver):
            amend_units(amended=[said], by=administrator)
    assert whole_unit(unit) == stored


@pytest.mark.django_db
def test_many_are_amended_with_few_queries_more_each_with_its_line_in_the_log(
    administrator: User,
) -> None:
    keys = [unit.pk for unit in entered(30, administrator)]
    said = [Amended(key, each, replace(each, note="x")) for key, each in whole_units(keys).items()]
    with CaptureQueriesContext(connection) as queries:
        amend_units(amended=said, by=administrator)
    assert len(queries) < 30 + 10
    lines = Event.objects.filter(name="unit.corrected").order_by("pk")
    assert [line.thing_id for line in lines] == [str(key) for key in keys]
    assert (lines[0].before["note"], lines[0].after["note"]) == ("", "x")
    assert lines[0].thing_label == NEW.short_name
    assert set(Unit.objects.filter(pk__in=keys).values_list("note", flat=True)) == {"x"}


@pytest.mark.django_db
def test_one_that_cannot_be_amended_is_named_and_the_others_stay(administrator: User) -> None:
    first, second = entered(2, administrator)
    good, bad = whole_unit(first), whole_unit(second)
    said = [Amended(first.pk, good, replace(good, note="x"))]
    said += [Amended(second.pk, bad, replace(bad, names=()))]
    with pytest.raises(CannotTakeOver) as refused:
        amend_units(amended=said, by=administrator)
    assert refused.value.at == 1
    assert whole_unit(first) == good


@pytest.mark.django_db
def test_a_cell_means_one_unit_or_says_why_not(lang_son: SimpleNamespace) -> None:
    index, key = unit_index(), lang_son.district.pk
    assert index.meant(f"#{key}", "") == index.meant("", "vksnd HUYỆN cao lộc") == key
    assert index.label(key) == f"VKSND huyện Cao Lộc (#{key}, thuộc VKSND tỉnh Lạng Sơn)"
    with pytest.raises(ValueError, match="không phải"):
        index.meant(f"#{key}", "VKSND tỉnh Phú Yên")
    lang_son.district.names.update(valid_to=NEW_YEAR)
    with pytest.raises(ValueError, match="Trong thời gian này không có"):
        unit_index().meant("", "VKSND huyện Cao Lộc", JULY, None)


def test_a_unit_without_any_name_is_called_by_its_number() -> None:
    assert UnitIndex({7: WholeUnit("district")}).name(7) == "#7"


@pytest.mark.parametrize(("code", "number"), [("#12", 12), ("12", None), ("#x", None), ("", None)])
def test_only_a_number_with_its_sign_is_a_number(code: str, number: int | None) -> None:
    assert number_in(code) == number
