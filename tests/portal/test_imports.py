"""The pages on which a workbook is sent, checked piece by piece and taken over."""

import io
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from accounts.models import User
from clusters.models import ClusterEdition, EmulationYear
from organizations.enums import Role
from organizations.imports import runs
from organizations.models import ImportRun, Unit, UnitName
from portal.imports import UNIT_IMPORT
from tests.clusters.province import Province, province
from tests.organizations.importing import filled_in, upload
from tests.people import browser_of, person

pytestmark = pytest.mark.django_db
TC = {
    "code": "TC",
    "kind": "VKSND tối cao",
    "full_name": "Viện kiểm sát nhân dân tối cao",
    "short_name": "VKSND tối cao",
}


def send(browser: Client, content: bytes, name: str = "don-vi.xlsx", **typed: Any) -> Any:
    said = {"kind": "units", "file": upload(content, name)} | typed
    return browser.post(reverse("portal:import-new"), said)


def sent_units(browser: Client, *rows: dict[str, Any]) -> ImportRun:
    answer = send(browser, filled_in(UNIT_IMPORT, {"units": rows}))
    assert answer.status_code == 302, answer.content.decode()
    return ImportRun.objects.latest("pk")


def press(browser: Client, run: ImportRun, what: str) -> Any:
    return browser.post(reverse("portal:import", args=[run.pk]), {"do": what}, follow=True)


