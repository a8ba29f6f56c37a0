"""A leader opens the standings and takes them along: page, Excel and PDF give the same ranks."""

import re
from io import BytesIO

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.demo import load_demo
from tests.people import PASSWORD
from tests.readers import pdf_text

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

RANKS = [
    ("1", "VKSND huyện Yên Thế"),
    ("2", "VKSND huyện Tân Yên"),
    ("2", "VKSND huyện Yên Dũng"),
    ("4", "VKSND huyện Lục Ngạn"),
    ("4", "VKSND huyện Sơn Động"),
]


@pytest.fixture
def standings(page: Page) -> Page:
    """The standings of Bắc Giang, reached by clicking from the first page."""
    load_demo()
    page.goto("/")
    page.get_by_label("Tên đăng nhập").fill("lanhdao")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.get_by_role("table").get_by_role("link", name="Cụm thi đua số 2").click()
    page.get_by_role("link", name="Bảng đầy đủ").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Cụm thi đua số 2")
    return page


def on_screen(page: Page) -> list[tuple[str, str]]:
    rows = page.get_by_role("table").locator("tbody tr").all()
    return [
        (
            row.locator(".cell-rank").inner_text().strip(),
            row.get_by_role("link").inner_text().replace("\u00a0", " ").strip(),
        )
        for row in rows
    ]


def taken_along(page: Page, link: str) -> bytes:
    """What the browser gets behind a link, with the reader's own session."""
    address = page.get_by_role("link", name=link).get_attribute("href")
    answer = page.request.get(address or "")
    assert answer.status == 200
    return answer.body()


def in_excel(file: bytes) -> list[tuple[str, str]]:
    rows = load_workbook(BytesIO(file)).active.iter_rows(values_only=True)
    table = [row for row in rows if isinstance(row[0], int)]
    names = {name for _, name in RANKS}
    return [
        (str(next(cell for cell in row[:1:-1] if isinstance(cell, int))), row[1])
        for row in table
        if row[1] in names
    ]


def on_paper(file: bytes) -> list[tuple[str, str]]:
    """Row by row: number, unit, figures, rank, remark."""
    text = " ".join(pdf_text(file).split())
    row = re.compile(r"\b\d (VKSND huyện \w+ \w+) (?:\d+,\d\d )+(\d)\b")
    return [(rank, unit) for unit, rank in row.findall(text)]


def test_page_excel_and_pdf_give_the_same_ranks(standings: Page) -> None:
    paper = taken_along(standings, "In bảng tổng hợp")
    assert on_screen(standings) == RANKS
    assert in_excel(taken_along(standings, "Tải Excel")) == RANKS
    assert on_paper(paper) == RANKS
    expect(standings.get_by_text("đồng hạng 2")).to_have_count(2)
    expect(standings.get_by_text("đồng hạng 4")).to_have_count(2)
    expect(standings.get_by_text("Số liệu minh họa.")).to_be_visible()
    assert "số liệu minh họa" in pdf_text(paper).lower()


def test_a_leader_reads_and_changes_nothing(standings: Page) -> None:
    standings.go_back()
    expect(standings.get_by_role("link", name="Nhập kết quả hội nghị")).to_have_count(0)
    standings.get_by_role("link", name="Hội nghị tổng kết công tác thi đua").first.click()
    expect(standings.get_by_role("link", name="Mở lại")).to_have_count(0)
