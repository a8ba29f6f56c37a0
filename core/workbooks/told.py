"""What is told of a workbook: its sheets and rows, the limits, and what is wrong with it."""

from dataclasses import dataclass, field

from core.problems import Refused

MOST_BYTES = 10 * 1024 * 1024
MOST_PART = 64 * 1024 * 1024  # one part unpacked
MOST_TIMES = 250  # how often a part beyond a megabyte may be larger than packed
MOST_ROWS = 10_000
MOST_COLUMNS = 100
MOST_LETTERS = 5_000  # in a cell
MOST_TEXT = 20_000_000  # letters of a sheet: one text may stand in every cell
MOST_SHEETS = 20
MOST_ELEMENTS = 3_000_000  # of a sheet, empty cells included
MOST_MERGED = 200_000  # cells
ONLY_XLSX = "Chỉ đọc được tệp .xlsx. Mở tệp bằng Excel, chọn “Lưu thành” rồi chọn loại .xlsx."

BROKEN = "Tệp bị hỏng, không mở được. Mở tệp bằng Excel, lưu lại rồi chọn lại."
TOO_MUCH = "Tệp chứa quá nhiều dữ liệu khi mở ra. Xóa các trang, cột và dòng thừa rồi lưu lại."


class CannotRead(Refused):
    """The file is no workbook that can be read; says what to do about it."""


@dataclass
class ReadRow:
    """A row by its number in the file: texts by column from 1, and what is wrong with a cell."""

    number: int
    cells: dict[int, str] = field(default_factory=dict)
    faults: dict[int, str] = field(default_factory=dict)
    is_hidden: bool = False


@dataclass
class ReadSheet:
    """A sheet that is shown: its rows that hold anything, and which of its columns are hidden."""

    name: str
    rows: list[ReadRow] = field(default_factory=list)
    hidden_columns: set[int] = field(default_factory=set)


def address(row: int, column: int) -> str:
    """“C7”."""
    return f"{_letters(column)}{row}"


def _letters(column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
