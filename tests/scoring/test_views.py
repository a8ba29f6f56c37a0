"""The screens of scoring as their readers meet them."""

import unicodedata
from decimal import Decimal
from io import BytesIO

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from accounts.models import User
from audit.models import Event
from core.downloads import NO_PDF
from core.pages import way_back
from core.pdf import PdfFailed
from core.versions import version_of
from scoring.models import ScoreSheet
from scoring.queries import checked_points_of, figures_of, self_points_of
from tests.people import browser_of
from tests.readers import pdf_text
from tests.scoring.group import Group, group

pytestmark = pytest.mark.django_db


@pytest.fixture
def trio(administrator: User) -> Group:
    made = group(3, administrator)
    made.lead(0)
    made.open()
    return made


@pytest.fixture
def opened(trio: Group) -> Group:
    for index in range(3):
        trio.send(index, "58", f"3{index}")
    trio.open_checking()
    return trio


def sheet_url(sheet: ScoreSheet) -> str:
    return reverse("scoring:sheet", args=[sheet.pk])


def typed(sheet: ScoreSheet, *rows: tuple[str, str], version: str | None = None) -> dict[str, str]:
    """What a form sends: points and words line by line."""
    is_own = sheet.state == "draft"
    stored = self_points_of(sheet) if is_own else checked_points_of(sheet)
    data = {"version": version or version_of(stored), "save": "1"}
    for row, (points, words) in zip(stored.rows, rows, strict=True):
        data |= {f"points_{row.criterion_id}": points, f"words_{row.criterion_id}": words}
    return data


def page_of(response: HttpResponse) -> str:
    return response.content.decode().replace("\u00a0", " ")


def total_of(sheet: ScoreSheet) -> Decimal | None:
    return figures_of(sheet).self_total


# Filling in


@pytest.mark.parametrize("points", ["58,5", "58.5", " 58,50 "])
def test_a_clerk_types_comma_or_point_and_reads_a_comma(points: str, trio: Group) -> None:
    sheet, client = trio.sheet(1), browser_of(trio.clerk(1))
    response = client.post(sheet_url(sheet), typed(sheet, (points, ""), ("38", "")), follow=True)
    assert total_of(sheet) == Decimal("96.50")
    assert 'value="58,50"' in page_of(response)
    assert "Đã lưu phiếu điểm." in page_of(response)


@pytest.mark.parametrize("points", ["98.5.1", "tám", "58,555", "-1", "60,01", "NaN", "1e9"])
def test_a_wrong_figure_is_told_at_its_field_and_nothing_is_saved(points: str, trio: Group) -> None:
    sheet = trio.sheet(1)
    response = browser_of(trio.clerk(1)).post(
        sheet_url(sheet), typed(sheet, (points, "giữ lại"), ("38", ""))
    )
    page = page_of(response)
    assert "Có 1 chỗ cần sửa" in page
    assert "<title>Lỗi: " in page
    assert f'value="{points}"' in page
    assert 'value="giữ lại"' in page
    assert [row.points for row in self_points_of(sheet).rows] == [None, None]


def test_a_figure_over_the_maximum_names_the_maximum(trio: Group) -> None:
    sheet = trio.sheet(1)
    data = typed(sheet, ("60,01", ""), ("38", ""))
    page = page_of(browser_of(trio.clerk(1)).post(sheet_url(sheet), data))
    assert "Điểm tự chấm, tiêu chí I: Nhập điểm từ 0 đến 60,00." in page


def test_a_note_in_loose_letters_is_stored_composed(trio: Group) -> None:
    sheet, loose = trio.sheet(1), unicodedata.normalize("NFD", "Đủ  minh chứng")
    browser_of(trio.clerk(1)).post(sheet_url(sheet), typed(sheet, ("58", loose), ("", "")))
    assert self_points_of(sheet).rows[0].note == "Đủ minh chứng"


def test_an_over_long_note_is_refused_and_kept_on_the_page(trio: Group) -> None:
    sheet = trio.sheet(1)
    data = typed(sheet, ("58", "a" * 501), ("38", ""))
    page = page_of(browser_of(trio.clerk(1)).post(sheet_url(sheet), data))
    assert "tối đa 500" in page
    assert "a" * 501 in page
    assert total_of(sheet) is None


