"""Signing in and out."""

from html import unescape

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.actions import close_account
from accounts.forms import NOT_RECOGNISED
from accounts.models import User
from tests.people import PASSWORD, browser_of

pytestmark = pytest.mark.django_db
SIGN_IN, HOME = "/dang-nhap/", "/"


@pytest.fixture
def visitor() -> Client:
    return Client()


def sign_in(visitor: Client, username: str, password: str = PASSWORD, **more: str) -> HttpResponse:
    return visitor.post(SIGN_IN, {"username": username, "password": password, **more})


def is_signed_in(visitor: Client) -> bool:
    return "_auth_user_id" in visitor.session


def words(answer: HttpResponse) -> str:
    return unescape(answer.content.decode())


def test_name_and_password_lead_home(visitor, administrator):
    answer = sign_in(visitor, "quantri")
    assert answer.url == HOME
    assert is_signed_in(visitor)


def test_capital_letters_and_blanks_in_the_name_do_not_matter(visitor, administrator):
    sign_in(visitor, " QuanTri ")
    assert is_signed_in(visitor)


def test_an_unknown_name_a_wrong_password_and_a_closed_account_get_the_same_answer(
    visitor, administrator, stranger
):
    close_account(user=stranger, by=administrator)
    answers = [
        sign_in(visitor, "khongaica"),
        sign_in(visitor, "quantri", "sai-mat-khau-roi"),
        sign_in(visitor, "nguoila"),
    ]
    assert all(NOT_RECOGNISED in words(answer) for answer in answers)
    assert not is_signed_in(visitor)


def test_a_refused_name_stays_typed_and_the_password_does_not(visitor, administrator):
    page = words(sign_in(visitor, "quantri", "sai-mat-khau-roi"))
    assert 'value="quantri"' in page
    assert "sai-mat-khau-roi" not in page
    assert "<title>Lỗi: Đăng nhập" in page


def test_empty_fields_say_what_to_type(visitor, administrator):
    page = words(sign_in(visitor, "", ""))
    assert "Nhập tên đăng nhập." in page
    assert "Nhập mật khẩu." in page


@pytest.mark.parametrize("name", ["a" * 5000, "quantri\x00", "<script>alert(1)</script>"])
def test_odd_names_are_answered_calmly(visitor, administrator, name):
    answer = sign_in(visitor, name)
    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()


def test_a_visitor_is_brought_back_to_the_page_he_asked_for(visitor, administrator):
    asked = visitor.get(reverse("portal:units"))
    assert asked.url == f"{SIGN_IN}?next=/don-vi/"
    assert 'name="next" value="/don-vi/"' in words(visitor.get(asked.url))
    assert sign_in(visitor, "quantri", next="/don-vi/").url == "/don-vi/"


@pytest.mark.parametrize(
    "elsewhere", ["https://example.org/", "//example.org", "javascript:alert(1)"]
)
def test_the_way_on_never_leads_out_of_the_house(visitor, administrator, elsewhere):
    assert sign_in(visitor, "quantri", next=elsewhere).url == HOME


def test_who_is_signed_in_already_goes_on_at_once(administrator):
    browser = browser_of(administrator)
    assert browser.get(SIGN_IN).url == HOME
    assert browser.get(f"{SIGN_IN}?next=/nam/").url == "/nam/"


def test_only_the_button_signs_out(administrator):
    browser = browser_of(administrator)
    assert browser.get("/dang-xuat/").url == HOME
    assert is_signed_in(browser)
    assert browser.post("/dang-xuat/").url == SIGN_IN
    assert not is_signed_in(browser)


def test_signing_in_gives_the_session_a_new_key(visitor, administrator):
    visitor.get(SIGN_IN)
    visitor.session.save()
    before = visitor.session.session_key
    sign_in(visitor, "quantri")
    assert visitor.session.session_key != before


def test_an_account_closed_meanwhile_is_signed_out(administrator, stranger):
    browser = browser_of(stranger)
    close_account(user=stranger, by=administrator)
    assert browser.get(HOME).url.startswith(f"{SIGN_IN}?next=/")
    assert User.objects.get(username="nguoila").is_active is False
