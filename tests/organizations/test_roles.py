"""Roles: given for a time, never twice at once, and never without an administrator left."""

from datetime import date

import pytest

from accounts.actions import open_account
from accounts.models import User
from audit.models import Event
from core.dates import today
from core.versions import Stale, version_of
from organizations.actions import (
    CannotGrantRole,
    CannotKeepAccount,
    LastAdministrator,
    NameParts,
    bound_grant,
    describe_account,
    enter_account,
    found_unit,
    grant_role,
    name_person,
    shut_account,
    take_back_grant,
)
from organizations.enums import Role, UnitKind
from organizations.models import RoleGrant, Unit
from organizations.policies import is_administrator, is_office
from organizations.queries.accounts import account_facts, days_of
from organizations.rules import AccountFacts, GrantDays, GrantFacts, NewAccount, grant_problems
from tests.people import PASSWORD, person

pytestmark = pytest.mark.django_db
LATER, YESTERDAY = date(2025, 3, 1), date(2024, 11, 24)


@pytest.fixture
def unit(administrator: User) -> Unit:
    name = NameParts("Viện kiểm sát nhân dân tỉnh Lạng Sơn", "VKSND tỉnh Lạng Sơn")
    return found_unit(kind=UnitKind.PROVINCE, name=name, by=administrator)


@pytest.fixture
def office(administrator: User, unit: Unit) -> RoleGrant:
    return grant_role(user=person("vanphong"), role=Role.OFFICE, unit=unit, by=administrator)


def bound(grant: RoleGrant, by: User, starts: date | None = None, ends: date | None = None):
    stored = days_of(RoleGrant.objects.get(pk=grant.pk))
    days = GrantDays(starts, ends)
    return bound_grant(grant=grant, facts=days, version=version_of(stored), by=by)


def again(user: User) -> User:
    """The user as the next request finds them."""
    return User.objects.get(pk=user.pk)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        (GrantFacts(), "role"),
        (GrantFacts(role=Role.OFFICE), "unit"),
        (GrantFacts(role=Role.ADMINISTRATOR, unit=1), "unit"),
        (GrantFacts(LATER, LATER, Role.CLERK, 1), "valid_to"),
    ],
)
def test_a_grant_by_itself_must_make_sense(facts, field):
    assert [problem.field for problem in grant_problems(facts)] == [field]


def test_a_role_works_from_its_first_day_until_its_last(administrator, unit):
    user = person("canbo")
    grant = grant_role(
        user=user,
        role=Role.OFFICE,
        unit=unit,
        valid_from=today(),
        valid_to=LATER,
        by=administrator,
    )
    assert is_office(again(user))
    bound(grant, administrator, YESTERDAY, today())
    assert not is_office(again(user))


def test_the_same_role_is_not_given_twice_for_the_same_days(administrator, unit, office):
    with pytest.raises(CannotGrantRole, match="đã có vai trò này"):
        grant_role(user=office.user, role=Role.OFFICE, unit=unit, by=administrator)
    grant_role(user=office.user, role=Role.CLERK, unit=unit, by=administrator)
    bound(office, administrator, None, LATER)
    grant_role(user=office.user, role=Role.OFFICE, unit=unit, valid_from=LATER, by=administrator)
    with pytest.raises(CannotGrantRole):
        bound(office, administrator)


def test_bounding_is_logged_once_and_a_stale_form_is_refused(administrator, office):
    old = version_of(days_of(office))
    bound(office, administrator, None, LATER)
    bound(office, administrator, None, LATER)
    event = Event.objects.get(name="role.bounded")
    assert (event.before["valid_to"], event.after["valid_to"]) == (None, "2025-03-01")
    with pytest.raises(Stale):
        bound_grant(grant=office, facts=GrantDays(LATER), version=old, by=administrator)


def test_only_a_role_that_has_not_begun_is_deleted(administrator, unit, office):
    with pytest.raises(CannotGrantRole, match="đã có hiệu lực"):
        take_back_grant(grant=office, by=administrator)
    planned = grant_role(
        user=office.user, role=Role.LEADER, unit=unit, valid_from=LATER, by=administrator
    )
    take_back_grant(grant=planned, by=administrator)
    assert list(RoleGrant.objects.filter(user=office.user)) == [office]
    assert Event.objects.get(name="role.taken_back").before["role"] == Role.LEADER


