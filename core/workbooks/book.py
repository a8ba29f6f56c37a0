"""The parts of a workbook that say where its sheets are and how their cells are to be read."""

import zipfile
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import PurePosixPath
from typing import Any

from core.days import vn_date
from core.problems import Problem
from core.workbooks.shared import Styles, Words
from core.workbooks.sheet import SheetReader
from core.workbooks.told import (
    MOST_PART,
    MOST_SHEETS,
    MOST_TIMES,
    ONLY_XLSX,
    TOO_MUCH,
    CannotRead,
    ReadSheet,
)
from core.workbooks.xml import parse

_START_OF_1900, _START_OF_1904 = date(1899, 12, 30), date(1904, 1, 1)


class Book:
    """The parts of a workbook that say where its sheets are and how cells are to be read."""

    def __init__(self, parts: zipfile.ZipFile) -> None:
        self.parts = parts
        self.counts_from_1904 = False
        self.found: list[tuple[str, str]] = []  # name of the sheet, key of its part
        self.targets: dict[str, str] = {}
        self.words: list[str] = []
        self.styles_of_dates: set[int] = set()

    def sheets(self) -> list[ReadSheet]:
        self._refuse_macros()
        self._read("xl/_rels/workbook.xml.rels", self._target)
        self._read("xl/workbook.xml", self._sheet)
        if len(self.found) > MOST_SHEETS:
            raise CannotRead(Problem(f"Tệp có hơn {MOST_SHEETS} trang. Xóa trang thừa.", "file"))
        self._read_shared()
        return [SheetReader(name, self).read(self.targets[key]) for name, key in self.found]

    def _refuse_macros(self) -> None:
        kinds = self.open("[Content_Types].xml").read()
        named = (name.lower() for name in self.parts.namelist())
        if b"macroenabled" in kinds.lower() or any("macrosheets/" in name for name in named):
            raise CannotRead(Problem(f"Tệp có macro. {ONLY_XLSX}", "file"))

    def open(self, name: str) -> Any:
        part = self.parts.getinfo(name)
        packed = max(part.compress_size, 1)
        is_bomb = part.file_size > 1024**2 and part.file_size / packed > MOST_TIMES
        if part.file_size > MOST_PART or is_bomb:
            raise CannotRead(Problem(TOO_MUCH, "file"))
        return self.parts.open(part)

    def _read(self, name: str, start: Callable[[str, dict[str, str]], None]) -> None:
        parse(self.open(name), start=start)

    def _target(self, tag: str, has: dict[str, str]) -> None:
        if tag == "Relationship" and has.get("TargetMode") != "External":
            target = PurePosixPath("/xl") / has["Target"]
            self.targets[has["Id"]] = str(target).lstrip("/")
            kind = has["Type"].rpartition("/")[2]
            self.targets.setdefault(kind, self.targets[has["Id"]])

    def _sheet(self, tag: str, has: dict[str, str]) -> None:
        if tag == "workbookPr":
            self.counts_from_1904 = has.get("date1904", "0") in {"1", "true"}
        elif tag == "sheet" and has.get("state", "visible") == "visible":
            self.found.append((has["name"], has["id"]))

    def _read_shared(self) -> None:
        if "sharedStrings" in self.targets:
            Words(self.words).read(self.open(self.targets["sharedStrings"]))
        if "styles" in self.targets:
            Styles(self.styles_of_dates).read(self.open(self.targets["styles"]))

    def day(self, serial: Decimal) -> str:
        """The day a number stands for; an error of Excel counts 29 February 1900 as a day."""
        start = _START_OF_1904 if self.counts_from_1904 else _START_OF_1900
        return vn_date(start + timedelta(days=int(serial)))
