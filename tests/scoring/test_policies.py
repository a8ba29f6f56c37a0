"""The table “who may edit what”, as far as it speaks of scores, row by row."""

import pytest

from accounts.models import User
from clusters.actions import lock_year, put_in_charge
from clusters.enums import GroupRole
from organizations.actions import grant_role, name_person
from organizations.enums import Role
from scoring.actions import agree_scores
from scoring.policies import (
    can_check_score_sheet,
    can_fill_in,
    can_open_checking,
    can_submit_score_sheet,
    can_take_back_score_sheet,
)
from scoring.queries import score_sheets_visible_to, sees_all_scores
from tests.people import person
from tests.scoring.group import Group, group

pytestmark = pytest.mark.django_db


@pytest.fixture
def trio(administrator: User) -> Group:
    """Unit 0 leads, unit 1 is its deputy; nothing is sent yet."""
    made = group(3, administrator)
    made.lead(0)
    made.lead(1, GroupRole.DEPUTY)
    made.open()
    return made


@pytest.fixture
def opened(trio: Group) -> Group:
    """All have sent, checking is open."""
    for index in range(3):
        trio.send(index, "58", "38")
    trio.open_checking()
    return trio


def supervisor_of(made: Group) -> User:
    user = person("phutrach")
    leader = name_person(full_name="Nguyễn Văn A", unit=made.owner, by=made.by)
    leader.user = user
    leader.save()
    put_in_charge(edition=made.edition, person=leader, post="Phó Viện trưởng", by=made.by)
    return user


def checks(user: User, made: Group) -> list[bool]:
    return [can_check_score_sheet(user, made.sheet(index)) for index in range(3)]


def seen(user: User, made: Group) -> list[bool]:
    visible = score_sheets_visible_to(user)
    return [visible.filter(pk=made.sheet(index).pk).exists() for index in range(3)]


# Own self-score


def test_a_member_clerk_fills_in_the_own_sheet_until_it_is_sent(trio: Group) -> None:
    clerk = trio.clerk(2)
    assert can_fill_in(clerk, trio.sheet(2))
    assert not can_fill_in(clerk, trio.sheet(1))
    trio.send(2, "58", "38")
    assert not can_fill_in(clerk, trio.sheet(2))


def test_a_clerk_neither_sends_nor_takes_back(trio: Group) -> None:
    assert not can_submit_score_sheet(trio.clerk(2), trio.sheet(2))
    trio.send(2, "58", "38")
    assert not can_take_back_score_sheet(trio.clerk(2), trio.sheet(2))


def test_a_head_sends_and_takes_back_until_checking_starts(trio: Group) -> None:
    head = trio.head(2)
    assert can_submit_score_sheet(head, trio.sheet(2))
    assert not can_take_back_score_sheet(head, trio.sheet(2))
    trio.send(2, "58", "38")
    assert can_take_back_score_sheet(head, trio.sheet(2))
    assert not can_submit_score_sheet(head, trio.sheet(2))
    trio.open_checking()
    assert not can_take_back_score_sheet(head, trio.sheet(2))


def test_a_head_does_nothing_to_other_sheets(trio: Group) -> None:
    trio.send(1, "58", "38")
    head = trio.head(2)
    assert not can_submit_score_sheet(head, trio.sheet(0))
    assert not can_take_back_score_sheet(head, trio.sheet(1))
    assert not can_fill_in(head, trio.sheet(2))


@pytest.mark.parametrize("who", ["office", "leader", "by"])
def test_owner_and_administrator_fill_in_nothing(who: str, trio: Group) -> None:
    user = getattr(trio, who)
    assert not can_fill_in(user, trio.sheet(0))
    assert not can_submit_score_sheet(user, trio.sheet(0))


# Checking


def test_the_head_units_clerk_checks_all_but_the_own_sheet(opened: Group) -> None:
    assert checks(opened.clerk(0), opened) == [False, True, True]


def test_the_owners_office_checks_only_the_heads_sheet(opened: Group) -> None:
    assert checks(opened.office, opened) == [True, False, False]


def test_where_nobody_leads_the_owners_office_checks_all(opened: Group) -> None:
    opened.edition.terms.filter(role=GroupRole.HEAD).delete()
    assert checks(opened.office, opened) == [True, True, True]


