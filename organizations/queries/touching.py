"""What befell units themselves: founding, names, places in the tree, events, the end."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from itertools import groupby

from django.db.models import Q

from core.answers import Touched
from core.touches import Called, Touch, Touches, touches
from organizations.enums import EventKind, EventSide, EventState
from organizations.models import Unit, UnitEventPart, UnitName, UnitParent

NAMED, PLACED, EXISTS, BEFELL = "name", "place", "unit", "event"
TOUCHES = frozenset({NAMED, PLACED, EXISTS, BEFELL})
HISTORY = "Đơn vị"
# “Hợp nhất thành đơn vị mới: A, B thành C”
_LEADS_TO = {
    EventKind.RENAME: "thành",
    EventKind.MERGE: "thành",
    EventKind.ABSORB: "vào",
    EventKind.SPLIT: "thành",
    EventKind.TRANSFER: "sang",
    EventKind.MOVE: "về",
}


def touched_by(units: Collection[int]) -> list[Touches]:
    """Dated names and places, how long the units exist, events in force; open to all readers."""
    names = UnitName.objects.filter(unit__in=units, valid_from__isnull=False)
    places = UnitParent.objects.filter(unit__in=units, valid_from__isnull=False)
    known = Q(exists_from__isnull=False) | Q(exists_to__isnull=False)
    own = UnitEventPart.objects.filter(unit__in=units, event__state=EventState.IN_FORCE)
    parts = UnitEventPart.objects.filter(event__in=own.values("event"), unit__isnull=False)
    return [
        touches(names, NAMED, on="valid_from", name="full_name"),
        touches(places, PLACED, on="valid_from", other_id="parent_id"),
        touches(
            Unit.objects.filter(known, pk__in=units),
            EXISTS,
            unit_id="pk",
            on="exists_from",
            until="exists_to",
        ),
        touches(
            parts,
            BEFELL,
            on="event__on",
            record_id="event_id",
            kind="event__kind",
            more="side",
            note="event__basis",
        ),
    ]


def touched_in_words(
    rows: Iterable[Touch], called: Called, units: Collection[int]
) -> list[Touched]:
    """Events first; a name or place of the very day of an event is told by the event."""
    listed = list(rows)
    events = [row for row in listed if row.what == BEFELL]
    told = {(row.unit_id, row.on) for row in events}
    by_event = groupby(sorted(events, key=_event), key=_event)
    lines = [line for _, parts in by_event for line in _befell(list(parts), called, units)]
    others = [row for row in listed if row.what != BEFELL]
    lines += [_line(row, row.on, _starts(row, called)) for row in others if _is_news(row, told)]
    ends = [row for row in others if row.what == EXISTS and row.until]
    return lines + [
        _line(row, row.until, "Kết thúc hoạt động")
        for row in ends
        if (row.unit_id, row.until) not in told
    ]


def _event(row: Touch) -> tuple[date, int]:
    return row.on or date.min, row.record_id or 0


def _is_news(row: Touch, told: set[tuple[int, date | None]]) -> bool:
    return row.on is not None and (row.unit_id, row.on) not in told


def _starts(row: Touch, called: Called) -> str:
    if row.what == NAMED:
        return f"Mang tên {row.name}"
    if row.what == PLACED and row.other_id and row.on:
        return f"Trực thuộc {called(row.other_id, row.on)}"
    return "Bắt đầu hoạt động"


def _befell(parts: list[Touch], called: Called, units: Collection[int]) -> Iterable[Touched]:
    """The event, once for each of these units that it names."""
    first = parts[0]
    text = _in_words(parts, called)
    for unit in dict.fromkeys(part.unit_id for part in parts if part.unit_id in units):
        yield _line(first._replace(unit_id=unit), first.on, text, first.note)


def _in_words(parts: list[Touch], called: Called) -> str:
    """“Đổi tên: VKSND huyện A thành VKSND thị xã A”; names of the day before and of the day."""
    first = parts[0]
    day = first.on or date.max
    before = [part.unit_id for part in parts if part.more == EventSide.BEFORE]
    after = [part.unit_id for part in parts if part.more == EventSide.AFTER]
    was = ", ".join(sorted(called(unit, day - timedelta(days=1)) for unit in before))
    became = ", ".join(sorted(called(unit, day) for unit in after))
    kind = EventKind(first.kind)
    word = f" {_LEADS_TO.get(kind, '')} " if was and became else ""
    return f"{kind.label}: {was}{word}{became}"


def _line(row: Touch, on: date | None, text: str, note: str = "") -> Touched:
    year = on.year if on else None
    return Touched(HISTORY, text, year, note=note, unit_id=row.unit_id, on=on)
