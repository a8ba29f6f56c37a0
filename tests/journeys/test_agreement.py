"""The head unit issues the agreement of Trà Vinh; a member reads it; others do not know of it."""

from hashlib import sha256

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from agreements.models import Agreement
from documents.models import Paper
from tests.browser import DESKTOP, PHONE, barriers, overflow
from tests.people import PASSWORD
from tests.readers import pdf_text
from tests.scenarios import World, world

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

SIX = ("TRÀ VINH", "SÓC TRĂNG", "BẾN TRE", "BẠC LIÊU", "CÀ MAU", "KIÊN GIANG")


@pytest.fixture
def cluster_13() -> World:
    return world("cum_13")


def sign_in(page: Page, user: User) -> None:
    page.context.clear_cookies()
    page.goto("/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill(user.username)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Đăng nhập")


def printed(page: Page, address: str) -> str:
    return " ".join(pdf_text(page.request.get(address).body()).split())


def test_the_head_unit_previews_issues_and_prints(page: Page, cluster_13: World) -> None:
    sign_in(page, cluster_13.clerk("tra_vinh"))
    page.get_by_role("link", name="Xem và phát hành").click()
    expect(page.get_by_text("Chưa nhập người ký")).to_be_visible()
    draft = printed(page, f"{page.url}giao-uoc.pdf")
    assert "DỰ THẢO" in draft
    page.get_by_role("link", name="Phát hành").click()
    page.get_by_role("button", name="Phát hành").click()
    expect(page.get_by_text("Đã phát hành giao ước.")).to_be_visible()
    kept = page.request.get(f"{page.url}giao-uoc.pdf").body()
    assert sha256(kept).hexdigest() in page.inner_text("main")
    text = " ".join(pdf_text(kept).split())
    assert "DỰ THẢO" not in text
    for words in ("Cụm thi đua số 13 ngành Kiểm sát nhân dân", "năm 2024", "06/06"):
        assert words in text
    assert [text.count(f"VIỆN KSND TỈNH {place}") for place in SIX] == [1] * 6
    assert Paper.objects.count() == 1


def test_a_clerk_enters_a_signer_and_one_more_clause(page: Page, cluster_13: World) -> None:
    sign_in(page, cluster_13.clerk("tra_vinh"))
    page.goto(f"/giao-uoc/{Agreement.objects.get().pk}/")
    page.get_by_role("link", name="Sửa các bên").click()
    page.get_by_label("Người ký").first.fill("Nguyễn Văn Tùng")
    page.get_by_label("Chức vụ").first.fill("Viện trưởng")
    page.get_by_role("button", name="Lưu").click()
    page.get_by_role("link", name="Sửa nội dung").click()
    page.get_by_role("group", name="Nội dung giao ước").get_by_role(
        "button", name="Thêm dòng"
    ).click()
    page.get_by_role("group", name="Điều khoản 3").get_by_label("Nội dung", exact=False).first.fill(
        "Trao đổi kinh nghiệm giữa các đơn vị."
    )
    page.get_by_role("button", name="Lưu").click()
    expect(page.get_by_text("Đã lưu mục")).to_be_visible()
    text = printed(page, f"{page.url}giao-uoc.pdf")
    signatures = text.partition("./.")[2]
    assert signatures.count("VIỆN TRƯỞNG") == signatures.count("Nguyễn Văn Tùng") == 1
    assert "5. Trao đổi kinh nghiệm giữa các đơn vị." in text


def test_a_member_reads_and_cannot_change(page: Page, cluster_13: World) -> None:
    sign_in(page, cluster_13.clerk("ca_mau"))
    page.get_by_role("link", name="Giao ước", exact=True).first.click()
    page.get_by_role("link", name="Cụm thi đua số 13").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Giao ước thi đua năm 2024")
    expect(page.get_by_role("link", name="Phát hành")).to_have_count(0)
    expect(page.get_by_role("link", name="Sửa nội dung")).to_have_count(0)
    assert "06/06" in printed(page, f"{page.url}giao-uoc.pdf")
    assert page.goto(f"{page.url}phat-hanh/").status == 403


def test_for_a_clerk_of_another_group_it_does_not_exist(page: Page, cluster_13: World) -> None:
    sign_in(page, cluster_13.clerk("long_an"))
    address = f"/giao-uoc/{Agreement.objects.get().pk}/"
    for place in ("", "giao-uoc.pdf", "giao-uoc.docx", "sua/", "phat-hanh/"):
        assert page.request.get(f"{address}{place}").status == 404


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_every_page_is_open_to_everybody_and_fits(
    page: Page, cluster_13: World, size: dict[str, int]
) -> None:
    page.set_viewport_size(size)
    sign_in(page, cluster_13.clerk("tra_vinh"))
    address = f"/giao-uoc/{Agreement.objects.get().pk}/"
    places = ("sua/", "cac-ben/", "ky-ket/", "phat-hanh/")
    for where in ("/giao-uoc/", address, *(f"{address}{place}" for place in places)):
        page.goto(where)
        assert barriers(page) == []
        assert overflow(page) == 0
