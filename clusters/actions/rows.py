"""Putting typed rows in the place of stored ones, keeping where each fact came from."""

from collections.abc import Mapping, Sequence
from typing import Any

from core.records import Sourced

ORIGIN = ("source", "as_written", "note", "added_by_hand")


def replace_rows(stored: Any, typed: Sequence[Mapping[str, Any]], *, same: tuple[str, ...]) -> None:
    """Leave rows alone that stand as typed; drop the others, then write what is new.

    A corrected row, one whose `same` fields are those of a dropped one, inherits its origin.
    Dropping first lets rows exchange their periods without ever overlapping.
    """
    waiting, dropped = [dict(row) for row in typed], []
    for row in stored.order_by("pk"):
        as_typed = next((each for each in waiting if _stands(row, each)), None)
        if as_typed is None:
            dropped.append(row)
        else:
            waiting.remove(as_typed)
    stored.filter(pk__in=[row.pk for row in dropped]).delete()
    for values in waiting:
        stored.create(**_origin_of(values, dropped, same) | values)


def _stands(row: Sourced, values: Mapping[str, Any]) -> bool:
    return all(getattr(row, name) == value for name, value in values.items())


def _origin_of(
    values: Mapping[str, Any], dropped: list[Any], same: tuple[str, ...]
) -> dict[str, Any]:
    for row in dropped:
        if all(getattr(row, name) == values[name] for name in same):
            dropped.remove(row)
            return {name: getattr(row, name) for name in ORIGIN}
    return {}
