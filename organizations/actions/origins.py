"""How a unit is written, where a fact that somebody enters comes from, how it is written down."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Model

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


@dataclass(frozen=True)
class NameParts:
    """How a unit is written."""

    full_name: str
    short_name: str
    letterhead: str = ""
    symbol: str = ""
    place_name: str = ""
    as_written: str = ""


@dataclass(frozen=True)
class Provenance:
    """Where a fact comes from; see `core.records.Sourced`."""

    source: str = ""
    as_written: str = ""
    note: str = ""
    added_by_hand: bool = False


NO_SOURCE = Provenance()


def rewrite(row: Model, facts: "DataclassInstance") -> None:
    """Let the row say what the facts say: their fields are named alike."""
    for field, value in vars(facts).items():
        setattr(row, field, value)
    row.save()
