"""One-time codes: made, shown once, used once; passwords set by their owners alone."""

from datetime import timedelta
from hashlib import sha256

import pytest
from django.test import Client
from django.urls import reverse

from accounts.actions import (
    CannotMakeLink,
    CannotOpenAccount,
    CannotSetPassword,
    LinkIsOver,
    change_password,
    close_account,
    make_link,
    open_account,
    use_link,
)
from accounts.enums import Purpose
from accounts.models import OneTimeLink, User
from accounts.queries import open_link_of, user_of_code
from accounts.rules import CODE_SIGNS, code_from, in_groups, username_from, username_problem
from accounts.rules.tries import Visitor
from audit.models import Event
from core.dates import now
from tests.people import PASSWORD, browser_of

pytestmark = pytest.mark.django_db
NEW = "thuyền nan qua sông rộng"
CODE_PAGE, USE_PAGE = "/kich-hoat/", "/kich-hoat/mat-khau/"


@pytest.fixture
def invited(administrator: User) -> User:
    return open_account(username="moi.vao", full_name="Người mới", password=None, by=administrator)


def typed(password: str = NEW, again: str = "") -> dict[str, str]:
    return {"password": password, "again": again or password}


def at_password(code: str) -> Client:
    """A visitor who opened the address on the paper."""
    visitor = Client()
    assert visitor.get(reverse("accounts:link", args=[code])).url == USE_PAGE
    return visitor


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


# The words of a code and of a name


def test_a_code_has_eighty_bits_and_no_signs_that_look_alike(administrator, invited):
    code = make_link(user=invited, by=administrator).code
    assert len(code_from(code)) == 16
    assert len(set(CODE_SIGNS)) == 32
    assert not set("IO01") & set(CODE_SIGNS)
    assert code == in_groups(code_from(code))
    assert [len(group) for group in code.split("-")] == [4, 4, 4, 4]


def test_a_code_reads_the_same_however_it_is_typed():
    assert code_from(" abcd efgh–jklm.npqr ") == "ABCDEFGHJKLMNPQR"


@pytest.mark.parametrize("name", ["vanphong.langson", "a1b", "can-bo.2", "x" * 60])
def test_good_user_names(name):
    assert username_problem(name) == ""


@pytest.mark.parametrize(
    "name",
    [
        "ab",
        "x" * 61,
        "văn.phòng",
        "vanph\u043eng",
        "van phong",
        ".van",
        "van.",
        "van..phong",
        "a_b",
    ],
)
def test_names_that_look_like_others_or_cannot_be_typed_are_refused(name):
    assert username_problem(name) != ""


def test_capital_letters_become_small_but_signs_of_other_scripts_stay_what_they_are():
    assert username_from(" QuanTri ") == "quantri"
    assert username_problem(username_from("\u212aiemsat"))  # the Kelvin sign
    assert username_problem(username_from("\uff51uantri"))


def test_a_name_is_taken_once_whatever_its_case(administrator):
    with pytest.raises(CannotOpenAccount, match="đã có người dùng"):
        open_account(username="QUANTRI", full_name="Kẻ khác", password=None, by=administrator)


# Making and using


def test_only_a_digest_is_kept_and_the_log_knows_neither(administrator, invited):
    code = make_link(user=invited, by=administrator).code
    link = OneTimeLink.objects.get()
    assert link.code_hash == sha256(code_from(code).encode()).hexdigest()
    told = " ".join(str(row) for row in Event.objects.values_list("before", "after", "thing_label"))
    assert code not in told
    assert code_from(code) not in told
    assert link.code_hash not in told


def test_an_invited_user_sets_a_password_once_and_is_in(administrator, invited):
    code = make_link(user=invited, by=administrator).code
    visitor = at_password(code)
    assert "moi.vao" in visitor.get(USE_PAGE).content.decode()
    assert visitor.post(USE_PAGE, typed()).url == "/"
    assert is_signed_in(visitor)
    invited.refresh_from_db()
    assert invited.check_password(NEW)
    assert invited.last_login is not None
    assert OneTimeLink.objects.get().used_at is not None


def test_a_code_from_paper_leads_to_the_same_page(administrator, invited):
    code = make_link(user=invited, by=administrator).code
    visitor = Client()
    assert visitor.post(CODE_PAGE, {"code": code.lower().replace("-", " ")}).url == USE_PAGE
    assert "Người mới" in visitor.get(USE_PAGE).content.decode()


def test_used_expired_replaced_forged_and_closed_codes_get_one_and_the_same_page(
    administrator, invited, stranger
):
    used = make_link(user=stranger, by=administrator).code
    use_link(code=used, password=NEW)
    replaced = make_link(user=invited, by=administrator).code
    expired = make_link(user=invited, by=administrator).code
    OneTimeLink.objects.filter(ended_at=None, used_at=None).update(expires_at=now())
    closed = make_link(user=stranger, by=administrator).code
    close_account(user=stranger, by=administrator)
    codes = [used, replaced, expired, closed, "AAAA-BBBB-CCCC-DDDD", "x"]
    pages = set()
    for code in codes:
        opened = at_password(code).get(USE_PAGE)
        typed_in = Client().post(CODE_PAGE, {"code": code})
        pages |= {(opened.status_code, opened.content), (typed_in.status_code, typed_in.content)}
    assert len(pages) == 1
    assert "Mã này không dùng được" in pages.pop()[1].decode()
    assert not invited.has_usable_password()


def test_the_page_for_the_password_without_a_code_helps_on(db):
    assert Client().get(USE_PAGE).status_code == 404
    assert Client().post(USE_PAGE, typed()).status_code == 404


