"""Writing rows in bulk, with the columns that find them."""

from collections.abc import Iterable
from typing import TypeVar

from django.db.models import Model

from core.records import Findable

Row = TypeVar("Row", bound=Model)
AT_ONCE = 2000


def written(rows: Iterable[Row]) -> list[Row]:
    """The rows with their keys; all of one model."""
    made = list(rows)
    for row in made:
        if isinstance(row, Findable):
            row.with_find_columns()
    return type(made[0])._default_manager.bulk_create(made, batch_size=AT_ONCE) if made else []
