"""What an office enters by hand, a function for each page; from the first visit on."""

import re
from io import StringIO

from django.core.management import call_command
from playwright.sync_api import Page, expect

from clusters.models import ClusterEdition, EmulationYear
from tests.core.test_files import PDF
from tests.journeys.hand import follow, save, type_in, type_rows

SECRET = "sen no tren ho tay 24"


# ── People ───────────────────────────────────────────────────────────────────────────────────


def first_visit(page: Page) -> None:
    """Whoever started the machine types the code it printed."""
    printed_code = StringIO()
    call_command("first_code", stdout=printed_code)
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tài khoản quản trị đầu tiên")
    type_in(page, {"code": printed_code.getvalue().strip(), "username": "quantri"})
    type_in(page, {"full_name": "Đinh Thị Quản"} | passwords(page))
    page.get_by_role("button", name="Mở tài khoản và bắt đầu").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Bắt đầu")


def passwords(page: Page) -> dict[str, str]:
    fields = page.locator("input[type=password]").all()
    return {str(field.get_attribute("name")): SECRET for field in fields}


def invite(page: Page, username: str, name: str, role: str, unit: str) -> str:
    return invited(page, username=username, full_name=name, role=role, unit=unit)


def invited(page: Page, **account: str) -> str:
    """Open an account and print its slip; the code on it."""
    page.goto("/tai-khoan/moi/")
    type_in(page, account)
    save(page, "Mở tài khoản", "Tiếp theo: cấp mã kích hoạt")
    follow(page, "Cấp mã kích hoạt")
    page.get_by_role("button", name="Tạo mã").click()
    return page.locator(".slip-code").inner_text()


def sign_in_again(page: Page, username: str) -> None:
    """Somebody who chose a password before."""
    page.context.clear_cookies()
    page.goto("/dang-nhap/")
    type_in(page, {"username": username, "password": SECRET})
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Đăng nhập")


def come_in(page: Page, code: str) -> None:
    """The person who got the slip chooses a password."""
    page.context.clear_cookies()
    page.goto("/kich-hoat/")
    type_in(page, {"code": code.lower()})
    page.get_by_role("button", name="Tiếp tục").click()
    type_in(page, passwords(page))
    page.get_by_role("button", name="Đặt mật khẩu và đăng nhập").click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Đặt mật khẩu")


# ── The register ─────────────────────────────────────────────────────────────────────────────


def unit(page: Page, kind: str, full_name: str, short_name: str, parent: str = "") -> None:
    page.goto("/don-vi/moi/")
    type_in(page, {"kind": kind, "parent_id": parent})
    type_in(page, {"full_name": full_name, "short_name": short_name})
    save(page)


def procuracy(page: Page, level: str, place: str, parent: str) -> None:
    kind = {"tỉnh": "VKSND cấp tỉnh", "huyện": "VKSND cấp huyện", "thành phố": "VKSND cấp huyện"}
    name = f"{level} {place}".strip()
    unit(page, kind[level], f"Viện kiểm sát nhân dân {name}", f"VKSND {name}", parent)


def basis(page: Page, file_name: str, **facts: str) -> None:
    """A paper that came in, with its file."""
    page.goto("/van-ban/can-cu/moi/")
    type_in(page, facts)
    file = {"name": file_name, "mimeType": "application/pdf", "buffer": PDF}
    type_in(page, {"files-0-file": file})
    save(page)
    expect(page.locator("main")).to_contain_text(file_name)


def year(page: Page, label_year: str, *bases: str, **facts: str) -> None:
    page.goto("/nam-thi-dua/moi/")
    type_in(page, {"label_year": label_year, **facts})
    type_rows(page, "bases", "Thêm căn cứ", *({"basis": each} for each in bases))
    save(page)


def edition(
    page: Page, label_year: int, kind: str, number: str, name: str, count: str, *bases: str
) -> None:
    of = EmulationYear.objects.get(label_year=label_year)
    page.goto(f"/cum-khoi/moi/?nam={of.pk}")
    facts = {"kind": kind, "number": number, "name": name, "stated_member_count": count}
    type_in(page, facts)
    type_rows(page, "bases", "Thêm căn cứ", *({"basis": each} for each in bases))
    save(page)


