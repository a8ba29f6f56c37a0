"""The pages on which administrators keep accounts, as enemies and tired clerks use them."""

from datetime import date
from html import unescape

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.actions import open_account
from accounts.models import OneTimeLink, User
from audit.models import Event
from core.versions import version_of
from organizations.actions import NameParts, found_unit, grant_role, name_person
from organizations.enums import Role, UnitKind
from organizations.models import RoleGrant, Unit
from organizations.queries.accounts import account_facts, days_of
from tests.people import PASSWORD, browser_of, person

pytestmark = pytest.mark.django_db
# Fields of the account that no form of ours has.
SMUGGLED = {"is_active": "", "password": "x", "last_login": "2001-01-01", "id": "1", "user": "1"}
BLANK = {"person": "", "role": "", "unit": "", "valid_from": "", "valid_to": ""}


@pytest.fixture
def unit(administrator: User) -> Unit:
    name = NameParts("Viện kiểm sát nhân dân tỉnh Lạng Sơn", "VKSND tỉnh Lạng Sơn")
    return found_unit(kind=UnitKind.PROVINCE, name=name, by=administrator)


@pytest.fixture
def browser(administrator: User) -> Client:
    return browser_of(administrator)


def words(answer: HttpResponse) -> str:
    return unescape(answer.content.decode())


def protected(user: User) -> tuple[object, ...]:
    fresh = User.objects.get(pk=user.pk)
    return fresh.username, fresh.password, fresh.is_active, fresh.last_login, fresh.created_at


def test_opening_an_account_leads_to_its_page_with_the_code_next(browser, unit):
    typed = BLANK | {"username": " Van.Phong ", "full_name": "Hoàng Thị Bé"}
    typed |= {"role": Role.OFFICE, "unit": "VKSND tỉnh Lạng Sơn", "valid_to": "31/12/2024"}
    answer = browser.post("/tai-khoan/moi/", typed | SMUGGLED, follow=True)
    user = User.objects.get(username="van.phong")
    assert answer.redirect_chain[-1][0] == f"/tai-khoan/{user.pk}/"
    assert "Cấp mã kích hoạt" in words(answer)
    assert "Văn phòng VKSND tỉnh Lạng Sơn" in words(answer)
    assert "đến hết 31/12/2024" in words(answer)
    assert user.is_active
    assert not user.has_usable_password()
    assert user.last_login is None
    assert user.grants.get().valid_to == date(2025, 1, 1)


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"username": "văn phòng"}, "không có dấu"),
        ({"username": "quantri"}, "đã có người dùng"),
        ({"username": "QUANTRI"}, "đã có người dùng"),
        ({"username": "qu\u0430ntri"}, "bảng chữ cái khác"),
        ({"username": "a"}, "dài từ 3"),
        ({"full_name": " "}, "Cần nhập mục này."),
        ({"role": "office"}, "Chọn đơn vị cho vai trò này."),
        ({"role": "emperor"}, "Chọn một mục trong danh sách."),
        ({"unit": "Đơn vị không có"}, "Không có đơn vị tên"),
        ({"valid_from": "01/02/2024"}, "Chọn vai trò."),
        ({"full_name": "x" * 3000}, "tối đa 200"),
    ],
)
def test_a_refused_account_comes_back_with_what_was_typed(browser, unit, typed, message):
    answer = browser.post(
        "/tai-khoan/moi/", BLANK | {"username": "moi.vao", "full_name": "Bé"} | typed
    )
    assert answer.status_code == 422
    assert message in words(answer)
    assert User.objects.count() == 1


def test_a_second_click_opens_no_second_account(browser):
    typed = BLANK | {"username": "moi.vao", "full_name": "Bé"}
    assert browser.post("/tai-khoan/moi/", typed).status_code == 302
    assert browser.post("/tai-khoan/moi/", typed).status_code == 422
    assert User.objects.filter(username="moi.vao").count() == 1


def test_the_code_is_shown_once_with_our_own_address(browser, stranger):
    answer = browser.post(f"/tai-khoan/{stranger.pk}/ma/", HTTP_X_FORWARDED_HOST="evil.example")
    page = words(answer)
    assert "http://testserver/kich-hoat/" in page
    assert "evil.example" not in page
    assert "no-store" in answer.headers["Cache-Control"]
    code = page.split("slip-code")[1].split(">")[1].split("<")[0]
    assert code not in words(browser.get(f"/tai-khoan/{stranger.pk}/ma/"))
    assert code not in words(browser.get(f"/tai-khoan/{stranger.pk}/"))
    assert Client().get(f"/kich-hoat/{code}/", follow=True).status_code == 200


