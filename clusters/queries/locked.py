"""Locked years that something about units reaches: what is printed of them would change."""

from collections.abc import Collection
from datetime import date

from django.db.models import Q

from clusters.enums import YearState
from clusters.models import EmulationYear
from clusters.queries.years import year_span
from clusters.rules import Span, overlap


def locked_years_reached(
    units: Collection[int], starts: date | None, ends: date | None = None
) -> list[EmulationYear]:
    """In which one of these units belongs, leads or owns, and that have a day of this time."""
    own = Q(owner__in=units) | Q(editions__memberships__unit__in=units)
    years = EmulationYear.objects.filter(
        own | Q(editions__terms__unit__in=units), state=YearState.LOCKED
    )
    ordered = years.select_related("owner").distinct().order_by("label_year", "pk")
    return [year for year in ordered if overlap(year_span(year), Span(starts, ends))]
