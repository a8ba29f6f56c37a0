"""Guessing is slow, from wherever it comes; nobody keeps the owner of an account out."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.actions.tries import MustWait, begin_try, end_try
from accounts.enums import TryKind
from accounts.models import FailedTry
from accounts.queries.visitors import account_digest
from accounts.rules.networks import network_of
from accounts.rules.tries import LIMITS, Visitor, wait_in_words
from audit.models import Event
from tests.people import PASSWORD

pytestmark = pytest.mark.django_db
SIGN_IN = "/dang-nhap/"
WRONG = "sai-roi"
LIMIT = LIMITS[TryKind.PASSWORD]


def guess(
    browser: Client, username: str = "quantri", password: str = WRONG, **how: str
) -> HttpResponse:
    return browser.post(SIGN_IN, {"username": username, "password": password}, **how)


def guess_often(browser: Client, times: int, username: str = "quantri", **how: str) -> HttpResponse:
    for _ in range(times):
        answer = guess(browser, username, **how)
    return answer


def is_signed_in(browser: Client) -> bool:
    return "_auth_user_id" in browser.session


def network(number: int) -> str:
    return f"10.1.{number // 250}.{number % 250 + 1}"


def wait_in(answer: HttpResponse) -> int:
    return int(answer.headers.get("Retry-After", 0))


def test_after_five_wrong_passwords_even_the_right_one_waits(administrator):
    browser = Client()
    assert guess_often(browser, LIMIT.here.tries).status_code == 200
    answer = guess(browser, password=PASSWORD)
    assert answer.status_code == 429
    assert 0 < wait_in(answer) <= 15 * 60
    assert "Hãy thử lại sau 15 phút" in unescape(answer.content.decode())
    assert not is_signed_in(browser)


def test_waiting_is_not_prolonged_by_trying_and_ends(administrator):
    browser = Client()
    guess_often(browser, LIMIT.here.tries + 20)
    assert FailedTry.objects.count() == LIMIT.here.tries
    FailedTry.objects.update(at=timezone.now() - LIMIT.here.within)
    guess(browser, password=PASSWORD)
    assert is_signed_in(browser)


def test_the_right_password_forgets_the_wrong_ones(administrator):
    browser = Client()
    guess_often(browser, LIMIT.here.tries - 1)
    guess(browser, password=PASSWORD)
    assert FailedTry.objects.count() == 0


def test_names_nobody_bears_wait_with_the_same_words(administrator):
    known = guess_often(Client(), LIMIT.here.tries + 1, REMOTE_ADDR="10.0.0.1")
    unknown = guess_often(Client(), LIMIT.here.tries + 1, "khongaica", REMOTE_ADDR="10.0.0.2")
    assert known.status_code == unknown.status_code == 429
    words = [
        unescape(answer.content.decode()).partition("Đã nhập sai")[2][:60]
        for answer in (known, unknown)
    ]
    assert words[0] == words[1] != ""


def test_case_and_blanks_are_no_way_around(administrator):
    browser = Client()
    for name in ("quantri", "QUANTRI", " quantri", "QuanTri ", "quantrI"):
        guess(browser, name)
    assert guess(browser, "qUANTRI", PASSWORD).status_code == 429


@pytest.mark.parametrize(
    "header", ["HTTP_X_FORWARDED_FOR", "HTTP_X_REAL_IP", "HTTP_FORWARDED", "HTTP_CLIENT_IP"]
)
def test_a_forged_header_changes_nothing(administrator, header):
    browser = Client()
    for number in range(LIMIT.here.tries):
        guess(browser, **{header: network(number)})
    assert guess(browser, password=PASSWORD, **{header: "10.9.9.9"}).status_code == 429
    assert FailedTry.objects.values("place").distinct().count() == 1


def test_behind_a_trusted_proxy_what_the_visitor_wrote_changes_nothing(administrator, settings):
    settings.TRUSTED_PROXIES = ["127.0.0.1"]
    browser = Client()
    for number in range(LIMIT.here.tries):
        guess(browser, HTTP_X_FORWARDED_FOR=f"{network(number)}, 203.0.113.7")
    answer = guess(browser, password=PASSWORD, HTTP_X_FORWARDED_FOR="1.1.1.1, 203.0.113.7")
    assert answer.status_code == 429
    other = guess(browser, password=PASSWORD, HTTP_X_FORWARDED_FOR="203.0.113.7, 203.0.113.8")
    assert other.status_code == 302


def test_many_names_from_one_network_wait_too(administrator):
    for number in range(LIMIT.network.tries):
        guess(Client(), f"ten.so.{number}", REMOTE_ADDR="10.0.0.9")
    assert guess(Client(), password=PASSWORD, REMOTE_ADDR="10.0.0.9").status_code == 429
    assert guess(Client(), password=PASSWORD, REMOTE_ADDR="10.0.0.8").status_code == 302


def test_one_account_from_many_networks_waits_but_its_own_browser_does_not(administrator):
    """A lockout cannot be used to keep the owner of an account out."""
    own = Client(REMOTE_ADDR="10.0.0.5")
    guess(own, password=PASSWORD)
    own.post("/dang-xuat/")
    for number in range(LIMIT.account.tries):
        guess(Client(), REMOTE_ADDR=network(number))
    assert guess(Client(), password=PASSWORD, REMOTE_ADDR="10.3.3.3").status_code == 429
    guess(own, password=PASSWORD)
    assert is_signed_in(own)


def test_a_known_browser_is_measured_by_its_own_tries(administrator):
    own = Client(REMOTE_ADDR="10.0.0.5")
    guess(own, password=PASSWORD)
    own.post("/dang-xuat/")
    guess_often(own, LIMIT.here.tries)
    assert guess(own, password=PASSWORD, REMOTE_ADDR="10.0.0.6").status_code == 429
    assert guess(Client(), password=PASSWORD, REMOTE_ADDR="10.0.0.5").status_code == 302


def test_a_browser_known_to_one_account_is_a_stranger_to_another(administrator, stranger):
    own = Client(REMOTE_ADDR="10.0.0.5")
    guess(own, "nguoila", PASSWORD)
    own.post("/dang-xuat/")
    guess(own, "quantri")
    assert FailedTry.objects.get().is_known is False


@pytest.mark.parametrize("cookie", ["", "x", "eyJpZCI6MX0:1:forged", "\\000"])
def test_a_forged_browser_cookie_counts_as_none(administrator, settings, cookie):
    browser = Client()
    browser.cookies[settings.KNOWN_BROWSER_COOKIE_NAME] = cookie
    guess(browser)
    assert FailedTry.objects.get().place == "network 127.0.0.1"


def test_the_name_that_was_typed_is_kept_nowhere(administrator):
    guess(Client(), "mat-khau-go-nham-o")
    assert "mat-khau-go-nham-o" not in str(list(FailedTry.objects.values()))
    assert "mat-khau-go-nham-o" not in str(list(Event.objects.values()))


def test_failed_tries_of_an_account_are_in_the_log(administrator):
    guess(Client())
    event = Event.objects.get(name="account.sign_in_failed")
    assert (event.thing_id, event.after) == (str(administrator.pk), {"network": "127.0.0.1"})


def test_names_that_exist_and_that_do_not_cost_the_same_work(administrator, monkeypatch):
    """One hash and as many queries: an answer's time tells nothing."""
    hashes, encode = [], MD5PasswordHasher.encode
    monkeypatch.setattr(
        MD5PasswordHasher, "encode", lambda *given: hashes.append(1) or encode(*given)
    )
    work = []
    for name in ("quantri", "khongaica"):
        hashes.clear()
        with CaptureQueriesContext(connection) as asked:
            guess(Client(), name, REMOTE_ADDR="10.0.0.1")
        work.append((len(hashes), len(asked)))
    assert work[0] == work[1]
    assert work[0][0] == 1


