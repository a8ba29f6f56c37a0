"""One sheet: every cell as the words a person sees, and what cannot be taken at its word."""

import re
from datetime import date
from decimal import Context, Decimal, InvalidOperation
from typing import Any, Protocol

from core.days import vn_date
from core.problems import Problem
from core.workbooks.told import (
    BROKEN,
    MOST_COLUMNS,
    MOST_ELEMENTS,
    MOST_LETTERS,
    MOST_MERGED,
    MOST_ROWS,
    MOST_TEXT,
    TOO_MUCH,
    CannotRead,
    ReadRow,
    ReadSheet,
    address,
)
from core.workbooks.xml import parse

_ADDRESS = re.compile(r"([A-Z]{1,3})(\d{1,7})")


class Around(Protocol):
    """What a sheet needs of its workbook."""

    words: list[str]
    styles_of_dates: set[int]

    def open(self, name: str) -> Any: ...
    def day(self, serial: Decimal) -> str: ...


class SheetReader:
    """One sheet from top to bottom."""

    def __init__(self, name: str, book: Around) -> None:
        self.sheet = ReadSheet(name)
        self.book = book
        self.row = ReadRow(0)
        self.at = 0  # column
        self.kind = self.style = ""
        self.value: list[str] = []
        self.has_formula = self.is_value = False
        self.elements = self.merged_cells = self.letters = 0
        self.merged: list[str] = []

    def read(self, target: str) -> ReadSheet:
        parse(self.book.open(target), start=self._start, end=self._end, text=self._text)
        rows = {row.number: row for row in self.sheet.rows}
        for ref in self.merged:
            self._mark_merged(ref, rows)
        return self.sheet

    def _start(self, tag: str, has: dict[str, str]) -> None:
        self.elements += 1
        if self.elements > MOST_ELEMENTS:
            raise CannotRead(Problem(TOO_MUCH, "file"))
        begin = getattr(self, f"_begin_{tag}", None)
        if begin is not None:
            begin(has)

    def _begin_col(self, has: dict[str, str]) -> None:
        if has.get("hidden") in {"1", "true"}:
            last = min(int(has["max"]), MOST_COLUMNS)
            self.sheet.hidden_columns |= set(range(int(has["min"]), last + 1))

    def _begin_row(self, has: dict[str, str]) -> None:
        number = int(has.get("r", self.row.number + 1))
        self.row = ReadRow(number, is_hidden=has.get("hidden") in {"1", "true"})
        self.at = 0

    def _begin_c(self, has: dict[str, str]) -> None:
        place = _ADDRESS.fullmatch(has.get("r", ""))
        self.at = _column(place[1]) if place else self.at + 1
        self.kind, self.style = has.get("t", "n"), has.get("s", "0")
        self.value, self.has_formula = [], False

    def _begin_f(self, _has: dict[str, str]) -> None:
        self.has_formula = True

    def _begin_v(self, _has: dict[str, str]) -> None:
        self.is_value = True

    _begin_t = _begin_v

    def _begin_mergeCell(self, has: dict[str, str]) -> None:  # noqa: N802 - named as in the file
        self.merged.append(has["ref"])

    def _text(self, words: str) -> None:
        if self.is_value:
            self.value.append(words)

    def _end(self, tag: str) -> None:
        if tag in {"v", "t"}:
            self.is_value = False
        elif tag == "c" and self.at <= MOST_COLUMNS:
            self._cell()
        elif tag == "row" and (self.row.cells or self.row.faults):
            self._keep_row()

    def _keep_row(self) -> None:
        self.sheet.rows.append(self.row)
        if len(self.sheet.rows) > MOST_ROWS + 50:  # titles and heading
            words = f"Trang “{self.sheet.name}” có hơn 10.000 dòng. Chia thành nhiều tệp."
            raise CannotRead(Problem(words, "file"))

    def _cell(self) -> None:
        place = address(self.row.number, self.at)
        if self.has_formula:
            self.row.faults[self.at] = f"Ô {place} có công thức; hãy dán giá trị."
            return
        text, fault = self._said("".join(self.value))
        self.letters += len(text)
        if self.letters > MOST_TEXT:
            raise CannotRead(Problem(TOO_MUCH, "file"))
        if len(text) > MOST_LETTERS:
            text, fault = text[:100], f"dài hơn {MOST_LETTERS} chữ; hãy rút ngắn."
        if text.strip():
            self.row.cells[self.at] = text
        if fault:
            self.row.faults[self.at] = f"Ô {place} {fault}"

    def _said(self, value: str) -> tuple[str, str]:
        """What a cell says, and what is wrong with it."""
        if not value:
            return "", ""
        if self.kind == "s":
            return self.book.words[int(value)], ""
        if self.kind in {"str", "inlineStr"}:
            return value, ""
        if self.kind == "e":
            return value, f"báo lỗi {value}; hãy sửa trong Excel."
        if self.kind == "b":
            return ("Có" if value == "1" else "Không"), ""
        return self._number(value)

    def _number(self, value: str) -> tuple[str, str]:
        try:
            if self.kind == "d":
                return vn_date(date.fromisoformat(value[:10])), ""
            number = Context(prec=15).create_decimal(value)
            if int(self.style) in self.book.styles_of_dates:
                return self.book.day(number), ""
            return _digits(number), ""
        except (InvalidOperation, OverflowError, ValueError):
            return value[:40], "không đọc được số hoặc ngày; hãy nhập lại dạng chữ."

    def _mark_merged(self, ref: str, rows: dict[int, ReadRow]) -> None:
        first, _, last = ref.partition(":")
        top, bottom = _ADDRESS.fullmatch(first), _ADDRESS.fullmatch(last or first)
        if top is None or bottom is None:
            raise CannotRead(Problem(BROKEN, "file"))
        right = min(_column(bottom[1]), MOST_COLUMNS)
        height = int(bottom[2]) - int(top[2]) + 1
        if height > len(rows):
            held = [row for number, row in rows.items() if int(top[2]) <= number <= int(bottom[2])]
        else:
            numbers = range(int(top[2]), int(bottom[2]) + 1)
            held = [rows[number] for number in numbers if number in rows]
        self.merged_cells += len(held) * max(0, right - _column(top[1]) + 1) + 1
        if self.merged_cells > MOST_MERGED:
            raise CannotRead(Problem("Tệp có quá nhiều ô gộp. Bỏ gộp ô rồi lưu lại.", "file"))
        for row in held:
            for column in range(_column(top[1]), right + 1):
                row.faults[column] = f"Ô {ref} bị gộp; hãy bỏ gộp ô."


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _digits(number: Decimal) -> str:
    """A number as it is written by hand: 7 and not 7.0, a comma before decimals."""
    if not number.is_finite():
        raise ValueError(number)
    if number == number.to_integral_value():
        return f"{int(number)}" if abs(number) < 10**15 else f"{number}"
    return f"{number.normalize():f}".replace(".", ",")
