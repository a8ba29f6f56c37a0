"""Which post a person holds at which unit, in which time."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q

from accounts.models import User
from audit.actions import record, record_all
from core.days import last_day, vn_date
from core.dependants import must_be_unused
from core.locks import one_at_a_time
from core.problems import Problem, Refused
from core.text import fold
from core.versions import Stale, changes, plain
from organizations.actions.origins import rewrite
from organizations.models import Appointment, Person, Unit
from organizations.queries import post_facts
from organizations.rules import (
    PostFacts,
    cleaned,
    is_exclusive_post,
    out_of_order,
    outside_life,
    share_a_day,
)


class CannotAppoint(Refused):
    """The person holds the post in that time already, or the days cannot be.

    `at` is its place among those that were asked for.
    """

    at = 0


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
    unit = _unit_of(typed)
    CannotAppoint.if_any(_post_problems(locked, unit, typed))
    held = Appointment.objects.create(
        person=locked, is_exclusive=_is_exclusive(unit, typed), **vars(typed)
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
    unit = _unit_of(typed)
    CannotAppoint.if_any(_post_problems(person, unit, typed, but=locked))
    locked.is_exclusive = _is_exclusive(unit, typed)
    rewrite(locked, typed)
    record("appointment.corrected", locked, by=by, before=plain(stored), after=plain(typed))


@dataclass(frozen=True)
class HeldPost:
    """What a person is to hold; `held`: the post of the register this corrects, as it was read."""

    person: Person
    facts: PostFacts
    held: Appointment | None = None


@transaction.atomic
def hold_posts(*, posts: Sequence[HeldPost], by: User) -> None:
    """Correct and enter many posts, each judged like one alone, after those before it.

    What is corrected comes first. Raises `CannotAppoint`, also where a post is no longer as it
    was read.
    """
    people = {each.person.pk for each in posts}
    list(Person.objects.select_for_update().filter(pk__in=people).order_by("pk"))
    one_at_a_time("head post")
    register = _Register(posts)
    entered, corrected = [], []
    for at, each in enumerate(posts):
        try:
            stored, held = register.hold(each)
        except CannotAppoint as refused:
            refused.at = at
            raise
        if stored is not None and stored != post_facts(held):
            held.save()
            corrected.append((held, plain(stored), plain(post_facts(held))))
        elif stored is None:
            entered.append(held)
    Appointment.objects.bulk_create(entered)
    record_all("appointment.corrected", corrected, by=by)
    told = ({"person": each.person.label, **plain(post_facts(each))} for each in entered)
    done = ((each, None, after) for each, after in zip(entered, told, strict=True))
    record_all("appointment.entered", done, by=by)


class _Register:
    """The posts that matter to those that are to be held, and what becomes of them meanwhile."""

    def __init__(self, posts: Sequence[HeldPost]) -> None:
        units = {each.facts.unit_id or 0 for each in posts}
        people = {each.person.pk for each in posts}
        self.units = Unit.objects.prefetch_related("names").in_bulk(units)
        matter = Q(person__in=people) | Q(is_exclusive=True, unit__in=units)
        rows = Appointment.objects.filter(matter).select_related("person").order_by("pk")
        self.rows = {row.pk: row for row in rows}
        self.of_person: dict[int, list[Appointment]] = defaultdict(list)
        self.heads: dict[int, list[Appointment]] = defaultdict(list)
        for row in self.rows.values():
            self._note(row)

    def _note(self, row: Appointment) -> None:
        self.of_person[row.person_id].append(row)
        if row.is_exclusive:
            self.heads[row.unit_id].append(row)

    def hold(self, post: HeldPost) -> tuple[PostFacts | None, Appointment]:
        """What the register says of it (nothing of a new one), and the post as it will be."""
        typed = cleaned(post.facts)
        key = typed.unit_id or 0
        own = [row for row in self.of_person[post.person.pk] if row.unit_id == key]
        if post.held is None and (same := next((row for row in own if _is_same(row, typed)), None)):
            return post_facts(same), same
        held = self.rows.get(post.held.pk) if post.held else None
        stored = post_facts(held) if held else None
        if held is not None and stored == typed:
            return stored, held
        if post.held is not None and stored != post_facts(post.held):
            raise CannotAppoint(str(Stale(typed)))
        unit, heads = self.units.get(key), self.heads[key]
        CannotAppoint.if_any(_problems(post.person, unit, typed, [*own, *heads], but=held))
        row = held or Appointment(person=post.person)
        for field, value in vars(typed).items():
            setattr(row, field, value)
        row.unit, row.is_exclusive = self.units[key], _is_exclusive(unit, typed)
        if held is None:
            self._note(row)
        return stored, row


def _is_same(row: Appointment, typed: PostFacts) -> bool:
    said = (typed.post, typed.valid_from, typed.valid_to)
    return (row.post, row.valid_from, row.valid_to) == said


@transaction.atomic
def remove_appointment(*, held: Appointment, by: User) -> None:
    """Delete a post entered by mistake; raise `InUse` where a role goes with it."""
    locked = Appointment.objects.select_for_update().get(pk=held.pk)
    must_be_unused(locked, way_out="Ghi ngày thôi giữ chức vụ ở “Đến trước ngày”.")
    before = {"person": locked.person.label, **plain(post_facts(locked))}
    record("appointment.removed", locked, by=by, before=before)
    locked.delete()


def _unit_of(typed: PostFacts) -> Unit | None:
    return Unit.objects.filter(pk=typed.unit_id or 0).first()


def _post_problems(
    person: Person, unit: Unit | None, typed: PostFacts, *, but: Appointment | None = None
) -> list[Problem]:
    if _is_exclusive(unit, typed):
        one_at_a_time("head post")
    others = Appointment.objects.filter(Q(person=person) | Q(is_exclusive=True), unit=unit)
    return _problems(person, unit, typed, others.select_related("person").order_by("pk"), but=but)


def _problems(
    person: Person,
    unit: Unit | None,
    typed: PostFacts,
    others: Iterable[Appointment],
    *,
    but: Appointment | None = None,
) -> list[Problem]:
    """One post once at a time, one head of a unit that exists, in days that follow each other.

    `others` are the posts at the unit that the person holds, and those only one may hold.
    """
    if unit is None:
        return [Problem("Chọn đơn vị nơi giữ chức vụ.", "unit_id")]
    period = typed.valid_from, typed.valid_to
    problems = out_of_order(*period) + outside_life(unit, *period)
    meanwhile = [
        other
        for other in others
        if other != but and share_a_day(other.valid_from, other.valid_to, *period)
    ]
    if any(
        other.person_id == person.pk and fold(other.post) == fold(typed.post) for other in meanwhile
    ):
        words = "Trong thời gian này người này đã giữ chức vụ đó ở đơn vị. Hãy sửa dòng đã có."
        problems.append(Problem(words, "valid_from"))
    heads = [other for other in meanwhile if other.is_exclusive and _is_exclusive(unit, typed)]
    return problems or [Problem(_held_by(other), "valid_from") for other in heads[:1]]


def _is_exclusive(unit: Unit | None, typed: PostFacts) -> bool:
    return unit is not None and is_exclusive_post(typed.post, unit.kind)


def _held_by(other: Appointment) -> str:
    """“Nguyễn Văn An đang là Viện trưởng của đơn vị này từ 01/01/2024 …”"""
    begun = f" từ {vn_date(other.valid_from)}" if other.valid_from else ""
    last = last_day(other.valid_to)
    until = f" đến hết {vn_date(last)}" if last else ", chưa ghi ngày thôi giữ"
    return (
        f"{other.person.full_name} là {other.post} của đơn vị này{begun}{until}. Ghi ngày thôi "
        "giữ chức vụ của người đó trước, hoặc sửa ngày ở đây."
    )
