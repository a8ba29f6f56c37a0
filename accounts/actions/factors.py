"""The second factor: set up, asked, renewed, switched off, taken away.

The app's codes are checked by django-otp, which refuses a code it has taken before; the row of
the app is locked meanwhile, so that two requests cannot use one code.
"""

from django.db import transaction
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.actions.tries import begin_try, end_try
from accounts.enums import TryKind
from accounts.models import FailedTry, User
from accounts.queries.visitors import account_digest
from accounts.rules.recovery import (
    app_code_from,
    new_recovery_codes,
    recovery_code_from,
    recovery_digest,
)
from accounts.rules.tries import Visitor
from audit.actions import record
from core.problems import Problem, Refused

WRONG_CODE = (
    "Mã không đúng hoặc đã dùng. Chờ ứng dụng hiện mã mới rồi nhập lại; "
    "giờ của điện thoại phải đúng."
)


class WrongCode(Refused):
    """No code of the app or of the recovery sheet reads so, or it was used before."""

    def __init__(self) -> None:
        super().__init__(Problem(WRONG_CODE, "code"))


class WrongPassword(Refused):
    def __init__(self) -> None:
        super().__init__(Problem("Mật khẩu không đúng.", "password"))


@transaction.atomic
def start_second_factor(*, user: User) -> TOTPDevice:
    """A new secret for an app, which counts once a code of it was typed; an older one ends."""
    User.objects.select_for_update().get(pk=user.pk)
    TOTPDevice.objects.filter(user=user, confirmed=False).delete()
    return TOTPDevice.objects.create(user=user, name="app", confirmed=False)


def confirm_second_factor(*, user: User, password: str, code: str, visitor: Visitor) -> list[str]:
    """The app shows the right code: from now on it is asked. Returns the recovery codes, which
    can be read at this moment alone.
    """
    attempt = _begin(user, visitor)
    if not user.check_password(password):
        raise WrongPassword
    codes = _confirmed(user, code)
    end_try(attempt)
    return codes


@transaction.atomic
def _confirmed(user: User, code: str) -> list[str]:
    app = _locked(user, confirmed=False)
    if app is None or not app.verify_token(app_code_from(code)):
        raise WrongCode
    TOTPDevice.objects.filter(user=user, confirmed=True).delete()
    app.confirmed = True
    app.save(update_fields=["confirmed"])
    record("factor.switched_on", user, by=user)
    return _new_codes(user)


def check_second_factor(*, user: User, code: str, visitor: Visitor, network: str) -> None:
    """Raise `WrongCode` unless this is the app's code of now or an unused recovery code."""
    attempt = _begin(user, visitor)
    if not _is_right(user, code):
        record("account.sign_in_failed", user, by=user, after={"network": network, "step": "code"})
        raise WrongCode
    end_try(attempt)


@transaction.atomic
def _is_right(user: User, code: str) -> bool:
    app = _locked(user, confirmed=True)
    if app is None:
        return False
    digits = app_code_from(code)
    return bool(app.verify_token(digits)) if digits else _use_recovery_code(user, code)


def _use_recovery_code(user: User, typed: str) -> bool:
    code = recovery_code_from(typed)
    if not code:
        return False
    digest = recovery_digest(code, owner=user.pk)
    used, _ = StaticToken.objects.filter(device__user=user, token=digest).delete()
    if used:
        left = StaticToken.objects.filter(device__user=user).count()
        record("recovery_code.used", user, by=user, after={"left": left})
    return bool(used)


def renew_recovery_codes(*, user: User, password: str, visitor: Visitor) -> list[str]:
    """Ten new codes for the printed sheet; the old ones are worth nothing any more."""
    attempt = _begin(user, visitor)
    if not user.check_password(password):
        raise WrongPassword
    end_try(attempt)
    return _renewed(user)


@transaction.atomic
def _renewed(user: User) -> list[str]:
    if _locked(user, confirmed=True) is None:
        raise Refused("Xác thực hai lớp đang tắt.")
    record("recovery_code.renewed", user, by=user)
    return _new_codes(user)


def switch_off_second_factor(*, user: User, password: str, code: str, visitor: Visitor) -> bool:
    """With the password and a code, so that an unlocked screen is not enough. True once done."""
    attempt = _begin(user, visitor)
    if not user.check_password(password):
        raise WrongPassword
    if not _is_right(user, code):
        raise WrongCode
    with transaction.atomic():
        _forget(user)
        record("factor.switched_off", user, by=user)
    end_try(attempt)
    return True


@transaction.atomic
def remove_second_factor(*, user: User, by: User, reason: str) -> None:
    """An administrator helps somebody whose phone is lost; the log keeps why."""
    _forget(user)
    record("factor.removed", user, by=by, reason=reason)


def _begin(user: User, visitor: Visitor) -> FailedTry:
    account = account_digest(user.username)
    return begin_try(kind=TryKind.FACTOR, visitor=visitor, account=account)


def _locked(user: User, *, confirmed: bool) -> TOTPDevice | None:
    return TOTPDevice.objects.select_for_update().filter(user=user, confirmed=confirmed).first()


def _forget(user: User) -> None:
    TOTPDevice.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()


def _new_codes(user: User) -> list[str]:
    StaticDevice.objects.filter(user=user).delete()
    sheet = StaticDevice.objects.create(user=user, name="recovery")
    codes = new_recovery_codes()
    StaticToken.objects.bulk_create(
        StaticToken(device=sheet, token=recovery_digest(code, owner=user.pk)) for code in codes
    )
    return codes
