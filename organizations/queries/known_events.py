"""Events that have happened or are planned, told apart by kind, day and units: has a workbook one
of them?"""

from dataclasses import dataclass
from datetime import date

from organizations.enums import EventKind, EventSide, EventState
from organizations.models import UnitEvent
from organizations.queries.whole import spelling
from organizations.rules.events import SHAPES


@dataclass(frozen=True)
class KnownEvent:
    """What makes two events one and the same; where units or names are yet to be, their names."""

    kind: str
    on: date
    before: frozenset[int]
    after: frozenset[int | str]


def known_events() -> dict[KnownEvent, int]:
    """Every event in force, by what it is; with its number."""
    return {_known(event): event.pk for event in events_in_force()}


def planned_events() -> dict[KnownEvent, int]:
    """Every event that is planned, by what it is; with its number."""
    rows = UnitEvent.objects.filter(state=EventState.PLANNED).prefetch_related("parts")
    return {_planned(event): event.pk for event in rows.order_by("on", "pk")}


def names_its_outcome(kind: str) -> bool:
    """Whether a planned event leads to what is not there yet: new units, a new name."""
    return SHAPES[kind].founds or kind == EventKind.RENAME


def events_in_force() -> list[UnitEvent]:
    """In the order of their days, parts read along: two queries."""
    rows = UnitEvent.objects.filter(state=EventState.IN_FORCE).prefetch_related("parts")
    return list(rows.order_by("on", "pk"))


def units_on(event: UnitEvent, side: EventSide) -> list[int]:
    """The units of one side, in their order."""
    parts = sorted(event.parts.all(), key=lambda part: part.position)
    return [part.unit_id for part in parts if part.side == side and part.unit_id]


def _known(event: UnitEvent) -> KnownEvent:
    before, after = units_on(event, EventSide.BEFORE), units_on(event, EventSide.AFTER)
    return KnownEvent(event.kind, event.on, frozenset(before), frozenset(after))


def _planned(event: UnitEvent) -> KnownEvent:
    if not names_its_outcome(event.kind):
        return _known(event)
    before = frozenset(units_on(event, EventSide.BEFORE))
    parts = [part for part in event.parts.all() if part.side == EventSide.AFTER]
    return KnownEvent(
        event.kind, event.on, before, frozenset(spelling(part.full_name) for part in parts)
    )