def place_of(name: str) -> str:
    newest = ClusterEdition.objects.filter(name=name).order_by("-year__label_year")[0]
    return f"/cum-khoi/{newest.pk}/"


def standings_of(name: str) -> str:
    return place_of(name).replace("/cum-khoi/", "/cham-diem/xep-hang/")


def members(page: Page, group: str, *units: str) -> None:
    page.goto(f"{place_of(group)}thanh-phan/")
    type_rows(page, "members", "Thêm đơn vị", *({"unit_id": each} for each in units))
    save(page, says="Đã lưu thành phần.")


def leaders(page: Page, group: str, *terms: dict[str, str]) -> None:
    page.goto(f"{place_of(group)}lanh-dao/")
    type_rows(page, "terms", "Thêm vai trò", *terms)
    save(page)


def led_by(group: str, head: str, deputy: str, **more: str) -> list[dict[str, str]]:
    """Two rows: “Cụm trưởng”, “Cụm phó”, named after the kind of group."""
    kind = "Khối" if group.startswith("Khối") else "Cụm"
    rows = ((f"{kind} trưởng", head), (f"{kind} phó", deputy))
    return [{"role": role, "unit_id": each, **more} for role, each in rows]


def in_charge(page: Page, group: str, person: str, post: str) -> None:
    page.goto(f"{place_of(group)}phu-trach/")
    named = {"person": person, "post": post, "wording": f"phụ trách {group}"}
    type_rows(page, "supervisions", "Thêm người", named)
    save(page)


def lock(page: Page, label_year: int) -> None:
    page.goto(f"/nam-thi-dua/{EmulationYear.objects.get(label_year=label_year).pk}/khoa/")
    save(page, "Khóa năm", says="Đã khóa năm thi đua")


# ── Titles, scoring, the agreement ───────────────────────────────────────────────────────────


def title(page: Page, name: str) -> None:
    page.goto("/danh-hieu/moi/")
    type_in(page, {"kind": ["title"], "name": name})
    save(page)


def registration(page: Page, group: str, title_name: str, *units: str) -> None:
    page.goto(f"{place_of(group)}dang-ky/moi/")
    type_in(page, {"title_id": title_name})
    for each in units:
        page.get_by_label(each, exact=True).check()
    save(page)


def criteria(page: Page, name: str, *rows: tuple[str, str, str]) -> None:
    """Rows of code, what it is about, most points."""
    page.goto("/cham-diem/tieu-chi/moi/")
    type_in(page, {"name": name})
    lines = ({"code": code, "name": about, "max_points": most} for code, about, most in rows)
    type_rows(page, "rows", "Thêm tiêu chí", *lines)
    save(page, "Lưu bảng tiêu chí")


def scoring(page: Page, group: str, criteria_name: str) -> None:
    page.goto(place_of(group).replace("/cum-khoi/", "/cham-diem/mo/"))
    type_in(page, {"criteria_set_id": criteria_name})
    save(page, "Mở chấm điểm")


def agreement(page: Page, group: str, *clauses: str) -> str:
    """Begun, written and issued; the address of its page."""
    page.goto("/giao-uoc/")
    page.get_by_role("button", name=f"Soạn giao ước {group}").click()
    expect(page).to_have_url(re.compile("/sua/$"))
    place = page.url.removesuffix("sua/")
    rows = page.get_by_role("group", name="Nội dung giao ước")
    for number, clause in enumerate(clauses):
        if not page.locator(f"[name='clauses-{number}-body']").count():
            rows.get_by_role("button", name="Thêm dòng").click()
        type_in(page, {f"clauses-{number}-body": clause})
    save(page)
    page.goto(place)
    page.get_by_role("link", name="Phát hành").click()
    save(page, "Phát hành", says="Đã phát hành giao ước.")
    return place
