"""Rows that hold from a day until before another: which of them hold on a day."""

from datetime import date

from django.db.models import Q


def in_force(on: date) -> Q:
    starts = Q(valid_from__isnull=True) | Q(valid_from__lte=on)
    return starts & (Q(valid_to__isnull=True) | Q(valid_to__gt=on))