def test_a_code_that_was_used_meanwhile_sets_nothing(administrator, invited):
    code = make_link(user=invited, by=administrator).code
    visitor = at_password(code)
    use_link(code=code, password=NEW)
    assert visitor.post(USE_PAGE, typed("một mật khẩu khác hẳn")).status_code == 404
    invited.refresh_from_db()
    assert invited.check_password(NEW)
    with pytest.raises(LinkIsOver):
        use_link(code=code, password=NEW)


def test_weak_and_different_passwords_come_back_and_the_code_stays(administrator, invited):
    code = make_link(user=invited, by=administrator).code
    visitor = at_password(code)
    assert "Hai lần nhập" in visitor.post(USE_PAGE, typed(again="khác")).content.decode()
    answer = visitor.post(USE_PAGE, typed("ngan"))
    assert answer.status_code == 422
    assert "ngan" not in answer.content.decode().split("<form")[1]
    assert user_of_code(code, now()) == invited


def test_a_reset_locks_nobody_out_until_it_is_used_and_then_ends_all_sessions(
    administrator, stranger
):
    elsewhere = browser_of(stranger)
    made = make_link(user=stranger, by=administrator)
    assert made.purpose is Purpose.RESET
    stranger.refresh_from_db()
    assert stranger.check_password(PASSWORD)
    assert elsewhere.get("/").status_code == 200
    at_password(made.code).post(USE_PAGE, typed())
    assert elsewhere.get("/").status_code == 302


def test_a_new_code_ends_the_old_one(administrator, invited):
    first = make_link(user=invited, by=administrator).code
    second = make_link(user=invited, by=administrator).code
    assert user_of_code(first, now()) is None
    assert user_of_code(second, now()) == invited
    assert open_link_of(invited, now()).made_by == administrator


def test_a_code_lives_seven_days(administrator, invited):
    code = make_link(user=invited, by=administrator).code
    assert user_of_code(code, now() + timedelta(days=6, hours=23)) == invited
    assert user_of_code(code, now() + timedelta(days=7, minutes=1)) is None


def test_a_closed_account_gets_no_code(administrator, invited):
    close_account(user=invited, by=administrator)
    with pytest.raises(CannotMakeLink):
        make_link(user=invited, by=administrator)


def test_guessing_codes_grows_slow_without_closing_the_door_to_the_right_one(
    administrator, invited
):
    visitor = Client()
    for number in range(10):
        visitor.post(CODE_PAGE, {"code": f"SAI{number}"})
    assert visitor.post(CODE_PAGE, {"code": "SAI"}).status_code == 429
    code = make_link(user=invited, by=administrator).code
    elsewhere = Client(REMOTE_ADDR="10.1.2.3")
    assert elsewhere.post(CODE_PAGE, {"code": code}).url == USE_PAGE


def test_posted_fields_of_the_account_change_nothing(administrator, invited):
    close = {"is_active": "", "username": "quantri", "last_login": "2001-01-01", "user": "1"}
    visitor = at_password(make_link(user=invited, by=administrator).code)
    visitor.post(USE_PAGE, typed() | close)
    invited.refresh_from_db()
    assert (invited.username, invited.is_active) == ("moi.vao", True)
    assert invited.last_login.year != 2001
    administrator.refresh_from_db()
    assert administrator.check_password(PASSWORD)


# One's own password


def change(browser: Client, current: str = PASSWORD, **more: str):
    return browser.post("/ca-nhan/mat-khau/", {"current": current, **typed(), **more})


def test_changing_the_password_keeps_this_browser_and_ends_the_others(stranger):
    here, elsewhere = browser_of(stranger), browser_of(stranger)
    assert change(here, is_active="", last_login="2001-01-01").url == "/ca-nhan/"
    stranger.refresh_from_db()
    assert stranger.check_password(NEW)
    assert stranger.is_active
    assert here.get("/").status_code == 200
    assert elsewhere.get("/").status_code == 302


def test_without_the_current_password_nothing_changes(stranger):
    answer = change(browser_of(stranger), current="đoán mò thôi mà")
    assert answer.status_code == 422
    assert "Mật khẩu hiện tại không đúng." in answer.content.decode()
    stranger.refresh_from_db()
    assert stranger.check_password(PASSWORD)


def test_the_new_password_is_another_one_and_a_good_one(stranger):
    same = change(browser_of(stranger), password=PASSWORD, again=PASSWORD)
    weak = change(browser_of(stranger), password="ngan", again="ngan")
    assert "phải khác mật khẩu cũ" in same.content.decode()
    assert weak.status_code == 422


def test_guessing_the_current_password_grows_slow(stranger):
    browser = browser_of(stranger)
    for _ in range(5):
        change(browser, current="đoán mò thôi mà")
    assert "Hãy thử lại sau" in change(browser).content.decode()


def test_the_profile_tells_who_one_is(administrator):
    page = browser_of(administrator).get("/ca-nhan/").content.decode()
    assert "quantri" in page
    assert "Quản trị" in page


def test_no_password_is_set_with_a_code_that_was_never_made(db):
    with pytest.raises(LinkIsOver):
        use_link(code="AAAA-BBBB-CCCC-DDDD", password=NEW)


def test_a_password_changed_elsewhere_meanwhile_is_not_changed_again(stranger):
    as_read_before = User.objects.get(pk=stranger.pk)
    change(browser_of(stranger))
    known = {"visitor": Visitor("network 10.0.0.1"), "session_key": ""}
    stranger = User.objects.get(pk=stranger.pk)
    with pytest.raises(CannotSetPassword, match="vừa được đổi ở nơi khác"):
        change_password(
            user=as_read_before, current=PASSWORD, password="đò ngang bến cũ chiều mưa", **known
        )
    assert User.objects.get(pk=stranger.pk).password == stranger.password
