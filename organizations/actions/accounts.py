"""Accounts as administrators keep them: opened with a role, tied to a person, closed, reopened."""

from django.db import transaction

from accounts.actions import (
    close_account,
    must_be_good,
    open_account,
    rename_user,
    take_link,
)
from accounts.enums import Purpose
from accounts.models import User
from audit.actions import record
from core.locks import one_at_a_time
from core.problems import Problem, Refused
from core.versions import changes
from organizations.actions.roles import grant_role, must_leave_an_administrator
from organizations.enums import Role
from organizations.models import Person, RoleGrant, Unit
from organizations.queries.accounts import account_facts
from organizations.rules import AccountFacts, NewAccount


class CannotKeepAccount(Refused):
    """The person has another account."""


class CannotOpenFirst(Exception):
    """Somebody has an account already."""


@transaction.atomic
def enter_account(*, facts: NewAccount, by: User) -> User:
    """Open an account that waits for its one-time link; with its first role, if one is named."""
    user = open_account(username=facts.username, full_name=facts.full_name, password=None, by=by)
    _tie(user, facts.person, by)
    if facts.role:
        grant_role(
            user=user,
            role=Role(facts.role),
            unit=Unit.objects.get(pk=facts.unit) if facts.unit else None,
            valid_from=facts.valid_from,
            valid_to=facts.valid_to,
            by=by,
        )
    return user


@transaction.atomic
def describe_account(*, user: User, facts: AccountFacts, version: str, by: User) -> User:
    """Correct whose account it is; the user name stays."""
    locked = User.objects.select_for_update().get(pk=user.pk)
    if changes(stored=account_facts(locked), typed=facts, version=version):
        rename_user(user=locked, full_name=facts.full_name, by=by)
        _tie(locked, facts.person, by)
    return locked


def _tie(user: User, person: int | None, by: User) -> None:
    """Say which person of the register signs in here; nobody has two accounts."""
    before = Person.objects.select_for_update().filter(user=user).first()
    if (before.pk if before else None) == person:
        return
    wanted = Person.objects.select_for_update().filter(pk=person or 0).first()
    if wanted and wanted.user_id is not None:
        raise CannotKeepAccount(Problem("Người này đã có tài khoản khác.", "person"))
    Person.objects.filter(user=user).update(user=None)
    Person.objects.filter(pk=person or 0).update(user=user)
    record(
        "account.tied",
        user,
        by=by,
        before={"person": before.pk if before else None},
        after={"person": person},
    )


@transaction.atomic
def shut_account(*, user: User, by: User) -> None:
    """Close an account; never the last administrator's."""
    one_at_a_time("administrator")
    must_leave_an_administrator(RoleGrant.objects.filter(user=user))
    close_account(user=user, by=by)


@transaction.atomic
def open_first_administrator(*, code: str, username: str, full_name: str, password: str) -> User:
    """The account everything begins with; whoever comes second is refused.

    Raise `LinkIsOver` for a code that is not the one the machine printed last.
    """
    one_at_a_time("account")
    if User.objects.exists():
        raise CannotOpenFirst
    must_be_good(password, User(username=username, full_name=full_name))
    take_link(code, Purpose.FIRST)
    user = open_account(username=username, full_name=full_name, password=password)
    grant_role(user=user, role=Role.ADMINISTRATOR, by=user)
    return user
