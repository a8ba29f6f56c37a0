"""Who is signed in where, for how long, and how it ends."""

from datetime import timedelta
from html import unescape

import pytest
from django.conf import settings
from django.contrib.sessions.backends.base import UpdateError
from django.test import Client
from django.utils import timezone

from accounts.actions import close_account
from accounts.actions.sessions import end_sessions
from accounts.models import Session, User
from accounts.rules.browsers import browser_in_words
from accounts.rules.tries import hours_in_words
from audit.models import Event
from tests.people import PASSWORD

pytestmark = pytest.mark.django_db
SIGN_IN, SESSIONS = "/dang-nhap/", "/ca-nhan/phien/"
CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"


def signed_in(username: str = "quantri", agent: str = CHROME, **how: str) -> Client:
    browser = Client(headers={"User-Agent": agent}, **how)
    browser.post(SIGN_IN, {"username": username, "password": PASSWORD})
    return browser


def row_of(browser: Client) -> Session:
    return Session.objects.get(pk=browser.session.session_key)


def is_in(browser: Client) -> bool:
    return browser.get(SESSIONS).status_code == 200


def words(browser: Client, address: str = SESSIONS) -> str:
    return unescape(browser.get(address).content.decode())


def test_a_session_tells_whose_it_is_with_what_and_from_where(administrator):
    row = row_of(signed_in(REMOTE_ADDR="10.0.0.5"))
    assert (row.user, row.browser, row.network) == (
        administrator,
        "Chrome trên Windows",
        "10.0.0.5",
    )
    left = row.expire_date - row.started_at - timedelta(seconds=settings.SESSION_COOKIE_AGE)
    assert timedelta(0) <= left < timedelta(seconds=2)


def test_signing_in_and_out_are_in_the_log(administrator):
    signed_in().post("/dang-xuat/")
    names = list(Event.objects.filter(name__startswith="account.signed").values_list("name"))
    assert names == [("account.signed_in",), ("account.signed_out",)]
    assert Session.objects.count() == 0


def test_the_page_lists_the_sessions_and_never_their_keys(administrator):
    here, there = signed_in(), signed_in(agent=FIREFOX)
    page = words(here)
    assert "Chrome trên Windows" in page
    assert "Firefox trên Linux" in page
    assert here.session.session_key not in page
    assert there.session.session_key not in page
    assert "sau 2 giờ không dùng và 12 giờ sau khi đăng nhập" in page


def test_a_time_is_said_in_hours_or_minutes():
    assert hours_in_words(90 * 60) == "90 phút"


def test_one_session_is_ended_and_the_others_stay(administrator):
    here, there, third = signed_in(), signed_in(agent=FIREFOX), signed_in()
    name = words(here).partition('name="end" value="')[2].partition('"')[0]
    here.post(SESSIONS, {"end": name})
    assert is_in(here)
    assert [is_in(there), is_in(third)].count(True) == 1
    assert Event.objects.get(name="sessions.ended").after == {"count": 1}


def test_all_other_sessions_are_ended_at_once(administrator):
    here, there = signed_in(), signed_in(agent=FIREFOX)
    here.post(SESSIONS, {"others": "1"})
    assert (is_in(here), is_in(there)) == (True, False)


def test_nobody_ends_the_sessions_of_somebody_else(administrator, stranger):
    mine, theirs = signed_in(), signed_in("nguoila")
    signed_in("nguoila")
    name = words(theirs).partition('name="end" value="')[2].partition('"')[0]
    mine.post(SESSIONS, {"end": name})
    mine.post(SESSIONS, {"end": theirs.session.session_key})
    mine.post(SESSIONS, {"others": "1"})
    assert is_in(theirs)
    assert "Không có phiên nào khác" in words(mine)


def test_an_administrator_ends_all_sessions_of_an_account(administrator, stranger):
    mine, theirs = signed_in(), signed_in("nguoila")
    mine.post(f"/tai-khoan/{stranger.pk}/ket-thuc-phien/")
    assert (is_in(mine), is_in(theirs)) == (True, False)
    assert theirs.post(f"/tai-khoan/{administrator.pk}/ket-thuc-phien/").status_code == 302
    assert is_in(mine)


