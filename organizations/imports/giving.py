"""Units and events as rows that can be taken over again."""

from collections.abc import Mapping, Sequence
from itertools import zip_longest

from accounts.models import User
from core.days import last_day
from core.sheets import Value
from organizations.enums import EventKind, EventSide, UnitKind
from organizations.imports.reading import Cells
from organizations.imports.tables import EVENTS, NO, UNITS, YES
from organizations.models import UnitEvent
from organizations.policies import kept_by
from organizations.queries.known_events import events_in_force, units_on
from organizations.queries.whole import code_of, unit_index
from organizations.rules.events import SHAPES
from organizations.rules.whole import NAME_PARTS, HeldName, HeldPlace, WholeUnit


def units_given(by: User, _target: int | None = None) -> Mapping[str, Sequence[Cells]]:
    """The units this user keeps and the events among them, all dated."""
    kept, index = kept_by(by), unit_index()
    units = [key for key in index.units if kept.may_keep(key)]
    rows = [row for key in units for row in _unit_rows(key, index.units[key])]
    events = [_event_row(event) for event in events_in_force()]
    of_mine = [row for row, named in events if all(kept.may_keep(key) for key in named)]
    return {UNITS.key: rows, EVENTS.key: of_mine}


def _unit_rows(key: int, unit: WholeUnit) -> list[Cells]:
    """One row for each name and each place, side by side; the first with what lasts."""
    pairs = list(zip_longest(unit.names, unit.parents))
    rows = [
        {"code": code_of(key)} | _name_cells(name) | _place_cells(place) for name, place in pairs
    ]
    rows[0] |= {
        "kind": UnitKind(unit.kind).label,
        "exists_from": unit.exists_from,
        "exists_to": last_day(unit.exists_to),
        "source": unit.source or None,
        "note": unit.note or None,
    }
    return list(rows)


def _name_cells(name: HeldName | None) -> dict[str, Value]:
    if name is None:
        return {}
    cells: dict[str, Value] = {part: getattr(name, part) or None for part in NAME_PARTS}
    return cells | {"name_from": name.valid_from, "name_to": last_day(name.valid_to)}


def _place_cells(place: HeldPlace | None) -> dict[str, Value]:
    if place is None:
        return {}
    return {
        "parent": code_of(place.parent_id),
        "parent_from": place.valid_from,
        "parent_to": last_day(place.valid_to),
    }


def _event_row(event: UnitEvent) -> tuple[Cells, list[int]]:
    before, after = units_on(event, EventSide.BEFORE), units_on(event, EventSide.AFTER)
    ends = any(part.ends for part in event.parts.all())
    shown = [] if event.kind == EventKind.RENAME else after
    cells: dict[str, Value] = {
        "kind": EventKind(event.kind).label,
        "on": event.on,
        "before": "; ".join(code_of(key) for key in before) or None,
        "after": "; ".join(code_of(key) for key in shown) or None,
        "ends": None if SHAPES[event.kind].ends is not None else (YES if ends else NO),
        "basis": event.basis or None,
        "source": event.source or None,
        "note": event.note or None,
    }
    return cells, [*before, *after]
