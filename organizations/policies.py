"""Facts about roles that the policies of other apps build on, and who keeps the register."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from accounts.models import User
from core.dates import today
from organizations.enums import EventSide
from organizations.models import Person, Unit, UnitEvent
from organizations.queries import (
    hats_of,
    parents_on,
    units_above,
    units_below,
    units_under,
    units_under_from,
)


def is_administrator(user: User) -> bool:
    return hats_of(user).is_administrator


def is_office(user: User) -> bool:
    """Office (Văn phòng) of any unit."""
    return bool(hats_of(user).office_of)


def keeps_register(user: User) -> bool:
    """Enters units, people, legal bases and titles: administrators and offices."""
    return is_administrator(user) or is_office(user)


def can_keep_unit(user: User, unit: Unit) -> bool:
    """Change a unit and its people: an administrator, or the office of it or of a unit above."""
    hats = hats_of(user)
    if hats.is_administrator or unit.pk in hats.office_of:
        return True
    return bool(hats.office_of) and bool(hats.office_of & {*units_above(unit, _its_day(unit))})


def can_place_unit(user: User, unit: Unit) -> bool:
    """Say under which unit it stands: an administrator, or the office of a unit above it.

    Its own office may not: it would choose who keeps it.
    """
    hats = hats_of(user)
    if hats.is_administrator or not hats.office_of:
        return hats.is_administrator
    return bool(hats.office_of.intersection(units_above(unit, _its_day(unit))))


def _its_day(unit: Unit) -> date:
    """Today; for a unit yet to be, its first day."""
    return max(today(), unit.exists_from or today())


def can_name_unit(user: User, unit: Unit) -> bool:
    """Give it a new name from a day on, end it: as for its place, the office of a unit above it.

    Names that were written wrongly are corrected by who keeps the unit.
    """
    return can_place_unit(user, unit)


def can_keep_event(user: User, event: UnitEvent) -> bool:
    """Plan, carry out and take back: an administrator, or the office of a unit above every unit
    the event begins with; those it leads to may also be the office's own.

    No office decides what becomes of its own unit.
    """
    if hats_of(user).is_administrator:
        return True
    before, after = _units_in(event, EventSide.BEFORE), _units_in(event, EventSide.AFTER)
    under = _under_offices(user, event)
    kept = under | hats_of(user).office_of
    return bool(before | after) and before <= under and after <= kept


def _units_in(event: UnitEvent, side: EventSide) -> set[int | None]:
    """Units of that side; for one yet to be founded, the unit it will stand under, if any."""
    parts = [part for part in event.parts.all() if part.side == side]
    return {part.unit_id or part.parent_id for part in parts}


def _under_offices(user: User, event: UnitEvent) -> set[int]:
    """Units that stand or will stand below one of the user's, or did before the event."""
    offices = hats_of(user).office_of
    eve = event.on - timedelta(days=1)
    return units_under_from(offices, today()) | units_under(offices, eve)


def owners_beyond(user: User, event: UnitEvent, owners: Collection[int]) -> set[int]:
    """Of the owners of groups an event reaches, those this user may not answer for.

    Members and seats of a group are the business of the office of its owner, or of one above it.
    """
    if not owners or hats_of(user).is_administrator:
        return set()
    return set(owners) - _under_offices(user, event) - hats_of(user).office_of


@dataclass(frozen=True)
class Kept:
    """`can_keep_unit` and `can_place_unit` for thousands of units at once."""

    is_all: bool
    units: frozenset[int]
    placed: frozenset[int]

    def may_keep(self, unit: int) -> bool:
        return self.is_all or unit in self.units

    def may_place(self, unit: int) -> bool:
        return self.is_all or unit in self.placed


def kept_by(user: User) -> Kept:
    """The units this user keeps, and those whose place he may say."""
    hats, day = hats_of(user), today()
    units = units_below(hats.office_of, day)
    above = parents_on(units, day)
    return Kept(
        is_all=hats.is_administrator,
        units=frozenset(units),
        placed=frozenset(unit for unit in units if above.get(unit) in units),
    )


def can_keep_person(user: User, person: Person) -> bool:
    """Correct a person and the posts: who keeps the unit; without a unit, the register."""
    if person.unit is None:
        return keeps_register(user)
    return can_keep_unit(user, person.unit)


def can_keep_accounts(user: User) -> bool:
    """Open accounts, give roles, end sessions of others: administrators alone."""
    return is_administrator(user)
