"""Using a one-time code: typed from paper or opened by its address.

The code moves from the address into the session at once, so that no log of addresses and no
page that is linked to ever learns it.
"""

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from accounts.actions import LinkIsOver, find_code, use_link
from accounts.actions.links import OF_A_USER
from accounts.forms import CodeForm
from accounts.queries import user_of_code
from accounts.queries.visitors import visitor
from accounts.views.sign_in import enter
from accounts.views.trying import Trial
from core.dates import now
from core.forms.passwords import NewPasswordForm
from core.pages import anyone, page

IN_SESSION = "one_time_code"
SHOWN, REFUSED, GONE = 200, 422, 404


@page(allow=anyone, writes=True)
@sensitive_post_parameters("code")
@never_cache
def link_code(request: HttpRequest) -> HttpResponse:
    """A code is typed from paper."""
    try:
        trial = Trial(
            CodeForm(request.POST or None),
            lambda code: find_code(code=code, purposes=OF_A_USER, visitor=visitor(request, "")),
        )
    except LinkIsOver:
        return _over(request)
    if trial.made is not None:
        return _to_password(request, trial.made)
    return trial.page(request, "accounts/link_code.html")


@page(allow=anyone)
@never_cache
def link(request: HttpRequest, code: str) -> HttpResponse:
    """The address on the paper."""
    return _to_password(request, code)


def _to_password(request: HttpRequest, code: str) -> HttpResponse:
    request.session[IN_SESSION] = code
    return redirect("accounts:link-use")


@page(allow=anyone, writes=True)
@sensitive_post_parameters()
@never_cache
def link_use(request: HttpRequest) -> HttpResponse:
    """Set the password; one page answers every code that opens nothing (any more)."""
    code = request.session.get(IN_SESSION, "")
    account = user_of_code(code, now())
    if account is None:
        return _over(request)
    form = NewPasswordForm(request.POST or None)
    try:
        user = form.done(lambda password: use_link(code=code, password=password))
    except LinkIsOver:
        return _over(request)
    if user is None:
        shown = {"form": form, "account": account}
        return render(request, "accounts/link_use.html", shown, status=_status(form))
    del request.session[IN_SESSION]
    return enter(request, user, resolve_url(settings.LOGIN_REDIRECT_URL))


def _over(request: HttpRequest) -> HttpResponse:
    request.session.pop(IN_SESSION, None)
    return render(request, "accounts/link_over.html", status=GONE)


def _status(form: forms.Form) -> int:
    return REFUSED if form.is_bound else SHOWN
