"""Passwords are set by their owners alone."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.actions.sessions import end_sessions
from accounts.actions.tries import begin_try, end_try
from accounts.enums import TryKind
from accounts.models import User
from accounts.queries.visitors import account_digest
from accounts.rules.tries import Visitor
from audit.actions import record
from core.problems import Problem, Refused


class CannotSetPassword(Refused):
    """The new password is too weak, or the current one was not known."""


def must_be_good(password: str, user: User) -> None:
    """Raise `CannotSetPassword` with everything the house rules say against it."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise CannotSetPassword(*(Problem(each, "password") for each in error.messages)) from error


def change_password(
    *, user: User, current: str, password: str, visitor: Visitor, session_key: str
) -> User:
    """Exchange one's own password; every other session of the user ends.

    A wrong current password counts like one at signing in: `MustWait` after too many.
    """
    attempt = begin_try(
        kind=TryKind.PASSWORD, visitor=visitor, account=account_digest(user.username)
    )
    if not user.check_password(current):
        raise CannotSetPassword(Problem("Mật khẩu hiện tại không đúng.", "current"))
    end_try(attempt)
    if current == password:
        raise CannotSetPassword(Problem("Mật khẩu mới phải khác mật khẩu cũ.", "password"))
    must_be_good(password, user)
    return _exchanged(user, password, session_key)


@transaction.atomic
def _exchanged(user: User, password: str, session_key: str) -> User:
    locked = User.objects.select_for_update().get(pk=user.pk)
    if locked.password != user.password:
        raise CannotSetPassword("Mật khẩu vừa được đổi ở nơi khác. Hãy đăng nhập lại.")
    locked.set_password(password)
    locked.save(update_fields=["password"])
    record("password.changed", locked, by=locked)
    end_sessions(user=locked, by=locked, but=session_key)
    return locked
