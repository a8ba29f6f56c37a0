"""What people do with units, persons and roles."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from accounts.models import User
from audit.actions import record
from core.problems import Problem, Refused
from core.text import one_line
from core.versions import plain
from organizations.enums import Role, UnitKind
from organizations.models import Person, RoleGrant, Unit, UnitName, UnitParent


class CannotNameUnit(Refused):
    """The unit already bears a name in that time."""


class CannotPlaceUnit(Refused):
    """The unit already stands under another one in that time, or under itself."""


@dataclass(frozen=True)
class NameParts:
    """How a unit is written."""

    full_name: str
    short_name: str
    letterhead: str = ""
    symbol: str = ""
    place_name: str = ""
    as_written: str = ""


@dataclass(frozen=True)
class Provenance:
    """Where a fact comes from; see `core.records.Sourced`."""

    source: str = ""
    as_written: str = ""
    note: str = ""
    added_by_hand: bool = False


NO_SOURCE = Provenance()


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
    taken = [row for row in unit.names.all() if _overlap(row, valid_from, valid_to)]
    if taken:
        raise CannotNameUnit(
            Problem(
                f"Trong thời gian này đơn vị đã mang tên “{taken[0].short_name}”.", "valid_from"
            )
        )
    named = UnitName.objects.create(
        unit=unit, valid_from=valid_from, valid_to=valid_to, **_clean(name)
    )
    record("unit.named", named, by=by, after=plain(name))
    return named


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
    Unit.objects.select_for_update().get(pk=unit.pk)
    if any(_overlap(row, valid_from, valid_to) for row in unit.parents.all()):
        raise CannotPlaceUnit(Problem("Trong thời gian này đơn vị đã có cấp trên.", "parent"))
    if unit.pk in _line_above(parent):
        raise CannotPlaceUnit(Problem("Đơn vị không thể là cấp trên của chính mình.", "parent"))
    link = UnitParent.objects.create(
        unit=unit, parent=parent, valid_from=valid_from, valid_to=valid_to, **plain(origin)
    )
    record("unit.placed", unit, by=by, after={"parent": parent.pk, **plain(origin)})
    return link


@transaction.atomic
def name_person(*, full_name: str, unit: Unit | None, by: User) -> Person:
    """The person of this name at this unit, entered now if nobody has named them before."""
    known = Person.objects.filter(full_name=one_line(full_name), unit=unit).first()
    if known is not None:
        return known
    person = Person.objects.create(full_name=one_line(full_name), unit=unit)
    record("person.named", person, by=by, after={"unit": unit.pk if unit else None})
    return person


@transaction.atomic
def grant_role(*, user: User, role: Role, unit: Unit | None = None, by: User) -> RoleGrant:
    """Let the user act in a role; only an administrator's role names no unit."""
    grant = RoleGrant.objects.create(user=user, role=role, unit=unit)
    after = {"role": role, "unit": unit.pk if unit else None}
    record("role.granted", user, by=by, after=after)
    return grant


def _clean(name: NameParts) -> dict[str, str]:
    return {field: one_line(text) for field, text in plain(name).items()}


def _line_above(unit: Unit) -> set[int]:
    """The unit and every unit that ever stood above it."""
    seen: set[int] = set()
    front = {unit.pk}
    while front:
        seen |= front
        above = UnitParent.objects.filter(unit_id__in=front).values_list("parent_id", flat=True)
        front = set(above) - seen
    return seen


def _overlap(row: UnitName | UnitParent, starts: date | None, ends: date | None) -> bool:
    """Whether two half-open periods share a day."""
    begins_before_end = ends is None or row.valid_from is None or row.valid_from < ends
    ends_after_start = starts is None or row.valid_to is None or row.valid_to > starts
    return begins_before_end and ends_after_start
