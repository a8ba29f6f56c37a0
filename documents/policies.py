"""Who enters papers that came in, who mends them, who says that a duty is done."""

from accounts.models import User
from documents.models import Duty, LegalBasis
from documents.queries import units_spoken_for
from organizations.policies import is_administrator, keeps_register
from organizations.queries import hats_of


def can_register_basis(user: User) -> bool:
    """Administrators, offices, and clerks: each unit enters the papers it received."""
    return keeps_register(user) or bool(hats_of(user).clerk_of)


def can_keep_basis(user: User, basis: LegalBasis) -> bool:
    """Mend or delete it: an administrator, or office and clerks of the unit that entered it."""
    if is_administrator(user):
        return True
    return basis.kept_by_id in units_spoken_for(user)


def can_charge(user: User, unit_id: int | None) -> bool:
    """Give a duty to a unit: administrators and offices to any, a clerk to his own."""
    return unit_id is None or keeps_register(user) or unit_id in hats_of(user).clerk_of


def can_do_duty(user: User, duty: Duty) -> bool:
    """Say that a duty is done: office and clerks of the unit it is for."""
    return duty.unit_id in units_spoken_for(user)
