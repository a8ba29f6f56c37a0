"""Everything a reader may know of one unit: where it belongs, what it leads, what it owns, and
its years in one line of time."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Case, F, Q, Value, When

from accounts.models import User
from clusters.enums import YearState
from clusters.queries import (
    BELONGING,
    TO_COME,
    editions_visible_to,
    leading_in_words,
    years_visible_to,
)
from core.answers import Touched
from core.dates import today
from core.days import holds_on
from core.touches import Touch
from organizations.enums import EventKind, EventSide, UnitKind
from organizations.models import Unit, UnitName, UnitParent
from organizations.queries import BEFELL, NameBook, related_units, staff_of
from organizations.queries.people import StaffRow
from organizations.queries.units import PlaceRow
from portal.queries.gathered import touches_in_words, touches_of
from portal.queries.unit_timeline import YearOfUnit, timeline_of
from portal.queries.years import kinds_in_words
from portal.rules import Trend, trend_of
from scoring.queries import UnitResult, results_in_words, results_of

# Events by which units come from others.
BEGETS = frozenset({EventKind.MERGE, EventKind.ABSORB, EventKind.SPLIT, EventKind.TRANSFER})
FEW = 6  # of what is listed at once; the rest is folded away


@dataclass(frozen=True)
class Listed:
    """Lines newest first: a few, and the earlier ones."""

    rows: tuple[Touched, ...]

    @property
    def latest(self) -> tuple[Touched, ...]:
        return self.rows[:FEW]

    @property
    def earlier(self) -> tuple[Touched, ...]:
        return self.rows[FEW:]


@dataclass(frozen=True)
class OwnedGroup:
    """A group the unit set up."""

    pk: int
    name: str
    kind: str


@dataclass(frozen=True)
class OwnedYear:
    """A year of the unit's own, with those of its groups the reader may see."""

    year: int
    is_open: bool
    groups: tuple[OwnedGroup, ...]

    @property
    def counted(self) -> str:
        """“02 cụm, 01 khối”"""
        return kinds_in_words(group.kind for group in self.groups)

    @property
    def named(self) -> tuple[OwnedGroup, ...]:
        """All of them, if they are few; many stand on the page of their year."""
        return self.groups if len(self.groups) <= FEW else ()


@dataclass(frozen=True)
class RankRow:
    """One year of the table beside the drawing."""

    year: int
    group: str
    words: str


@dataclass(frozen=True)
class Ranks:
    """How the unit fared in the groups of one owner: drawn, and told in a table."""

    owner: str
    trend: Trend
    rows: tuple[RankRow, ...]


@dataclass(frozen=True)
class Kin:
    """Units this one came from and became, each with its last name."""

    before: tuple[UnitName, ...] = ()
    after: tuple[UnitName, ...] = ()


@dataclass(frozen=True)
class UnitRecord:
    """The page of one unit."""

    unit: Unit
    name: UnitName
    kind: str
    names: tuple[UnitName, ...]
    places: tuple[PlaceRow, ...]
    staff: tuple[StaffRow, ...]
    children: tuple[UnitName, ...]
    belongs: Listed
    leads: Listed
    expected: tuple[Touched, ...]
    owned: tuple[OwnedYear, ...]
    timeline: tuple[YearOfUnit, ...]
    ranks: tuple[Ranks, ...]
    kin: Kin
    is_with_kin: bool

    @property
    def has_ended(self) -> bool:
        return self.unit.exists_to is not None and self.unit.exists_to <= today()

    @property
    def head(self) -> StaffRow | None:
        """Who heads it today."""
        return next((row for row in self.staff if row.is_head), None)

    @property
    def children_count(self) -> str:
        return f"{len(self.children):02d}"


def unit_record(
    unit: Unit,
    *,
    user: User,
    years: Iterable[int],
    keeps: bool = False,
    with_kin: bool = False,
) -> UnitRecord:
    """Everything about a unit that this reader may see, today.

    `keeps`: he keeps the unit and knows of all its people. `with_kin`: its years go on through
    the units it came from and became.
    """
    units = [unit, *(_kin_of(unit) if with_kin else ())]
    keys = [each.pk for each in units]
    touched, results, links = touches_of(keys, user), results_of(keys, user), _links(unit)
    book = NameBook(_named(keys, touched, links) | {each.owner_id for each in results})
    lines = touches_in_words(touched, book.called, keys)
    lines += results_in_words(results, book.called)
    own = [line for line in lines if line.unit_id == unit.pk]
    terms = leading_in_words((row for row in touched if row.unit_id == unit.pk), book.called)
    return UnitRecord(
        unit=unit,
        name=book.on(unit.pk, today()),
        kind=UnitKind(unit.kind).label,
        names=tuple(book.of(unit.pk)),
        places=tuple(_places(unit, links, book)),
        staff=tuple(staff_of(unit, user, keeps=keeps)),
        children=tuple(_children(unit, links, book)),
        belongs=_newest(line for line in own if line.kind == BELONGING),
        leads=_newest(terms),
        expected=tuple(line for line in own if line.kind == TO_COME),
        owned=tuple(_owned(unit, user)),
        timeline=timeline_of(lines, units, book, years),
        ranks=tuple(_ranks(results, book)),
        kin=_kin(unit, touched, book),
        is_with_kin=with_kin,
    )


