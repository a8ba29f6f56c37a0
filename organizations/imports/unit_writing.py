"""Writing what a workbook of units says: units from above to below, events in their order."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from accounts.models import User
from core.problems import Refused
from organizations.actions import carry_out, plan_event
from organizations.actions.journal import Journal
from organizations.actions.whole import Amended, CannotTakeOver, amend_units, enter_whole_units
from organizations.enums import EventKind, EventSide
from organizations.imports.file_rows import FileEvent, FileUnit
from organizations.imports.unit_file import UnitFile
from organizations.models import UnitEvent
from organizations.queries import Course, course_of
from organizations.queries.whole import unit_index
from organizations.rules import AfterRow, BeforeRow, EventFacts
from organizations.rules.events import NAME_PARTS, SHAPES
from organizations.rules.imports import RefusedRow
from organizations.rules.whole import WholeUnit

FEW = 3


class Asks(Protocol):
    """What a person must decide before this may happen, in words; nothing if it may at once.

    Higher apps know it, so the page over all of them hands it in.
    """

    def __call__(self, course: Course, by: User, /) -> Sequence[str]: ...


@dataclass(frozen=True)
class Left:
    """An event that is left as planned: its number, and what a person must decide first."""

    event_id: int
    asked: tuple[str, ...]


class UnitWriter:
    """Units an event founds are entered by it; what it leaves unsaid is written afterwards.

    An event that raises a question is left as planned, with all it would have brought.
    """

    def __init__(self, file: UnitFile, by: User, asks: Asks) -> None:
        self.file = file
        self.by = by
        self.asks = asks
        self.numbers: dict[int, int] = {}
        self.left: dict[int, Left] = {}
        # Units that have part in an event that is left as planned, now or before.
        self.undecided = {key for at in file.left for key in file.event(at).units}

    def write(self, events: Sequence[FileEvent]) -> None:
        """Raises `RefusedRow`; the caller's transaction takes everything back."""
        waiting = [unit for unit in self.file.units if unit.key not in self.file.founded]
        waiting = self._write_ready(waiting)
        for event in sorted(events, key=lambda each: (each.on, each.at)):
            self._carry_out(event)
            waiting = self._write_ready(waiting)
        self.file.settle(unit_index(), self.numbers)
        there = [unit for unit in self.file.units if not self.file.is_left(unit)]
        self._amend(there, after_events=True)

    def _write_ready(self, waiting: list[FileUnit]) -> list[FileUnit]:
        """Write every unit whose parents are there; the units that must wait for an event."""
        while ready := [unit for unit in waiting if self._is_ready(unit)]:
            self._write(ready)
            done = {unit.key for unit in ready}
            waiting = [unit for unit in waiting if unit.key not in done]
        return waiting

    def _is_ready(self, unit: FileUnit) -> bool:
        places = self.file.target(unit).parents
        return all(place.parent_id > 0 or place.parent_id in self.numbers for place in places)

    def _write(self, units: list[FileUnit]) -> None:
        """Change those of the register, enter the new ones, all at once."""
        new = [unit for unit in units if self.file.meaning(unit) is None]
        for unit in new:
            self.file.must_not_hang(unit)
        self._amend([unit for unit in units if self.file.meaning(unit) is not None])
        try:
            made = enter_whole_units(facts=[self._facts(unit) for unit in new], by=self.by)
        except CannotTakeOver as refused:
            raise RefusedRow(str(refused), row=new[refused.at].rows[0][0]) from refused
        self.numbers |= {unit.key: row.pk for unit, row in zip(new, made, strict=True)}

    def _facts(self, unit: FileUnit, *, after_events: bool = False) -> WholeUnit:
        """What the file says of a unit, with the numbers of the units above it."""
        facts = self.file.target(unit, after_events=after_events)
        parents = (replace(place, parent_id=self._real(place.parent_id)) for place in facts.parents)
        return replace(facts, parents=tuple(parents))

    def _amend(self, units: Sequence[FileUnit], *, after_events: bool = False) -> None:
        """Change units of the register, where the rows say anything else of them."""
        changed: list[tuple[FileUnit, Amended]] = []
        for unit in units:
            key = self.file.number(unit)
            facts, stored = self._facts(unit, after_events=after_events), self.file.index.units[key]
            if facts != stored:
                self._must_end_quietly(unit, facts.exists_to, stored.exists_to)
                changed.append((unit, Amended(key, stored, facts)))
        try:
            amend_units(amended=[each for _, each in changed], by=self.by)
        except CannotTakeOver as refused:
            unit, _ = changed[refused.at]
            raise RefusedRow(str(refused), row=unit.rows[0][0]) from refused

    def _must_end_quietly(self, unit: FileUnit, ends: date | None, ended: date | None) -> None:
        """A unit that something hangs on does not end by a day in a cell; raise `RefusedRow`."""
        if ends is None or ends == ended:
            return
        key = self.file.number(unit)
        names = {key: self.file.index.name(key)}
        course = Course(0, EventKind.ABOLISH, ends, "", names, ended=(key,))
        if asked := self.asks(course, self.by):
            words = f"Cần người quyết định: {told(asked)}. Hãy ghi biến động của đơn vị."
            raise RefusedRow(words, "exists_to", unit.rows[0][0])

    def _real(self, key: int) -> int:
        return key if key > 0 else self.numbers[key]

    def _carry_out(self, event: FileEvent) -> None:
        """Let it happen, or leave it as planned where a person must decide something first."""
        self.file.must_be_there(event)
        facts = EventFacts(
            kind=event.kind,
            on=event.on,
            basis=event.values["basis"],
            before=tuple(BeforeRow(self._real(key), event.ends) for key in event.before),
            after=self._after_rows(event),
            source=event.values["source"],
            note=event.values["note"],
        )
        try:
            planned = plan_event(facts=facts, by=self.by)
            if asked := self._asked(event, planned):
                self.left[event.at] = Left(planned.pk, asked)
                self.file.left.add(event.at)
                self.undecided |= event.units
                return
            carry_out(event=planned, journal=Journal(planned), by=self.by)
        except Refused as refused:
            raise RefusedRow(str(refused), row=event.at) from refused
        if SHAPES[event.kind].founds:
            parts = planned.parts.filter(side=EventSide.AFTER).order_by("position")
            made = [part.unit_id or 0 for part in parts]
            self.numbers |= dict(zip(event.after, made, strict=True))

    def _asked(self, event: FileEvent, planned: UnitEvent) -> tuple[str, ...]:
        if event.units & self.undecided:
            return ("đơn vị còn biến động khác để dự kiến, phải thực hiện trước",)
        return tuple(self.asks(course_of(planned), self.by))

    def _after_rows(self, event: FileEvent) -> tuple[AfterRow, ...]:
        if event.kind == EventKind.RENAME:
            name = self.file.new_name(event)
            parts = {part: getattr(name, part) for part in NAME_PARTS}
            return (AfterRow(unit_id=self._real(event.before[0]), **parts),)
        if SHAPES[event.kind].founds:
            return tuple(self._founded(key) for key in event.after)
        return tuple(AfterRow(unit_id=self._real(key)) for key in event.after)

    def _founded(self, key: int) -> AfterRow:
        facts = self.file.target(self.file.by_key[key])
        parts = {part: getattr(facts.names[0], part) for part in NAME_PARTS}
        parent = self._real(facts.parents[0].parent_id) if facts.parents else None
        return AfterRow(kind=facts.kind, parent_id=parent, **parts)


def told(asked: Sequence[str]) -> str:
    """The first few, and how many more."""
    more = f"; và {len(asked) - FEW} việc khác" if len(asked) > FEW else ""
    return f"{'; '.join(asked[:FEW])}{more}"
