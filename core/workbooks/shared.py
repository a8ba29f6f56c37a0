"""What the cells of a workbook share: texts and looks."""

import re
from typing import Any

from core.workbooks.xml import parse

_BUILT_IN_DATES = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_NOT_A_DATE = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')


class Words:
    """The texts that cells share; how each letter is to be pronounced is left out."""

    def __init__(self, words: list[str]) -> None:
        self.words = words
        self.now: list[str] = []
        self.is_text = self.is_aside = False

    def read(self, part: Any) -> None:
        parse(part, start=self._start, end=self._end, text=self._text)

    def _start(self, tag: str, _has: dict[str, str]) -> None:
        if tag == "si":
            self.now = []
        self.is_aside = self.is_aside or tag == "rPh"
        self.is_text = tag == "t" and not self.is_aside

    def _end(self, tag: str) -> None:
        self.is_text = False
        if tag == "rPh":
            self.is_aside = False
        if tag == "si":
            self.words.append("".join(self.now))

    def _text(self, words: str) -> None:
        if self.is_text:
            self.now.append(words)


class Styles:
    """Which looks of a cell show its number as a date."""

    def __init__(self, dates: set[int]) -> None:
        self.dates = dates
        self.formats: set[int] = set(_BUILT_IN_DATES)
        self.is_cells = False
        self.count = 0

    def read(self, part: Any) -> None:
        parse(part, start=self._start, end=self._end)

    def _start(self, tag: str, has: dict[str, str]) -> None:
        if tag == "numFmt" and _shows_a_day(has["formatCode"]):
            self.formats.add(int(has["numFmtId"]))
        elif tag == "cellXfs":
            self.is_cells = True
        elif tag == "xf" and self.is_cells:
            if int(has.get("numFmtId", 0)) in self.formats:
                self.dates.add(self.count)
            self.count += 1

    def _end(self, tag: str) -> None:
        if tag == "cellXfs":
            self.is_cells = False


def _shows_a_day(code: str) -> bool:
    shown = _NOT_A_DATE.sub("", code.partition(";")[0]).lower()
    return "d" in shown or "y" in shown
