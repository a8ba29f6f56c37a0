"""Rows that hold from a day until before another: which of them hold on a day."""

from datetime import date

from django.db.models import Q


def in_force(on: date, way: str = "") -> Q:
    """`way` leads to the row the period belongs to: `appointment__`."""
    starts = Q(**{f"{way}valid_from__isnull": True}) | Q(**{f"{way}valid_from__lte": on})
    return starts & (Q(**{f"{way}valid_to__isnull": True}) | Q(**{f"{way}valid_to__gt": on}))
