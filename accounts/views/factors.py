"""One's own second factor: set up, shown, renewed."""

from base64 import b32encode

import segno
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.actions.factors import (
    confirm_second_factor,
    renew_recovery_codes,
    start_second_factor,
    switch_off_second_factor,
)
from accounts.forms.factors import ConfirmForm, PasswordForm, SwitchOffForm
from accounts.queries import reader
from accounts.queries.factors import app_being_set_up, app_of, recovery_codes_left
from accounts.queries.visitors import visitor
from accounts.rules.recovery import in_fours, in_halves
from accounts.views.trying import Trial
from core.editing import allowed
from core.pages import page, signed_in

OFF = "Đã tắt xác thực hai lớp."


@page(allow=signed_in, writes=True)
@sensitive_post_parameters()
@never_cache
def second_factor(request: HttpRequest) -> HttpResponse:
    """Off, being set up, or on; what is posted starts it or confirms it with a code."""
    user = reader(request)
    if "start" in request.POST:
        start_second_factor(user=user)
        return redirect("accounts:second-factor")
    app = app_being_set_up(user)
    if app is None:
        shown = {"app": app_of(user), "codes_left": recovery_codes_left(user)}
        return render(request, "accounts/second_factor.html", shown)
    who = visitor(request, user.username)
    trial = Trial(
        ConfirmForm(request.POST or None),
        lambda **typed: confirm_second_factor(user=user, visitor=who, **typed),
    )
    if trial.made is not None:
        return _codes(request, trial.made)
    return trial.page(request, "accounts/second_factor_set_up.html", _to_scan(app))


@page(allow=signed_in, writes=True)
@sensitive_post_parameters()
@never_cache
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """Ten new ones for a printed sheet that was lost or used up."""
    user = reader(request)
    if app_of(user) is None:
        return redirect("accounts:second-factor")
    who = visitor(request, user.username)
    trial = Trial(
        PasswordForm(request.POST or None),
        lambda password: renew_recovery_codes(user=user, password=password, visitor=who),
    )
    if trial.made is not None:
        return _codes(request, trial.made)
    return trial.page(request, "accounts/recovery_codes_renew.html")


@page(allow=signed_in, writes=True)
@sensitive_post_parameters()
@never_cache
def second_factor_off(request: HttpRequest) -> HttpResponse:
    """With password and code; not for those of whose role it is demanded."""
    user = reader(request)
    allowed(not getattr(user, "must_have_second_factor", False))
    if app_of(user) is None:
        return redirect("accounts:second-factor")
    who = visitor(request, user.username)
    trial = Trial(
        SwitchOffForm(request.POST or None),
        lambda **typed: switch_off_second_factor(user=user, visitor=who, **typed),
    )
    if trial.made is None:
        return trial.page(request, "accounts/second_factor_off.html")
    messages.success(request, OFF)
    return redirect("accounts:second-factor")


def _codes(request: HttpRequest, codes: list[str]) -> HttpResponse:
    """The only page that ever shows them."""
    shown = {"codes": [in_halves(code) for code in codes], "account": request.user}
    return render(request, "accounts/recovery_codes.html", shown)


def _to_scan(app: TOTPDevice) -> dict[str, object]:
    """The secret as a picture for the phone and as text for typing."""
    return {"picture": _picture(app.config_url), "secret": in_fours(_secret(app))}


def _secret(app: TOTPDevice) -> str:
    return b32encode(app.bin_key).decode()


def _picture(text: str) -> SafeString:
    """An SVG of segno's, which holds nothing of the text but its dots."""
    svg = segno.make(text, error="m").svg_inline(scale=4, border=4, dark="#000", light="#fff")
    return mark_safe(svg)  # noqa: S308
