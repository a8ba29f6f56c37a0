"""The doors of visitors: the very first visit, and the password somebody sets with a code."""

import pytest
from playwright.sync_api import Page, expect

from accounts.actions import make_first_code, make_link, open_account
from accounts.models import User
from tests.browser import DESKTOP, PHONE, barriers, overflow

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
SECRET = "thuyền nan qua sông rộng"


def faults(page: Page) -> list[str]:
    found = []
    for size in (DESKTOP, PHONE):
        page.set_viewport_size(size)
        found += [f"{page.url} {barrier}" for barrier in barriers(page)]
        found += [f"{page.url} {wider} px too wide"] if (wider := overflow(page)) else []
    return found


def type_password(page: Page, button: str) -> None:
    for field in page.locator("input[type=password]").all():
        field.fill(SECRET)
    page.get_by_role("button", name=button).click()


def test_an_empty_office_begins_and_hands_out_a_code(page: Page):
    code = make_first_code().code
    page.goto("/")
    found = faults(page)
    page.get_by_label("Mã khởi đầu").fill("SAI")
    page.get_by_label("Tên đăng nhập").fill("chanh.vp")
    page.get_by_label("Họ và tên").fill("Lương Văn Cả")
    type_password(page, "Mở tài khoản và bắt đầu")
    expect(page.locator(".error-summary")).to_be_visible()
    found += faults(page)
    page.get_by_label("Mã khởi đầu").fill(code)
    type_password(page, "Mở tài khoản và bắt đầu")
    expect(page.get_by_role("heading", name="Bắt đầu làm việc")).to_be_visible()
    found += faults(page)
    page.get_by_role("link", name="Cấp tài khoản").click()
    page.get_by_role("link", name="Mở tài khoản").click()
    page.get_by_label("Tên đăng nhập").fill("van.phong")
    page.get_by_label("Họ và tên").fill("Hoàng Thị Bé")
    page.get_by_role("button", name="Mở tài khoản").click()
    page.get_by_role("link", name="Cấp mã kích hoạt").click()
    page.get_by_role("button", name="Tạo mã").click()
    expect(page.locator(".slip-code")).to_be_visible()
    found += faults(page)
    assert found == []


def test_somebody_comes_in_with_a_code_from_paper(page: Page):
    by = open_account(username="quantri", full_name="Quản Trị", password=SECRET)
    user = open_account(username="be.hoang", full_name="Hoàng Thị Bé", password=None, by=by)
    code = make_link(user=user, by=by).code
    page.goto("/kich-hoat/")
    page.get_by_label("Mã trên phiếu").fill(code.lower())
    page.get_by_role("button", name="Tiếp tục").click()
    expect(page.get_by_text("Hoàng Thị Bé")).to_be_visible()
    found = faults(page)
    type_password(page, "Đặt mật khẩu và đăng nhập")
    expect(page.get_by_role("heading", name="Việc đang chờ")).to_be_visible()
    assert User.objects.get(username="be.hoang").check_password(SECRET)
    page.context.clear_cookies()
    page.goto(f"/kich-hoat/{code}/")
    expect(page.get_by_role("heading", name="Mã này không dùng được")).to_be_visible()
    found += faults(page)
    assert found == []
