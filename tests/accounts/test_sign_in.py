"""Signing in as an enemy would try it: other letters, planted sessions, poisoned addresses."""

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from accounts.actions import open_account
from accounts.models import Session, User
from tests.people import PASSWORD

pytestmark = pytest.mark.django_db
SIGN_IN = "/dang-nhap/"

# Each looks like “quantri”, or becomes it when a careless program folds letters.
LOOK_ALIKES = [
    "qu\u0430ntri",  # Cyrillic a
    "quantr\u0131",  # i without its dot
    "".join(chr(ord(letter) + 0xFEE0) for letter in "quantri"),  # full width
    "quantrí",
    "quantri\u200b",
    "qu\u0061\u0301ntri",
    "QUANTR\u0130",
]


def sign_in(browser: Client, username: str = "quantri", **more: str) -> HttpResponse:
    return browser.post(SIGN_IN, {"username": username, "password": PASSWORD, **more})


def is_in(browser: Client) -> bool:
    return "_auth_user_id" in browser.session


@pytest.mark.parametrize("name", LOOK_ALIKES)
def test_a_name_that_only_looks_alike_is_another_name(administrator, name):
    browser = Client()
    sign_in(browser, name)
    assert not is_in(browser)


def test_the_kelvin_sign_is_no_k(db):
    open_account(username="kiemsat", full_name="Người kiểm sát", password=PASSWORD)
    with pytest.raises(User.DoesNotExist):
        User.objects.get_by_natural_key("\u212aiemsat")
    assert User.objects.get_by_natural_key(" KiemSat ").username == "kiemsat"


def test_a_session_planted_before_is_worth_nothing_after(administrator):
    victim, attacker = Client(), Client()
    store = Session.get_session_store_class()()
    store["planted"] = "x"
    store.save()
    for browser in (victim, attacker):
        browser.cookies[settings.SESSION_COOKIE_NAME] = store.session_key
    sign_in(victim)
    assert is_in(victim)
    assert victim.session.session_key != store.session_key
    assert not is_in(attacker)


def test_a_session_of_ones_own_choice_is_not_taken(administrator):
    browser = Client()
    browser.cookies[settings.SESSION_COOKIE_NAME] = "a" * 32
    sign_in(browser)
    assert browser.session.session_key != "a" * 32


def test_the_session_of_the_user_before_leaves_nothing_behind(administrator, stranger):
    browser = Client()
    sign_in(browser)
    session = browser.session
    session["private"] = "x"
    session.save()
    browser.post("/dang-xuat/")
    sign_in(browser, "nguoila")
    assert "private" not in browser.session


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://example.org/",
        "//example.org",
        "///example.org",
        "/\\example.org",
        "\\\\example.org",
        "https:example.org",
        "http:///example.org",
        "//example.org\\@testserver",
        "http://testserver@example.org/",
        "http://testserver.example.org/",
        "javascript:alert(1)",
        " javascript:alert(1)",
        "data:text/html,x",
        "\t//example.org",
        "/\t/example.org",
        "ftp://testserver/",
    ],
)
def test_the_way_on_never_leads_out_of_the_house(administrator, elsewhere):
    for way in ({"next": elsewhere}, {}):
        browser = Client()
        query = {} if way else {"next": elsewhere}
        answer = browser.post(
            SIGN_IN,
            {"username": "quantri", "password": PASSWORD, **way},
            query_params=query,
        )
        assert answer.url == "/"


@pytest.mark.parametrize("host", ["example.org", "testserver.example.org", "testserver:x", "a b"])
def test_a_host_that_is_not_ours_gets_no_answer(administrator, host):
    for address in ("/", SIGN_IN, "/healthz"):
        answer = Client().get(address, headers={"host": host})
        assert answer.status_code == 400
        assert host not in answer.content.decode()


def test_a_forwarded_host_is_not_believed(administrator):
    browser = Client()
    sign_in(browser)
    page = browser.get("/", headers={"x-forwarded-host": "example.org"})
    assert "example.org" not in page.content.decode()
    answer = sign_in(
        Client(headers={"x-forwarded-host": "example.org"}), next="http://example.org/"
    )
    assert answer.url == "/"


def test_the_cookie_of_a_session_is_kept_from_scripts_and_dies_with_the_browser(administrator):
    browser = Client()
    sign_in(browser)
    cookie = browser.cookies[settings.SESSION_COOKIE_NAME]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", "")
