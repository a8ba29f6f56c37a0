"""Giving roles, bounding them in time, taking back those that have not begun."""

from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import User
from audit.actions import record
from core.dates import today
from core.days import vn_date
from core.locks import one_at_a_time
from core.problems import Problem, Refused
from core.versions import changes, plain
from organizations.enums import Role
from organizations.models import Appointment, RoleGrant, Unit
from organizations.queries.accounts import CAN_SIGN_IN, days_of
from organizations.queries.periods import in_force
from organizations.rules import GrantDays, GrantFacts, day_problems, grant_problems, share_a_day


class CannotGrantRole(Refused):
    """The role lacks its unit, its days are in disorder, or the user holds it already."""


class LastAdministrator(Refused):
    """Afterwards nobody could give roles or open accounts."""

    def __init__(self, field: str = "") -> None:
        message = (
            "Đây là quản trị viên cuối cùng. Hãy giao vai trò quản trị cho một tài khoản khác "
            "(đã kích hoạt, không ghi ngày kết thúc) trước."
        )
        super().__init__(Problem(message, field))


def grant_role(
    *,
    user: User,
    role: Role,
    unit: Unit | None = None,
    valid_from: date | None = None,
    valid_to: date | None = None,
    by: User,
) -> RoleGrant:
    """Let the user act in a role; only an administrator's role names no unit."""
    key = unit.pk if unit else None
    return give_role(user=user, facts=GrantFacts(valid_from, valid_to, role, key), by=by)


@transaction.atomic
def give_role(*, user: User, facts: GrantFacts, by: User) -> RoleGrant:
    """Let the user act in a role as typed; with a post, no longer than that post is held.

    Raises `CannotGrantRole`.
    """
    User.objects.select_for_update().get(pk=user.pk)
    unit = Unit.objects.filter(pk=facts.unit or 0).first()
    CannotGrantRole.if_any(
        grant_problems(facts)
        or _ended(unit, facts)
        or _taken(user, facts)
        or _post_problems(user, facts.appointment)
    )
    grant = RoleGrant.objects.create(
        user=user,
        role=facts.role,
        unit=unit,
        appointment_id=facts.appointment,
        **vars(facts.days),
    )
    post = grant.appointment.post if grant.appointment else ""
    after = {"role": facts.role, "unit": facts.unit, "post": post, **plain(facts.days)}
    record("role.granted", user, by=by, after=after)
    return grant


def _post_problems(user: User, appointment: int | None) -> list[Problem]:
    """A role goes with a post of this account's own person, and of nobody else."""
    if (
        appointment is None
        or Appointment.objects.filter(pk=appointment, person__user_id=user.pk).exists()
    ):
        return []
    words = "Chọn một chức vụ của người dùng tài khoản này."
    return [Problem(words, "appointment")]


def _ended(unit: Unit | None, facts: GrantFacts) -> list[Problem]:
    """A role for a unit that is no more would give nothing but reading."""
    day = max(facts.valid_from or today(), today())
    if unit is None or unit.exists_to is None or unit.exists_to > day:
        return []
    words = f"{unit.label} đã kết thúc từ ngày {vn_date(unit.exists_to)}, không giao vai trò mới."
    return [Problem(words, "unit")]


def _taken(user: User, facts: GrantFacts, apart_from: int | None = None) -> list[Problem]:
    """The same role for the same unit is held once at a time."""
    others = RoleGrant.objects.filter(user=user, role=facts.role, unit=facts.unit)
    for other in others.exclude(pk=apart_from or 0).select_related("appointment"):
        if share_a_day(facts.valid_from, facts.valid_to, other.valid_from, _ends(other)):
            message = "Tài khoản đã có vai trò này cho đơn vị này trong thời gian đó."
            return [Problem(message, "valid_from" if apart_from else "role")]
    return []


def _ends(grant: RoleGrant) -> date | None:
    """The day a role is no more: its own, or that of the post it goes with."""
    days = (grant.valid_to, grant.appointment.valid_to if grant.appointment else None)
    return min((day for day in days if day), default=None)


@transaction.atomic
def bound_grant(*, grant: RoleGrant, facts: GrantDays, version: str, by: User) -> RoleGrant:
    """Correct the days of a role; giving it a last day ends it."""
    one_at_a_time("administrator")
    locked = RoleGrant.objects.select_for_update().get(pk=grant.pk)
    stored = days_of(locked)
    if not changes(stored=stored, typed=facts, version=version):
        return locked
    whole = GrantFacts(
        valid_from=facts.valid_from,
        valid_to=facts.valid_to,
        role=locked.role,
        unit=locked.unit_id,
    )
    CannotGrantRole.if_any(day_problems(facts) or _taken(locked.user, whole, locked.pk))
    if not _holds_for_good(facts):
        must_leave_an_administrator(RoleGrant.objects.filter(pk=locked.pk), field="valid_to")
    locked.valid_from, locked.valid_to = facts.valid_from, facts.valid_to
    locked.save(update_fields=["valid_from", "valid_to"])
    what = {"role": locked.role, "unit": locked.unit_id}
    before, after = {**what, **plain(stored)}, {**what, **plain(facts)}
    record("role.bounded", locked.user, by=by, before=before, after=after)
    return locked


def _holds_for_good(days: GrantDays) -> bool:
    return days.valid_to is None and (days.valid_from is None or days.valid_from <= today())


@transaction.atomic
def take_back_grant(*, grant: RoleGrant, by: User) -> None:
    """Delete a role that has not begun; one that has is ended by its last day."""
    locked = RoleGrant.objects.select_for_update().get(pk=grant.pk)
    if not_begun := grant_not_begun(locked):
        raise CannotGrantRole(not_begun)
    before = {"role": locked.role, "unit": locked.unit_id, **plain(days_of(locked))}
    record("role.taken_back", locked.user, by=by, before=before)
    locked.delete()


def grant_not_begun(grant: RoleGrant) -> str:
    """Why the role cannot be deleted; empty while its first day lies ahead."""
    if grant.valid_from is not None and grant.valid_from > today():
        return ""
    return "Vai trò đã có hiệu lực nên không xóa được. Hãy ghi ngày cuối cùng giữ vai trò."


def must_leave_an_administrator(taken: QuerySet[RoleGrant], field: str = "") -> None:
    """Raise `LastAdministrator` if without these grants nobody were one for good.

    Only those count who can sign in and whose role has no end.
    """
    lasting = RoleGrant.objects.filter(
        in_force(today()),
        role=Role.ADMINISTRATOR,
        appointment=None,
        valid_to=None,
        user__in=User.objects.filter(CAN_SIGN_IN),
    )
    gone = set(lasting.filter(pk__in=taken.values("pk")).values_list("pk", flat=True))
    if gone and not lasting.exclude(pk__in=gone).exists():
        raise LastAdministrator(field)