def _kin_of(unit: Unit) -> Sequence[Unit]:
    """Predecessors and successors, the latest first."""
    related = related_units(unit)
    found = Unit.objects.filter(pk__in=related.predecessors | related.successors)
    return list(found.order_by(F("exists_to").desc(nulls_first=True), "pk"))


def _links(unit: Unit) -> list[UnitParent]:
    """Every place of the unit, and the places under it."""
    links = UnitParent.objects.filter(Q(unit=unit) | Q(parent=unit))
    return list(links.order_by(F("valid_from").asc(nulls_first=True), "pk"))


def _named(keys: Iterable[int], touched: Iterable[Touch], links: Iterable[UnitParent]) -> set[int]:
    """Every unit whose name the page says."""
    units = set(keys) | {key for link in links for key in (link.unit_id, link.parent_id)}
    for row in touched:
        units |= {row.unit_id} | ({row.other_id} if row.other_id else set())
    return units


def _places(unit: Unit, links: Iterable[UnitParent], book: NameBook) -> Iterable[PlaceRow]:
    for link in links:
        if link.unit_id == unit.pk:
            is_now = holds_on(link.valid_from, link.valid_to, today())
            yield PlaceRow(link, book.on(link.parent_id, today()), is_now)


def _children(unit: Unit, links: Iterable[UnitParent], book: NameBook) -> list[UnitName]:
    """The units below it today, in Vietnamese order."""
    names = [
        book.on(link.unit_id, today())
        for link in links
        if link.parent_id == unit.pk and holds_on(link.valid_from, link.valid_to, today())
    ]
    return sorted(names, key=lambda name: (name.sort_key, name.unit_id))


def _newest(lines: Iterable[Touched]) -> Listed:
    order = sorted(lines, key=lambda line: line.text)
    return Listed(tuple(sorted(order, key=lambda line: line.year or 0, reverse=True)))


def _owned(unit: Unit, user: User) -> Iterable[OwnedYear]:
    """Newest first; the groups in the order of the lists."""
    seen = editions_visible_to(user).order_by().values("pk")
    rows = (
        years_visible_to(user)
        .filter(owner=unit)
        .annotate(is_seen=Case(When(editions__in=seen, then=Value(value=True))))
        .order_by("-label_year", "-editions__kind", "editions__sort_key", "editions__pk")
        .values_list(
            "label_year", "state", "is_seen", "editions__pk", "editions__name", "editions__kind"
        )
    )
    for (year, state), group in groupby(rows, key=lambda row: row[:2]):
        groups = tuple(OwnedGroup(*row[3:]) for row in group if row[2])
        yield OwnedYear(year, state == YearState.OPEN, groups)


def _ranks(results: Iterable[UnitResult], book: NameBook) -> Iterable[Ranks]:
    """Owner by owner, because ranks of two levels say nothing of each other. Where a year has
    several ranks, the line would have to choose: such a year stands in the table alone."""
    ranked = sorted((each for each in results if each.rank), key=lambda each: each.owner_id)
    for owner, group in groupby(ranked, key=lambda each: each.owner_id):
        rows = list(group)
        times = Counter(each.year for each in rows)
        trend = trend_of({each.year: each.rank or 0 for each in rows if times[each.year] == 1})
        if trend:
            told = (RankRow(each.year, each.group, each.words) for each in rows)
            lines = sorted(told, key=lambda row: row.year, reverse=True)
            yield Ranks(book.called(owner, today()), trend, tuple(lines))


def _kin(unit: Unit, touched: Iterable[Touch], book: NameBook) -> Kin:
    """The other units of its events: those before an event it stands after, and the reverse."""
    parts = [row for row in touched if row.what == BEFELL and row.kind in BEGETS]
    return Kin(
        before=_across(unit, parts, EventSide.BEFORE, book),
        after=_across(unit, parts, EventSide.AFTER, book),
    )


def _across(
    unit: Unit, parts: Sequence[Touch], side: EventSide, book: NameBook
) -> tuple[UnitName, ...]:
    """Units on that side of the events in which this one stands on the other."""
    events = {row.record_id for row in parts if row.unit_id == unit.pk and row.more != side}
    there = {row.unit_id for row in parts if row.record_id in events and row.more == side}
    names = [book.on(key, today()) for key in there - {unit.pk}]
    return tuple(sorted(names, key=lambda name: (name.sort_key, name.unit_id)))