def test_a_closed_account_is_out_at_the_next_request(administrator, stranger):
    theirs = signed_in("nguoila")
    close_account(user=stranger, by=administrator)
    assert not is_in(theirs)


def test_a_session_that_was_ended_does_not_come_back_by_being_saved(administrator):
    browser = signed_in()
    store = browser.session
    store["seen"] = 0
    end_sessions(user=administrator, by=administrator)
    with pytest.raises(UpdateError):
        store.save()
    assert Session.objects.count() == 0


def test_two_hours_without_use_end_a_session(administrator):
    browser = signed_in()
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert not is_in(browser)


def test_use_prolongs_a_session_but_not_beyond_twelve_hours(administrator):
    browser = signed_in()
    session = browser.session
    session["started"] -= 11 * 3600 + 1800
    session["seen"] -= 600
    session.save()
    assert is_in(browser)
    row = row_of(browser)
    assert row.expire_date == row.started_at + timedelta(hours=12)
    assert timezone.now() - row.last_seen_at < timedelta(seconds=30)


def test_reading_on_writes_the_row_every_five_minutes_only(administrator):
    browser = signed_in()
    before = row_of(browser).session_data
    browser.get(SESSIONS)
    assert row_of(browser).session_data == before
    session = browser.session
    session["seen"] -= 301
    session.save()
    browser.get(SESSIONS)
    assert timezone.now() - row_of(browser).last_seen_at < timedelta(seconds=30)


def test_sessions_long_over_are_cleared_when_somebody_signs_in(administrator):
    signed_in()
    Session.objects.update(expire_date=timezone.now() - timedelta(days=1))
    signed_in()
    assert Session.objects.count() == 1
    Session.objects.update(expire_date=timezone.now() - timedelta(days=1))
    Session.get_session_store_class().clear_expired()
    assert Session.objects.count() == 0


def test_whose_session_is_over_is_told_and_brought_back(administrator):
    browser = signed_in()
    Session.objects.all().delete()
    asked = browser.get("/don-vi/?q=yen")
    assert asked.url == f"{SIGN_IN}?next=/don-vi/%3Fq%3Dyen&het-phien=1"
    assert "Phiên làm việc đã hết hạn" in words(browser, asked.url)
    typed = {"username": "quantri", "password": PASSWORD, "next": "/don-vi/?q=yen"}
    assert browser.post(SIGN_IN, typed).url == "/don-vi/?q=yen"


def test_a_form_sent_too_late_leads_back_to_the_page_it_stood_on(administrator):
    browser = signed_in()
    Session.objects.all().delete()
    late = browser.post("/dang-xuat/", headers={"referer": "http://testserver/nam/?nam=2024"})
    assert late.url == f"{SIGN_IN}?next=/nam/%3Fnam%3D2024&het-phien=1"


def test_a_page_elsewhere_that_sends_a_form_is_not_gone_back_to(administrator):
    browser = signed_in()
    Session.objects.all().delete()
    late = browser.post("/don-vi/", headers={"referer": "https://example.org/nam/"})
    assert late.url == f"{SIGN_IN}?next=/don-vi/&het-phien=1"


def test_a_visitor_is_not_told_of_a_session_he_never_had():
    assert Client().get("/don-vi/").url == f"{SIGN_IN}?next=/don-vi/"


def test_the_last_account_on_a_machine_leaves_nothing_to_go_back_to(administrator):
    assert signed_in().post("/dang-xuat/").headers["Clear-Site-Data"] == '"cache"'


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (CHROME, "Chrome trên Windows"),
        (CHROME + " Edg/126.0", "Edge trên Windows"),
        (CHROME + " coc_coc_browser/120", "Cốc Cốc trên Windows"),
        (FIREFOX, "Firefox trên Linux"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Safari/604", "Safari trên iPhone"),
        ("<script>alert(1)</script>", "Trình duyệt khác"),
        ("", "Trình duyệt khác"),
    ],
)
def test_a_browser_is_named_in_our_words_alone(agent, words):
    assert browser_in_words(agent) == words


def test_a_password_that_changes_ends_the_sessions_of_the_old_one(administrator):
    browser = signed_in()
    user = User.objects.get(pk=administrator.pk)
    user.set_password("mưa nắng cầu thang")
    user.save()
    assert not is_in(browser)
