import pytest

from agreements.policies import can_edit_agreement, can_issue_agreement, can_manage_agreement
from clusters.actions import lock_year
from organizations.enums import Role
from tests.agreements.signing import draft, group, issued
from tests.people import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return group()


def test_the_head_units_clerk_and_the_owners_office_write_and_issue(made):
    agreement = draft(made)
    for user in (made.clerk("Trà Vinh"), made.office()):
        assert can_edit_agreement(user, agreement)
        assert can_issue_agreement(user, agreement)


@pytest.mark.parametrize("place", ["Sóc Trăng", "Cà Mau"])
def test_deputy_and_members_only_read(made, place):
    agreement = draft(made)
    assert not can_edit_agreement(made.clerk(place), agreement)
    assert not can_issue_agreement(made.clerk("Kiên Giang"), agreement)


def test_a_leader_and_a_unit_head_only_read(made):
    agreement = draft(made)
    leader = person("lanhdao", Role.LEADER, made.owner)
    head = person("thutruong", Role.HEAD, made.units["Trà Vinh"])
    assert not can_manage_agreement(leader, agreement)
    assert not can_manage_agreement(head, agreement)


def test_the_deputys_clerk_writes_while_nobody_heads_the_group():
    made = group(head="")
    agreement = draft(made)
    assert can_edit_agreement(made.clerk("Sóc Trăng"), agreement)
    assert not can_edit_agreement(made.clerk("Cà Mau"), agreement)


def test_once_issued_nobody_edits_but_what_was_said_of_signing_may_be_entered(made):
    agreement, office = issued(made), made.office()
    assert not can_edit_agreement(office, agreement)
    assert not can_issue_agreement(office, agreement)
    assert can_manage_agreement(office, agreement)


def test_in_a_locked_year_nobody_writes(made):
    agreement, office = draft(made), made.office()
    lock_year(year=made.edition.year, by=made.administrator)
    agreement.refresh_from_db()
    assert not can_manage_agreement(office, agreement)
