"""Taking over units with their names, places and events from a workbook, and giving them out."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from accounts.models import User
from core.days import last_day, vn_date
from organizations.enums import EventKind, VerdictKind
from organizations.imports.tables import EVENTS, UNITS
from organizations.imports.unit_file import FileEvent, FileUnit, UnitFile
from organizations.imports.unit_writing import UnitWriter
from organizations.policies import Kept, kept_by
from organizations.queries.known_events import KnownEvent, known_events
from organizations.queries.whole import spelling, unit_index
from organizations.rules.events import SHAPES
from organizations.rules.imports import UNCHANGED, Judged, RefusedRow, Row
from organizations.rules.register import share_a_day
from organizations.rules.whole import HeldName, HeldPlace, WholeUnit, whole_problems

NEW, CHANGES = VerdictKind.NEW, VerdictKind.CHANGES
NOT_YOURS = "Bạn chỉ nhập được đơn vị dưới đơn vị mình làm văn phòng."
_SAID = {
    "kind": "loại",
    "exists_from": "hoạt động từ",
    "exists_to": "hoạt động đến hết",
    "source": "nguồn",
    "note": "ghi chú",
    "full_name": "tên đầy đủ",
    "short_name": "tên gọn",
    "letterhead": "tên trên đầu văn bản",
    "symbol": "ký hiệu",
    "place_name": "địa danh",
    "valid_from": "từ ngày",
    "valid_to": "đến hết ngày",
}


class UnitImport:
    """What each row of a workbook of units and events comes to, and how it is taken over."""

    tables = (UNITS, EVENTS)

    def __init__(self, rows: Sequence[Row], by: User, _target: int | None = None) -> None:
        self.rows = rows
        self.by = by
        self.file = UnitFile(rows, unit_index())
        self.kept: Kept = kept_by(by)
        self._of_unit: dict[int, dict[int, Judged]] = {}

    @cached_property
    def known_events(self) -> dict[KnownEvent, int]:
        return known_events()

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
        return {at: self._row(unit, at, row) for at, row in unit.rows}

    def _must_be_possible(self, unit: FileUnit) -> None:
        meant, first = self.file.meaning(unit), unit.rows[0][0]
        if not unit.names and meant is None:
            raise RefusedRow("Thiếu “Tên đầy đủ”.", "full_name", first)
        if meant is None and not unit.first["kind"]:
            raise RefusedRow("Thiếu “Loại đơn vị”.", "kind", first)
        self._must_be_alone(unit, meant)
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
        """New units of one name under one parent at one time."""
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
        changed = _changes(stored, target) if at == unit.rows[0][0] else []
        added: list[str] = []
        known = {name.pk: name for name in stored.names}
        for name in (each for each in target.names if _speaks_of_name(row, each)):
            if name.pk is None:
                added.append(f"thêm tên “{name.short_name}”")
            else:
                changed += [f"tên: {words}" for words in _changes(known[name.pk], name)]
        places = {place.pk: place for place in stored.parents}
        for place in (each for each in target.parents if _speaks_of_place(row, each)):
            if place.pk is None:
                added.append("thêm cấp trên")
            else:
                changed += [f"cấp trên: {words}" for words in _changes(places[place.pk], place)]
        if changed:
            return Judged(CHANGES, "; ".join([*changed, *added]))
        return Judged(NEW, "; ".join(added)) if added else UNCHANGED

    def _event(self, at: int) -> Judged:
        event = self.file.event(at)
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
        named = [key for key in (*event.before, *event.after) if key > 0]
        if not all(self.kept.may_keep(key) for key in named):
            raise RefusedRow(NOT_YOURS, "before")
        is_move = event.kind == EventKind.MOVE
        if is_move and not all(self.kept.may_place(key) for key in event.before if key > 0):
            raise RefusedRow("Bạn không được đổi cấp trên của đơn vị này.", "before")
        return Judged(NEW, f"{event.kind.label} từ ngày {vn_date(event.on)}.")

    def _must_be_new(self, event: FileEvent) -> None:
        for key in event.after:
            if key > 0:
                words = f"{self.file.label(key)} đã có, nhưng chưa ghi biến động này."
                raise RefusedRow(f"{words} Hãy ghi biến động trên trang của đơn vị.", "after")
            if len(self.file.target(self.file.by_key[key]).names) != 1:
                words = "Đơn vị lập theo biến động cần đúng một dòng tên ở trang Đơn vị."
                raise RefusedRow(words, "after")

    # Taking over

    def take_over(self) -> None:
        """Enter and change everything the rows say; raise `RefusedRow`."""
        unknown = [at for at in self.file.event_rows if self._event(at) != UNCHANGED]
        UnitWriter(self.file, self.by).write([self.file.event(at) for at in unknown])

    def _after(self, event: FileEvent) -> frozenset[int]:
        return frozenset(event.before if event.kind == EventKind.RENAME else event.after)


def _speaks_of_name(row: dict[str, Any], held: HeldName) -> bool:
    """Whether this name of the unit is the one the row writes down."""
    is_said = spelling(row["full_name"]) == spelling(held.full_name)
    return is_said and row["name_from"] in (None, held.valid_from)


def _speaks_of_place(row: dict[str, Any], held: HeldPlace) -> bool:
    return bool(row["parent"]) and row["parent_from"] in (None, held.valid_from)


def _refused(refused: RefusedRow) -> Judged:
    return Judged(VerdictKind.REFUSED, refused.words, refused.column)


def _changes(before: object, after: object) -> list[str]:
    """“đến hết ngày: trống → 30/06/2025”."""
    return [
        f"{words}: {_said(key, getattr(before, key))} → {_said(key, getattr(after, key))}"
        for key, words in _SAID.items()
        if hasattr(before, key) and getattr(before, key) != getattr(after, key)
    ]


def _said(key: str, value: object) -> str:
    if key in {"valid_to", "exists_to"}:
        return vn_date(last_day(value)) or "trống"  # type: ignore[arg-type]
    if hasattr(value, "year"):
        return vn_date(value)  # type: ignore[arg-type]
    return f"“{value}”" if value else "trống"