def test_an_older_copy_shows_both_versions_and_overwrites_nothing(trio: Group) -> None:
    sheet, client = trio.sheet(1), browser_of(trio.clerk(1))
    data = typed(sheet, ("50", "của tôi"), ("30", ""))
    trio.fill(1, "58", "38", by=trio.clerk(1))
    response = client.post(sheet_url(sheet), data)
    page = page_of(response)
    assert response.status_code == 409
    assert f"<b>{trio.clerk(1).label}</b> đã lưu" in page
    assert "50,00 – của tôi" in page
    assert "58,00" in page
    assert 'value="50"' in page
    assert total_of(sheet) == Decimal("96.00")
    again = data | {"version": response.context["form"].version}
    assert client.post(sheet_url(sheet), again).status_code == 302
    assert total_of(sheet) == Decimal("80.00")


def test_what_was_typed_survives_a_sheet_sent_meanwhile(trio: Group) -> None:
    sheet = trio.sheet(1)
    data = typed(sheet, ("50", ""), ("30", ""))
    trio.send(1, "58", "38")
    response = browser_of(trio.clerk(1)).post(sheet_url(sheet), data)
    assert response.status_code == 409
    assert "Bảng tự chấm đã gửi" in page_of(response)
    assert 'value="50"' in page_of(response)
    assert total_of(sheet) == Decimal("96.00")


def test_the_same_form_sent_twice_is_saved_once(trio: Group) -> None:
    sheet, client = trio.sheet(1), browser_of(trio.clerk(1))
    data = typed(sheet, ("58", ""), ("38", ""))
    for _ in range(2):
        assert client.post(sheet_url(sheet), data).status_code == 302
    assert Event.objects.filter(name="score_sheet.filled_in").count() == 1


def test_fields_are_made_for_a_phones_keyboard(trio: Group) -> None:
    page = page_of(browser_of(trio.clerk(1)).get(sheet_url(trio.sheet(1))))
    assert page.count('inputmode="decimal"') == 2


# Sending and taking back


def test_a_head_sends_and_takes_back(trio: Group) -> None:
    trio.fill(1, "58", "38")
    sheet, client = trio.sheet(1), browser_of(trio.head(1))
    version = client.get(sheet_url(sheet)).context["version"]
    client.post(reverse("scoring:sheet-submit", args=[sheet.pk]), {"version": version})
    assert trio.sheet(1).state == "submitted"
    client.post(reverse("scoring:sheet-take-back", args=[sheet.pk]))
    assert trio.sheet(1).state == "draft"


def test_a_head_is_told_every_gap(trio: Group) -> None:
    sheet, client = trio.sheet(1), browser_of(trio.head(1))
    version = client.get(sheet_url(sheet)).context["version"]
    url = reverse("scoring:sheet-submit", args=[sheet.pk])
    response = client.post(url, {"version": version})
    assert response.status_code == 409
    assert "Nhập điểm cho tiêu chí I." in page_of(response)
    assert "Nhập điểm cho tiêu chí II." in page_of(response)


def test_a_head_sends_nothing_he_has_not_seen(trio: Group) -> None:
    sheet, client = trio.sheet(1), browser_of(trio.head(1))
    version = client.get(sheet_url(sheet)).context["version"]
    trio.fill(1, "58", "38")
    url = reverse("scoring:sheet-submit", args=[sheet.pk])
    response = client.post(url, {"version": version})
    assert response.status_code == 409
    assert "vừa được sửa" in page_of(response)
    assert trio.sheet(1).state == "draft"


@pytest.mark.parametrize("name", ["sheet-submit", "sheet-take-back"])
def test_a_clerk_cannot_do_what_the_head_does(name: str, trio: Group) -> None:
    trio.fill(1, "58", "38")
    url = reverse(f"scoring:{name}", args=[trio.sheet(1).pk])
    client = browser_of(trio.clerk(1))
    assert client.post(url).status_code == 403
    assert client.get(url).url == sheet_url(trio.sheet(1))
    assert trio.sheet(1).state == "draft"


# Checking


