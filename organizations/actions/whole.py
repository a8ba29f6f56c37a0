"""Writing a unit with all its names and places at once, as a workbook gives them."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Model, prefetch_related_objects

from accounts.models import User
from audit.actions import record_all
from core.problems import Problem, Refused
from core.versions import Stale, plain
from organizations.actions.names import closed_problems
from organizations.actions.units import life_problems
from organizations.models import Unit, UnitName, UnitParent
from organizations.queries.whole import whole_units
from organizations.rules import share_a_day
from organizations.rules.whole import HeldName, HeldPlace, WholeUnit, whole_problems

Held = TypeVar("Held", HeldName, HeldPlace)
_OF_UNIT = ("kind", "exists_from", "exists_to", "source", "note")


class CannotTakeOver(Refused):
    """The unit as described is impossible; `at` is its place among those that were asked for."""

    at = 0


@transaction.atomic
def enter_whole_units(*, facts: Sequence[WholeUnit], by: User) -> list[Unit]:
    """Enter units with every name and place they ever had; raise `CannotTakeOver`.

    Many cost as many queries as one. Whether the register has them already, the
    caller has asked: a name alone does not tell.
    """
    for at, each in enumerate(facts):
        with _told_at(at):
            CannotTakeOver.if_any(whole_problems(each))
    units = Unit.objects.bulk_create(Unit(**_unit_values(each)) for each in facts)
    both = list(zip(units, facts, strict=True))
    names = [UnitName(unit=unit, **_values(name)) for unit, each in both for name in each.names]
    places = [UnitParent(unit=unit, **_values(row)) for unit, each in both for row in each.parents]
    UnitName.objects.bulk_create(name.with_find_columns() for name in names)
    UnitParent.objects.bulk_create(places)
    prefetch_related_objects(units, "names")
    record_all("unit.founded", ((unit, None, plain(each)) for unit, each in both), by=by)
    return units


@dataclass(frozen=True)
class Amended:
    """A unit of the register as somebody read it, and what is to be said of it."""

    unit_id: int
    stored: WholeUnit
    facts: WholeUnit


@transaction.atomic
def amend_units(*, amended: Sequence[Amended], by: User) -> None:
    """Let the register say this: names and places are corrected or added, none is lost.

    Raises `CannotTakeOver`, also where a unit is no longer as it was read.
    """
    keys = [each.unit_id for each in amended]
    units = {row.pk: row for row in Unit.objects.select_for_update().filter(pk__in=keys)}
    stored, done = whole_units(keys), []
    for at, each in enumerate(amended):
        if each.facts != stored[each.unit_id]:
            with _told_at(at):
                _amend(units[each.unit_id], stored[each.unit_id], each)
            done.append(each)
    prefetch_related_objects([units[each.unit_id] for each in done], "names")
    told = ((units[each.unit_id], plain(each.stored), plain(each.facts)) for each in done)
    record_all("unit.corrected", told, by=by)


def _amend(unit: Unit, stored: WholeUnit, amended: Amended) -> None:
    if stored != amended.stored:
        raise CannotTakeOver(str(Stale(stored)))
    facts = amended.facts
    CannotTakeOver.if_any(whole_problems(facts))
    CannotTakeOver.if_any(_closed_problems(unit, stored.names, facts.names))
    Unit.objects.filter(pk=unit.pk).update(**_unit_values(facts))
    _write(UnitName, unit, stored.names, facts.names)
    _write(UnitParent, unit, stored.parents, facts.parents)
    CannotTakeOver.if_any(life_problems(unit, stored, facts))


def _closed_problems(
    unit: Unit, stored: Sequence[HeldName], typed: Sequence[HeldName]
) -> list[Problem]:
    """On closed days a unit goes on bearing the names it bore; their words may be put right."""

    def is_touched(starts: date = date.min, ends: date = date.max) -> bool:
        return _borne(stored, starts, ends) != _borne(typed, starts, ends)

    return closed_problems(unit, is_touched) if is_touched() else []


def _borne(
    names: Iterable[HeldName], starts: date, ends: date
) -> set[tuple[int | None, date, date]]:
    """Which name was borne from when until when, within this time."""
    return {
        (row.pk, max(row.valid_from or starts, starts), min(row.valid_to or ends, ends))
        for row in names
        if share_a_day(row.valid_from, row.valid_to, starts, ends)
    }


@contextmanager
def _told_at(at: int) -> Iterator[None]:
    """A refusal says which of many units it is about."""
    try:
        yield
    except CannotTakeOver as refused:
        refused.at = at
        raise


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
