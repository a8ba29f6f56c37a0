"""Facts about roles that the policies of other apps build on."""

from accounts.models import User
from organizations.queries import hats_of


def is_administrator(user: User) -> bool:
    return hats_of(user).is_administrator
