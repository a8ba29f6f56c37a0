"""Half-open periods: from a day, until before another; either end may be open."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from core.days import last_day, vn_date
from core.problems import Problem

WRONG_ORDER = "Ngày cuối phải từ ngày đầu trở đi."


class Dated(Protocol):
    """Anything that holds for a period."""

    @property
    def valid_from(self) -> date | None: ...
    @property
    def valid_to(self) -> date | None: ...


@dataclass(frozen=True)
class Span:
    """A period by itself: a year, the life of a unit. An unknown day leaves it open there."""

    valid_from: date | None = None
    valid_to: date | None = None


def overlap(one: Dated, other: Dated) -> bool:
    """Whether two periods share a day."""
    return _begins_before_end(one, other) and _begins_before_end(other, one)


def _begins_before_end(one: Dated, other: Dated) -> bool:
    return one.valid_from is None or other.valid_to is None or one.valid_from < other.valid_to


def outside_life(name: str, row: Dated, life: Span, year: Span) -> str:
    """Why a unit cannot belong or lead then: no day of the row within the year is one of its life.

    Empty where there is such a day, or where what is known does not rule it out.
    """
    starts = max(filter(None, (row.valid_from, year.valid_from)), default=None)
    ends = min(filter(None, (row.valid_to, year.valid_to)), default=None)
    if life.valid_to is not None and starts is not None and life.valid_to <= starts:
        when = f", trước ngày {vn_date(starts)}" if life.valid_to < starts else ""
        when = ", trước năm này" if starts == year.valid_from else when
        return f"{name} đã kết thúc từ ngày {vn_date(life.valid_to)}{when}."
    if life.valid_from is not None and ends is not None and ends <= life.valid_from:
        when = "năm này" if ends == year.valid_to else f"ngày {vn_date(last_day(ends))}"
        return f"{name} chỉ có từ ngày {vn_date(life.valid_from)}, sau {when}."
    return ""


def in_order(starts: date | None, ends: date | None) -> bool:
    return starts is None or ends is None or starts < ends


def order_problems(rows: Sequence[Dated], name: str) -> list[Problem]:
    """A problem at every row that ends before it begins."""
    return [
        Problem(WRONG_ORDER, f"{name}-{number}-valid_to")
        for number, row in enumerate(rows)
        if not in_order(row.valid_from, row.valid_to)
    ]


def period_in_words(starts: date | None, ends: date | None) -> str:
    """“từ 01/01/2024 đến hết 31/12/2024”, as far as it is known."""
    words = (("từ", starts), ("đến hết", last_day(ends)))
    return " ".join(f"{word} {vn_date(day)}" for word, day in words if day)