def page(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def sheets(answer: Any) -> dict[str, list[list[Any]]]:
    book = load_workbook(io.BytesIO(answer.content))
    return {sheet.title: [list(row) for row in sheet.values] for sheet in book}


@pytest.fixture
def browser(administrator: User) -> Client:
    return browser_of(administrator)


def test_a_workbook_is_checked_in_pieces_and_taken_over(
    browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runs, "PIECE", 2)
    below = [TC | {"code": f"P{n}", "full_name": f"Phòng {n}", "parent": "TC"} for n in range(1, 4)]
    rows = [each | {"kind": "Phòng, ban, văn phòng", "short_name": ""} for each in below]
    run = sent_units(browser, TC, *rows)
    shown = page(browser.get(reverse("portal:import", args=[run.pk])))
    assert "Đang kiểm tra: 0 trên 4 dòng." in shown
    assert "data-go-on" in shown
    shown = page(press(browser, run, "check"))
    assert '<progress class="w-100" value="2" max="4"' in shown
    shown = page(press(browser, run, "check"))
    assert "4 dòng sẽ được nhập cùng một lúc" in shown
    assert not Unit.objects.exists()
    shown = page(press(browser, run, "take"))
    assert "Đã nhập tất cả các dòng" in shown
    assert Unit.objects.count() == 4
    press(browser, run, "take")
    assert Unit.objects.count() == 4


def test_refused_rows_come_first_and_come_back_with_their_reason(browser: Client) -> None:
    bad = {
        "code": "X",
        "full_name": "VKSND huyện X",
        "parent": "Không Có",
        "kind": "VKSND cấp huyện",
    }
    run = sent_units(browser, TC, bad)
    shown = page(press(browser, run, "check"))
    assert shown.index("Chưa có đơn vị tên “Không Có”.") < shown.index("Đơn vị mới.")
    assert "<b>Cấp trên:</b>" in shown
    assert "Nhập tất cả" not in shown
    refused = press(browser, run, "take")
    assert refused.status_code == 422
    assert not Unit.objects.exists()
    alone = page(browser.get(reverse("portal:import", args=[run.pk]) + "?loc=new"))
    assert "Chưa có đơn vị tên" not in alone
    heading, *rows = sheets(browser.get(reverse("portal:import-reasons", args=[run.pk])))["Đơn vị"]
    assert heading[-1] == "Lý do"
    assert [row[-1] for row in rows] == [None, "Chưa có đơn vị tên “Không Có”."]


def test_a_file_that_cannot_be_read_is_refused_at_its_field(browser: Client) -> None:
    answer = send(browser, b"Ma;Ten", "bang.csv")
    assert answer.status_code == 422
    assert "Chỉ đọc được tệp .xlsx." in page(answer)
    assert not ImportRun.objects.exists()


def test_the_template_can_be_filled_in_and_read(browser: Client) -> None:
    answer = browser.get(reverse("portal:import-template", args=["units"]))
    found = sheets(answer)
    assert list(found) == ["Đơn vị", "Biến động", "Giải thích", "Danh mục"]
    assert found["Đơn vị"][1][0].startswith("Ví dụ")
    assert "VKSND cấp tỉnh" in [row[0] for row in found["Danh mục"]]
    offered = load_workbook(io.BytesIO(answer.content))["Đơn vị"].data_validations
    assert [rule.formula1 for rule in offered.dataValidation] == ["'Danh mục'!$A$2:$A$9"]
    said = page(send(browser, answer.content))
    assert "Tệp chưa có dòng nào dưới dòng tiêu đề." in said


def test_what_is_given_out_comes_in_again(browser: Client) -> None:
    run = sent_units(browser, TC)
    press(browser, run, "check")
    press(browser, run, "take")
    given = browser.get(reverse("portal:import-export", args=["units"])).content
    send(browser, given, "xuat.xlsx")
    again = ImportRun.objects.latest("pk")
    assert "không có gì để nhập" in page(press(browser, again, "check"))


def test_the_page_lists_ones_own_files_and_a_file_can_be_dropped(browser: Client) -> None:
    run = sent_units(browser, TC)
    assert "don-vi.xlsx" in page(browser.get(reverse("portal:imports")))
    press(browser, run, "drop")
    assert not ImportRun.objects.exists()


def test_files_of_others_do_not_exist(browser: Client) -> None:
    run = sent_units(browser, TC)
    other = browser_of(person("quantri2", Role.ADMINISTRATOR))
    for name in ("portal:import", "portal:import-reasons"):
        assert other.get(reverse(name, args=[run.pk])).status_code == 404
    assert press(other, run, "drop").status_code == 404
    assert "don-vi.xlsx" not in page(other.get(reverse("portal:imports")))
    assert ImportRun.objects.filter(pk=run.pk).exists()


def test_an_unknown_kind_does_not_exist(browser: Client) -> None:
    for name in ("portal:import-template", "portal:import-export"):
        assert browser.get(reverse(name, args=["khac"])).status_code == 404


# Compositions


@pytest.fixture
def made() -> Province:
    found = province("VKSND tỉnh Lạng Sơn", "VKSND huyện Cao Lộc")
    found.open_year()
    return found


def test_an_office_takes_over_the_groups_of_its_year(made: Province) -> None:
    year = EmulationYear.objects.get()
    typed = {"kind": "compositions", "year_id": str(year.pk)}
    template = made.browser.get(reverse("portal:import-template", args=["compositions"])).content
    book = load_workbook(io.BytesIO(template))
    book["Thành phần cụm, khối"].append([None, "Cụm thi đua", "1", None, "VKSND huyện Cao Lộc"])
    written = io.BytesIO()
    book.save(written)
    assert send(made.browser, written.getvalue(), **typed).status_code == 302
    run = ImportRun.objects.get()
    assert run.target_id == year.pk
    assert "Lập Cụm thi đua số 1." in page(press(made.browser, run, "check"))
    press(made.browser, run, "take")
    assert ClusterEdition.objects.get().memberships.get().unit == made.units["VKSND huyện Cao Lộc"]
    address = reverse("portal:import-export", args=["compositions"])
    given = sheets(made.browser.get(f"{address}?nam={year.pk}"))["Thành phần cụm, khối"]
    assert given[1][4] == "VKSND huyện Cao Lộc"


def test_compositions_need_a_year_of_ones_own(made: Province) -> None:
    year = EmulationYear.objects.get()
    content = filled_in(UNIT_IMPORT, {"units": [TC]})
    answer = send(made.browser, content, kind="compositions")
    assert answer.status_code == 422
    assert "Chọn năm của các cụm, khối." in page(answer)
    other = browser_of(person("vanphong2", Role.OFFICE, UnitName.objects.all()[1].unit))
    answer = send(other, content, kind="compositions", year_id=str(year.pk))
    assert answer.status_code == 422
    address = reverse("portal:import-export", args=["compositions"])
    assert other.get(f"{address}?nam={year.pk}").status_code == 404
    assert other.get(address).status_code == 404


def test_people_are_given_out(browser: Client) -> None:
    answer = browser.get(reverse("portal:import-export", args=["posts"]))
    assert sheets(answer)["Người và chức vụ"][0][0] == "Họ và tên"


def test_the_preview_asks_few_queries_however_many_rows(
    browser: Client, django_assert_max_num_queries: Any
) -> None:
    run = sent_units(browser, TC, *(TC | {"code": f"U{n}"} for n in range(60)))
    press(browser, run, "check")
    with django_assert_max_num_queries(12):
        assert browser.get(reverse("portal:import", args=[run.pk])).status_code == 200
