"""The second factor of an account: an authenticator app and recovery codes."""

from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.models import User


def app_of(user: User) -> TOTPDevice | None:
    """The app that is asked at every sign-in; None without a second factor."""
    return TOTPDevice.objects.filter(user=user, confirmed=True).first()


def app_being_set_up(user: User) -> TOTPDevice | None:
    return TOTPDevice.objects.filter(user=user, confirmed=False).first()


def has_second_factor(user: User) -> bool:
    return app_of(user) is not None


def recovery_codes_left(user: User) -> int:
    return int(StaticToken.objects.filter(device__user=user).count())
