"""Recognising somebody by name and password."""

from dataclasses import dataclass

from django.contrib.auth import authenticate

from accounts.actions.tries import begin_try, end_try
from accounts.enums import TryKind
from accounts.models import User
from accounts.queries.visitors import account_digest
from accounts.rules import username_from
from accounts.rules.tries import Visitor
from audit.actions import record
from core.problems import Refused

# One answer for a wrong name, a wrong password and a closed account: none tells which names exist.
NOT_RECOGNISED = (
    "Tên đăng nhập hoặc mật khẩu không đúng. "
    "Kiểm tra phím Caps Lock và bộ gõ tiếng Việt rồi nhập lại."
)


class NotRecognised(Refused):
    def __init__(self) -> None:
        super().__init__(NOT_RECOGNISED)


@dataclass
class Nobody:
    """Stands in the log for a name nobody bears; the name itself may be a mistyped password."""

    pk: int = 0
    label: str = "Tài khoản không có"


def recognise(*, username: str, password: str, visitor: Visitor, network: str) -> User:
    """The user of this name and password. Names that exist and that do not cost the same work:
    one hash, one row, one line in the log. Raises `MustWait` or `NotRecognised`.
    """
    attempt = begin_try(kind=TryKind.PASSWORD, visitor=visitor, account=account_digest(username))
    user = authenticate(username=username, password=password)
    if not isinstance(user, User):
        known = User.objects.filter(username=username_from(username)).first() or Nobody()
        record("account.sign_in_failed", known, by=known, after={"network": network})
        raise NotRecognised
    end_try(attempt)
    return user
