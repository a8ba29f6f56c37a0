"""Who may do what with units; and the facts about roles that other policies build on."""

from accounts.models import User
from organizations.queries import hats_of


def is_administrator(user: User) -> bool:
    return hats_of(user).is_administrator


def acts_for(user: User, unit_id: int) -> bool:
    """Clerk or head of that very unit."""
    hats = hats_of(user)
    return unit_id in hats.clerk_of | hats.head_of


def is_office_of(user: User, unit_id: int) -> bool:
    return unit_id in hats_of(user).office_of
