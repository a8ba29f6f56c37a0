"""The units and events of a workbook laid beside the register: which row means which unit.

Units that are not in the register yet have negative numbers here; they get their own when they are
entered.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from core.days import vn_date
from organizations.enums import EventKind
from organizations.imports.file_rows import FileEvent, FileUnit, days_of, ends_units, tokens
from organizations.imports.merging import Held, in_order, name_of, with_name, with_place
from organizations.imports.tables import EVENT_KINDS, EVENTS, KINDS, UNITS
from organizations.queries.whole import UnitIndex, code_of, number_in, spelling
from organizations.rules.events import SHAPES
from organizations.rules.imports import RefusedRow, Row, values_of
from organizations.rules.register import share_a_day
from organizations.rules.whole import HeldName, HeldPlace, WholeUnit

Brought = dict[int, dict[date, int]]  # by unit: the day, and the row of the event
YET_TO_BE = (
    "chỉ có khi biến động lập đơn vị đó được thực hiện, mà biến động này còn để dự kiến: xác nhận "
    "biến động trước, rồi nhập dòng này."
)


@dataclass(frozen=True)
class _Ahead:
    """What of a unit is brought by events that have not happened: all of the workbook, or, after
    them, those that are left as planned."""

    file: "UnitFile"
    key: int
    after_events: bool

    def brings(self, brought: Brought, day: date | None) -> bool:
        at = brought.get(self.key, {}).get(day) if day else None
        return at is not None and (not self.after_events or at in self.file.left)

    def without_end(self, held: Held, brought: Brought) -> Held:
        """A name or place does not end with what has not happened."""
        if any(self.brings(each, held.valid_to) for each in (brought, self.file.ended)):
            return replace(held, valid_to=None)
        return held


class UnitFile:
    """Every question about a workbook of units is answered from memory."""

    def __init__(self, rows: Sequence[Row], index: UnitIndex) -> None:
        self.index = index
        self.values: dict[int, dict[str, Any]] = {}
        self.faulty: dict[int, RefusedRow] = {}
        self.units: list[FileUnit] = []
        self.by_code: dict[str, FileUnit] = {}
        self.unit_of: dict[int, FileUnit] = {}
        self.by_name: dict[str, list[FileUnit]] = {}
        self._meant: dict[int, int | RefusedRow | None] = {}
        for at, row in enumerate(rows):
            self._read(at, row)
        for unit in self.units:
            self._note_names(unit)
        self.event_rows = [at for at, row in enumerate(rows) if row.table == EVENTS.key]
        self.left: set[int] = set()
        self.founded: dict[int, tuple[date, int]] = {}
        self.renamed: Brought = {}
        self.moved: Brought = {}
        self.ended: Brought = {}
        for at in self.event_rows:
            self._note_event(at)

    def _read(self, at: int, row: Row) -> None:
        try:
            self.values[at] = values_of(row, UNITS if row.table == UNITS.key else EVENTS)
        except RefusedRow as refused:
            self.faulty[at] = refused
            return
        if row.table == UNITS.key:
            self._unit_for(self.values[at]["code"]).rows.append((at, self.values[at]))
            self.unit_of[at] = self.units[-1]
            code = self.values[at]["code"]
            if code:
                self.unit_of[at] = self.by_code[spelling(code)]

    def _unit_for(self, code: str) -> FileUnit:
        known = self.by_code.get(spelling(code)) if code else None
        if known is None:
            known = FileUnit(-len(self.units) - 1, code)
            self.units.append(known)
            if code:
                self.by_code[spelling(code)] = known
        return known

    def _note_names(self, unit: FileUnit) -> None:
        for _, row in unit.names:
            for words in {spelling(row["full_name"]), spelling(row["short_name"])} - {""}:
                known = self.by_name.setdefault(words, [])
                if unit not in known:
                    known.append(unit)

    def _note_event(self, at: int) -> None:
        """Days on which an event founds, renames, moves and ends units of the workbook."""
        row = self.values.get(at)
        if row is None:
            return
        kind, on = EVENT_KINDS[row["kind"]], row["on"]
        before = self._keys(row["before"], on - timedelta(days=1), on)
        if SHAPES[kind].founds:
            after = self._keys(row["after"], on, on + timedelta(days=1))
            self.founded |= dict.fromkeys(after, (on, at))
        changed = {EventKind.RENAME: self.renamed, EventKind.MOVE: self.moved}
        brought = self.ended if ends_units(row) else changed.get(kind, {})
        for key in before:
            brought.setdefault(key, {})[on] = at

    def _keys(self, text: str, starts: date, ends: date) -> list[int]:
        """Units of the workbook that a cell names by code, or by a name only one unit bears."""
        found = []
        for token in tokens(text):
            known = self.by_code.get(spelling(token))
            named = [known] if known else self.named_here(token, starts, ends)
            codes = [code_of(key) for key in self.index.named(token, starts, ends)]
            named = named or [self.by_code[code] for code in codes if code in self.by_code]
            found += [unit.key for unit in named if len(named) == 1]
        return found

    # Which unit of the register

    def meaning(self, unit: FileUnit) -> int | None:
        """The unit of the register these rows speak of, None for a new one; `RefusedRow`."""
        if unit.key not in self._meant:
            self._meant[unit.key] = RefusedRow("Cấp trên của các đơn vị tạo thành vòng.", "parent")
            try:
                self._meant[unit.key] = self._meaning(unit)
            except RefusedRow as refused:
                self._meant[unit.key] = refused
        meant = self._meant[unit.key]
        if isinstance(meant, RefusedRow):
            raise meant
        return meant

    def number(self, unit: FileUnit) -> int:
        return self.meaning(unit) or unit.key

    def _meaning(self, unit: FileUnit) -> int | None:
        number = number_in(unit.code)
        if number in self.index.units:
            known = {spelling(name.full_name) for name in self.index.units[number or 0].names}
            if unit.names and not any(spelling(row["full_name"]) in known for _, row in unit.names):
                words = f"Mã {unit.code} trong chương trình là {self.index.name(number or 0)}."
                raise RefusedRow(words, "code", unit.rows[0][0])
            return number
        found = self._candidates(unit)
        if len(found) > 1:
            labels = "; ".join(self.index.label(key) for key in found)
            words = f"Có {len(found)} đơn vị có thể là đơn vị này: {labels}. Ghi mã của đơn vị."
            raise RefusedRow(words, "code", unit.rows[0][0])
        return found[0] if found else None

    def _candidates(self, unit: FileUnit) -> list[int]:
        named = dict.fromkeys(
            key
            for _, row in unit.names
            for key in self.index.named(row["full_name"], *unit.period_of(row))
            if self._bears_fully(key, row["full_name"])
        )
        if not named:
            return []
        above = {self.meant_by(row["parent"], *days_of(row)) for _, row in unit.places}
        on, _ = self.founded.get(unit.key, (None, 0))
        return [
            key
            for key in named
            if self._may_stand_below(key, above)
            and (on is None or self.index.units[key].exists_from == on)
        ]

    def _bears_fully(self, key: int, full_name: str) -> bool:
        names = self.index.units[key].names
        return any(spelling(name.full_name) == spelling(full_name) for name in names)

    def _may_stand_below(self, key: int, above: set[int]) -> bool:
        parents = {place.parent_id for place in self.index.units[key].parents}
        return not above or not parents or bool(above & parents)

    def meant_by(self, text: str, starts: date | None = None, ends: date | None = None) -> int:
        """The unit a cell names by code or name, in that time; raise `RefusedRow`."""
        if unit := self.by_code.get(spelling(text)):
            return self.number(unit)
        near = {self.number(unit) for unit in self.named_here(text, starts, ends)}
        if number_in(text) is None:
            near |= set(self.index.named(text, starts, ends))
        if len(near) == 1:
            return near.pop()
        if near:
            labels = "; ".join(self.label(key) for key in sorted(near))
            raise RefusedRow(f"Có {len(near)} đơn vị tên “{text}”: {labels}. Ghi mã của đơn vị.")
        try:
            code = text if number_in(text) is not None else ""
            return self.index.meant(code, "" if code else text, starts, ends)
        except ValueError as error:
            raise RefusedRow(str(error)) from error

    def named_here(
        self, text: str, starts: date | None = None, ends: date | None = None
    ) -> list[FileUnit]:
        return [
            unit
            for unit in self.by_name.get(spelling(text), ())
            if any(
                spelling(text) in {spelling(row["full_name"]), spelling(row["short_name"])}
                and share_a_day(*unit.period_of(row), starts, ends)
                for _, row in unit.names
            )
        ]

    @cached_property
    def by_key(self) -> dict[int, FileUnit]:
        return {unit.key: unit for unit in self.units}

    def label(self, key: int) -> str:
        if key > 0:
            return self.index.label(key)
        unit = self.by_key[key]
        return f"{unit.first['short_name'] or unit.first['full_name']} (mã {unit.code or 'trống'})"

    def settle(self, index: UnitIndex, numbers: dict[int, int]) -> None:
        """From now on new units are the ones they were entered as."""
        self.index = index
        self._meant |= numbers

    # What the register would say

    def target(self, unit: FileUnit, *, after_events: bool = False) -> WholeUnit:
        """The unit as the workbook wants it; before the events, without what they bring.

        What an event brings that is left as planned is never in it.
        """
        meant = self.meaning(unit)
        stored = self.index.units[meant] if meant else WholeUnit(kind="")
        ahead = _Ahead(self, unit.key, after_events)
        names, places = stored.names, stored.parents
        for _, row in unit.names:
            if not ahead.brings(self.renamed, row["name_from"]):
                names = with_name(names, ahead.without_end(name_of(row), self.renamed))
        left = {row["parent_from"] for _, row in self._hanging(unit)} - {None}
        for at, row in unit.places:
            if not ahead.brings(self.moved, row["parent_from"]) and not self._hangs(at, row):
                place = ahead.without_end(self._place_of(at, row), self.moved)
                places = with_place(
                    places, replace(place, valid_to=None) if place.valid_to in left else place
                )
        first = {key: unit.first[key] for key in ("exists_from", "exists_to", "source", "note")}
        if ahead.brings(self.ended, first["exists_to"]):
            first["exists_to"] = None
        if unit.first["kind"]:
            first["kind"] = KINDS[unit.first["kind"]].value
        said = {key: value for key, value in first.items() if value}
        return replace(stored, **said, names=in_order(names), parents=in_order(places))

    # Events left as planned

    def is_left(self, unit: FileUnit) -> bool:
        """Whether it is founded by an event that is left as planned."""
        return unit.key in self.founded and self.founded[unit.key][1] in self.left

    def _hangs(self, at: int, row: dict[str, Any]) -> bool:
        above = self.by_key.get(self._place_of(at, row).parent_id) if self.left else None
        return above is not None and self.is_left(above)

    def _hanging(self, unit: FileUnit) -> list[tuple[int, dict[str, Any]]]:
        """Places under units that are not there while an event is left as planned."""
        return [(at, row) for at, row in unit.places if self._hangs(at, row)]

    def must_not_hang(self, unit: FileUnit) -> None:
        """Raise `RefusedRow` for a new unit where all it stands under is yet to be."""
        hanging = self._hanging(unit)
        if self.meaning(unit) is None and hanging and len(hanging) == len(unit.places):
            raise RefusedRow(f"Cấp trên {YET_TO_BE}", "parent", hanging[0][0])

    def must_be_there(self, event: "FileEvent") -> None:
        """Raise `RefusedRow` where the event needs a unit that is yet to be."""
        for column, keys in (("before", event.before), ("after", event.after)):
            for key in keys:
                unit = self.by_key.get(key)
                if unit and self.is_left(unit) and self.founded[key][1] != event.at:
                    raise RefusedRow(f"{self.label(key)} {YET_TO_BE}", column, event.at)

    def _place_of(self, at: int, row: dict[str, Any]) -> HeldPlace:
        try:
            parent = self.meant_by(row["parent"], *days_of(row))
        except RefusedRow as refused:
            raise RefusedRow(refused.words, "parent", at) from refused
        return HeldPlace(parent, row["parent_from"], row["parent_to"])

    # Events

    def event(self, at: int) -> FileEvent:
        """The event of a row with its units; raise `RefusedRow`."""
        row = self.values[at]
        kind, on = EVENT_KINDS[row["kind"]], row["on"]
        before = self._meant_in(row, "before", on - timedelta(days=1), on)
        after = self._meant_in(row, "after", on, on + timedelta(days=1))
        return FileEvent(at, kind, on, before, after, ends_units(row), row)

    def _meant_in(
        self, row: dict[str, Any], column: str, starts: date, ends: date
    ) -> tuple[int, ...]:
        try:
            return tuple(self.meant_by(each, starts, ends) for each in tokens(row[column]))
        except RefusedRow as refused:
            raise RefusedRow(refused.words, column) from refused

    def new_name(self, event: FileEvent) -> HeldName:
        """The name a renaming brings: the row of the unit that begins on its day."""
        unit = self.with_number(event.before[0]) if event.before else None
        names = self.target(unit, after_events=True).names if unit else ()
        found = next((name for name in names if name.valid_from == event.on), None)
        if found is None:
            day = vn_date(event.on)
            words = f"Ghi tên mới ở trang Đơn vị, cột “Tên từ ngày” là {day}."
            raise RefusedRow(words, "after")
        return found

    def with_number(self, key: int) -> FileUnit | None:
        """The rows of a unit by its number in the register, or here."""
        return self.by_key[key] if key < 0 else self._by_meaning.get(key)

    @cached_property
    def _by_meaning(self) -> dict[int, FileUnit]:
        return {meant: unit for unit in self.units if (meant := self.known(unit))}

    def known(self, unit: FileUnit) -> int | None:
        """`meaning` where it does not matter why there is none."""
        try:
            return self.meaning(unit)
        except RefusedRow:
            return None
