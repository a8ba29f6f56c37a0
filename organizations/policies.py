"""Facts about roles that the policies of other apps build on, and who keeps the register."""

from accounts.models import User
from core.dates import today
from organizations.models import Person, Unit
from organizations.queries import hats_of, units_above


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
    if hats.is_administrator:
        return True
    return bool(hats.office_of & {unit.pk, *units_above(unit, today())})


def can_place_unit(user: User, unit: Unit) -> bool:
    """Say under which unit it stands: an administrator, or the office of a unit above it.

    Its own office may not: it would choose who keeps it.
    """
    hats = hats_of(user)
    return hats.is_administrator or bool(hats.office_of.intersection(units_above(unit, today())))


def can_keep_person(user: User, person: Person) -> bool:
    """Correct a person and the posts: who keeps the unit; without a unit, the register."""
    if person.unit is None:
        return keeps_register(user)
    return can_keep_unit(user, person.unit)


def can_keep_accounts(user: User) -> bool:
    """Open accounts, give roles, end sessions of others: administrators alone."""
    return is_administrator(user)
