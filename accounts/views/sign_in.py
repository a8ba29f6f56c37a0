"""Signing in, in one step or two, and out.

Between the two steps nobody is signed in: the session only remembers who typed the right
password, for ten minutes and as long as that password holds.
"""

from django.conf import settings
from django.contrib.auth import logout
from django.core.signing import dumps
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from accounts.actions.factors import check_second_factor
from accounts.actions.sessions import begin_session, note_sign_out
from accounts.actions.sign_in import recognise
from accounts.forms.sign_in import SecondFactorForm, SignInForm
from accounts.models import User
from accounts.queries.factors import has_second_factor
from accounts.queries.visitors import KNOWN_FOR, SALT, known_browser, network, visitor
from accounts.views.trying import Trial
from core.pages import anyone, page, signed_in

WAITING, WAITS_FOR = "waiting_for_code", 600


@page(allow=anyone, writes=True)
@sensitive_post_parameters("password")
@never_cache
def sign_in(request: HttpRequest) -> HttpResponse:
    """Who is signed in already goes on at once; the next address stays inside the product."""
    if request.user.is_authenticated:
        return redirect(_onward(request))
    if not User.objects.exists():
        return redirect("organizations:first-visit")
    trial = Trial(
        SignInForm(request.POST or None),
        lambda username, password: recognise(
            username=username,
            password=password,
            visitor=visitor(request, username),
            network=network(request),
        ),
    )
    if trial.made is not None:
        return enter(request, trial.made, _onward(request))
    shown = {"next": _asked(request), "is_over": "het-phien" in request.GET}
    return trial.page(request, "registration/sign_in.html", shown)


@page(allow=anyone, writes=True)
@sensitive_post_parameters()
@never_cache
def sign_in_code(request: HttpRequest) -> HttpResponse:
    """The second step; without a first one it leads back there."""
    user = _waiting(request)
    if user is None:
        return redirect(settings.LOGIN_URL)
    trial = Trial(
        SecondFactorForm(request.POST or None),
        lambda code: _checked(request, user, code),
    )
    if trial.made is None:
        return trial.page(request, "registration/sign_in_code.html", {"account": user})
    return let_in(request, user, request.session[WAITING]["onward"])


def _checked(request: HttpRequest, user: User, code: str) -> User:
    who = visitor(request, user.username)
    check_second_factor(user=user, code=code, visitor=who, network=network(request))
    return user


@page(allow=signed_in, writes=True)
def sign_out(request: HttpRequest) -> HttpResponse:
    """Only the button signs out; the bare address, typed or met after signing in, leads home."""
    if request.method != "POST":
        return redirect(settings.LOGIN_REDIRECT_URL)
    if isinstance(request.user, User):
        note_sign_out(user=request.user)
    logout(request)
    answer = redirect(settings.LOGOUT_REDIRECT_URL)
    answer["Clear-Site-Data"] = '"cache"'  # the next person at this machine goes back to nothing
    return answer


def enter(request: HttpRequest, user: User, onward: str) -> HttpResponse:
    """Somebody has shown who he is: let in, or asked for the second factor first."""
    if not has_second_factor(user):
        return let_in(request, user, onward)
    request.session.cycle_key()
    request.session[WAITING] = {
        "user": user.pk,
        "hash": user.get_session_auth_hash(),
        "until": timezone.now().timestamp() + WAITS_FOR,
        "onward": onward,
    }
    return redirect("accounts:sign-in-code")


def let_in(request: HttpRequest, user: User, onward: str) -> HttpResponse:
    """A session with a new key; the browser is known to this account from now on."""
    kept = dumps(known_browser(request, user.username), salt=SALT)
    request.session.pop(WAITING, None)
    begin_session(request=request, user=user)
    answer = redirect(onward)
    answer.set_cookie(
        settings.KNOWN_BROWSER_COOKIE_NAME,
        kept,
        max_age=KNOWN_FOR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return answer


def _waiting(request: HttpRequest) -> User | None:
    """Who typed the right password a moment ago and has not been closed or changed since."""
    kept = request.session.get(WAITING)
    if not kept or kept["until"] < timezone.now().timestamp():
        return None
    user = User.objects.filter(pk=kept["user"], is_active=True).first()
    is_same = user and constant_time_compare(kept["hash"], user.get_session_auth_hash())
    return user if is_same else None


def _asked(request: HttpRequest) -> str:
    return request.POST.get("next") or request.GET.get("next", "")


def _onward(request: HttpRequest) -> str:
    asked = _asked(request)
    is_ours = url_has_allowed_host_and_scheme(
        asked, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return asked if is_ours else resolve_url(settings.LOGIN_REDIRECT_URL)
