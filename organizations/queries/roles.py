"""Which hats a user wears: the roles that are granted, on a day."""

from dataclasses import dataclass
from datetime import date

from accounts.models import User
from core.dates import today
from organizations.enums import Role
from organizations.models import RoleGrant
from organizations.queries.periods import in_force


@dataclass(frozen=True)
class Hats:
    """The roles a user holds today, each with the units it is held for."""

    is_administrator: bool
    office_of: frozenset[int]
    leader_of: frozenset[int]
    clerk_of: frozenset[int]
    head_of: frozenset[int]

    @property
    def owner_side(self) -> frozenset[int]:
        """Units for which the user sees every group they own."""
        return self.office_of | self.leader_of

    @property
    def all_units(self) -> frozenset[int]:
        return self.office_of | self.leader_of | self.clerk_of | self.head_of


def hats_of(user: User) -> Hats:
    """Asked once a request: a grant that ended yesterday gives nothing today."""
    cached: Hats | None = getattr(user, "_hats", None)
    if cached is None:
        cached = user._hats = _hats_on(user, today())  # type: ignore[attr-defined]
    return cached


def _hats_on(user: User, on: date) -> Hats:
    grants = RoleGrant.objects.filter(in_force(on), user_id=user.pk) if user.is_active else []
    units: dict[str, set[int]] = {role: set() for role in Role}
    for grant in grants:
        units[grant.role].add(grant.unit_id or 0)
    return Hats(
        is_administrator=bool(units[Role.ADMINISTRATOR]),
        office_of=frozenset(units[Role.OFFICE]),
        leader_of=frozenset(units[Role.LEADER]),
        clerk_of=frozenset(units[Role.CLERK]),
        head_of=frozenset(units[Role.HEAD]),
    )
