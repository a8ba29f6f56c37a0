"""Rows that hold from a day until before another: which of them hold on a day."""

from datetime import date

from django.db.models import Q


def in_force(on: date, way: str = "") -> Q:
    """`way` leads to the row the period belongs to: `appointment__`."""
    starts = Q(**{f"{way}valid_from__isnull": True}) | Q(**{f"{way}valid_from__lte": on})
    return starts & (Q(**{f"{way}valid_to__isnull": True}) | Q(**{f"{way}valid_to__gt": on}))


def in_post(on: date, way: str = "") -> Q:
    """Appointments held on the day; none goes on without its unit, whatever days were entered.

    `way` leads to the appointment.
    """
    starts, ends = f"{way}unit__exists_from", f"{way}unit__exists_to"
    is_there = Q(**{f"{starts}__isnull": True}) | Q(**{f"{starts}__lte": on})
    is_there &= Q(**{f"{ends}__isnull": True}) | Q(**{f"{ends}__gt": on})
    return in_force(on, way) & is_there
