"""Lists, everywhere alike: words to search for, filters, order, page size, a workbook.

Everything a reader chose stands in the address, so a list can be kept, sent and printed:
`?q=` words, one parameter a filter, `?xep=ten` or `-ten` order, `?co=50` rows a page, `?trang=2`,
`?xuat=xlsx` the workbook.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import F, QuerySet
from django.db.models.expressions import OrderBy
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.http import content_disposition_header

from core.dates import now, today
from core.days import vn_date
from core.sheets import Sheet, SheetColumn, Value, workbook
from core.text import one_line, search_words, whole_number

Row = TypeVar("Row")
SIZES = (25, 50, 100)
WORDS, ORDER, SIZE, PAGE, FILE = "q", "xep", "co", "trang", "xuat"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Column:
    """A heading. With `key` and `order` (field names) the list can be sorted by it.

    `in_file_only`: the workbook has room for more than the page.
    """

    label: str
    key: str = ""
    order: tuple[str, ...] = ()
    width: int = 18
    is_number: bool = False
    in_file_only: bool = False


@dataclass(frozen=True)
class Filter:
    """One way to narrow a list: its parameter, its choices, what a choice leaves."""

    name: str
    label: str
    choices: Sequence[tuple[str, str]]
    narrow: Callable[[Any, str], Any]
    all_label: str = "Tất cả"

    def words(self, chosen: str) -> str:
        """“Loại: Cụm thi đua”; empty for a choice that is not offered."""
        label = dict(self.choices).get(chosen, "")
        if not label or not chosen:
            return ""
        return label if label.startswith(self.label) else f"{self.label}: {label}"


def by_words(rows: "QuerySet[Any]", text: str) -> "QuerySet[Any]":
    """Rows whose `search_text` holds the beginning of every word, marks and case aside."""
    for word in search_words(text):
        rows = rows.filter(search_text__contains=word)
    return rows


def words_of(asked: QueryDict) -> str:
    """The words to search for."""
    return one_line(asked.get(WORDS, ""))[:200]


@dataclass(frozen=True)
class List(Generic[Row]):
    """What a list is made of. `rows` reads a page at once.

    `order` ends in a unique field; without it the list stands in the order of what was found.
    """

    title: str
    stem: str
    columns: tuple[Column, ...]
    rows: Callable[[Sequence[Any]], list[Row]]
    cells: Callable[[Row], tuple[Value, ...]]
    order: tuple[Any, ...] = ()
    filters: tuple[Filter, ...] = ()
    search: Callable[[Any, str], Any] | None = by_words
    search_label: str = "Tìm"
    placeholder: str = ""
    noun: str = "dòng"  # what is counted: “12 đơn vị”
    keeps: tuple[str, ...] = ("nam",)  # what else of the address belongs to this list


@dataclass(frozen=True)
class Pill:
    """A filter in force and the address without it."""

    label: str
    remove_url: str


@dataclass(frozen=True)
class Heading:
    """A column as the reader sees it: how it is sorted now, and the address that sorts by it."""

    label: str
    is_number: bool
    sorted: str = ""  # ascending, descending, or not
    url: str = ""


@dataclass
class Listing(Generic[Row]):
    """A list as one reader asked for it."""

    of: List[Row]
    found: Any
    asked: QueryDict
    _page: Page[Any] = field(init=False)

    def __post_init__(self) -> None:
        self.found = self._ordered(self._narrowed(self.found))
        self._page = Paginator(self.found, self.size).get_page(self.asked.get(PAGE))

    # What was asked

    @property
    def text(self) -> str:
        return words_of(self.asked)

    @property
    def size(self) -> int:
        asked = whole_number(self.asked.get(SIZE, ""))
        return asked if asked in SIZES else SIZES[0]

    def chosen(self, one: Filter) -> str:
        asked = self.asked.get(one.name, "")
        return asked if one.words(asked) else ""

    def _narrowed(self, rows: Any) -> Any:
        for one in self.of.filters:
            if chosen := self.chosen(one):
                rows = one.narrow(rows, chosen)
        if self.text and self.of.search is not None:
            rows = self.of.search(rows, self.text)
        return rows

    @property
    def has_search(self) -> bool:
        """A template would call the search itself."""
        return self.of.search is not None

    @property
    def sort(self) -> str:
        """The key of the column the reader sorts by; empty in the list's own order."""
        return self._sorted_by[0]

    @property
    def _sorted_by(self) -> tuple[str, bool]:
        asked = self.asked.get(ORDER, "")
        key = asked.removeprefix("-")
        known = {column.key for column in self.of.columns if column.key}
        return (key, asked.startswith("-")) if key in known else ("", False)

    def _ordered(self, rows: "QuerySet[Any]") -> "QuerySet[Any]":
        key, is_down = self._sorted_by
        column = next((each for each in self.of.columns if key and each.key == key), None)
        first = [_order(name, is_down=is_down) for name in column.order] if column else []
        return rows.order_by(*first, *(self.of.order or rows.query.order_by))

    # What is shown

    @property
    def page(self) -> Page[Any]:
        return self._page

    @cached_property
    def rows(self) -> list[Row]:
        return self.of.rows(list(self._page))

    @property
    def is_empty(self) -> bool:
        return self._page.paginator.count == 0

    @property
    def pills(self) -> list[Pill]:
        words = [Pill(f"Có “{self.text}”", self.address(**{WORDS: ""}))] if self.text else []
        return words + [
            Pill(one.words(chosen), self.address(**{one.name: ""}))
            for one in self.of.filters
            if (chosen := self.chosen(one))
        ]

    @property
    def headings(self) -> list[Heading]:
        return [self._heading(each) for each in self.of.columns if not each.in_file_only]

    def _heading(self, column: Column) -> Heading:
        if not column.key:
            return Heading(column.label, column.is_number)
        key, is_down = self._sorted_by
        is_sorted = key == column.key
        how = ("descending" if is_down else "ascending") if is_sorted else "none"
        turned = f"-{column.key}" if is_sorted and not is_down else column.key
        return Heading(column.label, column.is_number, how, self.address(**{ORDER: turned}))

    @property
    def selects(self) -> list[tuple[Filter, str]]:
        return [(one, self.chosen(one)) for one in self.of.filters]

    @property
    def sizes(self) -> list[tuple[int, str]]:
        """Each page size and the address that shows it."""
        return [(size, self.address(**{SIZE: str(size)})) for size in SIZES]

    @property
    def orders(self) -> list[tuple[str, str, bool]]:
        """Every order as value, words and whether it is in force: for a reader without headings."""
        now_by = self._sorted_by
        return [
            (
                f"{'-' * is_down}{column.key}",
                f"{column.label}, {words}",
                now_by == (column.key, is_down),
            )
            for column in self.of.columns
            if column.key
            for is_down, words in ((False, "tăng dần"), (True, "giảm dần"))
        ]

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What the filter form sends along unseen: page size, and what the page is about."""
        return [(name, str(self.asked[name])) for name in self._others if self.asked.get(name)]

    @property
    def _others(self) -> list[str]:
        taken = {one.name for one in self.of.filters}
        return [SIZE, *(name for name in self.of.keeps if name not in taken)]

    @property
    def count_in_words(self) -> str:
        return f"{self._page.paginator.count} {self.of.noun}"

    @property
    def no_result(self) -> str:
        return f"Không có {self.of.noun} nào khớp"

    @property
    def about(self) -> str:
        """The filters in force, in words; empty without any."""
        return "; ".join(pill.label for pill in self.pills)

    @property
    def bare_url(self) -> str:
        """The list without filters."""
        names = {WORDS: ""} | {one.name: "" for one in self.of.filters}
        return self.address(**names)

    @property
    def file_url(self) -> str:
        return self.address(**{FILE: "xlsx"})

    @property
    def wants_file(self) -> bool:
        return self.asked.get(FILE) == "xlsx"

    def address(self, **changed: str) -> str:
        """This list with other choices; a change leads back to its first page."""
        names = (WORDS, *(one.name for one in self.of.filters), ORDER, *self._others)
        wanted = {name: str(self.asked.get(name, "")) for name in names} | changed
        return f"?{urlencode({name: value for name, value in wanted.items() if value})}"

    def file(self) -> bytes:
        """All rows that are left by the filters, with the words that narrowed them."""
        columns = tuple(SheetColumn(each.label, each.width) for each in self.of.columns)
        rows = tuple(self.of.cells(row) for row in self.of.rows(list(self.found)))
        about = [f"Ngày xuất: {vn_date(today())}", *(pill.label for pill in self.pills)]
        title = (self.of.title, "; ".join(about))
        sheet = Sheet(self.of.title, columns, rows, title=title, is_landscape=len(columns) > 4)
        return workbook([sheet], created=now())


def _order(name: str, *, is_down: bool) -> OrderBy:
    """Unknown values last, whichever way the list runs."""
    key = F(name)
    return key.desc(nulls_last=True) if is_down else key.asc(nulls_last=True)


def shown(
    request: HttpRequest, template: str, of: List[Any], found: Any, **more: Any
) -> HttpResponse:
    """The page of a list, or its workbook; the template finds it as `listing`."""
    listing = Listing(of=of, found=found, asked=request.GET)
    if not listing.wants_file:
        return render(request, template, {"listing": listing, **more})
    name = f"{of.stem}-{today():%Y%m%d}.xlsx"
    answer = HttpResponse(listing.file(), content_type=XLSX)
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return answer
