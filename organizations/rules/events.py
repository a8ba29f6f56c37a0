"""What can happen to units (domain: founding, renaming, merging, splitting …), as plain values.

A renaming changes one unit, a merger ends several and founds one, a split may leave the old unit in
being. What each kind needs is data; the obstacles are found by `event_problems`
(`organizations.rules.obstacles`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from organizations.enums import EventKind
from organizations.rules.register import cleaned


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

    unit_id: int | None = None
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


NAME_PARTS = ("full_name", "short_name", "letterhead", "symbol", "place_name")


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

    @property
    def unit_ids(self) -> set[int]:
        """Every unit that is there already and has a part in it."""
        named = {row.unit_id for row in self.before} | {row.unit_id for row in self.after}
        named |= {row.parent_id for row in self.after}
        return {unit for unit in named if unit is not None}


def settled(facts: EventFacts) -> EventFacts:
    """As it is kept: texts cleaned, what the kind decides by itself filled in, the rest left out.

    >>> merge = EventFacts("merge", before=(BeforeRow(1), BeforeRow(2)))
    >>> [row.ends for row in settled(merge).before]
    [True, True]
    """
    shape = SHAPES.get(facts.kind)
    if shape is None:
        return cleaned(facts)
    before = tuple(
        row if shape.ends is None else replace(row, ends=shape.ends) for row in facts.before
    )
    after = tuple(_settled_after(facts, row) for row in facts.after)
    return cleaned(replace(facts, before=before, after=after))


def _settled_after(facts: EventFacts, row: AfterRow) -> AfterRow:
    if SHAPES[facts.kind].founds:
        return replace(cleaned(row), unit_id=None)
    if facts.kind == EventKind.RENAME:
        unit = facts.before[0].unit_id if facts.before else None
        return replace(cleaned(row), unit_id=row.unit_id or unit, kind="", parent_id=None)
    return AfterRow(unit_id=row.unit_id)


@dataclass(frozen=True)
class KnownName:
    """A name of a unit and its time."""

    full_name: str
    short_name: str
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True)
class KnownPlace:
    """A unit above another, or below it, and the time."""

    unit_id: int
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True)
class KnownUnit:
    """What the register knows of a unit that has a part in an event.

    `posts_from`: the latest day on which somebody's post at it begins; `last_event_on`: the
    day of the last event in force that it has a part in.
    """

    unit_id: int
    label: str
    kind: str
    exists_from: date | None = None
    exists_to: date | None = None
    names: tuple[KnownName, ...] = ()
    places: tuple[KnownPlace, ...] = ()
    posts_from: date | None = None
    last_event_on: date | None = None


@dataclass(frozen=True)
class Around:
    """What an event is judged by: its units, who stands where, who bears which name below whom.

    `siblings`: units below each unit that a new one is to stand under, with their names and times;
    `above`: for each unit above that somebody is to move under, all that ever stood above it.
    """

    units: Mapping[int, KnownUnit] = field(default_factory=dict)
    siblings: Mapping[int | None, tuple[KnownUnit, ...]] = field(default_factory=dict)
    above: Mapping[int, frozenset[int]] = field(default_factory=dict)
