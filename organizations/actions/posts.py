"""Which post a person holds at which unit, in which time."""

from django.db import transaction

from accounts.models import User
from audit.actions import record
from core.days import last_day, vn_date
from core.dependants import must_be_unused
from core.locks import one_at_a_time
from core.problems import Problem, Refused
from core.text import fold
from core.versions import changes, plain
from organizations.actions.origins import rewrite
from organizations.models import Appointment, Person, Unit
from organizations.queries import post_facts
from organizations.rules import (
    PostFacts,
    cleaned,
    is_exclusive_post,
    out_of_order,
    share_a_day,
)


class CannotAppoint(Refused):
    """The person holds the post in that time already, or the days cannot be."""


@transaction.atomic
def appoint(*, person: Person, facts: PostFacts, by: User) -> Appointment:
    """The person holds a post at a unit for a time; the same asked for twice is done once.

    Raises `CannotAppoint`.
    """
    locked, typed = Person.objects.select_for_update().get(pk=person.pk), cleaned(facts)
    period = {"valid_from": typed.valid_from, "valid_to": typed.valid_to}
    same = locked.appointments.filter(unit_id=typed.unit_id or 0, post=typed.post, **period).first()
    if same is not None:
        return same
    CannotAppoint.if_any(_post_problems(locked, typed))
    held = Appointment.objects.create(
        person=locked, is_exclusive=_is_exclusive(typed), **vars(typed)
    )
    record("appointment.entered", held, by=by, after={"person": locked.label, **plain(typed)})
    return held


@transaction.atomic
def correct_appointment(*, held: Appointment, facts: PostFacts, version: str, by: User) -> None:
    """Say otherwise which post, where and when, or end it; raise `CannotAppoint`, `Stale`."""
    person = Person.objects.select_for_update().get(pk=held.person_id)
    locked = Appointment.objects.select_for_update().get(pk=held.pk)
    stored, typed = post_facts(locked), cleaned(facts)
    if not changes(stored=stored, typed=typed, version=version):
        return
    CannotAppoint.if_any(_post_problems(person, typed, but=locked))
    locked.is_exclusive = _is_exclusive(typed)
    rewrite(locked, typed)
    record("appointment.corrected", locked, by=by, before=plain(stored), after=plain(typed))


@transaction.atomic
def remove_appointment(*, held: Appointment, by: User) -> None:
    """Delete a post entered by mistake; raise `InUse` where a role goes with it."""
    locked = Appointment.objects.select_for_update().get(pk=held.pk)
    must_be_unused(locked, way_out="Ghi ngày thôi giữ chức vụ ở “Đến trước ngày”.")
    before = {"person": locked.person.label, **plain(post_facts(locked))}
    record("appointment.removed", locked, by=by, before=before)
    locked.delete()


def _post_problems(
    person: Person, typed: PostFacts, *, but: Appointment | None = None
) -> list[Problem]:
    """One post once at a time, at a unit that exists, in days that follow each other."""
    unit = Unit.objects.filter(pk=typed.unit_id or 0).first()
    if unit is None:
        return [Problem("Chọn đơn vị nơi giữ chức vụ.", "unit_id")]
    problems = out_of_order(typed.valid_from, typed.valid_to)
    if typed.valid_from and unit.exists_to and typed.valid_from >= unit.exists_to:
        problems.append(Problem("Đơn vị đã kết thúc trước ngày này.", "valid_from"))
    others = person.appointments.filter(unit=unit).exclude(pk=but.pk if but else 0)
    if any(
        fold(other.post) == fold(typed.post)
        and share_a_day(other.valid_from, other.valid_to, typed.valid_from, typed.valid_to)
        for other in others
    ):
        words = "Trong thời gian này người này đã giữ chức vụ đó ở đơn vị. Hãy sửa dòng đã có."
        problems.append(Problem(words, "valid_from"))
    return problems or _head_problems(unit, typed, but)


def _is_exclusive(typed: PostFacts) -> bool:
    return is_exclusive_post(typed.post, Unit.objects.get(pk=typed.unit_id or 0).kind)


def _head_problems(unit: Unit, typed: PostFacts, but: Appointment | None) -> list[Problem]:
    """Whoever heads the unit in that time, by name and until when."""
    if not is_exclusive_post(typed.post, unit.kind):
        return []
    one_at_a_time("head post")
    others = Appointment.objects.filter(unit=unit, is_exclusive=True).select_related("person")
    for other in others.exclude(pk=but.pk if but else 0).order_by("pk"):
        if share_a_day(other.valid_from, other.valid_to, typed.valid_from, typed.valid_to):
            return [Problem(_held_by(other), "valid_from")]
    return []


def _held_by(other: Appointment) -> str:
    """“Nguyễn Văn An đang là Viện trưởng của đơn vị này từ 01/01/2024 …”"""
    begun = f" từ {vn_date(other.valid_from)}" if other.valid_from else ""
    last = last_day(other.valid_to)
    until = f" đến hết {vn_date(last)}" if last else ", chưa ghi ngày thôi giữ"
    return (
        f"{other.person.full_name} là {other.post} của đơn vị này{begun}{until}. Ghi ngày thôi "
        "giữ chức vụ của người đó trước, hoặc sửa ngày ở đây."
    )