def test_old_tries_are_cleared_on_the_way(administrator):
    FailedTry.objects.create(
        kind=TryKind.PASSWORD, account="x", place="y", at=timezone.now() - timedelta(hours=3)
    )
    guess(Client())
    assert FailedTry.objects.filter(account="x").count() == 0


def test_kinds_do_not_disturb_each_other():
    visitor, account = Visitor("network 10.0.0.1"), account_digest("quantri")
    for _ in range(LIMIT.here.tries):
        begin_try(kind=TryKind.PASSWORD, visitor=visitor, account=account)
    with pytest.raises(MustWait):
        begin_try(kind=TryKind.PASSWORD, visitor=visitor, account=account)
    end_try(begin_try(kind=TryKind.LINK, visitor=visitor, account=account))
    assert set(FailedTry.objects.values_list("kind", flat=True)) == {TryKind.PASSWORD}
    assert str(FailedTry.objects.first()) == "password network 10.0.0.1"


# Which network


@pytest.mark.parametrize(
    ("remote", "forwarded", "trusted", "network"),
    [
        ("10.0.0.1", "", [], "10.0.0.1"),
        ("10.0.0.1", "1.2.3.4", [], "10.0.0.1"),
        ("10.0.0.1", "1.2.3.4", ["10.0.0.2"], "10.0.0.1"),
        ("10.0.0.1", "1.2.3.4", ["10.0.0.1"], "1.2.3.4"),
        ("10.0.0.1", "9.9.9.9, 1.2.3.4, 10.0.0.2", ["10.0.0.0/8"], "1.2.3.4"),
        ("10.0.0.1", "", ["10.0.0.1"], "10.0.0.1"),
        ("10.0.0.1", "1.2.3.4, rubbish", ["10.0.0.1"], "?"),
        ("10.0.0.1", " , ,", ["10.0.0.1"], "10.0.0.1"),
        ("", "1.2.3.4", ["unix"], "1.2.3.4"),
        ("", "1.2.3.4", [], "?"),
        ("2001:db8:1:2:3:4:5:6", "", [], "2001:db8:1:2::/64"),
        ("2001:db8:1:2::99", "", [], "2001:db8:1:2::/64"),
        ("::ffff:10.0.0.1", "", [], "10.0.0.1"),
        ("::ffff:10.0.0.1", "1.2.3.4", ["10.0.0.1"], "1.2.3.4"),
        ("fe80::1%eth0", "", [], "fe80::/64"),
    ],
)
def test_the_network_is_that_of_the_nearest_hop_nobody_vouches_for(
    remote, forwarded, trusted, network
):
    assert network_of(remote=remote, forwarded=forwarded, trusted=trusted) == network


def test_a_wait_is_rounded_up():
    assert wait_in_words(timedelta(seconds=61)) == "2 phút"
    assert wait_in_words(timedelta(seconds=1)) == "1 phút"


def test_a_limit_that_is_past_asks_for_no_wait():
    at = datetime(2024, 11, 25, tzinfo=UTC)
    assert LIMIT.here.wait(at - timedelta(days=1), at) == timedelta(0)


@pytest.mark.django_db(transaction=True)
def test_guesses_sent_at_the_same_moment_count_each(administrator):
    """Twenty at once are judged no more often than five in a row."""
    visitor, account = Visitor("network 10.0.0.1"), account_digest("quantri")

    def judged(_number: int) -> bool:
        try:
            begin_try(kind=TryKind.PASSWORD, visitor=visitor, account=account)
        except MustWait:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(max_workers=10) as pool:
        outcomes = list(pool.map(judged, range(20)))
    assert outcomes.count(True) == LIMIT.here.tries