def test_a_checker_saves_figures_with_their_reasons(opened: Group) -> None:
    sheet, client = opened.sheet(1), browser_of(opened.clerk(0))
    assert "Đối chiếu" in page_of(client.get(sheet_url(sheet)))
    client.post(sheet_url(sheet), typed(sheet, ("57,5", "Thiếu minh chứng"), ("31", "")))
    assert opened.sheet(1).state == "checked"
    assert figures_of(sheet).checked_total == Decimal("88.50")
    assert "Thiếu minh chứng" in page_of(browser_of(opened.clerk(2)).get(sheet_url(sheet)))


def test_a_missing_reason_is_told_at_its_field(opened: Group) -> None:
    sheet = opened.sheet(1)
    data = typed(sheet, ("57,5", ""), ("31", ""))
    page = page_of(browser_of(opened.clerk(0)).post(sheet_url(sheet), data))
    assert "Lý do, tiêu chí I: Ghi lý do vì điểm đối chiếu khác điểm tự chấm." in page
    assert 'value="57,5"' in page
    assert figures_of(sheet).checked_total is None


def test_own_points_fill_the_empty_lines_without_saving(opened: Group) -> None:
    sheet = opened.sheet(1)
    data = typed(sheet, ("57,5", "Lý do"), ("", "")) | {"fill": "1"}
    page = page_of(browser_of(opened.clerk(0)).post(sheet_url(sheet), data))
    assert 'value="57,5"' in page
    assert 'value="31,00"' in page
    assert [row.points for row in checked_points_of(sheet).rows] == [None, None]


def test_a_second_checker_is_shown_both_versions(opened: Group) -> None:
    sheet = opened.sheet(1)
    data = typed(sheet, ("50", "Bản cũ"), ("31", ""))
    opened.check(1, "57", "31", reason="Bản mới")
    response = browser_of(opened.clerk(0)).post(sheet_url(sheet), data)
    assert response.status_code == 409
    assert "50,00 – Bản cũ" in page_of(response)
    assert "57,00 – Bản mới" in page_of(response)
    assert figures_of(sheet).checked_total == Decimal("88.00")


@pytest.mark.parametrize("who", ["office", "leader", "by"])
def test_whoever_neither_fills_in_nor_checks_cannot_post(who: str, opened: Group) -> None:
    sheet = opened.sheet(1)
    data = typed(sheet, ("58", ""), ("31", ""))
    client = browser_of(getattr(opened, who))
    assert client.post(sheet_url(sheet), data).status_code == 403
    assert 'name="version"' not in page_of(client.get(sheet_url(sheet)))


def test_opening_checking_shows_the_members_each_others_figures(trio: Group) -> None:
    trio.send(1, "58", "38")
    url = reverse("scoring:checking-open", args=[trio.edition.pk])
    assert browser_of(trio.clerk(1)).post(url).status_code == 403
    client = browser_of(trio.clerk(0))
    client.get(url)
    assert trio.round.checking_opened_on is None
    page = page_of(client.post(url, follow=True))
    assert "Đã mở đối chiếu" in page
    assert "96,00" in page
    assert "Đối chiếu đã được mở." in page_of(client.post(url, follow=True))


# The routes before checking opens, and strangers

ROUTES = ("standings", "standings-pdf", "standings-xlsx")


def read(client: Client, name: str, made: Group) -> str:
    """The words of a page, PDF or Excel file."""
    response = client.get(reverse(f"scoring:{name}", args=[made.edition.pk]))
    assert response.status_code == 200
    if name == "standings-pdf":
        return pdf_text(response.content).replace("\u00a0", " ")
    if name == "standings-xlsx":
        cells = load_workbook(BytesIO(response.content)).worksheets[0].iter_rows(values_only=True)
        return " ".join(str(cell) for row in cells for cell in row)
    return page_of(response)


def test_a_table_that_cannot_be_printed_leads_back_with_a_word(
    trio: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_table: object) -> bytes:
        raise PdfFailed("too long")

    monkeypatch.setattr("scoring.views.standings.standings_pdf", fail)
    url = reverse("scoring:standings-pdf", args=[trio.edition.pk])
    assert NO_PDF in page_of(browser_of(trio.office).get(url, follow=True))
    assert not Event.objects.filter(name="paper.downloaded").exists()


