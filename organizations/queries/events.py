"""What happens to units: one event, those of a unit, what is known around it, what follows."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import F, Max, Q, QuerySet

from accounts.models import User
from core.days import vn_date
from core.lists import Column, Filter, List
from core.sheets import Value
from organizations.enums import EventKind, EventSide, EventState
from organizations.models import Appointment, Unit, UnitEvent, UnitEventPart, UnitName, UnitParent
from organizations.queries.roles import hats_of
from organizations.queries.units import names_on_days, units_named
from organizations.rules.events import (
    NAME_PARTS,
    SHAPES,
    AfterRow,
    Around,
    BeforeRow,
    EventFacts,
    KnownName,
    KnownPlace,
    KnownUnit,
)


def event_facts(event: UnitEvent) -> EventFacts:
    """The event as its form edits it; a unit it founded still counts as yet to be founded."""
    parts = sorted(event.parts.all(), key=lambda part: part.position)
    founds = SHAPES[event.kind].founds
    return EventFacts(
        kind=event.kind,
        on=event.on,
        basis=event.basis,
        before=tuple(
            BeforeRow(part.unit_id, part.ends) for part in parts if part.side == EventSide.BEFORE
        ),
        after=tuple(
            _after(part, None if founds else part.unit_id)
            for part in parts
            if part.side == EventSide.AFTER
        ),
        source=event.source,
        note=event.note,
    )


def _after(part: UnitEventPart, unit: int | None) -> AfterRow:
    name = {field: getattr(part, field) for field in NAME_PARTS}
    return AfterRow(unit_id=unit, kind=part.kind, parent_id=part.parent_id, **name)


# What is known of the units of an event


def around_event(facts: EventFacts) -> Around:
    """What is known of the units an event names: `event_problems(facts, around_event(facts))`."""
    units = known_units(facts.unit_ids)
    parents = _parents_to_be(facts, units)
    near = _siblings(parents, [row.full_name for row in facts.after])
    above = facts.after[0].unit_id if facts.kind == EventKind.MOVE and facts.after else None
    return Around(
        units=units,
        siblings=dict.fromkeys(parents, near),
        above={above: frozenset(ever_above(above))} if above else {},
    )


def known_units(keys: Iterable[int]) -> dict[int, KnownUnit]:
    """Names, places, posts and events of units, in five queries."""
    units = {unit.pk: unit for unit in Unit.objects.filter(pk__in=set(keys))}
    names, places = _names_of(units), _places_of(units)
    posts = Appointment.objects.filter(unit__in=units).values("unit").order_by("unit")
    starts = dict(posts.annotate(last=Max("valid_from")).values_list("unit", "last"))
    parts = UnitEventPart.objects.filter(unit__in=units, event__state=EventState.IN_FORCE)
    last = parts.values("unit").order_by("unit").annotate(last=Max("event__on"))
    events = dict(last.values_list("unit", "last"))
    return {
        key: KnownUnit(
            unit_id=key,
            label=names[key][-1].short_name if names[key] else unit.label,
            kind=unit.kind,
            exists_from=unit.exists_from,
            exists_to=unit.exists_to,
            names=tuple(names[key]),
            places=tuple(places[key]),
            posts_from=starts.get(key),
            last_event_on=events.get(key),
        )
        for key, unit in units.items()
    }


def _names_of(units: Collection[int]) -> dict[int, list[KnownName]]:
    found: dict[int, list[KnownName]] = defaultdict(list)
    rows = UnitName.objects.filter(unit__in=units)
    for row in rows.order_by(F("valid_from").asc(nulls_first=True), "pk"):
        name = KnownName(row.full_name, row.short_name, row.valid_from, row.valid_to)
        found[row.unit_id].append(name)
    return found


def _places_of(units: Collection[int]) -> dict[int, list[KnownPlace]]:
    found: dict[int, list[KnownPlace]] = defaultdict(list)
    for row in UnitParent.objects.filter(unit__in=units):
        found[row.unit_id].append(KnownPlace(row.parent_id, row.valid_from, row.valid_to))
    return found


def _parents_to_be(facts: EventFacts, units: dict[int, KnownUnit]) -> set[int | None]:
    """Below whom somebody comes to stand, or bears a new name."""
    if SHAPES[facts.kind].founds:
        return {row.parent_id for row in facts.after}
    if facts.kind == EventKind.MOVE:
        return {row.unit_id for row in facts.after}
    if facts.kind == EventKind.RENAME:
        places = [place for unit in units.values() for place in unit.places]
        return {place.unit_id for place in places} or {None}
    return set()


def _siblings(parents: set[int | None], names: Sequence[str]) -> tuple[KnownUnit, ...]:
    """Every unit that ever stood below one of these; of those below nobody, only namesakes."""
    keys: set[int] = set()
    if below := {parent for parent in parents if parent}:
        rows = UnitParent.objects.filter(parent__in=below)
        keys |= set(rows.values_list("unit_id", flat=True))
    if None in parents:
        alone = UnitName.objects.filter(unit__parents__isnull=True)
        wanted = {name.casefold() for name in names}
        rows_of_names = alone.values_list("unit_id", "full_name")
        keys |= {unit for unit, name in rows_of_names if name.casefold() in wanted}
    return tuple(known_units(keys).values()) if keys else ()


def ever_above(unit: Unit | int) -> set[int]:
    """The unit and every unit that ever stood above it."""
    seen: set[int] = set()
    front = {unit if isinstance(unit, int) else unit.pk}
    while front:
        seen |= front
        above = UnitParent.objects.filter(unit_id__in=front).values_list("parent_id", flat=True)
        front = set(above) - seen
    return seen


# What an event does to units, for all who ask what follows


@dataclass(frozen=True)
class Successor:
    """Who may step in for a unit: `value` is what an answer says, also for a unit yet to be."""

    value: str  # "after-0"
    label: str
    unit_id: int | None


@dataclass(frozen=True)
class Course:
    """What an event does to units, for all who ask what follows from it.

    `names`: short names of the day before, of every unit before the event. `divided` units go on
    beside what was split off; `moved` ones change the unit above them to `above`.
    """

    event_id: int
    kind: str
    on: date
    basis: str
    names: dict[int, str]
    ended: tuple[int, ...] = ()
    divided: tuple[int, ...] = ()
    moved: tuple[int, ...] = ()
    successors: tuple[Successor, ...] = ()
    above: int | None = None

    @property
    def because(self) -> str:
        """“Hợp nhất thành đơn vị mới từ ngày 01/07/2025”."""
        return f"{EventKind(self.kind).label} từ ngày {vn_date(self.on)}"

    def successor(self, value: str) -> int | None:
        """The unit an answer names."""
        return next((each.unit_id for each in self.successors if each.value == value), None)


def course_of(event: UnitEvent) -> Course:
    parts = sorted(event.parts.all(), key=lambda part: part.position)
    before = [part for part in parts if part.side == EventSide.BEFORE and part.unit_id]
    after = [part for part in parts if part.side == EventSide.AFTER]
    names = _names_around(event, parts)
    is_move, is_split = event.kind == EventKind.MOVE, event.kind == EventKind.SPLIT
    steps_in = SHAPES[event.kind].founds or event.kind == EventKind.ABSORB
    return Course(
        event_id=event.pk,
        kind=event.kind,
        on=event.on,
        basis=event.basis,
        names={part.unit_id or 0: names[part.pk] for part in before},
        ended=tuple(part.unit_id or 0 for part in before if part.ends),
        divided=tuple(part.unit_id or 0 for part in before if is_split and not part.ends),
        moved=tuple(part.unit_id or 0 for part in before if is_move),
        successors=tuple(
            Successor(f"after-{part.position}", names[part.pk], part.unit_id)
            for part in after
            if steps_in
        ),
        above=after[0].unit_id if is_move and after else None,
    )


def _names_around(event: UnitEvent, parts: Iterable[UnitEventPart]) -> dict[int, str]:
    """Short names by part: before the event of the day before, after it of its day."""
    listed = list(parts)
    days = {part.pk: _named_on(event, part) for part in listed}
    names = names_on_days((part.unit_id, days[part.pk]) for part in listed if part.unit_id)
    return {
        part.pk: part.short_name or names[part.unit_id or 0, days[part.pk]].short_name
        for part in listed
    }


def _named_on(event: UnitEvent, part: UnitEventPart) -> date:
    return event.on - timedelta(days=part.side == EventSide.BEFORE)


# The register of events


@dataclass(frozen=True)
class EventRow:
    """An event as the register lists it: kind and state in words, names of its day."""

    event: UnitEvent
    kind: str
    on: date
    before: str
    after: str
    basis: str
    state: str


def events_visible_to(user: User) -> QuerySet[UnitEvent]:
    """Who keeps the register sees all; everybody else those in force."""
    hats, events = hats_of(user), UnitEvent.objects.all()
    if hats.is_administrator or hats.office_of:
        return events
    in_force = events.filter(state=EventState.IN_FORCE)
    return in_force if user.is_active else in_force.none()


def event_rows(events: Iterable[UnitEvent]) -> list[EventRow]:
    """Parts and names of all of them: two queries for any number."""
    listed = {event.pk: event for event in events}
    parts = list(UnitEventPart.objects.filter(event__in=listed).order_by("position"))
    days = {part.pk: _named_on(listed[part.event_id], part) for part in parts}
    names = names_on_days((part.unit_id, days[part.pk]) for part in parts if part.unit_id)
    said: dict[tuple[int, str], list[str]] = defaultdict(list)
    for part in parts:
        known = names.get((part.unit_id or 0, days[part.pk]))
        name = part.short_name or (known.short_name if known else "")
        said[part.event_id, part.side].append(name)
    return [_row(event, said) for event in listed.values()]


def _row(event: UnitEvent, said: dict[tuple[int, str], list[str]]) -> EventRow:
    return EventRow(
        event=event,
        kind=EventKind(event.kind).label,
        on=event.on,
        before="; ".join(said[event.pk, EventSide.BEFORE]),
        after="; ".join(said[event.pk, EventSide.AFTER]),
        basis=event.basis,
        state=EventState(event.state).label,
    )


def _cells(row: EventRow) -> tuple[Value, ...]:
    return row.on, row.kind, row.before, row.after, row.basis, row.state


def _of_kind(events: QuerySet[UnitEvent], kind: str) -> QuerySet[UnitEvent]:
    return events.filter(kind=kind)


def _in_state(events: QuerySet[UnitEvent], state: str) -> QuerySet[UnitEvent]:
    return events.filter(state=state)


def _by_unit(events: QuerySet[UnitEvent], text: str) -> QuerySet[UnitEvent]:
    """Events of units by any name they bear, have borne or are to bear."""
    units = units_named(text).order_by().values("unit_id")
    named = Q(unit__in=units) | Q(full_name__icontains=text) | Q(short_name__icontains=text)
    parts: Any = UnitEventPart.objects.filter(named).values("event_id")
    return events.filter(Q(pk__in=parts) | Q(basis__icontains=text))


EVENTS: List[EventRow] = List(
    title="Biến động đơn vị",
    stem="bien-dong-don-vi",
    columns=(
        Column("Từ ngày", "ngay", ("on",), width=14),
        Column("Biến động", "loai", ("kind",), width=26),
        Column("Trước", width=40),
        Column("Sau", width=40),
        Column("Căn cứ", width=40),
        Column("Tình trạng", "tinh-trang", ("state",), width=16),
    ),
    order=("-state", "-on", "-pk"),  # what is yet to be carried out comes first
    rows=event_rows,
    cells=_cells,
    filters=(
        Filter("loai", "Biến động", EventKind.choices(), _of_kind),
        Filter("tinh-trang", "Tình trạng", EventState.choices(), _in_state),
    ),
    search=_by_unit,
    search_label="Đơn vị, căn cứ",
    placeholder="Ví dụ: luc ngan",
    noun="biến động",
)
