"""Times that are closed for a record: told by whatever model closes any, in whichever app.

As with what depends on a record (`core/dependants.py`), who is asked stands above who asks: a model
that closes times has a class method `closed_for(row)`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.apps import apps
from django.db.models import Model


@dataclass(frozen=True)
class ClosedTime:
    """From a day until before another nothing of the record changes; `words` says why."""

    starts: date
    ends: date
    words: str


def closed_times_of(row: Model) -> list[ClosedTime]:
    """Every time that is closed for the record, in the order of days."""
    return sorted(_asked(row), key=lambda each: (each.starts, each.words))


def _asked(row: Model) -> Iterator[ClosedTime]:
    for model in apps.get_models():
        if ask := getattr(model, "closed_for", None):
            yield from ask(row)
