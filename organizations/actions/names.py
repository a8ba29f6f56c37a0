"""What a unit is called: naming it, renaming it from a day on, correcting a name."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import F

from accounts.models import User
from audit.actions import record
from core.closed import closed_times_of
from core.problems import Problem, Refused
from core.text import one_line
from core.versions import changes, plain
from organizations.actions.journal import Rows
from organizations.actions.origins import NameParts, rewrite
from organizations.models import Unit, UnitName
from organizations.queries import name_facts
from organizations.rules import NameFacts, cleaned, out_of_order, outside_life, share_a_day


class CannotNameUnit(Refused):
    """The unit already bears a name in that time, or the days are out of order."""


@transaction.atomic
def name_unit(
    *,
    unit: Unit,
    name: NameParts,
    valid_from: date | None = None,
    valid_to: date | None = None,
    by: User,
) -> UnitName:
    """Give the unit a name for a period that no other name of it overlaps."""
    Unit.objects.select_for_update().get(pk=unit.pk)
    _must_be_free(unit, valid_from, valid_to)
    texts = {field: one_line(text) for field, text in plain(name).items()}
    named = UnitName.objects.create(unit=unit, valid_from=valid_from, valid_to=valid_to, **texts)
    record("unit.named", named, by=by, after=plain(name))
    return named


@transaction.atomic
def rename_unit(*, unit: Unit, facts: NameFacts, by: User) -> UnitName:
    """The unit bears a new name from a day on; the name before it ends that day.

    Where a later name is known already, the new one holds until then. The same renaming asked
    for twice is done once. Raises `CannotNameUnit`.
    """
    locked, typed = Unit.objects.select_for_update().get(pk=unit.pk), cleaned(facts)
    day = typed.valid_from
    if day is None:
        raise CannotNameUnit(Problem("Nhập ngày bắt đầu mang tên mới.", "valid_from"))
    names = list(locked.names.order_by(F("valid_from").asc(nulls_first=True), "pk"))
    if same := _begun_on(names, day):
        return _same_or_refused(same, typed)
    CannotNameUnit.if_any(outside_life(locked, day, None))
    later = [name.valid_from for name in names if name.valid_from and name.valid_from > day]
    borne = partial(share_a_day, day, min(later, default=None))
    CannotNameUnit.if_any(closed_problems(locked, borne, "valid_from"))
    named = begin_name(unit=locked, day=day, values=vars(typed), rows=Rows())
    record("unit.renamed", named, by=by, after=plain(name_facts(named)))
    return named


def begin_name(*, unit: Unit, day: date, values: dict[str, Any], rows: Rows) -> UnitName:
    """A name from a day on: the one in force ends that day, one known for later stays."""
    names = list(unit.names.all())
    later = [name.valid_from for name in names if name.valid_from and name.valid_from > day]
    for name in names:
        if share_a_day(name.valid_from, name.valid_to, day, None) and name.valid_from not in later:
            rows.change(name, valid_to=day)
    period = {"valid_from": day, "valid_to": min(later, default=None)}
    return rows.make(UnitName, unit=unit, **values | period)


@transaction.atomic
def correct_name(*, name: UnitName, facts: NameFacts, version: str, by: User) -> None:
    """Write a name as it should have been written; raise `CannotNameUnit`, `Stale`.

    Its words are put right in closed years too; on which days it is borne stays there.
    """
    unit = Unit.objects.select_for_update().get(pk=name.unit_id)
    locked = UnitName.objects.select_for_update().get(pk=name.pk)
    stored, typed = name_facts(locked), cleaned(facts)
    if not changes(stored=stored, typed=typed, version=version):
        return
    CannotNameUnit.if_any(out_of_order(typed.valid_from, typed.valid_to))
    CannotNameUnit.if_any(outside_life(unit, typed.valid_from, typed.valid_to))
    _must_be_free(unit, typed.valid_from, typed.valid_to, but=locked)
    for field, starts, ends in _days_that_change(stored, typed):
        CannotNameUnit.if_any(closed_problems(unit, partial(share_a_day, starts, ends), field))
    rewrite(locked, typed)
    record("unit_name.corrected", locked, by=by, before=plain(stored), after=plain(typed))


@transaction.atomic
def remove_name(*, name: UnitName, by: User) -> None:
    """Delete a name entered by mistake; the name that ended when it began holds on.

    A unit keeps at least one name. Raises `CannotNameUnit`.
    """
    unit = Unit.objects.select_for_update().get(pk=name.unit_id)
    locked = UnitName.objects.select_for_update().get(pk=name.pk)
    CannotNameUnit.if_any(removal_problems(locked))
    before = plain(name_facts(locked))
    record("unit_name.removed", locked, by=by, before=before)
    locked.delete()
    if locked.valid_from is not None:
        unit.names.filter(valid_to=locked.valid_from).update(valid_to=locked.valid_to)


def removal_problems(name: UnitName) -> list[Problem]:
    """Why this name cannot be deleted."""
    if name.unit.names.count() > 1:
        return closed_problems(name.unit, partial(share_a_day, name.valid_from, name.valid_to))
    words = "Đây là tên duy nhất của đơn vị. Hãy sửa tên này, hoặc xóa cả đơn vị."
    return [Problem(words)]


def closed_problems(
    unit: Unit, is_touched: Callable[[date, date], bool], field: str = ""
) -> list[Problem]:
    """Closed times of which a day is touched: on it the unit goes on being called as it was."""
    return [
        Problem(
            f"{each.words}: tên trong thời gian đó không đổi được. Hãy mở lại năm trước.", field
        )
        for each in closed_times_of(unit)
        if is_touched(each.starts, each.ends)
    ]


def _days_that_change(
    before: NameFacts, after: NameFacts
) -> Iterator[tuple[str, date | None, date | None]]:
    """Field and time in which the name is borne only before or only after; an open end is open."""
    for field in ("valid_from", "valid_to"):
        days = {getattr(before, field), getattr(after, field)}
        if len(days) == 1:
            continue
        known = sorted(day for day in days if day)
        first, last = known[0], known[-1]
        if None in days:
            yield (field, None, last) if field == "valid_from" else (field, first, None)
        else:
            yield field, first, last


def _begun_on(names: list[UnitName], day: date) -> UnitName | None:
    return next((name for name in names if name.valid_from == day), None)


def _same_or_refused(name: UnitName, typed: NameFacts) -> UnitName:
    """The second of two equal requests gets what the first one made."""
    parts = ("full_name", "short_name", "letterhead", "symbol", "place_name")
    if all(getattr(name, part) == getattr(typed, part) for part in parts):
        return name
    words = f"Từ ngày này đơn vị đã mang tên “{name.short_name}”. Hãy sửa tên đó."
    raise CannotNameUnit(Problem(words, "valid_from"))


def _must_be_free(
    unit: Unit, starts: date | None, ends: date | None, *, but: UnitName | None = None
) -> None:
    for name in unit.names.exclude(pk=but.pk if but else 0):
        if share_a_day(name.valid_from, name.valid_to, starts, ends):
            words = f"Trong thời gian này đơn vị đã mang tên “{name.short_name}”."
            raise CannotNameUnit(Problem(words, "valid_from"))
