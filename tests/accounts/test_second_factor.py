"""The second factor: set up, asked, demanded, lost."""

import re
from html import unescape
from types import SimpleNamespace

import pytest
from django.http import HttpResponse
from django.test import Client
from django_otp.oath import hotp
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.actions import close_account
from accounts.actions.factors import check_second_factor, renew_recovery_codes
from accounts.models import FailedTry, User
from accounts.queries.factors import has_second_factor, recovery_codes_left
from accounts.rules.recovery import app_code_from, recovery_code_from
from accounts.rules.tries import Visitor
from audit.models import Event
from core.problems import Refused
from organizations.actions.security import (
    demand_second_factor,
    stop_demanding_second_factor,
    take_second_factor_away,
)
from organizations.enums import Role
from organizations.models import SecondFactorDemand
from tests.people import PASSWORD, browser_of

pytestmark = pytest.mark.django_db
SIGN_IN, CODE, FACTOR, SECURITY = "/dang-nhap/", "/dang-nhap/ma/", "/ca-nhan/xac-thuc/", "/bao-mat/"
NOW = 1_732_500_015  # in the middle of a step of 30 seconds


class Phone:
    """The app of a user, on a clock that is moved by hand."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = NOW
        clock = SimpleNamespace(time=lambda: self.now)
        monkeypatch.setattr("django_otp.plugins.otp_totp.models.time", clock)

    def code(self, user: User, steps: int = 0) -> str:
        """What it shows, so many steps of half a minute from now."""
        app = TOTPDevice.objects.filter(user=user).latest("pk")
        return f"{hotp(app.bin_key, self.now // 30 + steps):06d}"

    def wait(self, steps: int = 1) -> None:
        self.now += 30 * steps


@pytest.fixture
def phone(monkeypatch: pytest.MonkeyPatch) -> Phone:
    return Phone(monkeypatch)


@pytest.fixture
def codes(administrator: User, phone: Phone) -> list[str]:
    """The administrator has a second factor; these are the recovery codes."""
    return set_up(browser_of(administrator), administrator, phone)


def set_up(browser: Client, user: User, phone: Phone) -> list[str]:
    browser.post(FACTOR, {"start": "1"})
    page = words(browser.post(FACTOR, {"code": phone.code(user), "password": PASSWORD}))
    phone.wait()
    return re.findall(r"<code>([A-Z0-9-]{11})</code>", page)


def words(answer: HttpResponse) -> str:
    return unescape(answer.content.decode())


def typed_password(browser: Client | None = None, **more: str) -> Client:
    """A browser that has shown the right password."""
    browser = browser or Client()
    answer = browser.post(SIGN_IN, {"username": "quantri", "password": PASSWORD, **more})
    assert answer.url == CODE
    return browser


def is_in(browser: Client) -> bool:
    return "_auth_user_id" in browser.session


# Setting it up


def test_an_app_is_set_up_by_picture_or_by_hand_and_confirmed(administrator, phone):
    browser = browser_of(administrator)
    assert "đang tắt" in words(browser.get(FACTOR))
    assert browser.post(FACTOR, {"start": "1"}).url == FACTOR
    page = browser.get(FACTOR)
    assert "<svg" in words(page)
    assert re.search(r'class="secret">([A-Z2-7]{4} ){7}[A-Z2-7]{4}<', words(page))
    assert "no-store" in page.headers["Cache-Control"]
    assert not has_second_factor(administrator)
    done = browser.post(FACTOR, {"code": phone.code(administrator), "password": PASSWORD})
    assert len(set(re.findall(r"<code>([A-Z0-9-]{11})</code>", words(done)))) == 10
    assert "no-store" in done.headers["Cache-Control"]
    assert "đang bật" in words(browser.get(FACTOR))
    assert Event.objects.filter(name="factor.switched_on").count() == 1


def test_a_wrong_code_or_password_sets_nothing_up(administrator, phone):
    browser = browser_of(administrator)
    browser.post(FACTOR, {"start": "1"})
    for typed in (
        {"code": "000000", "password": PASSWORD},
        {"code": phone.code(administrator), "password": "sai-roi"},
        {"code": "", "password": ""},
    ):
        assert browser.post(FACTOR, typed).status_code == 200
    assert not has_second_factor(administrator)


def test_starting_anew_ends_the_secret_before(administrator, phone):
    browser = browser_of(administrator)
    browser.post(FACTOR, {"start": "1"})
    old = phone.code(administrator)
    browser.post(FACTOR, {"start": "1"})
    browser.post(FACTOR, {"code": old, "password": PASSWORD})
    assert not has_second_factor(administrator)
    assert TOTPDevice.objects.count() == 1


def test_another_phone_takes_over_only_once_it_is_confirmed(administrator, phone, codes):
    browser = browser_of(administrator)
    browser.post(FACTOR, {"start": "1"})
    assert has_second_factor(administrator)
    old = TOTPDevice.objects.get(confirmed=True)
    browser.post(FACTOR, {"code": phone.code(administrator), "password": PASSWORD})
    assert TOTPDevice.objects.get().pk != old.pk
    assert recovery_codes_left(administrator) == 10


def test_recovery_codes_are_kept_as_digests(administrator, codes):
    kept = set(StaticToken.objects.values_list("token", flat=True))
    assert len(codes) == len(kept) == 10
    assert not kept & {code.replace("-", "") for code in codes}


# Signing in


def test_the_password_alone_signs_nobody_in(administrator, codes):
    browser = typed_password()
    assert not is_in(browser)
    assert browser.get("/").url.startswith(SIGN_IN)
    assert "quantri" in words(browser.get(CODE))


def test_password_and_code_sign_in_and_lead_on(administrator, phone, codes):
    browser = typed_password(next="/don-vi/")
    before = browser.session.session_key
    assert browser.post(CODE, {"code": phone.code(administrator)}).url == "/don-vi/"
    assert is_in(browser)
    assert browser.session.session_key != before
    assert "waiting_for_code" not in browser.session


def test_a_code_is_worth_nothing_a_second_time(administrator, phone, codes):
    code = phone.code(administrator)
    typed_password().post(CODE, {"code": code})
    second = typed_password()
    second.post(CODE, {"code": code})
    assert not is_in(second)


@pytest.mark.parametrize(("steps", "is_taken"), [(-2, False), (-1, True), (1, True), (2, False)])
def test_a_clock_may_be_off_by_one_step(administrator, phone, codes, steps, is_taken):
    phone.wait(5)
    browser = typed_password()
    browser.post(CODE, {"code": phone.code(administrator, steps)})
    assert is_in(browser) is is_taken


def test_a_clock_that_is_off_does_not_drag_ours_along(administrator, phone, codes):
    for _ in range(3):
        phone.wait(5)
        typed_password().post(CODE, {"code": phone.code(administrator, 1)})
    assert TOTPDevice.objects.get().drift == 0


def test_a_recovery_code_works_once_however_it_is_spaced(administrator, codes):
    browser = typed_password()
    browser.post(CODE, {"code": codes[0].lower().replace("-", " ")})
    assert is_in(browser)
    assert recovery_codes_left(administrator) == 9
    second = typed_password()
    second.post(CODE, {"code": codes[0]})
    assert not is_in(second)
    assert Event.objects.get(name="recovery_code.used").after == {"left": 9}


def test_the_recovery_code_of_another_user_opens_nothing(administrator, stranger, phone, codes):
    foreign = set_up(browser_of(stranger), stranger, phone)
    browser = typed_password()
    browser.post(CODE, {"code": foreign[0]})
    assert not is_in(browser)


def test_guessing_codes_waits(administrator, phone, codes):
    browser = typed_password()
    for number in range(5):
        assert browser.post(CODE, {"code": f"{number:06}"}).status_code == 200
    answer = browser.post(CODE, {"code": phone.code(administrator)})
    assert answer.status_code == 429
    assert not is_in(browser)
    assert Event.objects.filter(name="account.sign_in_failed").count() == 5


def test_guessing_codes_from_many_networks_waits_too(administrator, phone, codes):
    for number in range(10):
        guesser = Client(REMOTE_ADDR=f"10.7.0.{number}")
        typed_password(guesser).post(CODE, {"code": "000000"})
    late = typed_password(Client(REMOTE_ADDR="10.8.0.1"))
    assert late.post(CODE, {"code": phone.code(administrator)}).status_code == 429


def test_the_second_step_without_the_first_leads_back(administrator, phone, codes):
    assert Client().get(CODE).url == SIGN_IN
    assert Client().post(CODE, {"code": phone.code(administrator)}).url == SIGN_IN


@pytest.mark.parametrize("what", ["late", "closed", "changed"])
def test_the_first_step_holds_ten_minutes_and_as_long_as_the_password(
    administrator, stranger, phone, codes, what
):
    browser = typed_password()
    if what == "late":
        session = browser.session
        session["waiting_for_code"] |= {"until": 0}
        session.save()
    elif what == "closed":
        close_account(user=administrator, by=stranger)
    else:
        administrator.set_password("mưa nắng cầu thang")
        administrator.save()
    assert browser.post(CODE, {"code": phone.code(administrator)}).url == SIGN_IN
    assert not is_in(browser)


def test_odd_codes_are_answered_calmly(administrator, codes):
    browser = typed_password()
    for odd in ("", "x" * 5000, "١٢٣٤٥٦", "<script>", "-1", "1e5"):
        assert browser.post(CODE, {"code": odd}).status_code in {200, 429}
    assert not is_in(browser)


def test_only_six_plain_digits_are_a_code_of_an_app():
    assert [app_code_from(each) for each in ("123 456", "123-456", "١٢٣٤٥٦", "12345")] == [
        "123456",
        "123456",
        "",
        "",
    ]
    assert recovery_code_from("ABC") == ""


# Renewing and switching off


def test_new_recovery_codes_need_the_password_and_end_the_old_ones(administrator, codes):
    browser, renew = browser_of(administrator), f"{FACTOR}ma-du-phong/"
    assert browser.post(renew, {"password": "sai-roi"}).status_code == 200
    assert recovery_codes_left(administrator) == 10
    new = re.findall(
        r"<code>([A-Z0-9-]{11})</code>", words(browser.post(renew, {"password": PASSWORD}))
    )
    assert len(new) == 10
    assert not set(new) & set(codes)
    old = typed_password()
    old.post(CODE, {"code": codes[0]})
    assert not is_in(old)


def test_switching_off_needs_password_and_code(administrator, phone, codes):
    browser, off = browser_of(administrator), f"{FACTOR}tat/"
    assert browser.get(off).status_code == 200
    browser.post(off, {"password": "sai-roi", "code": phone.code(administrator)})
    browser.post(off, {"password": PASSWORD, "code": "000000"})
    assert has_second_factor(administrator)
    assert browser.post(off, {"password": PASSWORD, "code": phone.code(administrator)}).url
    assert not has_second_factor(administrator)
    assert StaticToken.objects.count() == 0
    assert not FailedTry.objects.filter(kind="factor").exists()


def test_what_is_off_is_neither_renewed_nor_switched_off(administrator):
    browser = browser_of(administrator)
    for address in ("tat/", "ma-du-phong/"):
        assert browser.post(f"{FACTOR}{address}", {"password": PASSWORD}).url == FACTOR


# Demanded by role


def test_whose_role_demands_it_sets_it_up_before_anything_else(administrator, phone):
    browser = browser_of(administrator)
    browser.post(SECURITY, {"demand": Role.ADMINISTRATOR})
    for address in ("/", "/don-vi/", SECURITY, "/ca-nhan/"):
        assert browser.get(address).url == FACTOR
    assert browser.post(SECURITY, {"stop": Role.ADMINISTRATOR}).url == FACTOR
    assert "Cơ quan yêu cầu" in words(browser.get(FACTOR))
    set_up(browser, administrator, phone)
    assert browser.get("/").status_code == 200
    assert browser.get(f"{FACTOR}tat/").status_code == 403
    assert browser.post(f"{FACTOR}tat/", {"password": PASSWORD}).status_code == 403


def test_signing_out_stays_possible(administrator):
    demand_second_factor(role=Role.ADMINISTRATOR, by=administrator)
    browser = browser_of(administrator)
    browser.post("/dang-xuat/")
    assert not is_in(browser)


def test_other_roles_are_left_alone(administrator, stranger):
    demand_second_factor(role=Role.ADMINISTRATOR, by=administrator)
    assert browser_of(stranger).get("/").status_code == 200


def test_demanding_twice_is_demanding_once_and_can_be_taken_back(administrator):
    for _ in range(2):
        demand = demand_second_factor(role=Role.OFFICE, by=administrator)
    assert (str(demand), demand.label) == ("office", "Văn phòng")
    for _ in range(2):
        stop_demanding_second_factor(role=Role.OFFICE, by=administrator)
    assert SecondFactorDemand.objects.count() == 0
    events = Event.objects.filter(name__startswith="second_factor").order_by("pk")
    names = list(events.values_list("name", flat=True))
    assert names == ["second_factor.demanded", "second_factor.not_demanded"]


def test_the_page_of_demands_is_for_administrators(administrator, stranger, codes):
    demand_second_factor(role=Role.ADMINISTRATOR, by=administrator)
    page = words(browser_of(administrator).get(SECURITY))
    assert "bắt buộc" in page
    assert "1/1" in page
    theirs = browser_of(stranger)
    assert theirs.get(SECURITY).status_code == 403
    assert theirs.post(SECURITY, {"stop": Role.ADMINISTRATOR}).status_code == 403
    assert SecondFactorDemand.objects.count() == 1


def test_an_unknown_role_is_not_demanded_of(administrator):
    browser_of(administrator).post(SECURITY, {"demand": "king"})
    assert SecondFactorDemand.objects.count() == 0


# A phone is lost


def test_an_administrator_takes_a_lost_factor_away_with_a_reason(administrator, stranger, phone):
    set_up(browser_of(stranger), stranger, phone)
    browser, remove = browser_of(administrator), f"/tai-khoan/{stranger.pk}/go-xac-thuc/"
    assert browser.post(remove, {"reason": " "}).status_code == 422
    assert has_second_factor(stranger)
    browser.post(remove, {"reason": "Mất điện thoại, đã gặp trực tiếp"})
    assert not has_second_factor(stranger)
    event = Event.objects.get(name="factor.removed")
    assert (event.thing_id, event.reason) == (
        str(stranger.pk),
        "Mất điện thoại, đã gặp trực tiếp",
    )


def test_nobody_takes_his_own_away_or_one_that_is_not_there(administrator, stranger, codes):
    for user in (administrator, stranger):
        with pytest.raises(Refused):
            take_second_factor_away(user=user, by=administrator, reason="Thử")
    assert has_second_factor(administrator)


def test_a_reason_is_needed(administrator, stranger, phone):
    set_up(browser_of(stranger), stranger, phone)
    with pytest.raises(Refused, match="lý do"):
        take_second_factor_away(user=stranger, by=administrator, reason="  ")


def test_no_secret_stands_in_the_log(administrator, codes):
    secret = TOTPDevice.objects.get().key
    log = str(list(Event.objects.values()))
    assert secret not in log
    assert not any(code in log for code in codes)


def test_without_a_second_factor_no_code_is_right_and_none_is_renewed(administrator):
    who = Visitor("network 10.0.0.1")
    with pytest.raises(Refused, match="không đúng"):
        check_second_factor(user=administrator, code="123456", visitor=who, network="10.0.0.1")
    with pytest.raises(Refused, match="đang tắt"):
        renew_recovery_codes(user=administrator, password=PASSWORD, visitor=who)
