"""Sheets returned for correction, and sheets nobody may confirm for himself."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.http import HttpResponse
from django.urls import reverse

from accounts.models import User
from audit.models import Event
from clusters.actions import put_in_charge
from clusters.enums import GroupRole
from organizations.actions import grant_role, name_person
from organizations.enums import Role
from scoring.actions import CannotCheck, CannotReturn, agree_scores, return_score_sheet
from scoring.models import ScoreSheet
from scoring.policies import can_check_score_sheet, can_return_score_sheet
from scoring.queries import checked_points_of, waiting_for
from tests.people import browser_of, person
from tests.scoring.group import Group, group

pytestmark = pytest.mark.django_db
WHY = "Tiêu chí II thiếu minh chứng"


@pytest.fixture
def opened(administrator: User) -> Group:
    """Unit 0 leads; all have sent, checking is open."""
    made = group(3, administrator)
    made.lead(0)
    made.lead(1, GroupRole.DEPUTY)
    made.open()
    for index in range(3):
        made.send(index, "58", "38")
    made.open_checking()
    return made


def url(sheet: ScoreSheet, name: str = "sheet-return") -> str:
    return reverse(f"scoring:{name}", args=[sheet.pk])


def page_of(response: HttpResponse) -> str:
    return response.content.decode().replace("\u00a0", " ")


# Returning


def test_a_returned_sheet_comes_first_with_its_reason_and_may_be_sent_again(opened: Group) -> None:
    sheet = opened.sheet(2)
    client = browser_of(opened.office)
    assert url(sheet) in page_of(client.get(url(sheet, "sheet")))
    client.post(url(sheet), {"reason": WHY, "save": "1"})
    first = waiting_for(opened.clerk(2), date(2024, 11, 25))[0]
    assert first.is_first
    assert WHY in first.detail
    assert WHY in page_of(browser_of(opened.clerk(2)).get(reverse("portal:home")))
    assert WHY in page_of(browser_of(opened.clerk(2)).get(url(sheet, "sheet")))
    assert Event.objects.get(name="score_sheet.returned").reason == WHY
    opened.send(2, "57", "37")
    assert opened.sheet(2).return_reason == ""
    assert waiting_for(opened.clerk(2), date(2024, 11, 25)) == []


def test_a_return_needs_its_reason(opened: Group) -> None:
    response = browser_of(opened.office).post(url(opened.sheet(2)), {"reason": " ", "save": "1"})
    assert response.status_code == 422
    with pytest.raises(CannotReturn, match="Ghi lý do"):
        return_score_sheet(sheet=opened.sheet(2), reason=" ", by=opened.office)
    assert opened.sheet(2).state == "submitted"


def test_what_was_checked_before_the_return_stays_and_counts_again(opened: Group) -> None:
    opened.check(2, "57", "38", reason="Thiếu minh chứng", by=opened.clerk(0))
    return_score_sheet(sheet=opened.sheet(2), reason=WHY, by=opened.clerk(0))
    assert opened.sheet(2).checked_by is None
    opened.send(2, "58", "38")
    kept = checked_points_of(opened.sheet(2))
    assert [str(row.points) for row in kept.rows] == ["57.00", "38.00"]
    opened.check(2, "57", "38", reason="Thiếu minh chứng", by=opened.clerk(0))
    assert opened.sheet(2).state == "checked"


def test_office_and_checker_return_nobody_else_does(opened: Group) -> None:
    sheet = opened.sheet(2)
    may = [opened.office, opened.clerk(0)]
    may_not = [opened.clerk(1), opened.clerk(2), opened.head(2), opened.leader, opened.by]
    assert all(can_return_score_sheet(user, sheet) for user in may)
    assert not any(can_return_score_sheet(user, sheet) for user in may_not)
    assert not can_return_score_sheet(opened.clerk(0), opened.sheet(0))
    assert browser_of(opened.clerk(1)).post(url(sheet), {"reason": WHY}).status_code == 403


def test_nothing_agreed_and_nothing_unsent_is_returned(opened: Group) -> None:
    return_score_sheet(sheet=opened.sheet(1), reason=WHY, by=opened.office)
    with pytest.raises(CannotReturn, match="đã gửi"):
        return_score_sheet(sheet=opened.sheet(1), reason=WHY, by=opened.office)
    opened.check(2, "58", "38")
    agree_scores(edition=opened.edition, by=opened.by)
    with pytest.raises(CannotReturn, match="đã thống nhất"):
        return_score_sheet(sheet=opened.sheet(2), reason=WHY, by=opened.office)


# Nobody confirms his own unit's sheet


def also(user: User, role: Role, made: Group, index: int) -> User:
    """The same person with a hat of a unit on top."""
    grant_role(user=user, role=role, unit=made.units[index], by=made.by)
    return User.objects.get(pk=user.pk)


def supervisor(made: Group) -> User:
    user = person("phutrach", Role.LEADER, made.owner)
    leader = name_person(full_name="Nguyễn Văn A", unit=made.owner, by=made.by)
    leader.user = user
    leader.save()
    put_in_charge(edition=made.edition, person=leader, post="Phó Viện trưởng", by=made.by)
    return also(user, Role.HEAD, made, 2)


WHO = {
    "author": lambda made: made.clerk(2),
    "second account": lambda made: person("haitaikhoan", Role.CLERK, made.units[2]),
    "head": lambda made: made.head(2),
    "delegate": lambda made: also(made.clerk(0), Role.CLERK, made, 2),
    "supervisor": supervisor,
    "owner's office": lambda made: also(made.office, Role.CLERK, made, 2),
    "administrator": lambda made: also(made.by, Role.CLERK, made, 2),
}


@pytest.mark.parametrize("who", WHO)
def test_nobody_checks_or_returns_the_sheet_of_a_unit_he_acts_for(who: str, opened: Group) -> None:
    user, sheet = WHO[who](opened), opened.sheet(2)
    assert not can_check_score_sheet(user, sheet)
    assert not can_return_score_sheet(user, sheet)
    with pytest.raises(CannotCheck, match="chính đơn vị mình"):
        opened.check(2, "58", "38", by=user)
    with pytest.raises(CannotReturn, match="chính đơn vị mình"):
        return_score_sheet(sheet=sheet, reason=WHY, by=user)
    data = {"version": "x", "save": "1"}
    assert browser_of(user).post(url(sheet, "sheet"), data).status_code in {403, 409}
    assert opened.sheet(2).checked_at is None


def test_whoever_sent_a_sheet_does_not_check_it_with_another_hat(opened: Group) -> None:
    checker = opened.clerk(0)
    assert can_check_score_sheet(checker, opened.sheet(2))
    ScoreSheet.objects.filter(pk=opened.sheet(2).pk).update(submitted_by=checker)
    assert not can_check_score_sheet(checker, opened.sheet(2))


def test_a_sheet_tells_in_whose_name_it_was_checked(opened: Group) -> None:
    opened.check(2, "58", "38", by=opened.clerk(0))
    opened.check(0, "58", "38", by=opened.office)
    assert opened.sheet(2).checked_by_unit == opened.units[0]
    assert opened.sheet(0).checked_by_unit == opened.owner
    opened.edition.terms.filter(role=GroupRole.HEAD).delete()
    opened.check(2, "57", "38", reason="Khác", by=opened.clerk(1))
    assert opened.sheet(2).checked_by_unit == opened.units[1]
    page = page_of(browser_of(opened.office).get(url(opened.sheet(2), "sheet")))
    assert "Đơn vị 2" in page


def test_an_owner_that_is_scored_itself_is_never_checked_in_its_own_name(
    administrator: User,
) -> None:
    made = group(1, administrator)
    made.units.append(made.owner)
    made.edition.memberships.create(unit=made.owner)
    made.open()
    made.send(1, "58", "38")
    made.open_checking()
    with pytest.raises(CannotCheck, match="chính đơn vị mình"):
        made.check(1, "58", "38", by=made.by)


@pytest.mark.parametrize("by_unit", ["its own", "none"])
def test_the_database_refuses_a_unit_that_confirms_itself(by_unit: str, opened: Group) -> None:
    sheet = opened.sheet(2)
    unit = sheet.unit_id if by_unit == "its own" else None
    sql = (
        "UPDATE scoring_scoresheet SET state = 'checked', checked_at = %s, checked_by_id = %s, "
        "checked_by_unit_id = %s WHERE id = %s"
    )
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, [datetime.now(UTC), opened.by.pk, unit, sheet.pk])
    assert opened.sheet(2).state == "submitted"
