"""Somebody without a mouse: whatever can be pressed is reached by Tab, and in sight."""

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from organizations.models import UnitName
from tests.journeys.places import (
    agreement,
    bac_giang,
    being_entered,
    event_planned,
    founded_unit,
    sheet_of,
)
from tests.journeys.test_agreement import sign_in
from tests.journeys.test_pages import begun  # noqa: F401 - the fixture
from tests.people import PASSWORD

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

# What a mouse can press or type into, as long as it shows.
REACHABLE = """() => [...document.querySelectorAll(
    'a[href], button, input:not([type=hidden]), select, textarea, summary')]
  .filter(each => each.checkVisibility() && !each.disabled && each.tabIndex >= 0)
  .filter(each => !each.closest('details:not([open]) > :not(summary)'))
  .filter(each => each.type !== 'radio' || each.checked)
  .map((each, number) => { each.dataset.walk = number; return number; }).length"""
HERE = """() => { const here = document.activeElement, look = getComputedStyle(here);
  const seen = look.outlineStyle !== 'none' || look.boxShadow !== 'none';
  const box = here.getBoundingClientRect();
  return [here.dataset.walk ?? '', seen, box.width > 0 && box.height > 0]; }"""


def not_reached(page: Page) -> list[str]:
    """What Tab does not come to, and what it comes to without showing where it is."""
    count = page.evaluate(REACHABLE)
    page.locator("body").evaluate("each => { each.tabIndex = -1; each.focus(); }")
    walked, unseen = set(), []
    for _ in range(count + 5):
        page.keyboard.press("Tab")
        number, is_seen, has_size = page.evaluate(HERE)
        walked.add(number)
        if number and not (is_seen and has_size):
            unseen.append(f"{page.url}: no sign of focus on {described(page, number)}")
    missed = [str(each) for each in range(count) if str(each) not in walked]
    return unseen + [f"{page.url}: Tab misses {described(page, each)}" for each in missed]


def described(page: Page, number: str) -> str:
    return str(page.locator(f"[data-walk='{number}']").evaluate("each => each.outerHTML"))[:160]


def test_tab_reaches_everything_that_can_be_pressed(
    page: Page,
    begun: None,  # noqa: F811
) -> None:
    found = []
    for user, addresses in {
        "vanphong": (
            "/",
            "/don-vi/",
            "/don-vi/moi/",
            f"/cum-khoi/{bac_giang()}/",
            f"/cum-khoi/{bac_giang()}/thanh-phan/",
            f"/cum-khoi/{bac_giang()}/lanh-dao/",
            f"/hoi-nghi/{being_entered()}/ket-qua/thong-tin/",
            "/cham-diem/tieu-chi/moi/",
            "/khen-thuong/",
            "/nhat-ky/",
            "/van-ban/can-cu/moi/",
            "/ca-nhan/xac-thuc/",
            "/nhap-excel/moi/",
            "/don-vi/bien-dong/moi/",
            "/don-vi/bien-dong/moi/chia-tach/",
            f"/don-vi/bien-dong/{event_planned()}/",
            f"/don-vi/{founded_unit()}/lai-lich/",
        ),
        "cumtruong": (
            f"/giao-uoc/{agreement()}/",
            f"/giao-uoc/{agreement()}/sua/",
            f"/cham-diem/phieu-diem/{sheet_of('Trà Vinh')()}/",
        ),
        "quantri": ("/tai-khoan/", "/tai-khoan/moi/", "/bao-mat/"),
    }.items():
        sign_in(page, User.objects.get(username=user))
        for address in addresses:
            page.goto(address)
            found += not_reached(page)
    assert found == []


def test_a_unit_is_entered_without_a_mouse(page: Page, begun: None) -> None:  # noqa: F811
    page.goto("/dang-nhap/")
    page.keyboard.type("vanphong")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Việc đang chờ")
    press_link(page, "Đơn vị")
    press_link(page, "Thêm đơn vị")
    for field, text in (
        ("Loại đơn vị", "Phòng"),
        ("Cấp trên trực tiếp", "VKSND tỉnh Bắc Giang"),
        ("Tên đầy đủ", "Phòng 9"),
        ("Tên gọn", "Phòng 9"),
    ):
        tab_to(page, field)
        page.keyboard.type(text)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Phòng\xa09")
    assert UnitName.objects.filter(short_name="Phòng 9").count() == 1


def press_link(page: Page, name: str) -> None:
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText").strip() == name:
            with page.expect_navigation():
                page.keyboard.press("Enter")
            return
    raise AssertionError(f"Tab never came to “{name}”")


def tab_to(page: Page, label: str) -> None:
    """Tab until the field with this label has the focus."""
    wanted = page.get_by_label(label).first.get_attribute("id")
    for _ in range(80):
        if page.evaluate("document.activeElement.id") == wanted:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never came to “{label}”")
