"""Half-open periods: from a day, until before another; either end may be open."""

from collections.abc import Sequence
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


def overlap(one: Dated, other: Dated) -> bool:
    """Whether two periods share a day."""
    return _begins_before_end(one, other) and _begins_before_end(other, one)


def _begins_before_end(one: Dated, other: Dated) -> bool:
    return one.valid_from is None or other.valid_to is None or one.valid_from < other.valid_to


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
