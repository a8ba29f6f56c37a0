"""What members of a year became by the events since: whom the next year may expect instead."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from organizations.enums import EventKind, EventSide, EventState
from organizations.models import UnitEventPart

LEADS_ON = (EventKind.MERGE, EventKind.ABSORB, EventKind.SPLIT)


def succession_of(units: Collection[int], since: date, until: date) -> dict[int, tuple[int, ...]]:
    """Units that events of these days led to, each with those of `units` it came from."""
    came_from: dict[int, set[int]] = {unit: {unit} for unit in units}
    front = set(units)
    while front and (steps := _steps(front, since, until)):
        front = {after for _, after in steps} - came_from.keys()
        for before, after in steps:
            came_from.setdefault(after, set()).update(came_from[before])
    return {
        unit: tuple(sorted(origins - {unit}))
        for unit, origins in came_from.items()
        if origins - {unit}
    }


def _steps(units: Collection[int], since: date, until: date) -> list[tuple[int, int]]:
    """Pairs of a unit before an event and one after it."""
    parts = UnitEventPart.objects.filter(
        unit__isnull=False,
        event__state=EventState.IN_FORCE,
        event__kind__in=LEADS_ON,
        event__on__gt=since,
        event__on__lte=until,
    )
    before = parts.filter(side=EventSide.BEFORE, unit_id__in=units)
    led: dict[int, list[int]] = defaultdict(list)
    for event, unit in before.values_list("event_id", "unit_id"):
        led[event].append(unit)
    if not led:
        return []
    after = parts.filter(side=EventSide.AFTER, event_id__in=led)
    return [
        (unit, successor)
        for event, successor in after.values_list("event_id", "unit_id")
        for unit in led[event]
        if unit != successor
    ]
