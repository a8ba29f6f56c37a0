"""Finding the way: by clicking, by searching, on a phone, without scripts."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser import PHONE, overflow
from tests.demo import load_demo
from tests.people import PASSWORD

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def demo_page(page: Page) -> Page:
    load_demo()
    return page


def sign_in(page: Page, username: str) -> None:
    page.goto("/")
    page.get_by_label("Tên đăng nhập").fill(username)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Việc đang chờ")


def heading(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_contain_text(words)


def test_from_the_year_to_the_bloc_to_its_unnamed_departments(demo_page: Page) -> None:
    page = demo_page
    sign_in(page, "quantri")
    page.get_by_role("link", name="Năm thi đua").click()
    page.get_by_role("row", name="VKSND tỉnh Lạng Sơn").get_by_role("link").first.click()
    expect(page.get_by_text("02 cụm, 01 khối")).to_be_visible()
    page.get_by_role("link", name="Khối thi đua các phòng Viện tỉnh").click()
    heading(page, "Khối thi đua các phòng Viện tỉnh")
    expect(page.get_by_text("và 06 đơn vị khác chưa nêu tên")).to_be_visible()
    page.get_by_role("main").get_by_role("link", name="Phòng 1").first.click()
    role = page.get_by_text("Khối thi đua các phòng Viện tỉnh: Khối phó")
    expect(role.first).to_be_visible()


def test_one_meeting_is_met_in_both_its_years_and_a_past_year_says_so(demo_page: Page) -> None:
    page = demo_page
    sign_in(page, "quantri")
    addresses = set()
    for year in ("2023", "2024"):
        page.get_by_text(re.compile("^Năm 20.. ")).first.click()
        page.get_by_role("link", name=f"Năm {year}", exact=True).click()
        page.get_by_role("link", name="Hội nghị", exact=True).click()
        heading(page, f"Hội nghị năm {year}")
        page.get_by_role("link", name="Hội nghị tổng kết công tác thi đua năm 2023").click()
        addresses.add(page.url)
    assert len(addresses) == 1
    page.goto("/cum-khoi/?nam=2023")
    expect(page.get_by_text("không phải năm hiện hành")).to_be_visible()
    page.get_by_role("link", name="Khen thưởng", exact=True).click()
    expect(page.get_by_text("không phải năm hiện hành")).to_be_visible()
    page.get_by_role("link", name="Về năm hiện hành").click()
    expect(page.get_by_text("không phải năm hiện hành")).to_have_count(0)


def test_searching_by_a_name_without_marks_and_filtering_by_kind(demo_page: Page) -> None:
    page = demo_page
    sign_in(page, "vanphong")
    page.keyboard.press("Control+k")
    page.keyboard.type("luc ngan")
    page.keyboard.press("Enter")
    heading(page, "luc ngan")
    page.get_by_role("link", name="VKSND huyện Lục Ngạn", exact=True).click()
    heading(page, "Viện kiểm sát nhân dân huyện Lục Ngạn")
    expect(page.get_by_text("từ ngày 01/01/2025 là thị xã Chũ").first).to_be_visible()
    page.get_by_role("link", name="Đơn vị", exact=True).first.click()
    page.get_by_label("Loại").select_option("Phòng, ban, văn phòng")
    page.get_by_role("button", name="Lọc").click()
    expect(page.get_by_text("1–2 trên 2")).to_be_visible()
    page.get_by_role("link", name="bỏ lọc").click()
    expect(page.get_by_text("1–25 trên 41")).to_be_visible()


def test_a_phone_has_menu_year_and_search(demo_page: Page) -> None:
    page = demo_page
    page.set_viewport_size(PHONE)
    sign_in(page, "donvi")
    page.locator("summary", has_text="Trình đơn").click()
    page.get_by_role("navigation", name="Trình đơn").get_by_text("Cụm, khối").click()
    page.get_by_role("link", name="Cụm thi đua số 13").click()
    heading(page, "Cụm thi đua số 13")
    assert overflow(page) == 0
    page.locator("summary", has_text="Tìm kiếm").click()
    page.get_by_role("search", name="Tìm kiếm").get_by_role("searchbox").fill("soc trang")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="VKSND tỉnh Sóc Trăng", exact=True)).to_be_visible()
    assert overflow(page) == 0


def test_everything_opens_where_scripts_do_not_run(
    browser: Browser, live_server: LiveServer, transactional_db: None
) -> None:
    load_demo()
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    sign_in(page, "vanphong")
    page.get_by_text("Năm 2024").first.click()
    expect(page.get_by_role("link", name="Năm 2024", exact=True)).to_be_visible()
    page.get_by_role("table").get_by_role("link", name="Cụm thi đua số 2").click()
    page.get_by_text("Nhập kết quả hội nghị").click()
    heading(page, "Nhập hội nghị mới")
    page.get_by_role("button", name="Đăng xuất").last.click()
    heading(page, "Đăng nhập")
    context.close()