@pytest.mark.parametrize("name", ROUTES)
def test_before_checking_opens_a_member_reads_only_its_own_figures(name: str, trio: Group) -> None:
    for index in range(3):
        trio.send(index, "58", f"3{index}")
    words = read(browser_of(trio.clerk(1)), name, trio)
    assert "Đơn vị 2" in words
    assert "Đơn vị 1" not in words
    assert "Đơn vị 3" not in words
    assert "Đơn vị 3" in read(browser_of(trio.office), name, trio)
    trio.open_checking()
    assert "Đơn vị 3" in read(browser_of(trio.clerk(1)), name, trio)


def test_before_checking_opens_other_sheets_do_not_exist(trio: Group) -> None:
    client = browser_of(trio.clerk(1))
    assert client.get(sheet_url(trio.sheet(1))).status_code == 200
    assert client.get(sheet_url(trio.sheet(2))).status_code == 404
    page = page_of(client.get(reverse("scoring:sheets")))
    assert "Đơn vị 2" in page
    assert "Đơn vị 3" not in page
    assert "bạn chỉ thấy phiếu của đơn vị mình" in page


@pytest.mark.parametrize("name", [*ROUTES, "checking-open"])
def test_for_a_stranger_the_group_does_not_exist(name: str, opened: Group, stranger: User) -> None:
    url = reverse(f"scoring:{name}", args=[opened.edition.pk])
    client = browser_of(stranger)
    assert client.get(url).status_code == 404
    assert client.get(sheet_url(opened.sheet(1))).status_code == 404
    assert client.post(sheet_url(opened.sheet(1))).status_code == 404


# Standings and downloads


def test_the_screen_says_ties_and_what_the_order_is_not(opened: Group) -> None:
    opened.check(1, "58", "31")
    opened.check(2, "58", "31", reason="Trừ 1 điểm")
    page = read(browser_of(opened.leader), "standings", opened)
    assert page.count("đồng hạng 1") == 2
    assert "Đơn vị đồng hạng xếp theo thứ tự tên, không phải thứ hạng." in page
    assert "tạm tính" in page


def test_every_download_leaves_a_row_in_the_log(opened: Group) -> None:
    client = browser_of(opened.leader)
    for name in ROUTES[1:]:
        read(client, name, opened)
    files = [event.after["file"] for event in Event.objects.filter(name="paper.downloaded")]
    assert files == [
        "bang-tong-hop-diem-cum-thi-dua-so-1-nam-2024.pdf",
        "bang-tong-hop-diem-cum-thi-dua-so-1-nam-2024.xlsx",
    ]


def test_an_edition_without_scoring_says_so_and_has_no_paper(administrator: User) -> None:
    made = group(1, administrator)
    client = browser_of(made.office)
    assert "Chưa mở chấm điểm" in read(client, "standings", made)
    for name in ROUTES[1:]:
        url = reverse(f"scoring:{name}", args=[made.edition.pk])
        assert client.get(url).status_code == 404


def test_a_year_without_scoring_says_who_opens_it(stranger: User) -> None:
    page = page_of(browser_of(stranger).get(reverse("scoring:sheets")))
    assert "Chưa có cụm, khối nào mở chấm điểm" in page


@pytest.mark.parametrize("name", ["sheets", "standings"])
def test_a_page_takes_the_same_queries_for_1_and_30_units(name: str, administrator: User) -> None:
    counts = []
    for count in (1, 30):
        made = group(count, administrator, name=f"Cụm {count}")
        made.open()
        made.open_checking()
        client = browser_of(made.office)
        arguments = [made.edition.pk] if name == "standings" else []
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse(f"scoring:{name}", args=arguments))
        counts.append(len(asked))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org/", "javascript:x"])
def test_the_way_back_leads_nowhere_else(elsewhere: str) -> None:
    request = RequestFactory().get("/", {"ve": elsewhere})
    assert way_back(request) == ""


def test_the_way_back_leads_to_the_page_that_asked() -> None:
    request = RequestFactory().get("/", {"ve": "/hoi-nghi/3/ket-qua/diem/"})
    assert way_back(request) == "/hoi-nghi/3/ket-qua/diem/"
