"""An emulation year as its form edits it."""

from dataclasses import dataclass
from datetime import date

from clusters.rules.periods import WRONG_ORDER, in_order
from core.problems import Problem


@dataclass(frozen=True)
class YearFacts:
    """What is said of a year; theme and motto may be unknown. `period_end` is the day after."""

    label_year: int
    theme: str = ""
    motto: str = ""
    period_start: date | None = None
    period_end: date | None = None
    bases: tuple[int, ...] = ()
    source: str = ""
    note: str = ""


def year_problems(facts: YearFacts) -> list[Problem]:
    """What speaks against these facts alone."""
    if in_order(facts.period_start, facts.period_end):
        return []
    return [Problem(WRONG_ORDER, "period_end")]
