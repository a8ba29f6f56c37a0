"""Rights follow the term of the unit and the purpose of the meeting, and end with the year."""

import pytest

from accounts.models import User
from clusters.actions import lock_year
from clusters.enums import GroupRole
from conferences.actions import record_conference
from conferences.enums import PurposeKind
from conferences.models import Conference
from conferences.policies import can_call_conference, can_edit_conference, can_reopen_conference
from conferences.queries import conferences_visible_to, drafts_editable_by
from conferences.rules import PurposeRow
from organizations.enums import Role
from tests.conferences.meeting import Group, group
from tests.people import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def cluster(db: None) -> Group:
    return group()


def may_edit(user: User, draft: Conference) -> bool:
    """The policy, after making sure that the query says the same."""
    fresh = User.objects.get(pk=user.pk)
    answer = can_edit_conference(fresh, Conference.objects.get(pk=draft.pk))
    assert drafts_editable_by(fresh).filter(pk=draft.pk).exists() == answer
    return answer


def sees(user: User, conference: Conference) -> bool:
    fresh = User.objects.get(pk=user.pk)
    return conferences_visible_to(fresh).filter(pk=conference.pk).exists()


def test_the_owners_office_edits_a_draft_and_its_leader_does_not(cluster: Group) -> None:
    draft = cluster.draft()
    assert may_edit(cluster.office, draft)
    leader = person("lanhdao", Role.LEADER, cluster.owner)
    assert not may_edit(leader, draft)
    assert not sees(leader, draft)


def test_an_administrator_sees_a_draft_and_does_not_edit_it(cluster: Group) -> None:
    draft = cluster.draft()
    assert sees(cluster.by, draft)
    assert not may_edit(cluster.by, draft)


def test_the_clerk_of_the_head_unit_edits_and_the_head_of_that_unit_does_not(
    cluster: Group,
) -> None:
    cluster.lead(GroupRole.HEAD, "Tân Yên")
    draft = cluster.draft()
    assert may_edit(cluster.clerk("Tân Yên"), draft)
    assert not may_edit(person("thutruong", Role.HEAD, cluster.units["Tân Yên"]), draft)
    assert not may_edit(cluster.clerk("Yên Thế"), draft)


def test_the_deputy_edits_only_while_nobody_is_head(cluster: Group) -> None:
    cluster.lead(GroupRole.DEPUTY, "Sơn Động")
    draft, deputy = cluster.draft(), cluster.clerk("Sơn Động")
    assert may_edit(deputy, draft)
    cluster.lead(GroupRole.HEAD, "Tân Yên")
    assert not may_edit(deputy, draft)


def test_the_host_gains_nothing_by_hosting(cluster: Group) -> None:
    host = cluster.clerk("Tân Yên")
    assert not may_edit(host, cluster.draft())
    assert not can_call_conference(host, cluster.edition)


def test_a_farewell_gives_the_old_groups_leader_no_say(cluster: Group) -> None:
    other = group(("Đồng Tháp", "Vĩnh Long"), "Long An")
    other.lead(GroupRole.HEAD, "Đồng Tháp")
    farewell = PurposeRow(PurposeKind.FAREWELL, other.edition.pk)
    draft = cluster.draft()
    draft.purposes.create(position=1, kind=farewell.kind, edition_id=farewell.edition_id)
    old_leader = other.clerk("Đồng Tháp")
    assert not may_edit(old_leader, draft)
    assert not may_edit(other.office, draft)
    assert not sees(old_leader, draft)
    record_conference(conference=draft, by=cluster.office)
    recorded = Conference.objects.get(pk=draft.pk)
    assert sees(old_leader, recorded)
    assert not can_reopen_conference(old_leader, recorded)


def test_a_recorded_conference_is_seen_by_its_members_and_no_one_else(cluster: Group) -> None:
    draft, member = cluster.draft(), cluster.clerk("Yên Thế")
    assert not sees(member, draft)
    record_conference(conference=draft, by=cluster.office)
    stranger = group(("Đông Hòa",), "Phú Yên").clerk("Đông Hòa")
    assert sees(member, draft)
    assert not sees(stranger, draft)
    assert not may_edit(cluster.office, draft)


def test_one_locked_year_of_two_closes_the_draft(cluster: Group) -> None:
    last = cluster.another_edition(2023)
    both = (
        PurposeRow(PurposeKind.YEAR_END, last.pk),
        PurposeRow(PurposeKind.SIGNING, cluster.edition.pk),
    )
    draft = cluster.draft(purposes=both)
    assert may_edit(cluster.office, draft)
    lock_year(year=last.year, by=cluster.by)
    assert not may_edit(cluster.office, draft)


def test_reopening_is_for_the_office_and_the_heads_clerk(cluster: Group) -> None:
    cluster.lead(GroupRole.DEPUTY, "Sơn Động")
    draft, deputy = cluster.draft(), cluster.clerk("Sơn Động")
    assert not can_reopen_conference(cluster.office, draft)
    record_conference(conference=draft, by=cluster.office)
    recorded = Conference.objects.get(pk=draft.pk)
    assert can_reopen_conference(cluster.office, recorded)
    assert not can_reopen_conference(deputy, recorded)
    cluster.lead(GroupRole.HEAD, "Tân Yên")
    assert can_reopen_conference(cluster.clerk("Tân Yên"), recorded)
    lock_year(year=cluster.year, by=cluster.by)
    assert not can_reopen_conference(cluster.office, recorded)


def test_calling_a_conference_is_for_who_manages_the_group(cluster: Group) -> None:
    assert can_call_conference(cluster.office, cluster.edition)
    assert not can_call_conference(cluster.by, cluster.edition)
    assert not can_call_conference(person("nguoila"), cluster.edition)
