"""Why a closed year is to be opened again, and how papers tell of it."""

from dataclasses import dataclass
from datetime import date

from core.days import vn_date
from core.problems import Problem
from core.text import one_line

SHORTEST_REASON, LONGEST_REASON = 20, 500


@dataclass(frozen=True)
class ReopeningFacts:
    """What is typed when a closed year is to be opened again."""

    reason: str = ""


def reopening_problems(facts: ReopeningFacts) -> list[Problem]:
    """The reason is counted without blanks at its ends; the message says how many are missing."""
    length = len(one_line(facts.reason))
    if length < SHORTEST_REASON:
        missing = SHORTEST_REASON - length
        words = f"Ghi lý do ít nhất {SHORTEST_REASON} ký tự, còn thiếu {missing}."
        return [Problem(words, "reason")]
    if length > LONGEST_REASON:
        return [Problem(f"Viết ngắn lại: tối đa {LONGEST_REASON} ký tự.", "reason")]
    return []


def reopened_in_words(label_year: int, on: date, reason: str) -> str:
    """“Năm thi đua 2024 được mở lại ngày 12/03/2025, lý do: ….”"""
    return f"Năm thi đua {label_year} được mở lại ngày {vn_date(on)}, lý do: {reason.rstrip('.')}."
