"""Accounts open, close, open again and are described anew."""

from django.db import transaction

from accounts.actions.sessions import end_sessions
from accounts.models import OneTimeLink, User
from accounts.queries import own_facts
from accounts.rules import OwnFacts, username_from, username_problem
from audit.actions import record
from core.dates import now
from core.locks import one_at_a_time
from core.problems import Problem, Refused
from core.text import one_line
from core.versions import changes


class CannotOpenAccount(Refused):
    """The user name cannot be, or somebody has it already."""


@transaction.atomic
def open_account(
    *, username: str, full_name: str, password: str | None, by: User | None = None
) -> User:
    """Create an account; without a password it waits for its one-time link.

    The very first one is opened by itself.
    """
    one_at_a_time("account")
    name = username_from(username)
    CannotOpenAccount.if_any(_name_problems(name))
    user = User(username=name, full_name=one_line(full_name))
    user.set_password(password)
    user.save()
    record("account.opened", user, by=by or user, after={"username": user.username})
    return user


def _name_problems(name: str) -> list[Problem]:
    message = username_problem(name)
    if not message and User.objects.filter(username__iexact=name).exists():
        message = f"Tên đăng nhập “{name}” đã có người dùng. Chọn tên khác."
    return [Problem(message, "username")] if message else []


@transaction.atomic
def rename_user(*, user: User, full_name: str, by: User) -> None:
    """Write the full name anew; the user name stays, as the log speaks by it."""
    locked = User.objects.select_for_update().get(pk=user.pk)
    before, locked.full_name = locked.full_name, one_line(full_name)
    if before == locked.full_name:
        return
    locked.save(update_fields=["full_name", "sort_key", "search_text"])
    after = {"full_name": locked.full_name}
    record("account.renamed", locked, by=by, before={"full_name": before}, after=after)


@transaction.atomic
def correct_own_account(*, facts: OwnFacts, version: str, by: User) -> None:
    """Correct one's own name. Raises `Stale` if somebody else wrote another one meanwhile."""
    locked = User.objects.select_for_update().get(pk=by.pk)
    typed = OwnFacts(one_line(facts.full_name))
    if changes(stored=own_facts(locked), typed=typed, version=version):
        rename_user(user=locked, full_name=typed.full_name, by=locked)


@transaction.atomic
def close_account(*, user: User, by: User) -> None:
    """From now on the user cannot sign in and holds no right; what they did stays."""
    OneTimeLink.objects.filter(user=user, used_at=None, ended_at=None).update(ended_at=now())
    _set_active(user=user, is_active=False, name="account.closed", by=by)
    end_sessions(user=user, by=by)


@transaction.atomic
def reopen_account(*, user: User, by: User) -> None:
    """Let the user in again, with the password and the roles they still have."""
    _set_active(user=user, is_active=True, name="account.reopened", by=by)


def _set_active(*, user: User, is_active: bool, name: str, by: User) -> None:
    changed = User.objects.filter(pk=user.pk, is_active=not is_active).update(is_active=is_active)
    user.refresh_from_db()
    if changed:
        before, after = {"is_active": not is_active}, {"is_active": is_active}
        record(name, user, by=by, before=before, after=after)
