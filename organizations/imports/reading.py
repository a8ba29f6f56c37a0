"""From a workbook to rows, and back: which sheet holds a table, which heading is which column."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from core.dates import now
from core.legacy import proposed
from core.problems import Problem
from core.sheets import Sheet, SheetColumn, Value, workbook
from core.text import fold, one_line
from core.workbooks import MOST_ROWS, CannotRead, ReadRow, ReadSheet, read_workbook
from core.workbooks.told import address
from organizations.rules.imports import EXAMPLE, Column, Judged, Row, Table

REASON = "Lý do"
WORDS, ABOUT = "Danh mục", "Giải thích"
_HEADING_WITHIN = 20  # rows


@dataclass
class Taken:
    """The rows of a workbook in the order of the tables, and what there is to tell of it."""

    rows: list[Row] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return {"rows": [row.as_json() for row in self.rows], "notes": self.notes}


def read_tables(upload: Any, tables: Sequence[Table]) -> Taken:
    """The rows of every table the workbook holds; raise `CannotRead` if it holds none."""
    sheets, taken = read_workbook(upload), Taken()
    found = [(table, place) for table in tables if (place := _place_of(table, sheets))]
    if not found:
        raise CannotRead(Problem(_no_table(tables, sheets), "file"))
    for table, (sheet, heading) in found:
        _take(table, sheet, heading, taken)
    if not taken.rows:
        raise CannotRead(Problem("Tệp chưa có dòng nào dưới dòng tiêu đề.", "file"))
    if len(taken.rows) > MOST_ROWS:
        raise CannotRead(Problem("Tệp có hơn 10.000 dòng. Chia thành nhiều tệp.", "file"))
    return taken


def _place_of(table: Table, sheets: Sequence[ReadSheet]) -> tuple[ReadSheet, ReadRow] | None:
    """The sheet with the table's headings, the one that bears its name first."""
    for sheet in sorted(sheets, key=lambda each: fold(each.name) != fold(table.title)):
        for row in sheet.rows[:_HEADING_WITHIN]:
            said = {fold(text) for text in row.cells.values()}
            if {fold(column.label) for column in table.headings} <= said:
                return sheet, row
    return None


def _no_table(tables: Sequence[Table], sheets: Sequence[ReadSheet]) -> str:
    wanted = "; ".join(
        f"trang “{table.title}” cần cột {', '.join(f'“{each.label}”' for each in table.headings)}"
        for table in tables
    )
    read = ", ".join(f"“{sheet.name}”" for sheet in sheets) or "không trang nào"
    return f"Không thấy bảng cần nhập (đã đọc {read}). Dùng tệp mẫu: {wanted}."


def _take(table: Table, sheet: ReadSheet, heading: ReadRow, taken: Taken) -> None:
    columns = _columns(table, heading, sheet, taken)
    hidden = []
    for row in sheet.rows:
        if row.number <= heading.number or not columns.keys() & (row.cells.keys() | row.faults):
            continue
        read = _row(table, row, columns)
        if fold(read.text(table.columns[0].key)).startswith(EXAMPLE):
            continue
        taken.rows.append(read)
        hidden += [str(row.number)] if row.is_hidden else []
    if hidden:
        more = "…" if len(hidden) > 20 else ""
        rows = f"{', '.join(hidden[:20])}{more}"
        taken.notes.append(f"Trang “{sheet.name}” có dòng đang ẩn, vẫn được đọc: {rows}.")


def _columns(table: Table, heading: ReadRow, sheet: ReadSheet, taken: Taken) -> dict[int, Column]:
    """Columns of the table by their number in the sheet."""
    labels = {fold(column.label): column for column in table.columns}
    columns: dict[int, Column] = {}
    unused = []
    for at, text in heading.cells.items():
        column = labels.pop(fold(text), None)
        if column is not None:
            columns[at] = column
        elif fold(text) != fold(REASON):
            unused.append(f"“{one_line(text)[:60]}”")
    if unused:
        words = f"Trang “{sheet.name}”: không dùng đến cột {', '.join(unused)}."
        taken.notes.append(words)
    if shy := [columns[at].label for at in sorted(columns.keys() & sheet.hidden_columns)]:
        words = f"Trang “{sheet.name}” có cột đang ẩn, vẫn được đọc: {', '.join(shy)}."
        taken.notes.append(words)
    return columns


