"""What units were and what they became, laid out as a drawing: plain figures, no page.

Time runs to the right. Every day on which something happens parts the drawing into columns; a
unit is a bar over the columns it lived through, in a row of its own for as long; what happens
joins rows in the gap between two columns, under its day.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from textwrap import wrap

from core.days import vn_date

COLUMN, SLOT, EDGE = 216, 138, 8
HEAD, GAP = 58, 18
LINE, PADDING = 18, 12
MOST_LETTERS, MOST_LINES = 26, 4
HEAD_LETTERS = 19


@dataclass(frozen=True)
class Stretch:
    """A unit under one name, in its time."""

    unit: int
    name: str
    period: str = ""
    starts: date | None = None
    ends: date | None = None


@dataclass(frozen=True)
class Turn:
    """What happened on a day, from which units to which."""

    label: str
    on: date
    before: tuple[int, ...] = ()
    after: tuple[int, ...] = ()


@dataclass(frozen=True)
class Text:
    """One line of letters and where it stands."""

    x: int
    y: int
    words: str


@dataclass(frozen=True)
class Bar:
    """A unit under one name: `first` and `last` are its columns, the rest is where it is drawn."""

    stretch: Stretch
    first: int
    last: int
    row: int
    x: int = 0
    y: int = 0
    width: int = 0
    height: int = 0
    lines: tuple[Text, ...] = ()
    period: Text | None = None

    @property
    def middle(self) -> int:
        return self.y + self.height // 2

    @property
    def right(self) -> int:
        return self.x + self.width


@dataclass(frozen=True)
class Wire:
    """A level line between a joint and a bar that begins or ends there."""

    x1: int
    x2: int
    y: int
    is_arrow: bool = False

    @property
    def head(self) -> str:
        """The three corners of its arrow head."""
        return f"{self.x2},{self.y} {self.x2 - 8},{self.y - 5} {self.x2 - 8},{self.y + 5}"


@dataclass(frozen=True)
class Joint:
    """One event: its words on top, the line that joins the rows, rings where it leaves, dots
    where it reaches a unit that goes on."""

    turn: Turn
    x: int
    top: int
    bottom: int
    heading: tuple[Text, ...]
    wires: tuple[Wire, ...]
    rings: tuple[int, ...]
    dots: tuple[int, ...]


@dataclass(frozen=True)
class Drawing:
    width: int
    height: int
    bars: tuple[Bar, ...]
    joints: tuple[Joint, ...]
    head: int = HEAD  # where the bars begin, below the days


def drawn(stretches: Sequence[Stretch], turns: Sequence[Turn]) -> Drawing:
    """Place every bar and joint; no two bars share a place, no two headings either."""
    turns = sorted(turns, key=lambda turn: turn.on)
    cuts = _cuts(stretches, turns)
    lefts = _lefts(cuts, turns, any(bar.first == 0 for bar in _bars(stretches, cuts)))
    height = _bar_height(stretches)
    rows = _rows(stretches, turns, cuts)
    bars = [
        _placed(replace(bar, row=rows[bar.stretch.unit]), lefts, height)
        for bar in _bars(stretches, cuts)
    ]
    bottom = HEAD + (max(rows.values(), default=0) + 1) * (height + GAP)
    joints = tuple(_joints(turns, bars, cuts, lefts))
    return Drawing(lefts[-1] + COLUMN + EDGE, bottom, tuple(bars), joints)


# Time


def _cuts(stretches: Sequence[Stretch], turns: Iterable[Turn]) -> list[date]:
    """The days that part the columns: of events, and where a unit changes its name."""
    seen: set[int] = set()
    days = {turn.on for turn in turns}
    for each in sorted(stretches, key=_from):
        if each.unit in seen and each.starts:
            days.add(each.starts)
        seen.add(each.unit)
    return sorted(days)


def _from(stretch: Stretch) -> date:
    return stretch.starts or date.min


def _bars(stretches: Iterable[Stretch], cuts: Sequence[date]) -> Iterator[Bar]:
    for each in sorted(stretches, key=_from):
        first = sum(1 for cut in cuts if each.starts and cut <= each.starts)
        last = sum(1 for cut in cuts if each.ends is None or cut < each.ends)
        yield Bar(each, first, max(first, last), 0)


# Rows


def _rows(
    stretches: Sequence[Stretch], turns: Sequence[Turn], cuts: Sequence[date]
) -> dict[int, int]:
    """A row for each unit; one that begins takes over the row of one it came from, if free."""
    lives: dict[int, tuple[int, int]] = {}
    for bar in _bars(stretches, cuts):
        first, last = lives.get(bar.stretch.unit, (bar.first, bar.last))
        lives[bar.stretch.unit] = min(first, bar.first), max(last, bar.last)
    order = _order(lives, turns)
    rows: dict[int, int] = {}
    busy: list[int] = []  # the last column taken, by row
    for unit in sorted(lives, key=lambda key: (lives[key][0], order[key])):
        first, last = lives[unit]
        wanted = [rows[each] for each in _origins(unit, turns) if each in rows]
        free = [row for row in sorted(set(wanted)) if busy[row] < first]
        if free:
            rows[unit] = free[(len(free) - 1) // 2]
            busy[rows[unit]] = last
        else:
            rows[unit] = len(busy)
            busy.append(last)
    return _neighbours_together(rows, order)


def _neighbours_together(rows: dict[int, int], order: dict[int, int]) -> dict[int, int]:
    """The same rows, as events speak of the first unit in each."""
    first: dict[int, int] = {}
    for unit, row in rows.items():
        first[row] = min(order[unit], first.get(row, order[unit]))
    places = {row: place for place, row in enumerate(sorted(first, key=lambda row: first[row]))}
    return {unit: places[row] for unit, row in rows.items()}


def _order(units: Iterable[int], turns: Sequence[Turn]) -> dict[int, int]:
    """Units as events speak of them, so that what comes together stands together."""
    spoken = [unit for turn in turns for unit in (*turn.before, *turn.after)]
    return {unit: place for place, unit in enumerate(dict.fromkeys([*spoken, *units]))}


def _origins(unit: int, turns: Iterable[Turn]) -> Iterator[int]:
    for turn in turns:
        if unit in turn.after:
            yield from (each for each in turn.before if each != unit)


# Places


def _lefts(cuts: Sequence[date], turns: Sequence[Turn], is_begun: bool) -> list[int]:
    """Where each column begins: before it, a slot for every event of its day.

    Where no unit is there before the first day (`is_begun`), the first column takes no room.
    """
    lefts = [EDGE if is_begun else EDGE - COLUMN]
    for cut in cuts:
        slots = max(1, sum(1 for turn in turns if turn.on == cut))
        lefts.append(lefts[-1] + COLUMN + slots * SLOT)
    return lefts


def _bar_height(stretches: Iterable[Stretch]) -> int:
    most = max((len(lines_of(each.name)) for each in stretches), default=1)
    return most * LINE + LINE + PADDING + 4


def lines_of(name: str) -> list[str]:
    """A name in short lines; a very long one is cut, its whole stands in the table.

    >>> lines_of("VKSND thị xã Chũ")
    ['VKSND thị xã Chũ']
    """
    return wrap(name, MOST_LETTERS, max_lines=MOST_LINES, placeholder=" …") or [""]


def _placed(bar: Bar, lefts: Sequence[int], height: int) -> Bar:
    x, y = lefts[bar.first], HEAD + bar.row * (height + GAP)
    names = lines_of(bar.stretch.name)
    top = y + (height - LINE * (len(names) + bool(bar.stretch.period))) // 2 + LINE - 5
    lines = [Text(x + PADDING, top + LINE * number, words) for number, words in enumerate(names)]
    below = lines[-1].y + LINE
    period = Text(x + PADDING, below, bar.stretch.period) if bar.stretch.period else None
    width = lefts[bar.last] + COLUMN - x
    return replace(bar, x=x, y=y, width=width, height=height, lines=tuple(lines), period=period)


def _joints(
    turns: Sequence[Turn], bars: Sequence[Bar], cuts: Sequence[date], lefts: Sequence[int]
) -> Iterator[Joint]:
    used: dict[date, int] = {}
    for turn in turns:
        column = cuts.index(turn.on)
        slot = used.get(turn.on, 0)
        used[turn.on] = slot + 1
        x = lefts[column] + COLUMN + slot * SLOT + SLOT // 2
        yield _joint(turn, x, column, bars)


def _joint(turn: Turn, x: int, column: int, bars: Sequence[Bar]) -> Joint:
    """Between `column` and the next: bars that end before it, begin after it, or go on."""
    leaves = [bar for bar in bars if bar.stretch.unit in turn.before and bar.first <= column]
    comes = [bar for bar in bars if bar.stretch.unit in turn.after and bar.last > column]
    leaves = list({bar.stretch.unit: bar for bar in leaves}.values())  # the last of each
    comes = list({bar.stretch.unit: bar for bar in reversed(comes)}.values())  # the first of each
    wires = [Wire(bar.right, x, bar.middle) for bar in leaves if bar.last <= column]
    wires += [Wire(x, bar.x, bar.middle, is_arrow=True) for bar in comes if bar.first > column]
    ends = [HEAD, *(bar.middle for bar in (*leaves, *comes))]
    return Joint(
        turn=turn,
        x=x,
        top=min(ends[1:] or ends),
        bottom=max(ends),
        heading=_heading(turn, x),
        wires=tuple(wires),
        rings=tuple(bar.middle for bar in leaves if bar.last > column),
        dots=tuple(bar.middle for bar in comes if bar.first <= column),
    )


def _heading(turn: Turn, x: int) -> tuple[Text, ...]:
    """The day, then what happened in at most two lines."""
    words = wrap(turn.label, HEAD_LETTERS, max_lines=2, placeholder=" …")
    return (
        Text(x, 14, vn_date(turn.on)),
        *(Text(x, 30 + 15 * number, each) for number, each in enumerate(words)),
    )
