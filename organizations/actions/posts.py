"""Which post a person holds at which unit, in which time."""

from django.db import transaction

from accounts.models import User
from audit.actions import record
from core.problems import Problem, Refused
from core.text import fold
from core.versions import changes, plain
from organizations.actions.origins import rewrite
from organizations.models import Appointment, Person, Unit
from organizations.queries import post_facts
from organizations.rules import PostFacts, cleaned, out_of_order, share_a_day


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
    held = Appointment.objects.create(person=locked, **vars(typed))
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
    rewrite(locked, typed)
    record("appointment.corrected", locked, by=by, before=plain(stored), after=plain(typed))


@transaction.atomic
def remove_appointment(*, held: Appointment, by: User) -> None:
    """Delete a post entered by mistake."""
    locked = Appointment.objects.select_for_update().get(pk=held.pk)
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
    return problems
