"""Stored criteria as the lines that are scored, each under its heading."""

from collections.abc import Iterable
from decimal import Decimal

from scoring.models import Criterion
from scoring.rules import NOTHING, CriterionLine, Heading


def line_of(criterion: Criterion, parent: Criterion | None) -> CriterionLine:
    return CriterionLine(
        criterion.pk,
        criterion.code,
        criterion.name,
        _maximum(criterion),
        criterion.kind,
        None if parent is None else heading_of(parent),
    )


def heading_of(criterion: Criterion) -> Heading:
    return Heading(
        criterion.pk, criterion.code, criterion.name, criterion.kind, criterion.max_points
    )


def lines_of(criteria: Iterable[Criterion]) -> tuple[CriterionLine, ...]:
    """The lines of a whole table that bear points, in its order, without another query."""
    listed = list(criteria)
    by_id = {each.pk: each for each in listed}
    headings = {each.parent_id for each in listed}
    return tuple(
        line_of(each, by_id.get(each.parent_id or 0)) for each in listed if each.pk not in headings
    )


def _maximum(criterion: Criterion) -> Decimal:
    """Every scored line has one: a table without is refused."""
    return NOTHING if criterion.max_points is None else criterion.max_points