def test_a_foreign_host_gets_no_slip(browser, stranger):
    answer = browser.post(f"/tai-khoan/{stranger.pk}/ma/", HTTP_HOST="evil.example")
    assert answer.status_code == 400
    assert not OneTimeLink.objects.exists()


def test_looking_at_the_page_makes_no_code(browser, stranger):
    browser.get(f"/tai-khoan/{stranger.pk}/ma/")
    browser.head(f"/tai-khoan/{stranger.pk}/ma/")
    assert not OneTimeLink.objects.exists()


def test_a_closed_account_gets_no_code_and_opens_again(browser, stranger):
    browser.post(f"/tai-khoan/{stranger.pk}/dong/")
    answer = browser.post(f"/tai-khoan/{stranger.pk}/ma/", follow=True)
    assert "Tài khoản đã đóng" in words(answer)
    assert not OneTimeLink.objects.exists()
    browser.get(f"/tai-khoan/{stranger.pk}/mo-lai/")
    assert not User.objects.get(pk=stranger.pk).is_active
    browser.post(f"/tai-khoan/{stranger.pk}/mo-lai/")
    assert User.objects.get(pk=stranger.pk).is_active
    assert Event.objects.filter(name="account.reopened").count() == 1


def test_closing_signs_the_user_out_and_asking_twice_is_one_line_in_the_log(browser, stranger):
    elsewhere = browser_of(stranger)
    for _ in range(2):
        browser.post(f"/tai-khoan/{stranger.pk}/dong/")
    assert elsewhere.get("/").status_code == 302
    assert Event.objects.filter(name="account.closed").count() == 1


def test_the_last_administrator_is_told_why_not(browser, administrator):
    answer = browser.post(f"/tai-khoan/{administrator.pk}/dong/")
    assert answer.status_code == 422
    assert "quản trị viên cuối cùng" in words(answer)
    grant = administrator.grants.get()
    version = version_of(days_of(grant))
    answer = browser.post(
        f"/tai-khoan/vai-tro/{grant.pk}/",
        {"valid_from": "", "valid_to": "30/11/2024", "version": version},
    )
    assert answer.status_code == 422
    assert "quản trị viên cuối cùng" in words(answer)


def test_correcting_an_account_changes_name_and_person_alone(
    browser, administrator, unit, stranger
):
    known = name_person(full_name="Hoàng Thị Bé", unit=unit, by=administrator)
    before = protected(stranger)
    typed = {
        "full_name": "Hoàng  Thị Bé",
        "person": "Hoàng Thị Bé – VKSND tỉnh Lạng Sơn",
        "version": version_of(account_facts(stranger)),
    }
    answer = browser.post(f"/tai-khoan/{stranger.pk}/sua/", typed | SMUGGLED | {"username": "x"})
    assert answer.status_code == 302
    assert protected(stranger) == before
    assert account_facts(User.objects.get(pk=stranger.pk)).person == known.pk
    assert User.objects.get(pk=stranger.pk).full_name == "Hoàng Thị Bé"


def test_a_stale_form_shows_both_names(browser, stranger):
    old = version_of(account_facts(stranger))
    User.objects.filter(pk=stranger.pk).update(full_name="Tên vừa sửa")
    answer = browser.post(
        f"/tai-khoan/{stranger.pk}/sua/", {"full_name": "Tên của tôi", "person": "", "version": old}
    )
    assert answer.status_code == 409
    assert all(name in words(answer) for name in ("Tên vừa sửa", "Tên của tôi"))
    assert User.objects.get(pk=stranger.pk).full_name == "Tên vừa sửa"


def test_roles_are_given_bounded_and_taken_back(browser, stranger, unit):
    pk, name = stranger.pk, "VKSND tỉnh Lạng Sơn"
    typed = {"role": Role.CLERK, "unit": name, "valid_from": "01/03/2025", "valid_to": ""}
    browser.post(f"/tai-khoan/{pk}/vai-tro/moi/", typed | SMUGGLED)
    grant = RoleGrant.objects.get(user=stranger)
    assert "chưa bắt đầu" in words(browser.get(f"/tai-khoan/{pk}/"))
    assert browser.get(f"/tai-khoan/vai-tro/{grant.pk}/xoa/").status_code == 200
    assert browser.post(f"/tai-khoan/vai-tro/{grant.pk}/xoa/").url == f"/tai-khoan/{pk}/"
    browser.post(f"/tai-khoan/{pk}/vai-tro/moi/", typed | {"valid_from": ""})
    grant = RoleGrant.objects.get(user=stranger)
    assert browser.post(f"/tai-khoan/vai-tro/{grant.pk}/xoa/").status_code == 422
    browser.post(
        f"/tai-khoan/vai-tro/{grant.pk}/",
        {
            "valid_from": "",
            "valid_to": "24/11/2024",
            "version": version_of(days_of(grant)),
            "role": Role.ADMINISTRATOR,
            "user": "1",
        },
    )
    grant.refresh_from_db()
    assert (grant.role, grant.user, grant.valid_to) == (Role.CLERK, stranger, date(2024, 11, 25))
    assert "đã hết" in words(browser.get(f"/tai-khoan/{pk}/"))


