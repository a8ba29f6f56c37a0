"""How near a due date is, where a year stands, which years are gaps, how ranks are drawn."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from core.days import WEEKDAYS

SOON = timedelta(days=7)


def due_words(due_on: date | None, on: date) -> tuple[str, str]:
    """Label and tone of a task's date: red when due or late, amber within the week."""
    if due_on is None:
        return "Chưa có hạn", "grey"
    if due_on < on:
        return f"Quá hạn {due_on:%d/%m}", "red"
    if due_on == on:
        return "Hôm nay", "red"
    label = f"{WEEKDAYS[due_on.weekday()]} {due_on:%d/%m}"
    return label, "amber" if due_on - on < SOON else "grey"


def due_summary(due_days: list[date | None], on: date) -> str:
    """“2 việc đã đến hạn · 1 việc trong bảy ngày tới · 3 việc khác”."""
    now = sum(day is not None and day <= on for day in due_days)
    soon = sum(day is not None and on < day < on + SOON for day in due_days)
    rest = len(due_days) - now - soon
    others = "việc khác" if now or soon else "việc chưa gấp"
    words = ((now, "việc đã đến hạn"), (soon, "việc trong bảy ngày tới"), (rest, others))
    return " · ".join(f"{count} {word}" for count, word in words if count)


def line_states(marks: Sequence[str], *, is_running: bool) -> list[str]:
    """Done, current or todo for each step of a year, from done, started or unknown.

    Where a running year stands: at what is begun, else at the step after the last one done. In a
    year that is over or locked nothing is under way.
    """
    states = ["done" if mark == "done" else "todo" for mark in marks]
    after_last_done = max(
        (place + 1 for place, mark in enumerate(marks) if mark == "done"), default=0
    )
    here = next((place for place, mark in enumerate(marks) if mark == "started"), after_last_done)
    if is_running and here < len(states):
        states[here] = "current"
    return states


@dataclass(frozen=True)
class Span:
    """One year, or several in a row of which nothing is known."""

    first: int
    last: int
    is_gap: bool = False

    @property
    def label(self) -> str:
        """“2024”, “2016 – 2019”."""
        return str(self.first) if self.first == self.last else f"{self.first} – {self.last}"


def spans_of(known: Iterable[int], empty: Iterable[int]) -> list[Span]:
    """Years newest first; empty years that follow each other are drawn as one gap."""
    spans: list[Span] = []
    gaps = set(empty)
    for year in sorted({*known, *gaps}, reverse=True):
        before = spans[-1] if spans else None
        if year in gaps and before and before.is_gap and before.first == year + 1:
            spans[-1] = Span(year, before.last, is_gap=True)
        else:
            spans.append(Span(year, year, is_gap=year in gaps))
    return spans


@dataclass(frozen=True)
class Dot:
    """A year with a rank, and where it is drawn."""

    year: int
    rank: int
    x: int
    y: int


@dataclass(frozen=True)
class Trend:
    """Ranks over the years, the first rank on top; years that nobody knows of break the line."""

    width: int
    height: int
    dots: tuple[Dot, ...]
    lines: tuple[str, ...]  # the points of each unbroken stretch
    years: tuple[tuple[int, int], ...]  # every year and where it stands, gaps too


STEP, RANK_STEP, EDGE, MOST_RANKS = 56, 16, 28, 8


def trend_of(ranks: Mapping[int, int]) -> Trend | None:
    """The drawing of these ranks by year; one year alone makes no line.

    However low a rank is, the drawing keeps its height: ranks are drawn to the scale of the lowest.
    """
    if len(ranks) < 2:
        return None
    first, lowest = min(ranks), max(*ranks.values(), 2)
    room = RANK_STEP * min(lowest - 1, MOST_RANKS)
    years = {year: EDGE + STEP * (year - first) for year in range(first, max(ranks) + 1)}
    places = {
        year: Dot(year, rank, years[year], EDGE + room * (rank - 1) // (lowest - 1))
        for year, rank in sorted(ranks.items())
    }
    return Trend(
        width=max(years.values()) + EDGE,
        height=EDGE + room + 2 * EDGE,
        dots=tuple(places.values()),
        lines=tuple(_lines(places.values())),
        years=tuple(years.items()),
    )


def _lines(dots: Iterable[Dot]) -> Iterable[str]:
    """The points of every stretch of years without a gap; a year by itself is a dot alone."""
    stretches: list[list[Dot]] = []
    for dot in dots:
        if stretches and stretches[-1][-1].year == dot.year - 1:
            stretches[-1].append(dot)
        else:
            stretches.append([dot])
    for each in stretches:
        if len(each) > 1:
            yield " ".join(f"{dot.x},{dot.y}" for dot in each)
