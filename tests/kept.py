"""Rows that take long to enter, entered once a run and put back in a moment for the next module."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models, transaction

T = TypeVar("T")
_KEPT: dict[str, tuple[Any, list[list[models.Model]]]] = {}


def kept(name: str, build: Callable[[], T]) -> T:
    """What `build` makes of an empty database; built once, afterwards its rows are put back."""
    if name not in _KEPT:
        made = build()
        _KEPT[name] = made, [list(each._base_manager.order_by("pk")) for each in tables()]
        return made
    made, entered = _KEPT[name]
    with transaction.atomic():
        for rows in entered:
            _put_back(rows)
    reset = connection.ops.sequence_reset_sql(no_style(), tables())
    with connection.cursor() as cursor:
        for sql in reset:
            cursor.execute(sql)
    return made


def tables() -> list[type[models.Model]]:
    return list(apps.get_models(include_auto_created=True))


def _put_back(rows: list[models.Model]) -> None:
    """Past all actions and defaults: exactly the values that were read."""
    if not rows or type(rows[0])._base_manager.exists():  # what migrations enter is there already
        return
    model, fields = type(rows[0]), [*type(rows[0])._meta.concrete_fields]
    size = connection.ops.bulk_batch_size(fields, rows)
    for first in range(0, len(rows), size):
        models.QuerySet(model)._insert(rows[first : first + size], fields=fields, raw=True)
