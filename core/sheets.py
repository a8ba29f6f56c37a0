"""Tables for Excel: typed cells, a heading that stays in view, A4, and text that is only text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from itertools import groupby
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from core.days import VIETNAM, vn_date
from core.text import nfc

UNDATED = datetime(2000, 1, 1, tzinfo=UTC)
FONT = {"font_name": "Times New Roman", "font_size": 12, "valign": "vcenter"}
A4 = 9
LONGEST_NAME = 31
MOST_OFFERED = 10_000  # rows that offer words to choose from
# Excel would read such a text as a formula as soon as somebody edits the cell.
_LIKE_A_FORMULA = re.compile("[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
_OF_WORDS = ("title", "heading", "text", "note")
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\]")

Value = str | int | Decimal | date | datetime | None


def day_or_words(day: date | None, words: str | None) -> Value:
    """The day itself where the words say nothing more than it."""
    return day if day and words == vn_date(day) else words


@dataclass(frozen=True)
class SheetColumn:
    """A heading and a width in letters; neighbours of one `group` share a heading above theirs.

    `choices`: a range of the workbook (“='Danh mục'!$A$2:$A$9”) whose words its cells offer.
    """

    title: str
    width: int = 14
    group: str = ""
    choices: str = ""


@dataclass(frozen=True)
class Sheet:
    """One sheet: title lines, heading, rows, notes under them.

    A row has one value per column; `Decimal` and `int` become numbers, dates become dates,
    moments the day and hour in Vietnam, None an empty cell. `frozen_columns` stay in view when
    scrolling to the right.
    """

    name: str
    columns: tuple[SheetColumn, ...]
    rows: tuple[tuple[Value, ...], ...]
    title: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    frozen_columns: int = 0
    is_landscape: bool = False


def workbook(sheets: Sequence[Sheet], *, created: datetime | None = None) -> bytes:
    """The .xlsx of these sheets, byte-identical for the same arguments.

    Raises `ValueError` when a row has other columns than the heading, or two sheets one name.
    """
    written = BytesIO()
    book = Workbook(written, {"in_memory": True, "strings_to_formulas": False})
    # Excel knows no time zones; the moment is written as it stands.
    book.set_properties({"created": (created or UNDATED).replace(tzinfo=None)})
    formats = _formats(book)
    for sheet in sheets:
        _Writer(book.add_worksheet(_name(sheet.name)), sheet, formats).write()
    book.close()
    return written.getvalue()


def _name(name: str) -> str:
    return _NOT_IN_A_NAME.sub("-", nfc(name)).strip("'")[:LONGEST_NAME]


def _formats(book: Workbook) -> dict[str, Any]:
    looks: dict[str, dict[str, Any]] = {
        "title": {"bold": True, "align": "center", "text_wrap": True},
        "heading": {"bold": True, "align": "center", "border": 1, "text_wrap": True},
        "text": {"border": 1, "text_wrap": True, "num_format": "@"},
        "points": {"border": 1, "num_format": "0.00"},
        "count": {"border": 1, "num_format": "0", "align": "center"},
        "date": {"border": 1, "num_format": "dd/mm/yyyy", "align": "center"},
        "moment": {"border": 1, "num_format": "dd/mm/yyyy hh:mm", "align": "center"},
        "note": {"italic": True},
    }
    words = {name: looks[name] | {"quote_prefix": True} for name in _OF_WORDS}
    looks |= {f"{name}, inert": look for name, look in words.items()}
    return {name: book.add_format(FONT | look) for name, look in looks.items()}


class _Writer:
    """One sheet from top to bottom."""

    def __init__(self, page: Worksheet, sheet: Sheet, formats: dict[str, Any]) -> None:
        self.page = page
        self.sheet = sheet
        self.formats = formats
        self.at = 0

    def write(self) -> None:
        self._titles()
        top = self.at
        self._heading()
        self.page.freeze_panes(self.at, self.sheet.frozen_columns)
        self.page.repeat_rows(top, self.at - 1)
        self._offer_choices()
        for row in self.sheet.rows:
            self._row(row)
        for note in self.sheet.notes:
            self._string(self.at, 0, note, "note")
            self.at += 1
        self._set_up_print()

    def _titles(self) -> None:
        last = len(self.sheet.columns) - 1
        for line in self.sheet.title:
            self._across(self.at, 0, last, nfc(line), "title")
            self.at += 1
        self.at += 1 if self.sheet.title else 0

    def _heading(self) -> None:
        columns = self.sheet.columns
        has_groups = any(column.group for column in columns)
        titles = self.at + (1 if has_groups else 0)
        for index, column in enumerate(columns):
            self.page.set_column(index, index, column.width)
            if has_groups and not column.group:
                self.page.merge_range(self.at, index, titles, index, "", self.formats["heading"])
                self._string(self.at, index, column.title, "heading")
            else:
                self._string(titles, index, column.title, "heading")
        if has_groups:
            self._groups()
        self.at = titles + 1

    def _offer_choices(self) -> None:
        """Words to choose from in the cells below the heading, as far as anybody fills in."""
        for index, column in enumerate(self.sheet.columns):
            if column.choices:
                rule = {"validate": "list", "source": column.choices, "error_type": "warning"}
                self.page.data_validation(self.at, index, self.at + MOST_OFFERED, index, rule)

    def _groups(self) -> None:
        numbered = enumerate(self.sheet.columns)
        for group, members in groupby(numbered, key=lambda pair: pair[1].group):
            indexes = [index for index, _ in members]
            if group:
                self._across(self.at, indexes[0], indexes[-1], nfc(group), "heading")

    def _row(self, row: tuple[Value, ...]) -> None:
        for index, (_, value) in enumerate(zip(self.sheet.columns, row, strict=True)):
            self._cell(index, value)
        self.at += 1

    def _cell(self, index: int, value: Value) -> None:
        formats = self.formats
        if value is None:
            self.page.write_blank(self.at, index, None, formats["text"])
        elif isinstance(value, str):
            self._string(self.at, index, value, "text")
        elif isinstance(value, datetime):
            # Excel knows no time zones; the cell shows what the clocks here showed.
            here = value.astimezone(VIETNAM).replace(tzinfo=None)
            self.page.write_datetime(self.at, index, here, formats["moment"])
        elif isinstance(value, date):
            self.page.write_datetime(self.at, index, value, formats["date"])
        else:
            look = "points" if isinstance(value, Decimal) else "count"
            self.page.write_number(self.at, index, value, formats[look])

    def _string(self, row: int, column: int, words: str, look: str) -> None:
        plain = nfc(words).replace("\r\n", "\n").replace("\r", "\n")
        inert = ", inert" if _LIKE_A_FORMULA.match(plain) else ""
        self.page.write_string(row, column, plain, self.formats[look + inert])

    def _across(self, row: int, first: int, last: int, words: str, look: str) -> None:
        """Words over several cells; Excel cannot merge a single one."""
        if first == last:
            self._string(row, first, words, look)
        else:
            self.page.merge_range(row, first, row, last, "", self.formats[look])
            self._string(row, first, words, look)

    def _set_up_print(self) -> None:
        page = self.page
        page.set_paper(A4)
        page.set_portrait()
        if self.sheet.is_landscape:
            page.set_landscape()
        page.fit_to_pages(1, 0)
        page.set_margins(left=1.18, right=0.6, top=0.8, bottom=0.8)
        page.center_horizontally()
        page.set_footer("&C&P/&N")
