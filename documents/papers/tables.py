"""Ruled tables of a paper."""

from dataclasses import dataclass
from itertools import groupby
from typing import ClassVar, Literal

SHORT = 8  # rows


@dataclass(frozen=True)
class Column:
    """A column: its heading, its share of the width, how its cells stand.

    Neighbours with the same `group` stand under one shared heading (“Tự chấm”).
    Numbers are aligned on the right and come formatted, with their decimal comma.
    """

    title: str
    width: int = 10
    kind: Literal["text", "number", "centre"] = "text"
    group: str = ""


@dataclass(frozen=True)
class HeadingCell:
    """A heading over so many columns and down so many rows."""

    title: str
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True)
class Table:
    """A ruled table; the heading repeats on every page and no row stands alone on one.

    `totals` are bold rows at the end. `is_compact` is for wide tables (12 instead of 13 points).
    """

    is_table: ClassVar[bool] = True
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    totals: tuple[tuple[str, ...], ...] = ()
    caption: str = ""
    note: str = ""
    is_compact: bool = False

    @property
    def is_short(self) -> bool:
        """Short tables move to the next page rather than break."""
        return len(self.rows) + len(self.totals) <= SHORT

    @property
    def headings(self) -> tuple[tuple[HeadingCell, ...], ...]:
        """One row of heading cells, or two where columns are grouped."""
        if not any(column.group for column in self.columns):
            return (tuple(HeadingCell(column.title) for column in self.columns),)
        upper: list[HeadingCell] = []
        for group, columns in groupby(self.columns, key=lambda column: column.group):
            titles = [column.title for column in columns]
            if group:
                upper.append(HeadingCell(group, columns=len(titles)))
            else:
                upper += [HeadingCell(title, rows=2) for title in titles]
        lower = (HeadingCell(column.title) for column in self.columns if column.group)
        return (tuple(upper), tuple(lower))

    @property
    def shares(self) -> tuple[int, ...]:
        """Widths of the columns in hundredths of a percent."""
        whole = sum(column.width for column in self.columns)
        return tuple(column.width * 10000 // whole for column in self.columns)

    @property
    def percents(self) -> tuple[str, ...]:
        return tuple(f"{share // 100}.{share % 100:02d}%" for share in self.shares)

    @property
    def cells(self) -> tuple[tuple[tuple[Column, str], ...], ...]:
        """Each row as pairs of column and text; `ValueError` when a row has other columns."""
        return tuple(tuple(zip(self.columns, row, strict=True)) for row in self.rows)

    @property
    def total_cells(self) -> tuple[tuple[tuple[Column, str], ...], ...]:
        return tuple(tuple(zip(self.columns, row, strict=True)) for row in self.totals)
