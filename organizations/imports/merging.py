"""What a row says of a name or a place, laid over the register; an empty cell says nothing."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from organizations.queries.whole import spelling
from organizations.rules.register import share_a_day
from organizations.rules.whole import NAME_PARTS, HeldName, HeldPlace

Held = TypeVar("Held", HeldName, HeldPlace)


def name_of(row: dict[str, Any]) -> HeldName:
    parts = {part: row[part] for part in NAME_PARTS}
    return HeldName(**parts, valid_from=row["name_from"], valid_to=row["name_to"])


def with_name(stored: tuple[HeldName, ...], said: HeldName) -> tuple[HeldName, ...]:
    """The name it speaks of corrected, or one more; without a short form it is short itself."""
    same = next((name for name in stored if _is_same_name(name, said)), None)
    if same is None:
        return (*stored, replace(said, short_name=said.short_name or said.full_name))
    return tuple(laid_over(name, said) if name is same else name for name in stored)


def with_place(stored: tuple[HeldPlace, ...], said: HeldPlace) -> tuple[HeldPlace, ...]:
    same = next((place for place in stored if _is_same_place(place, said)), None)
    if same is None:
        return (*stored, said)
    return tuple(laid_over(place, said) if place is same else place for place in stored)


def _is_same_name(name: HeldName, said: HeldName) -> bool:
    return _begins_alike(name, said) or (
        spelling(name.full_name) == spelling(said.full_name) and _overlap(name, said)
    )


def _is_same_place(place: HeldPlace, said: HeldPlace) -> bool:
    return _begins_alike(place, said) or (
        place.parent_id == said.parent_id and _overlap(place, said)
    )


def _begins_alike(one: Held, other: Held) -> bool:
    return one.valid_from is not None and one.valid_from == other.valid_from


def _overlap(one: Held, other: Held) -> bool:
    return share_a_day(one.valid_from, one.valid_to, other.valid_from, other.valid_to)


def laid_over(row: Held, said: Held) -> Held:
    return replace(row, **{key: value for key, value in vars(said).items() if value})


def in_order(rows: Iterable[Held]) -> tuple[Held, ...]:
    return tuple(sorted(rows, key=lambda row: (row.valid_from or date.min, row.pk or 0)))
