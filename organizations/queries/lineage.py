"""Where a unit comes from and what became of it, over every event between."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F

from organizations.enums import EventKind, EventSide, EventState
from organizations.models import Unit, UnitEvent, UnitEventPart, UnitName

# A change of the unit above is no line; what only gives territory is shown, not followed.
_SHOWN = (*(kind for kind in EventKind if kind != EventKind.MOVE),)
_FOLLOWED = frozenset({EventKind.MERGE, EventKind.ABSORB, EventKind.SPLIT})


@dataclass(frozen=True)
class LineName:
    """One name of a unit in the line, and its time."""

    short_name: str
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True)
class LineUnit:
    """A unit of the line. `column`: how many joints lie before it at most, from 0.

    `is_asked`: the unit whose line it is.
    """

    unit_id: int
    names: tuple[LineName, ...]
    exists_from: date | None
    exists_to: date | None
    column: int
    is_asked: bool

    @property
    def label(self) -> str:
        """The last name."""
        return self.names[-1].short_name


@dataclass(frozen=True)
class LineJoint:
    """An event in force between units of the line. A unit that is renamed stands on both sides."""

    event_id: int
    kind: str
    label: str
    on: date
    basis: str
    before: tuple[int, ...]
    after: tuple[int, ...]
    ended: tuple[int, ...]


@dataclass(frozen=True)
class Lineage:
    """Where a unit comes from and what became of it, the first first."""

    units: tuple[LineUnit, ...]
    joints: tuple[LineJoint, ...]

    @property
    def is_alone(self) -> bool:
        """Nothing but the unit itself."""
        return len(self.units) == 1


@dataclass(frozen=True)
class Relatives:
    """Unit ids from which a unit came, and those that came from it, over every event between."""

    predecessors: frozenset[int]
    successors: frozenset[int]


# From each unit to others, with the day, counted in the direction of the way.
Ways = dict[int, list[tuple[int, int]]]


@dataclass(frozen=True)
class Lines:
    """How all units come from each other: read once, asked as often as needed."""

    back: Ways
    onward: Ways

    def related(self, units: Collection[int]) -> Relatives:
        return Relatives(_reached(units, self.back), _reached(units, self.onward))


@dataclass
class _Event:
    kind: str
    on: date
    before: list[int]
    after: list[int]

    @property
    def units(self) -> set[int]:
        return {*self.before, *self.after}


def lineage_of(unit: Unit) -> Lineage:
    """The connected line of a unit; five queries for any depth."""
    events = _events()
    inside = _line(unit.pk, events)
    keys = [key for key, event in events.items() if event.units & inside]
    rows = UnitEvent.objects.filter(pk__in=keys).order_by("on", "pk").prefetch_related("parts")
    joints = tuple(_joint(event) for event in rows)
    keys_of_units = inside.union(*(joint.before + joint.after for joint in joints))
    return Lineage(_units(unit, keys_of_units, joints), joints)


def related_units(unit: Unit | int) -> Relatives:
    """One query for any depth."""
    return all_lines().related({unit if isinstance(unit, int) else unit.pk})


def all_lines() -> Lines:
    """One query."""
    lines = Lines(defaultdict(list), defaultdict(list))
    for event in _events().values():
        if event.kind in _FOLLOWED:
            day = event.on.toordinal()
            for one in event.before:
                lines.onward[one] += [(day, other) for other in event.after]
            for one in event.after:
                lines.back[one] += [(-day, other) for other in event.before]
    return lines


def _reached(starts: Collection[int], ways: Ways) -> frozenset[int]:
    """Time runs one way: what a unit became before it took another in did not come from that."""
    arrived = dict.fromkeys(starts, -date.max.toordinal())
    front = list(starts)
    while front:
        unit = front.pop()
        for day, other in ways.get(unit, ()):
            if arrived[unit] <= day < arrived.get(other, date.max.toordinal()):
                arrived[other] = day
                front.append(other)
    return frozenset(arrived.keys() - set(starts))


def _events() -> dict[int, _Event]:
    """Every event in force that joins units, by key."""
    rows = UnitEventPart.objects.filter(
        event__state=EventState.IN_FORCE, event__kind__in=_SHOWN, unit__isnull=False
    ).order_by("event_id", "position")
    found: dict[int, _Event] = {}
    told = rows.values_list("event_id", "event__kind", "event__on", "side", "unit_id")
    for event, kind, on, side, unit in told:
        joint = found.setdefault(event, _Event(kind, on, [], []))
        (joint.before if side == EventSide.BEFORE else joint.after).append(unit or 0)
    return found


def _line(unit: int, events: dict[int, _Event]) -> set[int]:
    """The unit and all that events tie to it, near or far."""
    found, front = {unit}, {unit}
    while front:
        joined = [each for each in events.values() if each.kind in _FOLLOWED and each.units & front]
        front = {other for each in joined for other in each.units} - found
        found |= front
    return found


def _joint(event: UnitEvent) -> LineJoint:
    parts = sorted(event.parts.all(), key=lambda part: part.position)
    before = [part for part in parts if part.side == EventSide.BEFORE]
    return LineJoint(
        event_id=event.pk,
        kind=event.kind,
        label=EventKind(event.kind).label,
        on=event.on,
        basis=event.basis,
        before=tuple(part.unit_id for part in before if part.unit_id),
        after=tuple(
            part.unit_id for part in parts if part.side == EventSide.AFTER and part.unit_id
        ),
        ended=tuple(part.unit_id for part in before if part.ends and part.unit_id),
    )


def _units(asked: Unit, keys: Iterable[int], joints: tuple[LineJoint, ...]) -> tuple[LineUnit, ...]:
    columns = _columns(joints)
    names: dict[int, list[LineName]] = defaultdict(list)
    wanted = set(keys)
    rows = UnitName.objects.filter(unit__in=wanted)
    for row in rows.order_by(F("valid_from").asc(nulls_first=True), "pk"):
        names[row.unit_id].append(LineName(row.short_name, row.valid_from, row.valid_to))
    units = [
        LineUnit(
            unit_id=each.pk,
            names=tuple(names[each.pk]),
            exists_from=each.exists_from,
            exists_to=each.exists_to,
            column=columns.get(each.pk, 0),
            is_asked=each.pk == asked.pk,
        )
        for each in Unit.objects.filter(pk__in=wanted)
    ]
    return tuple(sorted(units, key=lambda each: (each.column, each.label, each.unit_id)))


def _columns(joints: Iterable[LineJoint]) -> dict[int, int]:
    """Joints stand in the order of time: what comes from somebody stands to the right of him."""
    columns: dict[int, int] = defaultdict(int)
    for joint in joints:
        if joint.kind in _FOLLOWED:
            column = max((columns[unit] for unit in joint.before), default=-1) + 1
            for unit in joint.after:
                columns[unit] = max(columns[unit], column)
    return columns
