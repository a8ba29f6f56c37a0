"""Buttons pressed when the sheet has moved on: no wrong, but a word on how it stands."""

import pytest
from django.urls import reverse

from accounts.models import User
from scoring.actions import agree_scores, return_score_sheet, take_back_score_sheet
from tests.people import browser_of
from tests.scoring.group import Group, group

pytestmark = pytest.mark.django_db


@pytest.fixture
def opened(administrator: User) -> Group:
    """Unit 0 leads; the sheet of unit 2 is sent."""
    made = group(3, administrator)
    made.lead(0)
    made.open()
    made.send(2, "58", "38")
    return made


def pressed(made: Group, name: str, by: User) -> tuple[int, str]:
    """The answer to the button, and what the page it leads to says."""
    sheet = made.sheet(2)
    state = sheet.state
    answer = browser_of(by).post(reverse(f"scoring:{name}", args=[sheet.pk]), {"save": "1"})
    assert made.sheet(2).state == state
    page = browser_of(by)
    page.cookies.update(answer.cookies)
    told = page.get(answer.url) if answer.status_code == 302 else answer
    return answer.status_code, told.content.decode().replace("\u00a0", " ")


def test_sent_twice_it_says_when_it_was_sent(opened: Group) -> None:
    status, page = pressed(opened, "sheet-submit", opened.head(2))
    assert status == 302
    assert "Phiếu đã gửi lúc " in page
    assert "Chưa có gì thay đổi" not in page


def test_taken_back_twice_it_says_where_the_sheet_is(opened: Group) -> None:
    take_back_score_sheet(sheet=opened.sheet(2), by=opened.head(2))
    status, page = pressed(opened, "sheet-take-back", opened.head(2))
    assert (status, "Phiếu đang ở đơn vị, chưa gửi." in page) == (302, True)


def test_taken_back_when_checking_has_begun_it_says_so(opened: Group) -> None:
    opened.open_checking()
    status, page = pressed(opened, "sheet-take-back", opened.head(2))
    assert (status, "Cụm, khối đã mở đối chiếu." in page) == (302, True)


def test_returned_twice_it_says_when_it_was_returned(opened: Group) -> None:
    return_score_sheet(sheet=opened.sheet(2), reason="Thiếu minh chứng", by=opened.office)
    status, page = pressed(opened, "sheet-return", opened.office)
    assert (status, "Phiếu đã được trả lại lúc " in page) == (302, True)


def test_what_is_checked_and_then_agreed_is_told_as_that(opened: Group) -> None:
    opened.open_checking()
    opened.check(2, "58", "38")
    assert "Phiếu đã đối chiếu lúc " in pressed(opened, "sheet-submit", opened.head(2))[1]
    agree_scores(edition=opened.edition, by=opened.by)
    status, page = pressed(opened, "sheet-return", opened.office)
    assert (status, "Hội nghị đã thống nhất bảng điểm" in page) == (302, True)


@pytest.mark.parametrize("name", ["sheet-submit", "sheet-take-back", "sheet-return"])
def test_who_has_no_right_is_refused_whatever_the_moment(opened: Group, name: str) -> None:
    assert pressed(opened, name, opened.clerk(2))[0] == 403
