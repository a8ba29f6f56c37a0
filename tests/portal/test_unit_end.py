"""Saying that a unit is no more, with everything it still has in hand before one's eyes."""

from datetime import date

import pytest

from organizations.actions import appoint, enter_person
from organizations.rules import NewPersonFacts, PostFacts
from portal.queries.unit_end import still_running
from tests.people import browser_of
from tests.scenarios import World, world
from tests.typing_in import send

pytestmark = pytest.mark.django_db
JULY = date(2025, 7, 1)


@pytest.fixture
def lang_son() -> World:
    return world("lang_son")


def told(answer: object) -> str:
    return answer.content.decode().replace("\u00a0", " ")  # type: ignore[attr-defined,no-any-return]


def test_what_a_unit_still_has_in_hand_is_told_in_words(lang_son: World) -> None:
    unit = lang_son.units["huyện Bắc Sơn"]
    facts = NewPersonFacts("Lê Văn Bảy", unit.pk)
    head = enter_person(facts=facts, by=lang_son.administrator)
    appoint(person=head, facts=PostFacts(unit.pk, "Viện trưởng"), by=lang_son.administrator)
    lang_son.clerk("huyện Bắc Sơn")
    lines = still_running(unit, JULY)
    assert lines == [
        "Người giữ chức vụ: Viện trưởng Lê Văn Bảy",
        f"Tài khoản có vai trò: canbo{unit.pk} (Cán bộ đơn vị)",
        "Thành viên: Cụm thi đua số 2 năm 2024",
        "Cụm trưởng, Cụm phó: Cụm trưởng Cụm thi đua số 2 năm 2024",
    ]


def test_many_units_below_are_told_by_the_first_five(lang_son: World) -> None:
    lines = still_running(lang_son.units["lang_son"], JULY)
    assert lines[0].startswith("Đơn vị trực thuộc: ")
    assert lines[0].count(";") == 5
    assert lines[0].endswith("; …")


def test_the_office_ends_a_unit_and_its_page_says_so(lang_son: World) -> None:
    unit, browser = lang_son.units["huyện Bắc Sơn"], browser_of(lang_son.office("lang_son"))
    page = f"/don-vi/{unit.pk}/ket-thuc/"
    assert "hãy xử lý từng việc" in told(browser.get(page))
    assert "Nhập ngày" in told(send(browser, page, {"exists_to": ""}))
    answer = send(browser, page, {"exists_to": "01/7/2024", "note": "Nhập vào VKSND khu vực 1"})
    assert answer.url == f"/don-vi/{unit.pk}/"
    shown = told(browser.get(answer.url))
    assert "Kết thúc từ ngày 01/07/2024" in shown
    assert "Nhập vào VKSND khu vực 1" in shown
    assert "Cụm thi đua số 2" in shown
