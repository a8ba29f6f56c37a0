"""The very first visit: one code, one administrator, then the door is closed."""

from concurrent.futures import ThreadPoolExecutor
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client

from accounts.actions import CannotMakeLink, LinkIsOver, make_first_code
from accounts.enums import Purpose
from accounts.models import OneTimeLink, User
from audit.models import Event
from organizations.actions import CannotOpenFirst, open_first_administrator
from organizations.enums import Role
from organizations.policies import is_administrator

pytestmark = pytest.mark.django_db
PAGE, SECRET = "/bat-dau/", "thuyền nan qua sông rộng"


def typed(code: str, **other: str) -> dict[str, str]:
    who = {"username": "chanh.vp", "full_name": "Lương Văn Cả"}
    return {"code": code, **who, "password": SECRET, "again": SECRET, **other}


def test_every_door_leads_to_the_first_visit_while_nobody_has_an_account():
    visitor = Client()
    assert visitor.get("/", follow=True).redirect_chain[-1][0] == PAGE
    assert visitor.get(PAGE).status_code == 200


def test_with_the_code_the_first_administrator_is_in_at_once():
    visitor = Client()
    assert visitor.post(PAGE, typed(make_first_code().code)).url == "/khoi-dau/"
    user = User.objects.get()
    assert is_administrator(user)
    assert user.check_password(SECRET)
    assert visitor.get("/khoi-dau/").status_code == 200
    assert set(Event.objects.values_list("name", flat=True)) == {
        "account.opened",
        "role.granted",
        "account.signed_in",
    }


def test_afterwards_the_page_is_gone_and_no_code_is_made():
    code = make_first_code().code
    Client().post(PAGE, typed(code))
    assert Client().get(PAGE).url == "/dang-nhap/"
    assert Client().post(PAGE, typed(code, username="ke.khac")).url == "/dang-nhap/"
    assert User.objects.count() == 1
    with pytest.raises(CannotMakeLink):
        make_first_code()
    with pytest.raises(CannotOpenFirst):
        open_first_administrator(
            code=code, username="ke.khac", full_name="Kẻ khác", password=SECRET
        )


@pytest.mark.parametrize("code", ["", "AAAA-BBBB-CCCC-DDDD", "x" * 5000])
def test_without_the_code_nobody_gets_in(code):
    make_first_code()
    answer = Client().post(PAGE, typed(code))
    assert answer.status_code == 422
    assert "Lương Văn Cả" in answer.content.decode()
    assert not User.objects.exists()


def test_ten_wrong_codes_make_the_door_wait():
    right = make_first_code().code
    for number in range(10):
        Client().post(PAGE, typed(f"SAI{number}"))
    answer = Client().post(PAGE, typed(right))
    assert "Hãy thử lại sau" in answer.content.decode()
    assert Client(REMOTE_ADDR="10.9.8.7").post(PAGE, typed(right)).status_code == 302


def test_a_weak_password_a_bad_name_and_a_slip_keep_the_code_for_the_next_try():
    code = make_first_code().code
    for wrong in ({"password": "ngan", "again": "ngan"}, {"username": "văn phòng"}, {"again": "?"}):
        assert Client().post(PAGE, typed(code) | wrong).status_code == 422
    assert not User.objects.exists()
    assert Client().post(PAGE, typed(code)).status_code == 302


def test_each_start_ends_the_code_before():
    first = make_first_code().code
    second = make_first_code().code
    assert Client().post(PAGE, typed(first)).status_code == 422
    assert Client().post(PAGE, typed(second)).status_code == 302
    assert OneTimeLink.objects.filter(used_at=None, ended_at=None).count() == 0


def test_an_invitation_is_no_first_code_and_more_rights_are_not_typed_in():
    answer = Client().post(
        PAGE, typed(make_first_code().code, role=Role.OFFICE, is_active="", last_login="2001-01-01")
    )
    assert answer.status_code == 302
    user = User.objects.get()
    assert user.is_active
    assert [grant.role for grant in user.grants.all()] == [Role.ADMINISTRATOR]
    assert OneTimeLink.objects.get().purpose == Purpose.FIRST


def test_the_command_prints_a_code_only_while_nobody_has_an_account():
    out = StringIO()
    call_command("first_code", stdout=out)
    assert Client().post(PAGE, typed(out.getvalue().strip())).status_code == 302
    again = StringIO()
    call_command("first_code", stdout=again)
    assert again.getvalue() == ""


@pytest.mark.django_db(transaction=True)
def test_fifty_posts_at_once_make_one_administrator():
    code = make_first_code().code

    def post(number: int) -> int:
        try:
            who = {"username": f"nguoi.{number}"}
            return Client(REMOTE_ADDR=f"10.0.0.{number}").post(PAGE, typed(code, **who)).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=10) as pool:
        answers = list(pool.map(post, range(50)))
    assert set(answers) <= {302, 422}
    assert User.objects.count() == 1
    assert User.objects.get().grants.count() == 1


def test_the_action_itself_asks_for_the_code_again():
    make_first_code()
    with pytest.raises(LinkIsOver):
        open_first_administrator(
            code="AAAA-BBBB-CCCC-DDDD", username="ke.khac", full_name="Kẻ khác", password=SECRET
        )
    assert not User.objects.exists()
