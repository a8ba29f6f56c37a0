"""What touched a unit: every app tells it in the same columns, and one query asks all of them."""

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from django.db.models import (
    CharField,
    DateField,
    Expression,
    F,
    IntegerField,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Cast

from core.dates import today


class Touch(NamedTuple):
    """A row about a unit as an app's query tells it: `what` is the app's own word for it.

    `other_id` is another unit of the row, mostly the owner; of the rest each app makes its words.
    """

    what: str
    unit_id: int
    year: int | None
    on: date | None
    until: date | None
    record_id: int | None
    other_id: int | None
    name: str
    kind: str
    more: str
    note: str


# The short name a unit bore on a day.
Called = Callable[[int, date], str]
Touches = QuerySet[Any, tuple[Any, ...]]
Told = str | Expression | Subquery


def touches(rows: QuerySet[Any], what: str, **told: Told) -> Touches:
    """These rows in the columns of `Touch`, so that the rows of all apps are asked for at once.

    Each column is the path of a field or an expression; a column that is not told stays empty.
    """
    empty = {"unit_id": "unit_id"} | {name: _nothing(name) for name in Touch._fields[2:]}
    columns = {"what": Value(what, CharField())} | empty | told
    named = {
        f"touch_{name}": F(value) if isinstance(value, str) else value
        for name, value in columns.items()
    }
    told_rows: Touches = rows.order_by().annotate(**named).values_list(*named)
    return told_rows


def _nothing(name: str) -> Expression:
    if name in {"on", "until"}:
        return Cast(Value(None), DateField())
    if name in {"year", "record_id", "other_id"}:
        return Cast(Value(None), IntegerField())
    return Value("", CharField())


def day_in(year: int | None) -> date:
    """The day whose names count in a year: its last one, never one to come."""
    return today() if year is None else min(today(), date(year, 12, 31))


def asked_together(questions: list[Touches]) -> list[Touch]:
    """The answers to all of them: one query."""
    first, *others = questions
    return [Touch._make(row) for row in first.union(*others, all=True)]
