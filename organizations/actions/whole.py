"""Writing a unit with all its names and places at once, as a workbook gives them."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Model, prefetch_related_objects

from accounts.models import User
from audit.actions import record, record_all
from core.problems import Problem, Refused
from core.versions import changes, plain
from organizations.models import Unit, UnitName, UnitParent
from organizations.queries.whole import whole_unit
from organizations.rules import share_a_day
from organizations.rules.whole import HeldName, HeldPlace, WholeUnit, whole_problems

Held = TypeVar("Held", HeldName, HeldPlace)
_OF_UNIT = ("kind", "exists_from", "exists_to", "source", "note")


class CannotTakeOver(Refused):
    """The unit as described is impossible; `at` is its place among those to be entered."""

    at = 0


@transaction.atomic
def enter_whole_units(*, facts: Sequence[WholeUnit], by: User) -> list[Unit]:
    """Enter units with every name and place they ever had; raise `CannotTakeOver`.

    Many cost as many queries as one. Whether the register has them already, the
    caller has asked: a name alone does not tell.
    """
    for at, each in enumerate(facts):
        _must_be_possible(each, at)
    units = Unit.objects.bulk_create(Unit(**_unit_values(each)) for each in facts)
    both = list(zip(units, facts, strict=True))
    names = [UnitName(unit=unit, **_values(name)) for unit, each in both for name in each.names]
    places = [UnitParent(unit=unit, **_values(row)) for unit, each in both for row in each.parents]
    UnitName.objects.bulk_create(name.with_find_columns() for name in names)
    UnitParent.objects.bulk_create(places)
    prefetch_related_objects(units, "names")
    record_all("unit.founded", ((unit, plain(each)) for unit, each in both), by=by)
    return units


def _must_be_possible(facts: WholeUnit, at: int) -> None:
    if problems := whole_problems(facts):
        refused = CannotTakeOver(*problems)
        refused.at = at
        raise refused


@transaction.atomic
def amend_unit(*, unit: Unit, facts: WholeUnit, version: str, by: User) -> None:
    """Let the register say this of a unit: names and places are corrected or added, none is lost.

    Raises `CannotTakeOver`, `Stale`.
    """
    locked = Unit.objects.select_for_update().get(pk=unit.pk)
    stored = whole_unit(locked)
    if not changes(stored=stored, typed=facts, version=version):
        return
    CannotTakeOver.if_any(whole_problems(facts))
    Unit.objects.filter(pk=locked.pk).update(**_unit_values(facts))
    _write(UnitName, locked, stored.names, facts.names)
    _write(UnitParent, locked, stored.parents, facts.parents)
    record("unit.corrected", locked, by=by, before=plain(stored), after=plain(facts))


def _write(model: type[Model], unit: Unit, stored: Iterable[Held], typed: Iterable[Held]) -> None:
    """Rows that make room first, then those that need it: no two ever hold on one day."""
    standing = {row.pk: row for row in stored}
    waiting = [row for row in typed if row != standing.get(row.pk)]
    while waiting:
        free = next((row for row in waiting if _has_room(row, standing.values())), None)
        if free is None:
            words = "Hai dòng đổi thời gian cho nhau; hãy sửa trên trang của đơn vị."
            raise CannotTakeOver(Problem(words))
        waiting.remove(free)
        if free.pk is None:
            made = model._default_manager.create(unit=unit, **_values(free))
            standing[made.pk] = free
        else:
            row = model._default_manager.get(pk=free.pk)
            for field, value in _values(free).items():
                setattr(row, field, value)
            row.save()
            standing[free.pk] = free


def _has_room(row: Held, standing: Iterable[Held]) -> bool:
    return not any(
        share_a_day(row.valid_from, row.valid_to, other.valid_from, other.valid_to)
        for other in standing
        if other.pk != row.pk or row.pk is None
    )


def _values(row: HeldName | HeldPlace) -> dict[str, Any]:
    return {name: value for name, value in asdict(row).items() if name != "pk"}


def _unit_values(facts: WholeUnit) -> dict[str, Any]:
    return {name: getattr(facts, name) for name in _OF_UNIT}
