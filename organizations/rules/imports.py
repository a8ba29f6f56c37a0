"""Tables that can be taken over from a workbook, their rows, and what is said of each row."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from core.text import fold
from organizations.enums import VerdictKind

FIRST_YEAR, LAST_YEAR = 1945, 2100
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
# How the first cell of a row begins that only shows how to fill in.
EXAMPLE = "vi du"


@dataclass(frozen=True)
class Column:
    """One heading: what its cells may say.

    A table is known by its headings that are needed; where cells under one may be empty, it
    `is_heading` alone. `is_end` is the last day, kept as the day after it.
    """

    key: str
    label: str
    hint: str = ""
    width: int = 16
    is_needed: bool = False
    is_heading: bool = False
    words: tuple[str, ...] = ()
    example: str = ""
    is_day: bool = False
    is_end: bool = False
    most: int = 300


@dataclass(frozen=True)
class Table:
    """One sheet."""

    key: str
    title: str
    columns: tuple[Column, ...]

    @property
    def headings(self) -> tuple[Column, ...]:
        """What a sheet must have to be this table."""
        return tuple(each for each in self.columns if each.is_needed or each.is_heading)

    def column(self, key: str) -> Column:
        return next(column for column in self.columns if column.key == key)


@dataclass(frozen=True)
class Row:
    """One row as it was read; `faults` by column say why a cell cannot be taken."""

    table: str
    number: int
    texts: Mapping[str, str] = field(default_factory=dict)
    faults: Mapping[str, str] = field(default_factory=dict)

    def text(self, key: str) -> str:
        return self.texts.get(key, "")

    def as_json(self) -> dict[str, Any]:
        return {"t": self.table, "n": self.number, "c": dict(self.texts), "f": dict(self.faults)}

    @classmethod
    def of_json(cls, kept: Mapping[str, Any]) -> "Row":
        return cls(kept["t"], kept["n"], kept["c"], kept["f"])


@dataclass(frozen=True)
class Judged:
    """What would become of a row, in words; a refused one says at which column.

    `event_id`: the event that waits for a person to confirm it.
    """

    kind: VerdictKind
    words: str = ""
    column: str = ""
    event_id: int | None = None

    @property
    def is_refused(self) -> bool:
        return self.kind == VerdictKind.REFUSED


UNCHANGED = Judged(VerdictKind.UNCHANGED)


class RefusedRow(Exception):
    """A row cannot be taken: why, and at which column (its key)."""

    def __init__(self, words: str, column: str = "", row: int | None = None) -> None:
        self.words = words
        self.column = column
        self.row = row
        super().__init__(words)


def day_in(text: str, *, is_end: bool = False) -> date | None:
    """The day a cell names; for a last day the day after it. Raises `ValueError` in words.

    >>> day_in("30/06/2025", is_end=True)
    datetime.date(2025, 7, 1)
    """
    if not text:
        return None
    try:
        day = _day(text)
    except ValueError as error:
        raise ValueError(f"Không đọc được ngày “{text}”. Nhập như 25/11/2024.") from error
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(f"Năm phải từ {FIRST_YEAR} đến {LAST_YEAR}.")
    return day + timedelta(days=1) if is_end else day


def _day(text: str) -> date:
    parts = _DAY.fullmatch(text)
    if parts is None:
        raise ValueError(text)
    return date(int(parts[3]), int(parts[2]), int(parts[1]))


def values_of(row: Row, table: Table) -> dict[str, Any]:
    """What the row says by column: texts, days, words of a list; raise `RefusedRow`.

    An empty cell is an empty text or no day: nothing is said.
    """
    for key, words in row.faults.items():
        raise RefusedRow(words, key)
    return {column.key: _value(row.text(column.key), column) for column in table.columns}


def _value(text: str, column: Column) -> Any:
    if column.is_needed and not text:
        raise RefusedRow(f"Thiếu “{column.label}”.", column.key)
    if len(text) > column.most:
        words = f"“{column.label}” dài {len(text)} ký tự, tối đa {column.most}."
        raise RefusedRow(words, column.key)
    if column.words and text:
        return _word(text, column)
    if not column.is_day:
        return text
    try:
        return day_in(text, is_end=column.is_end)
    except ValueError as error:
        raise RefusedRow(str(error), column.key) from error


def _word(text: str, column: Column) -> str:
    for word in column.words:
        if fold(word) == fold(text):
            return word
    words = f"“{text}” không có trong danh mục: {'; '.join(column.words)}."
    raise RefusedRow(words, column.key)
