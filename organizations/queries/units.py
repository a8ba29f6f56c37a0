"""Units as they were called on a day, and where they stood."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, F, OuterRef, Q, QuerySet, Subquery, When

from core.days import holds_on, last_day, vn_date
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
            if best is None or fits(name, day) > fits(best, day):
                names[name.unit_id, day] = name
    return names


def fits(name: UnitName, on: date) -> tuple[int, int]:
    """How well a name answers for a day: in force first, then the latest ended, then the earliest
    still to come."""
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

    Where several units share a name, their time or the unit above tells them apart; any name a
    unit ever bore finds it. Three queries, each row read once.
    """
    units = {unit.pk: unit for unit in Unit.objects.only("exists_from", "exists_to")}
    # A unit that is entered between two of the queries is not known to this book yet.
    every = UnitName.objects.only(*_OF_BOOK).order_by("pk")
    spellings = [name for name in every if name.unit_id in units]
    names = _best_of(spellings, on)
    above = dict(UnitParent.objects.filter(in_force(on)).values_list("unit_id", "parent_id"))
    members, owners = set(first), set(then)

    def place(unit_id: int) -> tuple[int, str, int]:
        near = unit_id in owners or above.get(unit_id) in owners
        rank = 0 if unit_id in members else 1 if near else 2
        return rank, names[unit_id].sort_key, unit_id

    order = sorted(names, key=place)
    return Book(
        labels=_labels([units[key] for key in order], names, above),
        spellings=tuple(
            (words, name.unit_id)
            for name in spellings
            for words in (name.short_name, name.full_name)
        ),
    )


_OF_BOOK = ("unit_id", "short_name", "full_name", "sort_key", "valid_from", "valid_to")


def _best_of(names: Iterable[UnitName], on: date) -> dict[int, UnitName]:
    """The name of each unit that answers best for the day."""
    best: dict[int, UnitName] = {}
    for name in names:
        other = best.get(name.unit_id)
        if other is None or fits(name, on) > fits(other, on):
            best[name.unit_id] = name
    return best


def _labels(
    order: Sequence[Unit], names: dict[int, UnitName], above: dict[int, int]
) -> dict[int, str]:
    """The short name; units that share it are told apart."""
    alike: dict[str, list[Unit]] = {}
    for unit in order:
        alike.setdefault(names[unit.pk].short_name, []).append(unit)
    labels = {unit.pk: names[unit.pk].short_name for unit in order}
    for name, units in alike.items():
        if len(units) > 1:
            places = [names.get(above.get(unit.pk, 0)) for unit in units]
            told = told_apart(units, [place.short_name if place else "" for place in places])
            labels |= {unit.pk: f"{name} ({told[unit.pk]})" for unit in units}
    return labels


def told_apart(units: Sequence[Unit], places: Sequence[str]) -> dict[int, str]:
    """What tells units of one name apart: their time; where that does not, also the unit above."""
    told = [period_of(unit) for unit in units]
    if "" in told or len(set(told)) < len(told):
        pairs = zip(places, told, strict=True)
        told = [", ".join(each for each in pair if each) for pair in pairs]
    times = Counter(told)
    return {
        unit.pk: words if words and times[words] == 1 else f"{words}, mã {unit.pk}".lstrip(", ")
        for unit, words in zip(units, told, strict=True)
    }


def period_of(unit: Unit) -> str:
    """“từ 01/07/2025”, “đến hết 30/06/2025” or both; empty where no day is known."""
    starts, ends = vn_date(unit.exists_from), vn_date(last_day(unit.exists_to))
    return " ".join(f"{word} {day}" for word, day in (("từ", starts), ("đến hết", ends)) if day)


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


def units_above(unit: Unit | int, on: date) -> list[int]:
    """The units above this one on that day, nearest first; a circle ends where it closes.

    One query: the whole tree is read, which is small.
    """
    key = unit if isinstance(unit, int) else unit.pk
    links = UnitParent.objects.filter(in_force(on)).values_list("unit_id", "parent_id")
    parents = dict(links)
    above: list[int] = []
    while (parent := parents.get(key)) and parent not in above:
        above.append(parent)
        key = parent
    return above


def units_below(units: Iterable[int], on: date) -> set[int]:
    """These units and all that stand under them on that day: one query."""
    return _with_all_below(set(units), in_force(on))


def units_below_from(units: Iterable[int], on: date) -> set[int]:
    """`units_below`, and those that will come to stand below later."""
    return _with_all_below(set(units), _from(on))


def units_under(units: Iterable[int], on: date) -> set[int]:
    """All that stand under one of these on that day, none of them only because it is named."""
    return _all_below(set(units), in_force(on))


def units_under_from(units: Iterable[int], on: date) -> set[int]:
    """`units_under`, and those that will come to stand there later."""
    return _all_below(set(units), _from(on))


def _from(on: date) -> Q:
    return Q(valid_to__isnull=True) | Q(valid_to__gt=on)


def _with_all_below(units: set[int], links: Q) -> set[int]:
    return units | _all_below(units, links)


def _all_below(units: set[int], links: Q) -> set[int]:
    if not units:
        return set()
    below: dict[int, set[int]] = defaultdict(set)
    rows = UnitParent.objects.filter(links).values_list("parent_id", "unit_id")
    for parent, unit in rows:
        below[parent].add(unit)
    found: set[int] = set()
    front = units
    while front:
        front = {each for unit in front for each in below[unit]} - found
        found |= front
    return found


def children_on(unit: Unit, on: date) -> list[int]:
    links = UnitParent.objects.filter(in_force(on), parent=unit)
    return [link.unit_id for link in links]
