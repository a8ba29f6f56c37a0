"""Times that are closed for a record: told by whatever model closes any, in whichever app.

A model that closes times has a class method `closed_for(row)` (`core/asked.py`).
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Model

from core.asked import answers


@dataclass(frozen=True)
class ClosedTime:
    """From a day until before another nothing of the record changes; `words` says why."""

    starts: date
    ends: date
    words: str


def closed_times_of(row: Model) -> list[ClosedTime]:
    """Every time that is closed for the record, in the order of days."""
    return sorted(answers("closed_for", row), key=lambda each: (each.starts, each.words))
