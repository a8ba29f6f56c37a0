"""Locked years that something about units reaches: what is printed of them would change."""

from collections.abc import Collection
from datetime import date

from clusters.models import EmulationYear
from clusters.rules import Span, overlap


def locked_years_reached(
    units: Collection[int], starts: date | None, ends: date | None = None
) -> list[EmulationYear]:
    """In which one of these units belongs, leads or owns, and that have a day of this time."""
    years = EmulationYear.locked_with(units)
    return [year for year in years if overlap(year.span, Span(starts, ends))]
