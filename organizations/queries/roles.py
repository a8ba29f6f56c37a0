"""Which hats a user wears: the roles that are granted, on a day.

A role for a unit that has ended gives reading alone. Who has a role for a living unit has it, too,
for every ended unit that left its work to this one (`Unit.heir`). A role that goes with a post
holds while the post is held; where that unit itself has ended, it reads on as all its roles do.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q

from accounts.models import User
from core.dates import today
from organizations.enums import OWNER_ROLES, Role
from organizations.models import RoleGrant, Unit
from organizations.queries.periods import in_force, in_post

NONE: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Hats:
    """The roles a user holds today, each with the units it is held for.

    `inherited`: units of these he acts for only because a unit of his finishes their work.
    `ended_owners`, `ended_members`: units that have ended, of which he reads what he read before.
    """

    is_administrator: bool
    office_of: frozenset[int]
    leader_of: frozenset[int]
    clerk_of: frozenset[int]
    head_of: frozenset[int]
    inherited: frozenset[int] = NONE
    ended_owners: frozenset[int] = NONE
    ended_members: frozenset[int] = NONE

    @property
    def owner_side(self) -> frozenset[int]:
        """Units for which the user sees every group they own."""
        return self.office_of | self.leader_of | self.ended_owners

    @property
    def all_units(self) -> frozenset[int]:
        return self.owner_side | self.clerk_of | self.head_of | self.ended_members

    @property
    def own_units(self) -> frozenset[int]:
        """Units named in his roles, also those that have ended."""
        return (self.all_units - self.inherited) | self.ended_owners | self.ended_members

    @property
    def own_offices(self) -> frozenset[int]:
        """Living units whose office he is: what is new belongs to one of these."""
        return self.office_of - self.inherited


def hats_of(user: User) -> Hats:
    """Asked once a request: a grant that ended yesterday gives nothing today."""
    cached: Hats | None = getattr(user, "_hats", None)
    if cached is None:
        cached = user._hats = _hats_on(user, today())  # type: ignore[attr-defined]
    return cached


def _hats_on(user: User, on: date) -> Hats:
    living: dict[str, set[int]] = {role: set() for role in Role}
    ended: dict[str, set[int]] = {role: set() for role in Role}
    for role, unit, ends in _grants_on(user, on) if user.is_active else ():
        (ended if ends and ends <= on else living)[role].add(unit or 0)
    named = frozenset().union(*living.values())
    left = _left_work(on) if named - {0} else {}
    acting = {role: frozenset(units) | _work_of(units, left) for role, units in living.items()}
    return Hats(
        is_administrator=bool(living[Role.ADMINISTRATOR]),
        office_of=acting[Role.OFFICE],
        leader_of=acting[Role.LEADER],
        clerk_of=acting[Role.CLERK],
        head_of=acting[Role.HEAD],
        inherited=frozenset().union(*acting.values()) - named,
        ended_owners=frozenset().union(*(ended[role] for role in OWNER_ROLES)),
        ended_members=frozenset().union(*(ended[role] for role in Role if role not in OWNER_ROLES)),
    )


def _grants_on(user: User, on: date) -> Iterable[tuple[str, int | None, date | None]]:
    """Role, unit and the day the unit is no more, of each grant that holds."""
    of_own_unit = Q(appointment__unit=F("unit")) & in_force(on, "appointment__")
    with_post = Q(appointment__isnull=True) | of_own_unit | in_post(on, "appointment__")
    grants = RoleGrant.objects.filter(in_force(on), with_post, user_id=user.pk)
    return grants.values_list("role", "unit_id", "unit__exists_to")


def _left_work(on: date) -> dict[int, set[int]]:
    """The ended units that left their work to each unit, by the unit."""
    rows = Unit.objects.filter(exists_to__lte=on, heir__isnull=False)
    left: dict[int, set[int]] = {}
    for unit, heir in rows.values_list("pk", "heir_id"):
        left.setdefault(heir or 0, set()).add(unit)
    return left


def _work_of(units: Iterable[int], left: dict[int, set[int]]) -> frozenset[int]:
    """All whose work came to these units, over every heir between."""
    found: set[int] = set()
    front = set(units)
    while front:
        front = {each for unit in front for each in left.get(unit, ())} - found
        found |= front
    return frozenset(found)
