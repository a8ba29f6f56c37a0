"""Entering persons, correcting their names, deleting who was entered by mistake."""

from collections.abc import Collection

from django.db import transaction
from django.db.models import F

from accounts.models import User
from audit.actions import record, record_all
from core.dependants import obstacles_of
from core.locks import one_at_a_time
from core.problems import Problem, Refused
from core.text import one_line
from core.versions import changes, plain
from organizations.actions.origins import rewrite
from organizations.actions.posts import appoint
from organizations.models import Person, Unit
from organizations.queries import person_facts, post_facts
from organizations.rules import NewPersonFacts, PersonFacts, PostFacts, cleaned

OWN_PARTS = frozenset({"appointments"})
WAY_OUT = "Hồ sơ cần giữ tên người này; nếu tên ghi sai, hãy sửa tên."
NAMESAKE = (
    "Danh bạ của đơn vị đã có người tên “{name}”. Nếu đúng là người đó, hãy mở trang của người đó"
    " để sửa. Nếu là người khác cùng họ tên, ghi thêm để phân biệt, ví dụ “{name} (sinh năm 1980)”."
)


class CannotNamePerson(Refused):
    """The unit has a person of this name already."""


class CannotRemovePerson(Refused):
    """Records name the person, or an account is the person's."""


@transaction.atomic
def name_person(*, full_name: str, unit: Unit | None, by: User) -> Person:
    """The person of this name at this unit, entered now if nobody has named them before."""
    known = Person.objects.filter(full_name=one_line(full_name), unit=unit).first()
    if known is not None:
        return known
    person = Person.objects.create(full_name=one_line(full_name), unit=unit)
    record("person.named", person, by=by, after={"unit": unit.pk if unit else None})
    return person


@transaction.atomic
def name_people(
    *, named: Collection[tuple[str, int | None]], by: User
) -> dict[tuple[str, int | None], Person]:
    """The people of these names at these units, entered now where nobody has named them before."""
    wanted = {key: (one_line(key[0]), key[1]) for key in named}
    rows = Person.objects.filter(full_name__in={name for name, _ in wanted.values()})
    known = {(each.full_name, each.unit_id): each for each in rows}
    missing = [key for key in dict.fromkeys(wanted.values()) if key not in known]
    made = [Person(full_name=name, unit_id=unit) for name, unit in missing]
    for each in made:
        each.with_find_columns()
    Person.objects.bulk_create(made)
    record_all("person.named", ((each, None, {"unit": each.unit_id}) for each in made), by=by)
    known |= {(each.full_name, each.unit_id): each for each in made}
    return {key: known[said] for key, said in wanted.items()}


@transaction.atomic
def enter_person(*, facts: NewPersonFacts, by: User) -> Person:
    """Enter a person, with the post held now if one is told; the same typed twice enters one.

    Raises `CannotNamePerson` for a namesake at the unit, `CannotAppoint` for a post without unit.
    """
    one_at_a_time("person")
    typed = cleaned(facts)
    if known := _namesake(typed.full_name, typed.unit_id):
        return _same_or_refused(known, typed)
    person = Person.objects.create(
        full_name=typed.full_name, unit_id=typed.unit_id, source=typed.source, note=typed.note
    )
    if typed.post:
        appoint(person=person, facts=_post_of(typed), by=by)
    record("person.named", person, by=by, after=plain(typed))
    return person


@transaction.atomic
def correct_person(*, person: Person, facts: PersonFacts, version: str, by: User) -> None:
    """Write a person's name or unit as it should be; raise `CannotNamePerson`, `Stale`."""
    one_at_a_time("person")
    locked = Person.objects.select_for_update().get(pk=person.pk)
    stored, typed = person_facts(locked), cleaned(facts)
    if not changes(stored=stored, typed=typed, version=version):
        return
    namesake = _namesake(typed.full_name, typed.unit_id)
    if namesake is not None and namesake.pk != locked.pk:
        raise CannotNamePerson(Problem(NAMESAKE.format(name=typed.full_name), "full_name"))
    rewrite(locked, typed)
    record("person.corrected", locked, by=by, before=plain(stored), after=plain(typed))


@transaction.atomic
def remove_person(*, person: Person, by: User) -> None:
    """Delete a person no record names, with the posts; raise `CannotRemovePerson`."""
    locked = Person.objects.select_for_update().get(pk=person.pk)
    CannotRemovePerson.if_any(person_obstacles(locked))
    posts = [plain(post_facts(held)) for held in locked.appointments.order_by("pk")]
    before = plain(person_facts(locked)) | {"posts": posts}
    record("person.removed", locked, by=by, before=before)
    locked.appointments.all().delete()
    locked.delete()


def person_obstacles(person: Person) -> tuple[Problem, ...]:
    """Why this person cannot be deleted: the account, what tells of it; none if it can."""
    user = person.user
    first = () if user is None else (Problem(f"Người này dùng tài khoản “{user.username}”."),)
    return (*first, *obstacles_of(person, parts=OWN_PARTS, way_out=WAY_OUT))


def _namesake(full_name: str, unit: int | None) -> Person | None:
    return Person.objects.filter(full_name=full_name, unit=unit).first()


def _same_or_refused(known: Person, typed: NewPersonFacts) -> Person:
    """The second of two equal requests gets what the first one made."""
    stored = NewPersonFacts(known.full_name, known.unit_id, source=known.source, note=known.note)
    held = known.appointments.order_by(F("pk").desc()).first()
    if held is not None and (typed.post or typed.valid_from):
        stored = NewPersonFacts(
            known.full_name, known.unit_id, held.post, held.valid_from, known.source, known.note
        )
    if stored == typed:
        return known
    raise CannotNamePerson(Problem(NAMESAKE.format(name=typed.full_name), "full_name"))


def _post_of(typed: NewPersonFacts) -> PostFacts:
    return PostFacts(typed.unit_id, typed.post, typed.valid_from, source=typed.source)
