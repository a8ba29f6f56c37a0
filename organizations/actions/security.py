"""Who must sign in with a second factor, and help for those who lost theirs."""

from django.db import transaction

from accounts.actions.factors import remove_second_factor
from accounts.models import User
from accounts.queries.factors import has_second_factor
from audit.actions import record
from core.dates import now
from core.locks import one_at_a_time
from core.problems import Problem, Refused
from organizations.enums import Role
from organizations.models import SecondFactorDemand


class CannotRemoveFactor(Refused):
    """There is none, or it is one's own."""


@transaction.atomic
def demand_second_factor(*, role: Role, by: User) -> SecondFactorDemand:
    """From the next click on, whoever holds the role sets one up before anything else."""
    one_at_a_time("second factor demand")
    demand, is_new = SecondFactorDemand.objects.get_or_create(
        role=role, defaults={"by": by, "since": now()}
    )
    if is_new:
        record("second_factor.demanded", demand, by=by, after={"role": role})
    return demand


@transaction.atomic
def stop_demanding_second_factor(*, role: Role, by: User) -> None:
    """Those who have one keep it, and may switch it off."""
    demand = SecondFactorDemand.objects.select_for_update().filter(role=role).first()
    if demand is not None:
        record("second_factor.not_demanded", demand, by=by, before={"role": role})
        demand.delete()


@transaction.atomic
def take_second_factor_away(*, user: User, by: User, reason: str) -> None:
    """For a user whose phone is lost; nobody helps himself this way."""
    User.objects.select_for_update().get(pk=user.pk)
    if user.pk == by.pk:
        raise CannotRemoveFactor("Dùng trang Xác thực hai lớp của mình để tắt.")
    if not has_second_factor(user):
        raise CannotRemoveFactor("Tài khoản này không bật xác thực hai lớp.")
    if not reason.strip():
        raise CannotRemoveFactor(Problem("Nhập lý do.", "reason"))
    remove_second_factor(user=user, by=by, reason=reason.strip())