def test_the_last_administrator_keeps_account_and_role(administrator):
    grant = administrator.grants.get()
    with pytest.raises(LastAdministrator):
        shut_account(user=administrator, by=administrator)
    with pytest.raises(LastAdministrator) as refused:
        bound(grant, administrator, None, LATER)
    assert refused.value.problems[0].field == "valid_to"
    with pytest.raises(LastAdministrator):
        bound(grant, administrator, LATER)
    assert is_administrator(again(administrator))


def test_who_cannot_sign_in_or_will_stop_is_no_other_administrator(administrator):
    waiting = open_account(username="cho", full_name="Chờ", password=None, by=administrator)
    grant_role(user=waiting, role=Role.ADMINISTRATOR, by=administrator)
    soon = person("sapnghi")
    grant_role(user=soon, role=Role.ADMINISTRATOR, valid_to=LATER, by=administrator)
    with pytest.raises(LastAdministrator):
        shut_account(user=administrator, by=administrator)


def test_with_another_administrator_the_first_may_go(administrator):
    other = person("quantri2", Role.ADMINISTRATOR)
    shut_account(user=administrator, by=other)
    assert not again(administrator).is_active
    with pytest.raises(LastAdministrator):
        bound(other.grants.get(), other, None, LATER)


def test_the_first_day_of_the_last_administrator_may_be_corrected(administrator):
    bound(administrator.grants.get(), administrator, date(2024, 1, 1))
    assert is_administrator(again(administrator))


def test_an_account_opens_with_its_person_and_first_role(administrator, unit):
    known = name_person(full_name="Hoàng Thị Bé", unit=unit, by=administrator)
    facts = NewAccount(
        role=Role.CLERK, unit=unit.pk, username="Be.Hoang", full_name="Bé", person=known.pk
    )
    user = enter_account(facts=facts, by=administrator)
    assert (user.username, user.person) == ("be.hoang", known)
    assert user.grants.get().unit == unit
    assert not user.has_usable_password()
    names = set(Event.objects.filter(thing_id=str(user.pk), thing_type="User").values_list("name"))
    assert names == {("account.opened",), ("account.tied",), ("role.granted",)}


def test_a_refused_role_leaves_no_account_behind(administrator):
    with pytest.raises(CannotGrantRole):
        enter_account(
            facts=NewAccount(role=Role.CLERK, username="nuavoi", full_name="A"), by=administrator
        )
    assert not User.objects.filter(username="nuavoi").exists()


def test_a_person_has_one_account(administrator, unit):
    known = name_person(full_name="Hoàng Thị Bé", unit=unit, by=administrator)
    first, second = person("mot"), person("hai")

    def tie(user: User, key: int | None) -> None:
        facts = AccountFacts(user.full_name, key)
        version = version_of(account_facts(user))
        describe_account(user=user, facts=facts, version=version, by=administrator)

    tie(first, known.pk)
    with pytest.raises(CannotKeepAccount, match="tài khoản khác"):
        tie(second, known.pk)
    tie(first, None)
    tie(second, known.pk)
    assert again(second).person == known
    assert account_facts(first).person is None


def test_a_name_is_corrected_and_the_password_stays(administrator):
    user = person("doiten")
    describe_account(
        user=user,
        facts=AccountFacts("  Tên   Mới "),
        version=version_of(account_facts(user)),
        by=administrator,
    )
    user = again(user)
    assert user.full_name == "Tên Mới"
    assert user.check_password(PASSWORD)
    assert "ten moi" in user.search_text
    before, after = Event.objects.values_list("before", "after").get(name="account.renamed")
    assert (before, after) == ({"full_name": "Người doiten"}, {"full_name": "Tên Mới"})


def test_saving_what_already_stands_is_no_change(administrator):
    user = person("nhuvay")
    stored = account_facts(user)
    before = Event.objects.count()
    describe_account(user=user, facts=stored, version=version_of(stored), by=administrator)
    assert Event.objects.count() == before
