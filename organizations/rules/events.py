"""What can happen to units (domain: founding, renaming, merging, splitting …), as plain values.

A renaming changes one unit, a merger ends several and founds one, a split may leave the old unit in
being. What each kind needs is data; the obstacles are found by one function.
"""

from dataclasses import dataclass
from datetime import date

from organizations.enums import EventKind


@dataclass(frozen=True)
class Shape:
    """What an event of one kind is made of. `None` as the most means any number.

    `ends`: the units before it end always, never, or as a person says (None).
    `founds`: the units after it are new ones; else they are there already.
    """

    before: tuple[int, int | None]
    after: tuple[int, int | None]
    ends: bool | None
    founds: bool


SHAPES: dict[str, Shape] = {
    EventKind.FOUND: Shape(before=(0, 0), after=(1, None), ends=False, founds=True),
    EventKind.RENAME: Shape(before=(1, 1), after=(1, 1), ends=False, founds=False),
    EventKind.MERGE: Shape(before=(2, None), after=(1, 1), ends=True, founds=True),
    EventKind.ABSORB: Shape(before=(1, None), after=(1, 1), ends=True, founds=False),
    EventKind.SPLIT: Shape(before=(1, 1), after=(1, None), ends=None, founds=True),
    EventKind.TRANSFER: Shape(before=(1, None), after=(1, None), ends=False, founds=False),
    EventKind.MOVE: Shape(before=(1, None), after=(1, 1), ends=False, founds=False),
    EventKind.ABOLISH: Shape(before=(1, None), after=(0, 0), ends=True, founds=False),
}


@dataclass(frozen=True)
class BeforeRow:
    """A unit the event begins with; `ends`: it is no more from that day on."""

    unit_id: int
    ends: bool = False


@dataclass(frozen=True)
class AfterRow:
    """A unit the event leads to: one that is there already, or a new one with kind and place.

    For a renaming the unit itself, with its new name.
    """

    unit_id: int | None = None
    kind: str = ""
    full_name: str = ""
    short_name: str = ""
    letterhead: str = ""
    symbol: str = ""
    place_name: str = ""
    parent_id: int | None = None


@dataclass(frozen=True)
class EventFacts:
    """An event as it is planned. Where units change their place, `after` is the new unit above."""

    kind: str
    on: date | None = None
    basis: str = ""
    before: tuple[BeforeRow, ...] = ()
    after: tuple[AfterRow, ...] = ()
    source: str = ""
    note: str = ""
