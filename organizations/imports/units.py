"""Taking over units with their names, places and events from a workbook, and giving them out."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from copy import copy
from typing import Any

from accounts.models import User
from core.days import vn_date
from organizations.enums import EventKind, VerdictKind
from organizations.imports.differences import changes, speaks_of_name, speaks_of_place
from organizations.imports.file_rows import FileEvent, FileUnit
from organizations.imports.tables import EVENTS, UNITS
from organizations.imports.unit_file import UnitFile
from organizations.imports.unit_writing import Asks, Left, UnitWriter, told
from organizations.policies import Kept, kept_by
from organizations.queries.known_events import (
    KnownEvent,
    known_events,
    names_its_outcome,
    planned_events,
)
from organizations.queries.whole import spelling, unit_index
from organizations.rules.events import SHAPES
from organizations.rules.imports import UNCHANGED, Judged, RefusedRow, Row
from organizations.rules.register import share_a_day
from organizations.rules.whole import WholeUnit, whole_problems

NEW, CHANGES, PLANNED = VerdictKind.NEW, VerdictKind.CHANGES, VerdictKind.PLANNED
NOT_YOURS = "Bạn chỉ nhập được đơn vị dưới đơn vị mình làm văn phòng."
NOT_YOURS_TO_SAY = "Chỉ văn phòng đơn vị cấp trên mới đặt tên mới, ghi ngày kết thúc đơn vị này."
NOT_YOURS_TO_DECIDE = "Chỉ văn phòng đơn vị cấp trên mới ghi được biến động của đơn vị này."
ASKED = "Cần người quyết định"
WAITS = "Đã ở dự kiến, chờ người xác nhận."
FOUNDED_LATER = "Lập khi biến động dự kiến được thực hiện."


class UnitImport:
    """What each row of a workbook of units and events comes to, and how it is taken over."""

    tables = (UNITS, EVENTS)

    def __init__(
        self, asks: Asks, rows: Sequence[Row], by: User, _target: int | None = None
    ) -> None:
        self.asks = asks
        self.rows = rows
        self.by = by
        self.index = unit_index()
        self.file = UnitFile(rows, self.index)
        self.kept: Kept = kept_by(by)
        self.known_events = known_events()
        self.plans = self._plans()
        self.file.left |= self.plans.keys()
        self.left: dict[int, Left] = {}
        self._of_unit: dict[int, dict[int, Judged]] = {}

    def _plans(self) -> dict[int, int]:
        """Rows whose event waits in the register already for a person to confirm it."""
        planned = planned_events()
        found = {}
        for at in self.file.event_rows if planned else ():
            with suppress(RefusedRow, KeyError):
                if number := planned.get(self._as_planned(self.file.event(at))):
                    found[at] = number
        return found

    def _as_planned(self, event: FileEvent) -> KnownEvent:
        after: frozenset[int | str] = frozenset(event.after)
        if event.kind == EventKind.RENAME:
            after = frozenset({spelling(self.file.new_name(event).full_name)})
        elif names_its_outcome(event.kind):
            units = [self.file.by_key[key] for key in event.after]
            after = frozenset(spelling(unit.first["full_name"]) for unit in units)
        return KnownEvent(event.kind, event.on, frozenset(event.before), after)

    # Judging

    def judged(self, at: int) -> Judged:
        """What would become of this row."""
        if refused := self.file.faulty.get(at):
            return _refused(refused)
        try:
            if self.rows[at].table == EVENTS.key:
                return self._event(at)
            unit = self.file.unit_of[at]
            if unit.key not in self._of_unit:
                self._of_unit[unit.key] = self._unit(unit)
            return self._of_unit[unit.key].get(at, UNCHANGED)
        except RefusedRow as refused:
            return _refused(refused)

    def _unit(self, unit: FileUnit) -> dict[int, Judged]:
        """Every row of a unit; what is wrong with the unit stands at one of them."""
        try:
            self._must_be_possible(unit)
        except RefusedRow as refused:
            at = unit.rows[-1][0] if refused.row is None else refused.row
            return {at: _refused(refused)}
        if self.file.is_left(unit):
            kind = PLANNED if self.file.founded[unit.key][1] in self.left else UNCHANGED.kind
            return {at: Judged(kind, FOUNDED_LATER) for at, _ in unit.rows}
        return {at: self._row(unit, at, row) for at, row in unit.rows}

    def _must_be_possible(self, unit: FileUnit) -> None:
        meant, first = self.file.meaning(unit), unit.rows[0][0]
        if not unit.names and meant is None:
            raise RefusedRow("Thiếu “Tên đầy đủ”.", "full_name", first)
        if meant is None and not unit.first["kind"]:
            raise RefusedRow("Thiếu “Loại đơn vị”.", "kind", first)
        self._must_be_alone(unit, meant)
        self.file.must_not_hang(unit)
        target = self.file.target(unit, after_events=True)
        for problem in whole_problems(target):
            raise RefusedRow(problem.message, problem.field)
        self._must_be_allowed(unit, meant, target)
        self._must_be_no_circle(unit, target)

    def _must_be_alone(self, unit: FileUnit, meant: int | None) -> None:
        """Two codes do not mean one unit."""
        for other in self._alike(unit):
            if other.key <= unit.key:
                continue
            if (meant and self.file.known(other) == meant) or (
                not meant and self._is_twin(unit, other)
            ):
                number = self.rows[other.rows[0][0]].number
                words = f"Trùng với dòng {number}: cùng một đơn vị thì ghi cùng một mã."
                raise RefusedRow(words, "code", unit.rows[0][0])

    def _alike(self, unit: FileUnit) -> list[FileUnit]:
        names = [row["full_name"] for _, row in unit.names]
        found = {other.key: other for name in names for other in self.file.named_here(name)}
        return list(found.values())

    def _is_twin(self, unit: FileUnit, other: FileUnit) -> bool:
        """New units of one name under one parent at one time.

        One that is yet to be takes the place of the others.
        """
        if self.file.is_left(unit) or self.file.is_left(other):
            return False
        mine, theirs = (self.file.target(each, after_events=True) for each in (unit, other))
        if {place.parent_id for place in mine.parents} != {
            place.parent_id for place in theirs.parents
        }:
            return False
        period = (theirs.exists_from, theirs.exists_to)
        return share_a_day(mine.exists_from, mine.exists_to, *period) and any(
            one.full_name == two.full_name
            and share_a_day(one.valid_from, one.valid_to, two.valid_from, two.valid_to)
            for one in mine.names
            for two in theirs.names
        )

    def _must_be_allowed(self, unit: FileUnit, meant: int | None, target: WholeUnit) -> None:
        if self.kept.is_all:
            return
        stored = self.file.index.units[meant] if meant else None
        if stored == target:
            return
        if meant and not self.kept.may_keep(meant):
            raise RefusedRow(NOT_YOURS, "code")
        if stored is not None and not self.kept.may_place(meant or 0):
            _must_be_the_same(stored, target)
        if stored is not None and stored.parents == target.parents:
            return
        if meant and not self.kept.may_place(meant):
            raise RefusedRow("Bạn không được đổi cấp trên của đơn vị này.", "parent")
        above = [place.parent_id for place in target.parents]
        if not above or any(key > 0 and not self.kept.may_keep(key) for key in above):
            raise RefusedRow(NOT_YOURS, "parent")

    def _must_be_no_circle(self, unit: FileUnit, target: WholeUnit) -> None:
        me = self.file.number(unit)
        seen: set[int] = set()
        front = {place.parent_id for place in target.parents}
        while front:
            if me in front:
                raise RefusedRow("Đơn vị không thể là cấp trên của chính mình.", "parent")
            seen |= front
            front = {above for key in front for above in self._above(key)} - seen

    def _above(self, key: int) -> set[int]:
        known = self.file.index.units.get(key)
        above = {place.parent_id for place in known.parents} if known else set()
        if other := self.file.with_number(key):
            above |= {place.parent_id for place in self.file.target(other).parents}
        return above

    def _row(self, unit: FileUnit, at: int, row: dict[str, Any]) -> Judged:
        """What this row adds or changes."""
        meant = self.file.meaning(unit)
        if meant is None:
            by_event = unit.key in self.file.founded
            words = "Đơn vị mới, lập theo biến động." if by_event else "Đơn vị mới."
            return Judged(
                NEW, words if at == unit.rows[0][0] else "Tên hoặc cấp trên của đơn vị mới."
            )
        stored, target = self.file.index.units[meant], self.file.target(unit, after_events=True)
        changed = changes(stored, target) if at == unit.rows[0][0] else []
        added: list[str] = []
        known = {name.pk: name for name in stored.names}
        for name in (each for each in target.names if speaks_of_name(row, each)):
            if name.pk is None:
                added.append(f"thêm tên “{name.short_name}”")
            else:
                changed += [f"tên: {words}" for words in changes(known[name.pk], name)]
        places = {place.pk: place for place in stored.parents}
        for place in (each for each in target.parents if speaks_of_place(row, each)):
            if place.pk is None:
                added.append("thêm cấp trên")
            else:
                changed += [f"cấp trên: {words}" for words in changes(places[place.pk], place)]
        if changed:
            return Judged(CHANGES, "; ".join([*changed, *added]))
        return Judged(NEW, "; ".join(added)) if added else UNCHANGED

    def _event(self, at: int) -> Judged:
        if waits := self._waits(at):
            return waits
        event = self.file.event(at)
        self.file.must_be_there(event)
        if KnownEvent(event.kind, event.on, frozenset(event.before), self._after(event)) in (
            self.known_events
        ):
            return UNCHANGED
        shape = SHAPES[event.kind]
        if len(event.before) < shape.before[0]:
            raise RefusedRow("Thiếu đơn vị trước.", "before")
        if event.kind != EventKind.RENAME and len(event.after) < shape.after[0]:
            raise RefusedRow("Thiếu đơn vị sau.", "after")
        if shape.founds:
            self._must_be_new(event)
        elif event.kind == EventKind.RENAME:
            self.file.new_name(event)
        self._must_be_yours(event)
        return Judged(NEW, f"{event.kind.label} từ ngày {vn_date(event.on)}.")

    def _waits(self, at: int) -> Judged | None:
        """An event that is left as planned, now or before."""
        if left := self.left.get(at):
            return Judged(PLANNED, f"{ASKED}: {told(left.asked)}.", event_id=left.event_id)
        if plan := self.plans.get(at):
            return Judged(UNCHANGED.kind, WAITS, event_id=plan)
        return None

    def _must_be_yours(self, event: FileEvent) -> None:
        named = [key for key in (*event.before, *event.after) if key > 0]
        if not all(self.kept.may_keep(key) for key in named):
            raise RefusedRow(NOT_YOURS, "before")
        if not all(self.kept.may_place(key) for key in event.before if key > 0):
            raise RefusedRow(NOT_YOURS_TO_DECIDE, "before")

    def _must_be_new(self, event: FileEvent) -> None:
        for key in event.after:
            if key > 0:
                words = f"{self.file.label(key)} đã có, nhưng chưa ghi biến động này."
                raise RefusedRow(f"{words} Hãy ghi biến động trên trang của đơn vị.", "after")
            if len(self.file.target(self.file.by_key[key]).names) != 1:
                words = "Đơn vị lập theo biến động cần đúng một dòng tên ở trang Đơn vị."
                raise RefusedRow(words, "after")

    # Taking over

    @property
    def is_certain(self) -> bool:
        """Whether nothing of it raises questions: no event, and no end of a unit that is there."""
        return not self._unknown() and not any(self._ends(unit) for unit in self.file.units)

    def _unknown(self) -> list[int]:
        rows = self.file.event_rows
        return [at for at in rows if self._event(at).kind != UNCHANGED.kind]

    def _ends(self, unit: FileUnit) -> bool:
        meant = self.file.meaning(unit)
        if meant is None or not unit.first["exists_to"]:
            return False
        ends = self.file.target(unit, after_events=True).exists_to
        return ends != self.index.units[meant].exists_to

    def take_over(self) -> Mapping[int, Judged]:
        """Enter and change everything the rows say; raise `RefusedRow`.

        With the verdicts of all rows, where an event is left as planned.
        """
        writer = UnitWriter(self.file, self.by, self.asks)
        writer.write([self.file.event(at) for at in self._unknown()])
        if not writer.left:
            return {}
        as_left = copy(self)
        as_left.file, as_left._of_unit = UnitFile(self.rows, self.index), {}
        as_left.left = writer.left
        as_left.file.left |= self.plans.keys() | writer.left.keys()
        outcome = {at: as_left.judged(at) for at in range(len(self.rows))}
        for at, verdict in outcome.items():
            if verdict.is_refused:
                raise RefusedRow(verdict.words, verdict.column, at)
        return outcome

    def _after(self, event: FileEvent) -> frozenset[int]:
        return frozenset(event.before if event.kind == EventKind.RENAME else event.after)


def _must_be_the_same(stored: WholeUnit, target: WholeUnit) -> None:
    """A new name and an end are for the office above to say."""
    if stored.exists_to != target.exists_to:
        raise RefusedRow(NOT_YOURS_TO_SAY, "exists_to")
    if len(stored.names) != len(target.names):
        raise RefusedRow(NOT_YOURS_TO_SAY, "name_from")


def _refused(refused: RefusedRow) -> Judged:
    return Judged(VerdictKind.REFUSED, refused.words, refused.column)
