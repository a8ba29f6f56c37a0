"""What the rows of a workbook of units say together: one unit, one event."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from organizations.enums import EventKind
from organizations.imports.tables import EVENT_KINDS, YES
from organizations.rules.events import SHAPES


@dataclass(eq=False)
class FileUnit:
    """The rows of one unit."""

    key: int  # negative: its number until it is in the register
    code: str
    rows: list[tuple[int, dict[str, Any]]] = field(default_factory=list)

    @property
    def first(self) -> dict[str, Any]:
        return self.rows[0][1]

    @property
    def names(self) -> list[tuple[int, dict[str, Any]]]:
        return [(at, row) for at, row in self.rows if row["full_name"]]

    @property
    def places(self) -> list[tuple[int, dict[str, Any]]]:
        return [(at, row) for at, row in self.rows if row["parent"]]

    def period_of(self, row: dict[str, Any]) -> tuple[date | None, date | None]:
        """When a name holds, as far as the rows say."""
        first = self.first
        starts = row["name_from"] or first["exists_from"]
        return starts, row["name_to"] or first["exists_to"]


@dataclass(frozen=True)
class FileEvent:
    """One event as its row says it; units by number, negative ones new."""

    at: int
    kind: EventKind
    on: date
    before: tuple[int, ...]
    after: tuple[int, ...]
    ends: bool
    values: dict[str, Any]

    @property
    def units(self) -> set[int]:
        return {*self.before, *self.after}


def ends_units(row: dict[str, Any]) -> bool:
    """Whether the units before the event are no more."""
    ends = SHAPES[EVENT_KINDS[row["kind"]]].ends
    return row["ends"] == YES if ends is None else ends


def tokens(text: str) -> list[str]:
    return [token.strip() for token in text.split(";") if token.strip()]


def days_of(row: dict[str, Any]) -> tuple[date | None, date | None]:
    return row["parent_from"], row["parent_to"]
