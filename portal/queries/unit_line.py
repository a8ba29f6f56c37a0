"""Where a unit comes from and what became of it: the drawing and the same in words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from core.days import last_day, vn_date
from organizations.enums import EventKind
from organizations.models import Unit
from organizations.queries import lineage_of
from organizations.queries.lineage import Lineage, LineJoint, LineUnit
from organizations.rules.lineage import Drawing, Stretch, Turn, drawn


@dataclass(frozen=True)
class Named:
    """A unit as the table names it."""

    unit_id: int
    name: str


@dataclass(frozen=True)
class TurnRow:
    """One event of the line: from which units to which, and what goes on."""

    on: date
    what: str
    basis: str
    before: tuple[Named, ...]
    after: tuple[Named, ...]
    event_id: int = 0


@dataclass(frozen=True)
class UnitLine:
    """The line of one unit: drawn, and told row by row."""

    drawing: Drawing
    rows: tuple[TurnRow, ...]
    asked: int

    @property
    def is_alone(self) -> bool:
        """Nothing is known to have happened to it."""
        return not self.rows


def line_of(unit: Unit) -> UnitLine:
    line = lineage_of(unit)
    stretches = [each for found in line.units for each in _stretches(found)]
    rows = sorted([*_rows(line), *_bare_renamings(line)], key=lambda row: (row.on, row.event_id))
    turns = [Turn(row.what, row.on, _keys(row.before), _keys(row.after)) for row in rows]
    return UnitLine(drawn(stretches, turns), tuple(rows), unit.pk)


def _keys(named: Iterable[Named]) -> tuple[int, ...]:
    return tuple(each.unit_id for each in named)


def _stretches(unit: LineUnit) -> Iterator[Stretch]:
    """Each name with the time the unit bore it, as far as it existed then."""
    last = len(unit.names) - 1
    for number, name in enumerate(unit.names):
        starts = name.valid_from or (unit.exists_from if number == 0 else None)
        ends = name.valid_to or (unit.exists_to if number == last else None)
        yield Stretch(unit.unit_id, name.short_name, _period(starts, ends), starts, ends)


def _period(starts: date | None, ends: date | None) -> str:
    if starts and ends:
        return f"{vn_date(starts)} – {vn_date(last_day(ends))}"
    if starts:
        return f"từ {vn_date(starts)}"
    return f"đến hết {vn_date(last_day(ends))}" if ends else ""


def _rows(line: Lineage) -> Iterator[TurnRow]:
    units = {unit.unit_id: unit for unit in line.units}
    for joint in line.joints:
        before = [units[key] for key in joint.before if key in units]
        after = [units[key] for key in joint.after if key in units]
        yield TurnRow(
            on=joint.on,
            what=EventKind(joint.kind).label,
            basis=joint.basis,
            before=tuple(_named(unit, joint.on - timedelta(days=1)) for unit in before),
            after=tuple(_named(unit, joint.on) for unit in after),
            event_id=joint.event_id,
        )


def _bare_renamings(line: Lineage) -> Iterator[TurnRow]:
    """New names that no event tells of."""
    told = {(key, joint.on) for joint in line.joints for key in _touched(joint)}
    for unit in line.units:
        for name in unit.names[1:]:
            if name.valid_from and (unit.unit_id, name.valid_from) not in told:
                day = name.valid_from
                old = _named(unit, day - timedelta(days=1))
                yield TurnRow(day, "Đổi tên", "", (old,), (_named(unit, day),))


def _touched(joint: LineJoint) -> tuple[int, ...]:
    return (*joint.before, *joint.after)


def _named(unit: LineUnit, on: date) -> Named:
    begun = [name for name in unit.names if name.valid_from is None or name.valid_from <= on]
    return Named(unit.unit_id, (begun or unit.names)[-1 if begun else 0].short_name)
