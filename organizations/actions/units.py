"""Founding units, correcting what stays with them, ending and deleting them."""

from django.db import transaction

from accounts.models import User
from audit.actions import record
from core.dependants import InUse, left_outside, obstacles_of
from core.locks import one_at_a_time
from core.problems import Problem, Refused
from core.versions import changes, plain
from organizations.actions.names import name_unit
from organizations.actions.origins import NO_SOURCE, NameParts, Provenance, rewrite
from organizations.actions.parents import must_take_units, place_unit
from organizations.enums import UnitKind
from organizations.models import Unit, UnitName
from organizations.queries import unit_facts
from organizations.rules import Lived, NewUnitFacts, UnitFacts, cleaned, out_of_order

# What belongs to a unit alone and goes when it goes.
OWN_PARTS = frozenset({"names", "parents"})
WAY_OUT = "Nếu đơn vị không còn hoạt động, hãy ghi biến động: giải thể, sáp nhập hoặc hợp nhất."


class CannotFoundUnit(Refused):
    """Such a unit is there already, or the days are out of order."""


class CannotChangeUnit(Refused):
    """The days of its existence do not hold its names, places and posts."""


@transaction.atomic
def found_unit(
    *,
    kind: UnitKind,
    name: NameParts,
    parent: Unit | None = None,
    origin: Provenance = NO_SOURCE,
    by: User,
) -> Unit:
    """Enter a unit under the name it bears; raise `CannotPlaceUnit` for an impossible parent."""
    unit = Unit.objects.create(kind=kind, **plain(origin))
    name_unit(unit=unit, name=name, by=by)
    if parent is not None:
        place_unit(unit=unit, parent=parent, by=by)
    record("unit.founded", unit, by=by, after={"kind": kind, **plain(name), **plain(origin)})
    return unit


@transaction.atomic
def enter_unit(*, facts: NewUnitFacts, by: User) -> Unit:
    """Found a unit as a clerk typed it; the same typed twice founds it once.

    Raises `CannotFoundUnit` if the parent has another unit of this name, or days cannot be;
    `CannotPlaceUnit` if the parent has ended.
    """
    one_at_a_time("unit")
    typed = cleaned(facts)
    if twin := _twin_of(typed):
        return _same_or_refused(twin, typed)
    parent = Unit.objects.get(pk=typed.parent_id) if typed.parent_id else None
    CannotFoundUnit.if_any(_day_problems(typed))
    if parent is not None:
        must_take_units(parent, typed.exists_from)
    unit = Unit.objects.create(
        kind=typed.kind, exists_from=typed.exists_from, source=typed.source, note=typed.note
    )
    UnitName.objects.create(unit=unit, valid_from=typed.valid_from, **_name_of(typed))
    if parent is not None:
        place_unit(unit=unit, parent=parent, valid_from=typed.exists_from, by=by)
    record("unit.founded", unit, by=by, after=plain(typed))
    return unit


@transaction.atomic
def correct_unit(*, unit: Unit, facts: UnitFacts, version: str, by: User) -> None:
    """Say otherwise what a unit is and when it existed; raise `CannotChangeUnit`, `Stale`."""
    locked = Unit.objects.select_for_update().get(pk=unit.pk)
    stored, typed = unit_facts(locked), cleaned(facts)
    if not changes(stored=stored, typed=typed, version=version):
        return
    problems = out_of_order(typed.exists_from, typed.exists_to, "exists_to")
    CannotChangeUnit.if_any(problems or life_problems(locked, stored, typed))
    rewrite(locked, typed)
    record("unit.corrected", locked, by=by, before=plain(stored), after=plain(typed))


@transaction.atomic
def remove_unit(*, unit: Unit, by: User) -> None:
    """Delete a unit nobody needs, with its names and places; raise `InUse` with who needs it."""
    one_at_a_time("unit")
    locked = Unit.objects.select_for_update().get(pk=unit.pk)
    InUse.if_any(unit_obstacles(locked))
    names = list(locked.names.values_list("full_name", flat=True))
    before = plain(unit_facts(locked)) | {"names": names}
    record("unit.removed", locked, by=by, before=before)
    for part in sorted(OWN_PARTS):
        getattr(locked, part).all().delete()
    locked.delete()


def unit_obstacles(unit: Unit) -> tuple[Problem, ...]:
    """Why this unit cannot be deleted: who stands under it, what tells of it; none if it can."""
    links = unit.children.select_related("unit").order_by("pk")
    below = "; ".join(dict.fromkeys(link.unit.label for link in links))
    first = (Problem(f"Không xóa được vì đang là cấp trên của: {below}."),) if below else ()
    return (*first, *obstacles_of(unit, parts=OWN_PARTS | {"children"}, way_out=WAY_OUT))


def _twin_of(typed: NewUnitFacts) -> Unit | None:
    """The unit that bears this name under this parent, or under none, now or ever."""
    names = UnitName.objects.filter(unit__parents__parent_id=typed.parent_id).order_by("pk")
    wanted = typed.full_name.casefold()
    rows = names.values_list("full_name", "unit_id")
    known = next((unit for name, unit in rows if name.casefold() == wanted), None)
    return Unit.objects.filter(pk=known or 0).first()


def _same_or_refused(twin: Unit, typed: NewUnitFacts) -> Unit:
    """The second of two equal requests gets what the first one made."""
    wanted = {"unit__exists_from": typed.exists_from, "valid_from": typed.valid_from}
    if twin.kind == typed.kind and twin.names.filter(**wanted, **_name_of(typed)).exists():
        return twin
    words = "Đã có đơn vị mang tên này dưới cùng cấp trên. Tìm đơn vị đó trong danh sách để sửa."
    raise CannotFoundUnit(Problem(words, "full_name"))


def _name_of(typed: NewUnitFacts) -> dict[str, str]:
    parts = ("full_name", "short_name", "letterhead", "symbol", "place_name")
    return {part: getattr(typed, part) for part in (*parts, "source", "as_written")}


def _day_problems(typed: NewUnitFacts) -> list[Problem]:
    if typed.exists_from and typed.valid_from and typed.valid_from < typed.exists_from:
        return [Problem("Đơn vị không thể mang tên trước ngày thành lập.", "valid_from")]
    return []


def life_problems(unit: Unit, stored: Lived, typed: Lived) -> list[Problem]:
    """What would be left outside a life that begins later or ends earlier, each at its day."""
    starts, ends = typed.exists_from, typed.exists_to
    is_later = starts is not None and (stored.exists_from is None or starts > stored.exists_from)
    is_earlier = ends is not None and (stored.exists_to is None or ends < stored.exists_to)
    outside = {
        "exists_from": left_outside(unit, starts, None) if is_later else [],
        "exists_to": left_outside(unit, None, ends) if is_earlier else [],
    }
    return [
        Problem(
            f"Nằm ngoài thời gian tồn tại của đơn vị: {'; '.join(each.words for each in found)}. "
            "Sửa những mục đó trước, hoặc nhập ngày khác.",
            field,
        )
        for field, found in outside.items()
        if found
    ]
