"""One-time codes: made, shown once, used once."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from accounts.actions.passwords import must_be_good
from accounts.actions.sessions import end_sessions
from accounts.actions.tries import begin_try, end_try
from accounts.enums import Purpose, TryKind
from accounts.models import OneTimeLink, User
from accounts.queries.links import hash_of, open_links, user_of_code
from accounts.rules import CODE_LENGTH, CODE_SIGNS, LINK_LIFE, in_groups
from accounts.rules.tries import Visitor
from audit.actions import record
from core.dates import now
from core.locks import one_at_a_time
from core.problems import Refused

OF_A_USER = (Purpose.INVITE, Purpose.RESET)


class CannotMakeLink(Refused):
    """The account is closed, or there is nobody to wait for any more."""


class LinkIsOver(Exception):
    """No open code reads so: used, expired, replaced, or never made."""


@dataclass(frozen=True)
class NewLink:
    """A fresh code: the only moment at which it can be read."""

    code: str
    purpose: Purpose
    expires_at: datetime


@transaction.atomic
def make_link(*, user: User, by: User) -> NewLink:
    """A code with which the user sets a password; an older one ends.

    The password the user has goes on working until the code is used: asking for a reset locks
    nobody out.
    """
    locked = User.objects.select_for_update().get(pk=user.pk)
    if not locked.is_active:
        raise CannotMakeLink("Tài khoản đã đóng. Mở lại tài khoản trước khi cấp mã.")
    purpose = Purpose.RESET if locked.has_usable_password() else Purpose.INVITE
    made = _new_link(purpose, user=locked, by=by)
    after = {"purpose": purpose, "expires_at": made.expires_at.isoformat()}
    record("link.made", locked, by=by, after=after)
    return made


@transaction.atomic
def make_first_code() -> NewLink:
    """The code that opens the account of the first administrator; older ones end."""
    one_at_a_time("account")
    if User.objects.exists():
        raise CannotMakeLink("Đã có tài khoản. Người quản trị cấp tài khoản tiếp theo.")
    return _new_link(Purpose.FIRST)


def _new_link(purpose: Purpose, *, user: User | None = None, by: User | None = None) -> NewLink:
    moment = now()
    OneTimeLink.objects.filter(user=user, used_at=None, ended_at=None).update(ended_at=moment)
    code = "".join(secrets.choice(CODE_SIGNS) for _ in range(CODE_LENGTH))
    link = OneTimeLink.objects.create(
        user=user,
        purpose=purpose,
        code_hash=hash_of(code),
        made_at=moment,
        expires_at=moment + LINK_LIFE,
        made_by=by,
    )
    return NewLink(in_groups(code), purpose, link.expires_at)


@transaction.atomic
def use_link(*, code: str, password: str) -> User:
    """Set the password the code was made for; the code and every session of the user are over."""
    known = user_of_code(code, now())
    if known is None:
        raise LinkIsOver
    user = User.objects.select_for_update().get(pk=known.pk)
    link = take_link(code, *OF_A_USER)
    must_be_good(password, user)
    user.set_password(password)
    user.save(update_fields=["password"])
    record("link.used", user, by=user, after={"purpose": link.purpose})
    end_sessions(user=user, by=user)
    return user


def take_link(code: str, *purposes: Purpose) -> OneTimeLink:
    """Lock the open link of this code and mark it used; raise `LinkIsOver` if there is none."""
    found = open_links(now()).filter(purpose__in=purposes, code_hash=hash_of(code))
    link = found.select_for_update().first()
    if link is None:
        raise LinkIsOver
    link.used_at = now()
    link.save(update_fields=["used_at"])
    return link


def find_code(*, code: str, purposes: tuple[Purpose, ...], visitor: Visitor) -> str:
    """The code, if it opens something now; else raise `LinkIsOver`, and `MustWait` after too
    many such tries.

    Each code counts for itself: nobody can keep others from typing theirs.
    """
    attempt = begin_try(kind=TryKind.LINK, visitor=visitor, account=hash_of(code))
    if not open_links(now()).filter(purpose__in=purposes, code_hash=hash_of(code)).exists():
        raise LinkIsOver
    end_try(attempt)
    return code
