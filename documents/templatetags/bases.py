"""What the pages say about papers others rest on."""

from collections.abc import Iterable
from datetime import date

from django import template

from documents.models import LegalBasis
from documents.queries import over_before

register = template.Library()


@register.filter
def is_over_on(basis: LegalBasis, day: date) -> bool:
    """Whether it was no longer in force on that day."""
    return basis.is_over_on(day)


@register.filter
def over_on(bases: Iterable[LegalBasis], day: date) -> list[str]:
    """A warning for each that was no longer in force on that day."""
    return over_before(bases, day)
