"""A closed year is opened again by two people, and every print says so from then on."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import User
from audit.models import Event
from clusters.actions import (
    CannotReopenYear,
    YearIsLocked,
    agree_to_reopening,
    ask_reopening,
    decline_reopening,
    lock_year,
    rest_year_on,
)
from clusters.enums import ReopeningState, YearState
from clusters.models import EmulationYear, YearReopening
from clusters.papers import year_list_paper, year_list_xlsx
from clusters.policies import can_answer_reopening, can_ask_reopening
from clusters.queries import reopened_lines, waiting_for, year_list
from clusters.rules import ReopeningFacts
from core.dates import today
from core.days import vn_date
from documents.models import LegalBasis
from organizations.enums import Role
from tests.clusters.province import Province, province, said_wrong
from tests.people import browser_of, person
from tests.readers import pdf_text
from tests.typing_in import send

pytestmark = pytest.mark.django_db

WHY = "Nhập sót điểm đối chiếu của VKSND huyện Cao Lộc"


@pytest.fixture
def owner(db: None) -> Province:
    return province("VKSND tỉnh Lạng Sơn", "VKSND huyện Cao Lộc", "VKSND huyện Văn Lãng")


@pytest.fixture
def closed(owner: Province) -> EmulationYear:
    year = owner.open_year(2024)
    owner.compose(owner.set_up(year, number="1"), *owner.units)
    lock_year(year=year, by=owner.office)
    return year


def second(owner: Province, role: Role = Role.OFFICE, name: str = "nguoithuhai") -> User:
    return person(name, role, None if role == Role.ADMINISTRATOR else owner.owner)


def asked(year: EmulationYear, by: User, reason: str = WHY) -> YearReopening:
    return ask_reopening(year=year, facts=ReopeningFacts(reason), by=by)


def events(_year: EmulationYear) -> list[str]:
    told = Event.objects.filter(name__startswith="year.reopening").order_by("pk")
    return list(told.values_list("name", flat=True))


def test_the_reason_is_counted_without_blanks_and_the_form_says_how_many_are_missing(
    owner: Province, closed: EmulationYear
):
    url = reverse("portal:year-reopen", args=[closed.pk])
    answer = send(owner.browser, url, {"reason": "   Nhập sót điểm      "}, "save=1")
    assert answer.status_code == 422
    assert said_wrong(answer) == ["Ghi lý do ít nhất 20 ký tự, còn thiếu 7."]
    with pytest.raises(CannotReopenYear, match="còn thiếu 20"):
        asked(closed, owner.office, "   \n ")
    with pytest.raises(CannotReopenYear, match="tối đa 500"):
        asked(closed, owner.office, "a" * 501)
    assert not YearReopening.objects.exists()
    assert asked(closed, owner.office, "x" * 20).reason == "x" * 20


def test_asking_opens_nothing_and_twice_is_once(owner: Province, closed: EmulationYear):
    first = asked(closed, owner.office)
    assert asked(closed, owner.office, f"  {WHY} ") == first
    closed.refresh_from_db()
    assert closed.state == YearState.LOCKED
    with pytest.raises(CannotReopenYear, match="đang chờ trả lời"):
        asked(closed, second(owner))
    assert events(closed) == ["year.reopening_asked"]


@pytest.mark.parametrize("role", [Role.OFFICE, Role.LEADER, Role.ADMINISTRATOR])
def test_a_second_person_opens_it_from_his_home_page(
    role: Role, owner: Province, closed: EmulationYear
):
    send(owner.browser, reverse("portal:year-reopen", args=[closed.pk]), {"reason": WHY}, "save=1")
    waiting = YearReopening.objects.get()
    browser = browser_of(second(owner, role))
    assert WHY in browser.get(reverse("portal:home")).content.decode()
    page = browser.get(reverse("portal:year-reopen", args=[closed.pk])).content.decode()
    assert WHY in page
    assert "Đồng ý mở lại" in page
    typed = {"answer": "agree", "asked": waiting.pk}
    for _ in range(2):
        answer = browser.post(reverse("portal:year-reopen", args=[closed.pk]), typed)
        assert answer.status_code == 302
    closed.refresh_from_db()
    assert closed.is_open
    assert events(closed) == ["year.reopening_asked", "year.reopening_agreed"]
    agreed = Event.objects.get(name="year.reopening_agreed")
    assert (agreed.reason, agreed.before, agreed.after) == (
        WHY,
        {"state": "locked"},
        {"state": "open"},
    )


def test_whoever_asked_cannot_answer_under_any_account(owner: Province, closed: EmulationYear):
    waiting = asked(closed, owner.office)
    namesake = person("nguoikhac", Role.OFFICE, owner.owner)
    User.objects.filter(pk=namesake.pk).update(full_name=owner.office.full_name.upper())
    for user in (owner.office, User.objects.get(pk=namesake.pk)):
        assert not can_answer_reopening(user, waiting)
        assert waiting_for(user, today()) == []
        with pytest.raises(CannotReopenYear, match="một người khác"):
            agree_to_reopening(asked=waiting, by=user)
    typed = {"answer": "agree", "asked": waiting.pk}
    page = owner.browser.post(reverse("portal:year-reopen", args=[closed.pk]), typed)
    assert "Đang chờ người thứ hai" in page.content.decode()
    closed.refresh_from_db()
    assert not closed.is_open


def test_the_database_knows_two_people_and_one_request(owner: Province, closed: EmulationYear):
    waiting = asked(closed, owner.office)
    rows = YearReopening.objects.filter(pk=waiting.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(state=ReopeningState.AGREED, answered_by=owner.office)
    with pytest.raises(IntegrityError), transaction.atomic():
        YearReopening.objects.create(
            year=closed, reason=WHY, asked_by=owner.by, asked_at=waiting.asked_at
        )


def test_a_request_may_be_declined_and_asked_again(owner: Province, closed: EmulationYear):
    waiting, other = asked(closed, owner.office), second(owner)
    typed = {"answer": "decline", "asked": waiting.pk}
    browser = browser_of(other)
    browser.post(reverse("portal:year-reopen", args=[closed.pk]), typed)
    decline_reopening(asked=waiting, by=other)
    with pytest.raises(CannotReopenYear, match="đã được trả lời"):
        agree_to_reopening(asked=waiting, by=other)
    closed.refresh_from_db()
    assert not closed.is_open
    assert events(closed) == ["year.reopening_asked", "year.reopening_declined"]
    assert reopened_lines([closed]) == ()
    assert asked(closed, owner.office, f"{WHY}, lần hai").pk != waiting.pk


def test_an_open_year_is_not_opened_again(owner: Province):
    year = owner.open_year(2025)
    assert not can_ask_reopening(owner.office, year)
    with pytest.raises(CannotReopenYear, match="đang mở"):
        asked(year, owner.office)
    answer = owner.browser.get(reverse("portal:year-reopen", args=[year.pk]))
    assert answer.status_code == 302


def test_others_may_neither_ask_nor_answer(owner: Province, closed: EmulationYear):
    waiting = asked(closed, owner.office)
    clerk = person("canbo", Role.CLERK, owner.units["VKSND huyện Cao Lộc"])
    other = province("VKSND tỉnh X")
    for user in (clerk, other.office):
        assert not can_answer_reopening(user, waiting)
        assert not can_ask_reopening(user, closed)
        answer = browser_of(user).get(reverse("portal:year-reopen", args=[closed.pk]))
        assert answer.status_code in {403, 404}


def test_the_year_is_closed_again_and_every_reopening_is_said_once(
    owner: Province, closed: EmulationYear
):
    other = second(owner)
    for reason in (WHY, "Bổ sung quyết định khen thưởng."):
        agree_to_reopening(asked=asked(closed, owner.office, reason), by=other)
        lock_year(year=closed, by=owner.office)
    day = vn_date(today())
    lines = (
        f"Năm thi đua 2024 được mở lại ngày {day}, lý do: {WHY}.",
        f"Năm thi đua 2024 được mở lại ngày {day}, lý do: Bổ sung quyết định khen thưởng.",
    )
    assert reopened_lines([closed]) == lines
    with pytest.raises(YearIsLocked):
        rest_year_on(year=closed, basis=LegalBasis(), by=owner.office)
    page = owner.browser.get(reverse("portal:year", args=[2024])).content.decode()
    group = owner.browser.get(reverse("portal:edition", args=[closed.editions.get().pk]))
    for line in lines:
        assert line in page
        assert line in group.content.decode()


def test_the_printed_list_carries_the_line_and_before_that_none(
    owner: Province, closed: EmulationYear
):
    before = year_list_paper(year_list(closed))
    assert before.remarks == ()
    agree_to_reopening(asked=asked(closed, owner.office), by=second(owner))
    url = reverse("clusters:year-list-pdf", args=[closed.pk])
    said = " ".join(pdf_text(owner.browser.get(url).content).split())
    line = f"Năm thi đua 2024 được mở lại ngày {vn_date(today())}, lý do: {WHY}."
    assert said.count(line) == 1
    assert year_list_xlsx(year_list(closed)) != b""
