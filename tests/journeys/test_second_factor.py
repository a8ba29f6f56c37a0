"""A second factor from the first look to the next signing-in, in a browser, with the keyboard's
and the phone's width in mind; and back out again."""

import re

import pytest
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice
from playwright.sync_api import Page, expect

from tests.browser import DESKTOP, PHONE, barriers, overflow
from tests.people import PASSWORD, person

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
FACTOR = "/ca-nhan/xac-thuc/"


def faults(page: Page) -> list[str]:
    """What keeps somebody from using this page, on both screens."""
    found = barriers(page)
    for size in (PHONE, DESKTOP):
        page.set_viewport_size(size)
        if overflow(page):
            found.append(f"{page.url} is too wide for {size}")
    return found


def type_password(page: Page) -> None:
    page.goto("/")
    page.get_by_label("Tên đăng nhập").fill("canbo")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "next=" not in url)


def fresh_code() -> str:
    """What the app shows; a code that was used is shown as long as it was."""
    app = TOTPDevice.objects.get()
    app.last_t = -1
    app.save(update_fields=["last_t"])
    return f"{totp(app.bin_key):06}"


def test_a_second_factor_is_set_up_used_and_switched_off(page: Page):
    person("canbo")
    type_password(page)
    code, found = set_up(page)
    page.get_by_role("button", name="Đăng xuất").first.click()
    type_password(page)
    found += type_code(page, code)
    page.goto(f"{FACTOR}tat/")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_label("Mã xác thực").fill(fresh_code())
    page.keyboard.press("Enter")
    expect(page.get_by_text("Đã tắt xác thực hai lớp.")).to_be_visible()
    assert not found, "\n".join(found)


def set_up(page: Page) -> tuple[str, list[str]]:
    """The first recovery code, and what is wrong with the pages on the way."""
    page.goto(FACTOR)
    page.get_by_role("button", name="Bắt đầu cài đặt").click()
    expect(page.get_by_role("img", name="Mã QR cho ứng dụng xác thực")).to_be_visible()
    found = faults(page)
    page.get_by_label("Mã đang hiện trên ứng dụng").fill(fresh_code())
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Mã dự phòng")
    code = re.findall(r"[A-Z0-9]{5}-[A-Z0-9]{5}", page.inner_text(".codes"))[0]
    found += faults(page)
    for address in ("ma-du-phong/", "tat/", ""):
        page.goto(f"{FACTOR}{address}")
        found += faults(page)
    return code, found


def type_code(page: Page, code: str) -> list[str]:
    """A wrong one first."""
    expect(page.get_by_role("heading", level=1)).to_have_text("Xác thực hai lớp")
    found = faults(page)
    page.get_by_label("Mã xác thực").fill("000000")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Mã không đúng hoặc đã dùng").first).to_be_visible()
    found += faults(page)
    page.get_by_label("Mã xác thực").fill(code)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "dang-nhap" not in url)
    return found