def test_an_administrator_of_a_small_office_takes_its_work_too(browser, administrator, unit):
    page = words(browser.get(f"/tai-khoan/{administrator.pk}/"))
    address = f"/tai-khoan/{administrator.pk}/vai-tro/moi/?vai-tro=office"
    assert f'href="{address}"' in page
    form = browser.get(f"{address}&don-vi={unit.pk}")
    assert form.context["form"].stored.role == Role.OFFICE
    assert form.context["form"].stored.unit == unit.pk
    typed = {"role": Role.OFFICE, "unit": "VKSND tỉnh Lạng Sơn", "valid_from": "", "valid_to": ""}
    browser.post(address, typed)
    assert administrator.grants.filter(role=Role.OFFICE, unit=unit).exists()
    assert "Văn phòng VKSND tỉnh Lạng Sơn" in words(browser.get("/ca-nhan/"))


@pytest.mark.parametrize("asked", ["?vai-tro=emperor", "?don-vi=9999999999", "?don-vi=abc"])
def test_odd_addresses_of_the_role_form_open_it_blank(browser, stranger, asked):
    form = browser.get(f"/tai-khoan/{stranger.pk}/vai-tro/moi/{asked}").context["form"]
    assert (form.stored.role, form.stored.unit) == ("", None)


PAGES = ("", "sua/", "ma/", "dong/", "mo-lai/", "vai-tro/moi/")


def test_nobody_else_sees_or_touches_accounts(administrator, unit, stranger):
    office = person("vanphong", Role.OFFICE, unit)
    grant = office.grants.get()
    pages = ["/tai-khoan/", "/tai-khoan/moi/", *(f"/tai-khoan/{office.pk}/{end}" for end in PAGES)]
    pages += [f"/tai-khoan/vai-tro/{grant.pk}/", f"/tai-khoan/vai-tro/{grant.pk}/xoa/"]
    for user in (office, stranger):
        other = browser_of(user)
        assert {other.get(page).status_code for page in pages} == {403}
        assert {other.post(page).status_code for page in pages} == {403}
    assert not OneTimeLink.objects.exists()
    assert User.objects.filter(is_active=True).count() == 3


# The list


def grow(by: User, unit: Unit, count: int) -> None:
    for number in range(count):
        user = open_account(
            username=f"nguoi.{number}", full_name=f"Người {number}", password=PASSWORD, by=by
        )
        grant_role(user=user, role=Role.CLERK, unit=unit, by=by)


def test_the_list_asks_as_often_for_one_account_as_for_thirty(browser, administrator, unit):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            browser.get("/tai-khoan/?co=50")
        return len(queries)

    browser.get("/tai-khoan/")
    grant_role(user=administrator, role=Role.OFFICE, unit=unit, by=administrator)
    few = asked()
    grow(administrator, unit, 30)
    assert asked() == few <= 12


def test_accounts_are_found_by_name_role_and_state(browser, administrator, unit):
    grow(administrator, unit, 2)
    open_account(username="be.hoang", full_name="Hoàng Thị Bé", password=None, by=administrator)

    def shown(asked: str) -> list[str]:
        rows = browser.get(f"/tai-khoan/?{asked}").context["listing"].rows
        return [row.user.username for row in rows]

    assert shown("q=hoang be") == ["be.hoang"]
    assert shown("q=nguoi.1") == ["nguoi.1"]
    assert shown("vai-tro=administrator") == ["quantri"]
    assert shown("tinh-trang=waiting") == ["be.hoang"]
    assert shown("vai-tro=clerk&xep=-dang-nhap") == ["nguoi.1", "nguoi.0"]
    browser.post(f"/tai-khoan/{User.objects.get(username='nguoi.0').pk}/dong/")
    assert shown("tinh-trang=closed") == ["nguoi.0"]
    assert shown("tinh-trang=active&vai-tro=clerk") == ["nguoi.1"]


def test_the_list_as_a_workbook_tells_what_is_seen(browser, administrator, unit):
    grow(administrator, unit, 2)
    listing = browser.get("/tai-khoan/?q=nguoi.0").context["listing"]
    cells = [listing.of.cells(row) for row in listing.rows]
    assert cells == [("Người 0", "nguoi.0", "Cán bộ đơn vị VKSND tỉnh Lạng Sơn", "đang dùng", None)]
    assert browser.get("/tai-khoan/?xuat=xlsx").headers["Content-Type"].endswith("sheet")
