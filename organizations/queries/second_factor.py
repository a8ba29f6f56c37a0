"""Of whom a second factor is asked, and who has one."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, QuerySet
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.models import User
from core.dates import today
from organizations.enums import Role
from organizations.models import RoleGrant, SecondFactorDemand
from organizations.queries.periods import in_force


def with_second_factor(users: QuerySet[User]) -> QuerySet[User]:
    """Each user told `must_have_second_factor`, `has_second_factor`, `lacks_second_factor`."""
    demanded = RoleGrant.objects.filter(
        in_force(today()), user=OuterRef("pk"), role__in=SecondFactorDemand.objects.values("role")
    )
    confirmed = TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True)
    return users.annotate(
        must_have_second_factor=Exists(demanded), has_second_factor=Exists(confirmed)
    ).annotate(lacks_second_factor=Exists(demanded) & ~Exists(confirmed))


def demands() -> dict[str, SecondFactorDemand]:
    """Role → its demand, for the roles that have one."""
    return {each.role: each for each in SecondFactorDemand.objects.select_related("by")}


@dataclass(frozen=True)
class DemandRow:
    """A role, whether a second factor is demanded of it, and how many of its holders have one."""

    role: Role
    demand: SecondFactorDemand | None
    holders: int
    with_factor: int


def demand_rows() -> list[DemandRow]:
    demanded = demands()
    holders = dict(_count(RoleGrant.objects.filter(in_force(today()), user__is_active=True)))
    ready = dict(
        _count(
            RoleGrant.objects.filter(
                in_force(today()),
                user__is_active=True,
                user__in=TOTPDevice.objects.filter(confirmed=True).values("user"),
            )
        )
    )
    return [
        DemandRow(role, demanded.get(role), holders.get(role, 0), ready.get(role, 0))
        for role in Role
    ]


def _count(grants: QuerySet[RoleGrant]) -> QuerySet[RoleGrant, tuple[str, int]]:
    """How many users hold each role."""
    return grants.order_by().values_list("role").annotate(Count("user", distinct=True))
