"""Units as they were called on a day, and where they stood."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, F, OuterRef, QuerySet, Subquery, When

from core.days import holds_on
from core.forms.pickers import Book
from core.text import search_words
from organizations.models import Unit, UnitName, UnitParent
from organizations.queries.periods import in_force


def names_on(units: Iterable[Unit | int], on: date) -> dict[int, UnitName]:
    """The name each unit bore on that day, by unit id.

    A unit that had ended by then keeps its last name; one not yet named bears its first.
    """
    keys = {unit if isinstance(unit, int) else unit.pk for unit in units}
    return {unit: name for (unit, _), name in names_on_days((key, on) for key in keys).items()}


def names_on_days(wanted: Iterable[tuple[int, date]]) -> dict[tuple[int, date], UnitName]:
    """`names_on` where each unit has its own day, as in a list over several years: one query."""
    days: dict[int, set[date]] = {}
    for unit, day in wanted:
        days.setdefault(unit, set()).add(day)
    names: dict[tuple[int, date], UnitName] = {}
    for name in UnitName.objects.filter(unit_id__in=days):
        for day in days[name.unit_id]:
            best = names.get((name.unit_id, day))
            if best is None or _fits(name, day) > _fits(best, day):
                names[name.unit_id, day] = name
    return names


def _fits(name: UnitName, on: date) -> tuple[int, int]:
    """Names in force first, then the latest ended, then the earliest still to come."""
    if holds_on(name.valid_from, name.valid_to, on):
        return (2, 0)
    if name.valid_to is not None and name.valid_to <= on:
        return (1, name.valid_to.toordinal())
    return (0, -name.valid_from.toordinal() if name.valid_from else 0)


def name_on(unit: Unit | int, on: date) -> UnitName:
    """The one name of one unit; raise `UnitName.DoesNotExist` if it never had any."""
    found = list(names_on([unit], on).values())
    if not found:
        raise UnitName.DoesNotExist
    return found[0]


def units_named(text: str) -> QuerySet[UnitName]:
    """Names that contain every word of the text, marks and case aside, in Vietnamese order."""
    names = UnitName.objects.select_related("unit")
    for word in search_words(text):
        names = names.filter(search_text__contains=word)
    return names.order_by("sort_key", "valid_from", "pk")


def units_in_order(on: date) -> QuerySet[Unit]:
    """All units in Vietnamese order of the name of the day; a unit that ended, of its last one."""
    return Unit.objects.annotate(order=unit_order("pk", on)).order_by("order", "pk")


def unit_order(unit: str, on: date) -> Subquery:
    """The key by which rows stand in the order of their units: `unit` is the field naming it."""
    of_day = (
        UnitName.objects.filter(unit=OuterRef(unit))
        .annotate(holds=Case(When(in_force(on), then=1), default=0))
        .order_by("-holds", F("valid_to").desc(nulls_last=True), "valid_from")
    )
    return Subquery(of_day.values("sort_key")[:1])


def unit_book(on: date, *, first: Iterable[int] = (), then: Iterable[int] = ()) -> Book:
    """Every unit to choose from: those of `first`, then units near those of `then`, then all.

    Where several units share a name, the unit above tells them apart; any name a unit ever bore
    finds it.
    """
    names = names_on(Unit.objects.all(), on)
    above = parents_on(names.keys(), on)
    members, owners = set(first), set(then)

    def place(unit_id: int) -> tuple[int, str, int]:
        near = unit_id in owners or above.get(unit_id) in owners
        rank = 0 if unit_id in members else 1 if near else 2
        return rank, names[unit_id].sort_key, unit_id

    order = sorted(names, key=place)
    spellings = UnitName.objects.values_list("short_name", "full_name", "unit_id")
    return Book(
        labels=_labels(order, names, above),
        spellings=tuple((name, row[2]) for row in spellings for name in row[:2]),
    )


def _labels(
    order: Sequence[int], names: dict[int, UnitName], above: dict[int, int]
) -> dict[int, str]:
    """The short name; where several units share it, the unit above tells them apart."""
    times = Counter(names[key].short_name for key in order)
    return {
        key: names[key].short_name
        if times[names[key].short_name] == 1
        else _told_apart(names[key], names.get(above.get(key, 0)))
        for key in order
    }


def _told_apart(name: UnitName, above: UnitName | None) -> str:
    return f"{name.short_name} ({above.short_name if above else f'mã {name.unit_id}'})"


def parents_on(units: Iterable[Unit | int], on: date) -> dict[int, int]:
    """Unit id to the id of the unit above it on that day."""
    keys = {unit if isinstance(unit, int) else unit.pk for unit in units}
    links = UnitParent.objects.filter(in_force(on), unit_id__in=keys)
    return {link.unit_id: link.parent_id for link in links}


@dataclass(frozen=True)
class PlaceRow:
    """One unit above another, in its time."""

    link: UnitParent
    above: UnitName
    is_now: bool


def places_of(unit: Unit, on: date) -> list[PlaceRow]:
    """Every unit that ever stood above this one, the first first."""
    links = list(unit.parents.order_by(F("valid_from").asc(nulls_first=True), "pk"))
    names = names_on([link.parent_id for link in links], on)
    return [
        PlaceRow(link, names[link.parent_id], holds_on(link.valid_from, link.valid_to, on))
        for link in links
    ]


def units_above(unit: Unit | int, on: date) -> list[int]:
    """The units above this one on that day, nearest first; a circle ends where it closes."""
    key = unit if isinstance(unit, int) else unit.pk
    above: list[int] = []
    while (parent := parents_on([key], on).get(key)) and parent not in above:
        above.append(parent)
        key = parent
    return above


def units_below(units: Iterable[int], on: date) -> set[int]:
    """These units and all that stand under them on that day: one query a level."""
    found = set(units)
    front = set(found)
    while front:
        links = UnitParent.objects.filter(in_force(on), parent_id__in=front)
        front = set(links.values_list("unit_id", flat=True)) - found
        found |= front
    return found


def children_on(unit: Unit, on: date) -> list[int]:
    links = UnitParent.objects.filter(in_force(on), parent=unit)
    return [link.unit_id for link in links]
