"""Under which unit a unit stands: placing it, moving it from a day on, correcting that."""

from datetime import date
from typing import Any

from django.db import transaction

from accounts.models import User
from audit.actions import record
from core.dates import today
from core.days import vn_date
from core.locks import one_at_a_time
from core.problems import Problem, Refused
from core.versions import changes, plain
from organizations.actions.journal import Rows
from organizations.actions.origins import NO_SOURCE, Provenance, rewrite
from organizations.models import Unit, UnitParent
from organizations.queries import ever_above, place_facts
from organizations.rules import PlaceFacts, cleaned, out_of_order, outside_life, share_a_day


class CannotPlaceUnit(Refused):
    """The unit already stands under another one in that time, or under itself."""


@transaction.atomic
def place_unit(
    *,
    unit: Unit,
    parent: Unit,
    valid_from: date | None = None,
    valid_to: date | None = None,
    origin: Provenance = NO_SOURCE,
    by: User,
) -> UnitParent:
    """Put the unit under another for a period; one parent at a time, never a circle."""
    one_at_a_time("unit")
    Unit.objects.select_for_update().get(pk=unit.pk)
    if _taken(unit, valid_from, valid_to):
        raise CannotPlaceUnit(Problem("Trong thời gian này đơn vị đã có cấp trên.", "parent"))
    if unit.pk in ever_above(parent):
        raise CannotPlaceUnit(Problem("Đơn vị không thể là cấp trên của chính mình.", "parent"))
    link = UnitParent.objects.create(
        unit=unit, parent=parent, valid_from=valid_from, valid_to=valid_to, **plain(origin)
    )
    record("unit.placed", unit, by=by, after={"parent": parent.pk, **plain(origin)})
    return link


@transaction.atomic
def move_unit(*, unit: Unit, facts: PlaceFacts, by: User) -> UnitParent:
    """The unit stands under another from a day on; its place before ends that day.

    Without a day it is the first place known. The same move asked for twice is done once.
    Raises `CannotPlaceUnit`.
    """
    one_at_a_time("unit")
    locked, typed = Unit.objects.select_for_update().get(pk=unit.pk), cleaned(facts)
    links = list(locked.parents.all())
    same = next((link for link in links if link.valid_from == typed.valid_from), None)
    if same is not None and same.parent_id == typed.parent_id:
        return same
    _must_fit(locked, typed, is_begun=same is not None or (typed.valid_from is None and links))
    made = begin_place(unit=locked, day=typed.valid_from, values=vars(typed), rows=Rows())
    record("unit.moved", locked, by=by, after=plain(place_facts(made)))
    return made


def begin_place(*, unit: Unit, day: date | None, values: dict[str, Any], rows: Rows) -> UnitParent:
    """A place from a day on: the one in force ends that day, one known for later stays.

    A place that begins that very day gives way.
    """
    links = list(unit.parents.all())
    later = [link.valid_from for link in links if link.valid_from and day and link.valid_from > day]
    for link in links:
        if day and link.valid_from == day:
            rows.drop(link)
        elif link.valid_from not in later and share_a_day(
            link.valid_from, link.valid_to, day, None
        ):
            rows.change(link, valid_to=day)
    period = {"valid_from": day, "valid_to": min(later, default=None)}
    return rows.make(UnitParent, unit=unit, **values | period)


@transaction.atomic
def correct_place(*, link: UnitParent, facts: PlaceFacts, version: str, by: User) -> None:
    """Say otherwise under which unit, or when; raise `CannotPlaceUnit`, `Stale`."""
    one_at_a_time("unit")
    unit = Unit.objects.select_for_update().get(pk=link.unit_id)
    locked = UnitParent.objects.select_for_update().get(pk=link.pk)
    stored, typed = place_facts(locked), cleaned(facts)
    if not changes(stored=stored, typed=typed, version=version):
        return
    CannotPlaceUnit.if_any(out_of_order(typed.valid_from, typed.valid_to))
    _must_fit(unit, typed, is_begun=_taken(unit, typed.valid_from, typed.valid_to, but=locked))
    rewrite(locked, typed)
    record("unit.place_corrected", unit, by=by, before=plain(stored), after=plain(typed))


@transaction.atomic
def remove_place(*, link: UnitParent, by: User) -> None:
    """Delete a place entered by mistake; the place that ended when it began holds on."""
    one_at_a_time("unit")
    unit = Unit.objects.select_for_update().get(pk=link.unit_id)
    locked = UnitParent.objects.select_for_update().get(pk=link.pk)
    record("unit.place_removed", unit, by=by, before=plain(place_facts(locked)))
    locked.delete()
    if locked.valid_from is not None:
        unit.parents.filter(valid_to=locked.valid_from).update(valid_to=locked.valid_to)


def must_take_units(parent: Unit, day: date | None) -> None:
    """A unit that has ended takes no other below it any more."""
    if parent.exists_to is not None and (day or today()) >= parent.exists_to:
        words = f"Đơn vị cấp trên này đã kết thúc từ ngày {vn_date(parent.exists_to)}."
        raise CannotPlaceUnit(Problem(words, "parent_id"))


def _must_fit(unit: Unit, typed: PlaceFacts, *, is_begun: object) -> None:
    """The place is free, no circle closes, and neither of the two has ended by then."""
    parent = Unit.objects.get(pk=typed.parent_id or 0)
    if is_begun:
        words = "Trong thời gian này đơn vị đã có cấp trên. Hãy sửa dòng đó, hoặc nhập ngày khác."
        raise CannotPlaceUnit(Problem(words, "valid_from"))
    if unit.pk in ever_above(parent):
        raise CannotPlaceUnit(Problem("Đơn vị không thể là cấp trên của chính mình.", "parent_id"))
    CannotPlaceUnit.if_any(outside_life(unit, typed.valid_from, typed.valid_to))
    if typed.valid_to is None:
        must_take_units(parent, typed.valid_from)


def _taken(
    unit: Unit, starts: date | None, ends: date | None, *, but: UnitParent | None = None
) -> bool:
    return any(
        share_a_day(link.valid_from, link.valid_to, starts, ends)
        for link in unit.parents.exclude(pk=but.pk if but else 0)
    )
