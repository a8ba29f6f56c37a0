"""Events that have happened, told apart by kind, day and units: has a workbook one of them?"""

from dataclasses import dataclass
from datetime import date

from organizations.enums import EventSide, EventState
from organizations.models import UnitEvent


@dataclass(frozen=True)
class KnownEvent:
    """What makes two events one and the same."""

    kind: str
    on: date
    before: frozenset[int]
    after: frozenset[int]


def known_events() -> dict[KnownEvent, int]:
    """Every event in force, by what it is; with its number."""
    return {_known(event): event.pk for event in events_in_force()}


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
