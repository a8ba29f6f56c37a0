"""The yearly turn in a browser: by mouse, by keys and without any script, then the printed list."""

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Locator, Page, expect

from clusters.actions import start_turn
from clusters.models import ClusterEdition, EmulationYear
from tests.browser import PHONE, barriers, overflow
from tests.clusters.province import Province
from tests.clusters.turning import NEW, OLD, name, sector_of_2023, year_of
from tests.journeys.test_agreement import sign_in
from tests.readers import pdf_text

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
TEN = "Cụm thi đua số 10"
TALL = {"width": 1366, "height": 1700}  # nothing scrolls away under the mouse


@pytest.fixture
def sector(transactional_db: None) -> Province:
    return sector_of_2023()


def column(page: Page, title: str) -> Locator:
    return page.locator("[data-column]").filter(has=page.get_by_role("heading", name=title))


def unit(page: Page, place: str) -> Locator:
    return page.locator("[data-unit]").filter(has_text=name(place))


def stands_in(page: Page, place: str, title: str) -> None:
    words = name(place)
    expect(column(page, title).locator("[data-unit]").filter(has_text=words)).to_have_count(1)
    expect(unit(page, place)).to_have_count(1)


def board(page: Page, year: EmulationYear) -> None:
    page.goto(reverse("clusters:turn", args=[year.pk]))


def save(page: Page, button: str = "Lưu") -> None:
    page.get_by_role("button", name=button, exact=True).and_(page.locator(":visible")).last.click()
    expect(page.locator(".error-summary, .conflict")).to_have_count(0)


def members(edition: str) -> set[str]:
    made = ClusterEdition.objects.get(name=edition, year__label_year=NEW)
    return {each.unit.label for each in made.memberships.select_related("unit")}


def test_units_move_by_mouse_by_keys_and_ticked(page: Page, sector: Province) -> None:
    page.set_viewport_size(TALL)
    sign_in(page, sector.office)
    page.goto(reverse("portal:year", args=[NEW]))
    page.locator("main").get_by_role("link", name="Chia cụm, khối").click()
    page.get_by_role("button", name="Bắt đầu").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Chia cụm, khối thi đua")

    unit(page, "Cà Mau").drag_to(column(page, TEN))
    stands_in(page, "Cà Mau", TEN)

    unit(page, "Bạc Liêu").get_by_role("checkbox").focus()
    page.keyboard.press("ArrowLeft")
    stands_in(page, "Bạc Liêu", TEN)
    expect(page.locator("[data-board-said]")).to_contain_text(TEN)

    for place in ("Bến Tre", "Kiên Giang"):
        unit(page, place).get_by_role("checkbox").check()
    page.get_by_label("Chuyển đơn vị đã đánh dấu tới").select_option(label=TEN)
    page.get_by_role("button", name="Chuyển", exact=True).click()
    stands_in(page, "Bến Tre", TEN)
    assert barriers(page) == []

    save(page)
    for place in ("Cà Mau", "Bạc Liêu", "Bến Tre", "Kiên Giang"):
        stands_in(page, place, TEN)


def test_groups_are_renumbered_added_looked_at_and_set_up(page: Page, sector: Province) -> None:
    year, main = year_of(sector), page.locator("main")
    start_turn(year=year, last_year=OLD, by=sector.office)
    page.set_viewport_size(TALL)
    sign_in(page, sector.office)
    board(page, year)
    page.get_by_role("button", name="Thêm cụm, khối").click()
    added = page.locator("[data-column='2']")
    added.get_by_label("Số", exact=True).fill("12")
    expect(added.get_by_role("heading")).to_contain_text("Cụm thi đua số 12")
    unit(page, "Long An").drag_to(added)
    column(page, TEN).get_by_text("Sửa số, tên").click()
    page.locator("[name='groups-0-name']").fill("Cụm thi đua số 13")
    page.locator("[name='groups-0-number']").fill("13")
    save(page, "Lưu và xem thay đổi")

    expect(main).to_contain_text("10 → 13")
    expect(main).to_contain_text("VKSND tỉnh Long An (sang Cụm thi đua số 12)")
    assert barriers(page) == []
    page.get_by_role("button", name="Lập tất cả 03 cụm, khối").click()
    expect(main).to_contain_text("Đã lập 03 cụm, khối thi đua năm 2024.")
    assert members("Cụm thi đua số 12") == {name("Long An")}
    answer = page.request.get(reverse("clusters:year-list-pdf", args=[year.pk]))
    words = " ".join(pdf_text(answer.body()).split())
    assert "Cụm thi đua số 12 (01 đơn vị)" in words
    assert "03 cụm thi đua" in words


def test_without_a_script_a_unit_is_ticked_and_sent(
    browser: Browser, live_server, browser_context_args, sector: Province
) -> None:
    start_turn(year=year_of(sector), last_year=OLD, by=sector.office)
    context = browser.new_context(**browser_context_args, java_script_enabled=False)
    page = context.new_page()
    sign_in(page, sector.office)
    board(page, year_of(sector))
    unit(page, "Cà Mau").get_by_role("checkbox").check()
    page.get_by_label("Chuyển đơn vị đã đánh dấu tới").select_option(label=TEN)
    page.get_by_role("button", name="Chuyển", exact=True).click()
    stands_in(page, "Cà Mau", TEN)
    save(page, "Lưu và xem thay đổi")
    expect(page.locator("main")).to_contain_text("VKSND tỉnh Cà Mau (từ Cụm thi đua số 11)")
    page.get_by_role("button", name="Lập tất cả").click()
    assert name("Cà Mau") in members(TEN)
    context.close()


def test_on_a_phone_the_columns_stand_on_top_of_one_another(page: Page, sector: Province) -> None:
    start_turn(year=year_of(sector), last_year=OLD, by=sector.office)
    page.set_viewport_size(PHONE)
    sign_in(page, sector.office)
    board(page, year_of(sector))
    lefts = {
        box["x"] for each in page.locator("[data-column]").all() if (box := each.bounding_box())
    }
    assert len(lefts) == 1
    assert overflow(page) == 0