def test_the_deputys_clerk_checks_only_while_the_heads_seat_is_empty(opened: Group) -> None:
    deputy = opened.clerk(1)
    assert checks(deputy, opened) == [False, False, False]
    opened.edition.terms.filter(role=GroupRole.HEAD).delete()
    assert checks(deputy, opened) == [True, False, True]


def test_members_heads_leaders_supervisors_and_administrators_check_nothing(opened: Group) -> None:
    readers = (opened.clerk(2), opened.head(0), opened.leader, supervisor_of(opened), opened.by)
    for reader in readers:
        assert checks(reader, opened) == [False, False, False]


@pytest.mark.parametrize("has_head", [True, False])
def test_an_office_that_heads_and_belongs_checks_the_others_not_itself(
    has_head: bool, opened: Group
) -> None:
    user = person("bamu", Role.OFFICE, opened.owner)
    grant_role(user=user, role=Role.CLERK, unit=opened.units[0], by=opened.by)
    if not has_head:
        opened.edition.terms.filter(role=GroupRole.HEAD).delete()
    assert checks(user, opened) == [False, True, True]


def test_an_owner_that_is_a_member_itself_never_checks_its_own_sheet(opened: Group) -> None:
    opened.edition.terms.all().delete()
    user = person("haimu", Role.OFFICE, opened.owner)
    grant_role(user=user, role=Role.LEADER, unit=opened.units[2], by=opened.by)
    assert checks(user, opened) == [True, True, False]


def test_nothing_is_checked_before_checking_opens_or_after_agreement(trio: Group) -> None:
    trio.send(1, "58", "38")
    clerk = trio.clerk(0)
    assert not can_check_score_sheet(clerk, trio.sheet(1))
    trio.open_checking()
    assert can_check_score_sheet(clerk, trio.sheet(1))
    trio.check(1, "58", "38")
    assert can_check_score_sheet(clerk, trio.sheet(1))
    agree_scores(edition=trio.edition, by=trio.by)
    assert not can_check_score_sheet(clerk, trio.sheet(1))


# Opening checking


def test_who_manages_the_group_opens_its_checking_once(trio: Group) -> None:
    managers = (trio.office, trio.clerk(0))
    others = (trio.clerk(1), trio.clerk(2), trio.head(0), trio.leader, trio.by)
    assert [can_open_checking(user, trio.edition) for user in managers] == [True, True]
    assert not any(can_open_checking(user, trio.edition) for user in others)
    trio.open_checking()
    assert not any(can_open_checking(user, trio.edition) for user in managers)


# Seeing


def test_a_member_sees_the_own_sheet_until_checking_opens_and_then_all(trio: Group) -> None:
    assert seen(trio.clerk(2), trio) == [False, False, True]
    assert seen(trio.clerk(0), trio) == [True, False, False]
    assert not sees_all_scores(trio.clerk(2), trio.edition)
    trio.open_checking()
    assert seen(trio.clerk(2), trio) == [True, True, True]
    assert sees_all_scores(trio.clerk(2), trio.edition)


def test_owner_supervisor_and_administrator_see_all_throughout(trio: Group) -> None:
    for reader in (trio.office, trio.leader, supervisor_of(trio), trio.by):
        assert seen(reader, trio) == [True, True, True]
        assert sees_all_scores(reader, trio.edition)


def test_other_groups_of_the_same_owner_and_strangers_see_nothing(
    opened: Group, stranger: User, administrator: User
) -> None:
    other = group(1, administrator, name="Cụm thi đua số 9", beside=opened)
    for reader in (other.clerk(0), stranger):
        assert seen(reader, opened) == [False, False, False]
        assert not sees_all_scores(reader, opened.edition)


# A locked year


def test_a_locked_year_only_reads(opened: Group, administrator: User) -> None:
    draft = group(1, administrator, name="Cụm thi đua số 9")
    draft.open()
    for made in (opened, draft):
        lock_year(year=made.edition.year, by=administrator)
    assert not can_fill_in(draft.clerk(0), draft.sheet(0))
    assert not can_submit_score_sheet(draft.head(0), draft.sheet(0))
    assert not can_open_checking(draft.office, draft.edition)
    assert checks(opened.clerk(0), opened) == [False, False, False]
    assert not can_take_back_score_sheet(opened.head(0), opened.sheet(0))
    assert seen(opened.clerk(0), opened) == [True, True, True]