def _row(table: Table, row: ReadRow, columns: Mapping[int, Column]) -> Row:
    texts, faults = {}, {}
    for at, column in columns.items():
        raw = row.cells.get(at, "")
        if not raw.isascii() and (found := proposed(raw)):
            place = address(row.number, at)
            faults[column.key] = (
                f"Ô {place} có vẻ gõ bằng bảng mã {found.coding}: “{found.text}”? "
                "Hãy gõ lại bằng Unicode."
            )
        if words := row.faults.get(at):
            faults[column.key] = words
        if text := one_line(raw):
            texts[column.key] = text
    return Row(table.key, row.number, texts, faults)


# Giving out

Cells = Mapping[str, Value]


def tables_as_workbook(
    tables: Sequence[Table], rows: Mapping[str, Sequence[Cells]], *, with_example: bool = False
) -> bytes:
    """A workbook that can be read again: the tables, the words they choose from, how to fill in."""
    lists = _lists_of(tables)
    sheets = [
        Sheet(
            table.title,
            tuple(_heading(table, column, lists) for column in table.columns),
            tuple(_cells(table, cells) for cells in _with_example(table, rows, with_example)),
            frozen_columns=1,
            is_landscape=True,
        )
        for table in tables
    ]
    return workbook([*sheets, _about(tables), _words(lists)], created=now())


def _with_example(
    table: Table, rows: Mapping[str, Sequence[Cells]], with_example: bool
) -> list[Cells]:
    example = {column.key: column.example or None for column in table.columns}
    return [*([example] if with_example else []), *rows.get(table.key, ())]


def _cells(table: Table, cells: Cells) -> tuple[Value, ...]:
    return tuple(cells.get(column.key) for column in table.columns)


def _lists_of(tables: Sequence[Table]) -> dict[tuple[str, ...], str]:
    """Every list of words with the heading it stands under."""
    return {
        column.words: column.label for table in tables for column in table.columns if column.words
    }


def _heading(table: Table, column: Column, lists: Mapping[tuple[str, ...], str]) -> SheetColumn:
    if not column.words:
        return SheetColumn(column.label, column.width)
    at = chr(ord("A") + list(lists).index(column.words))
    return SheetColumn(
        column.label, column.width, choices=f"='{WORDS}'!${at}$2:${at}${len(column.words) + 1}"
    )


def _words(lists: Mapping[tuple[str, ...], str]) -> Sheet:
    longest = max((len(words) for words in lists), default=0)
    rows = tuple(
        tuple(words[number] if number < len(words) else None for words in lists)
        for number in range(longest)
    )
    return Sheet(WORDS, tuple(SheetColumn(label, 36) for label in lists.values()), rows)


def _about(tables: Sequence[Table]) -> Sheet:
    columns = (
        SheetColumn("Trang", 24),
        SheetColumn("Cột", 28),
        SheetColumn("Bắt buộc", 10),
        SheetColumn("Cách ghi", 80),
    )
    rows = tuple(
        (table.title, column.label, "có" if column.is_needed else "", column.hint)
        for table in tables
        for column in table.columns
    )
    return Sheet(ABOUT, columns, rows, is_landscape=True)


def with_reasons(tables: Sequence[Table], rows: Sequence[Row], verdicts: Sequence[Judged]) -> bytes:
    """The rows as they came, each with the reason why it was not taken over."""
    judged = list(zip(rows, verdicts, strict=False))
    sheets = [
        Sheet(
            table.title,
            (
                *(SheetColumn(each.label, each.width) for each in table.columns),
                SheetColumn(REASON, 70),
            ),
            tuple(
                (
                    *(row.text(column.key) or None for column in table.columns),
                    verdict.words if verdict.is_refused else None,
                )
                for row, verdict in judged
                if row.table == table.key
            ),
            frozen_columns=1,
            is_landscape=True,
        )
        for table in tables
    ]
    return workbook(sheets, created=now())
