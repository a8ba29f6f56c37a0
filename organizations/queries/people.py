"""People the reader may know of, the posts they hold, who heads a unit."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, FilteredRelation, Q, QuerySet

from accounts.models import User
from core.dates import today
from core.days import holds_on
from core.lists import Column, Filter, List
from core.sheets import Value
from organizations.enums import UnitKind
from organizations.models import Appointment, Person, Unit, UnitName
from organizations.queries.periods import in_force, in_post
from organizations.queries.roles import hats_of
from organizations.queries.units import names_on, names_on_days, units_below
from organizations.rules import is_head_post


@dataclass(frozen=True)
class PersonRow:
    """A person of the list, with unit and posts as of today."""

    person_id: int
    full_name: str
    unit: UnitName | None
    posts: tuple[str, ...]


@dataclass(frozen=True)
class PostRow:
    """One post a person holds or held; `ends_with_unit`: the day its unit is no more, before any
    day entered for the post itself."""

    held: Appointment
    unit: UnitName
    is_now: bool
    ends_with_unit: date | None


@dataclass(frozen=True)
class StaffRow:
    """A person on the page of a unit."""

    person: Person
    posts: tuple[str, ...]
    is_head: bool


def people_visible_to(user: User) -> QuerySet[Person]:
    """Whoever holds or held a post stands in the register, open to all who are signed in.

    Somebody only named in a record is known to the units he belongs to and those above them;
    somebody without a unit, to those who keep the register.
    """
    hats = hats_of(user)
    if hats.is_administrator:
        return Person.objects.all()
    near = Q(unit_id__in=units_below(hats.all_units, today()))
    posted = Q(pk__in=Appointment.objects.values("person_id"))
    without = Q(unit__isnull=True) if hats.office_of else Q()
    return Person.objects.filter(near | posted | without)


def posts_on(persons: Iterable[Person | int], on: date) -> dict[int, list[Appointment]]:
    """The posts each person holds on that day, by person id, the head's first."""
    keys = {each if isinstance(each, int) else each.pk for each in persons}
    return _by("person_id", Appointment.objects.filter(in_post(on), person_id__in=keys))


def posts_at(units: Iterable[Unit | int], on: date) -> dict[int, list[Appointment]]:
    """The posts held at each unit on that day with their persons, by unit id, the head's first."""
    keys = {each if isinstance(each, int) else each.pk for each in units}
    held = Appointment.objects.filter(in_post(on), unit_id__in=keys).select_related("person")
    return _by("unit_id", held)


def headed_by(unit: Unit | int, on: date) -> Appointment | None:
    """Who heads the unit on that day (“Viện trưởng”); None where nobody's post says so.

    Nobody heads a unit on a day on which it is not there.
    """
    held = [each for posts in posts_at([unit], on).values() for each in posts]
    return next((each for each in held if is_head_post(each.post)), None)


def _by(field: str, held: QuerySet[Appointment]) -> dict[int, list[Appointment]]:
    found: dict[int, list[Appointment]] = {}
    held = held.order_by("valid_from", "pk")
    for each in sorted(held, key=lambda row: not is_head_post(row.post)):
        found.setdefault(getattr(each, field), []).append(each)
    return found


def person_posts(person: Person) -> list[PostRow]:
    """All posts of a person, the newest first; each unit under the name it bore then."""
    day = today()
    rows = person.appointments.select_related("unit")
    held = list(rows.order_by(F("valid_from").desc(nulls_last=True), "-pk"))
    days = {each.pk: _shown_on(each, day) for each in held}
    names = names_on_days((each.unit_id, days[each.pk]) for each in held)
    return [
        PostRow(each, names[each.unit_id, days[each.pk]], _holds(each, day), _ends_with_unit(each))
        for each in held
    ]


def _shown_on(held: Appointment, day: date) -> date:
    """Today, or the nearest day on which the post is held."""
    ends = _ends_with_unit(held) or held.valid_to
    if ends is not None and ends <= day:
        return ends - timedelta(days=1)
    return max(held.valid_from or day, day)


def _holds(held: Appointment, day: date) -> bool:
    is_there = holds_on(held.unit.exists_from, held.unit.exists_to, day)
    return is_there and holds_on(held.valid_from, held.valid_to, day)


def _ends_with_unit(held: Appointment) -> date | None:
    ends = held.unit.exists_to
    is_later = held.valid_to is None or (ends is not None and ends < held.valid_to)
    return ends if is_later else None


def staff_of(unit: Unit, user: User, *, keeps: bool = False) -> list[StaffRow]:
    """The people of a unit the reader may know of: its head, who else holds a post, the others.

    Where the unit is no more nobody holds a post. `keeps`: the reader is known to keep the unit, so
    he knows of all of them.
    """
    day = today()
    known = Person.objects.all() if keeps else people_visible_to(user)
    if not holds_on(unit.exists_from, unit.exists_to, day):
        left = known.filter(unit=unit).order_by("sort_key", "pk")
        return [StaffRow(person, (), is_head=False) for person in left]
    here = FilteredRelation(
        "appointments",
        condition=Q(appointments__unit=unit) & in_force(day, "appointments__"),
    )
    people = known.annotate(held=here, post=F("held__post"))
    near = people.filter(Q(unit=unit) | Q(held__isnull=False))
    posts: dict[Person, list[str]] = {}
    for person in near.order_by("sort_key", "pk", "held__valid_from", "held__pk"):
        posts.setdefault(person, []).extend([person.post] if person.post else [])
    rows = [StaffRow(person, _heads_first(held), _heads(held)) for person, held in posts.items()]
    return sorted(rows, key=lambda row: (not row.is_head, not row.posts))


def _heads_first(posts: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(posts, key=lambda post: not is_head_post(post)))


def _heads(posts: Iterable[str]) -> bool:
    return any(is_head_post(post) for post in posts)


# The list


def people_rows(people: Sequence[Person]) -> list[PersonRow]:
    """Names of units and posts of today: three queries for any number."""
    day = today()
    held = posts_on([person.pk for person in people], day)
    units = {person.unit_id for person in people if person.unit_id}
    names = names_on(units | {each.unit_id for posts in held.values() for each in posts}, day)
    return [
        PersonRow(
            person_id=person.pk,
            full_name=person.full_name,
            unit=names.get(person.unit_id or 0),
            posts=tuple(_post_in_words(each, person, names) for each in held.get(person.pk, ())),
        )
        for person in people
    ]


def _post_in_words(held: Appointment, person: Person, names: dict[int, UnitName]) -> str:
    """The post; at another unit than the person's own, with that unit."""
    if held.unit_id == person.unit_id:
        return held.post
    return f"{held.post}, {names[held.unit_id].short_name}"


def _people_cells(row: PersonRow) -> tuple[Value, ...]:
    return row.full_name, row.unit.short_name if row.unit else "", "; ".join(row.posts)


def _of_kind(people: QuerySet[Person], kind: str) -> QuerySet[Person]:
    return people.filter(unit__kind=kind)


PEOPLE: List[PersonRow] = List(
    title="Người",
    stem="danh-ba-nguoi",
    columns=(
        Column("Họ và tên", "ten", ("sort_key",), width=28),
        Column("Đơn vị", width=36),
        Column("Chức vụ hiện nay", width=40),
    ),
    order=("sort_key", "pk"),
    rows=people_rows,
    cells=_people_cells,
    filters=(Filter("loai", "Loại đơn vị", UnitKind.choices(), _of_kind),),
    search_label="Họ và tên",
    placeholder="Ví dụ: nguyen van tung",
    noun="người",
)
