"""One's own account."""

from functools import partial

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from accounts.actions import change_password, correct_own_account
from accounts.forms import ChangePasswordForm, OwnForm
from accounts.queries import own_facts, reader
from accounts.queries.visitors import visitor
from audit.queries import last_change_of
from core.editing import Page, Work, edited
from core.pages import page, signed_in

DONE = "Đã đổi mật khẩu. Các phiên đăng nhập khác của bạn đã kết thúc."


@page(allow=signed_in)
def profile(request: HttpRequest) -> HttpResponse:
    """Name, roles (the shell knows them) and what one may change."""
    return render(request, "accounts/profile.html", {"account": reader(request)})


@page(allow=signed_in, writes=True)
def profile_edit(request: HttpRequest) -> HttpResponse:
    """Correct one's own name."""
    user, back = reader(request), reverse("accounts:profile")
    work = Work(
        OwnForm,
        own_facts(user),
        partial(correct_own_account, by=user),
        "Đã lưu họ và tên.",
        last_change=partial(last_change_of, user),
    )
    page_ = Page("Sửa họ và tên", back, user.username, (("Tài khoản của tôi", back),))
    return edited(request, page_, work)


@page(allow=signed_in, writes=True)
@sensitive_post_parameters()
@never_cache
def password(request: HttpRequest) -> HttpResponse:
    """Exchange the password; this browser stays signed in, the others do not."""
    user = reader(request)
    form = ChangePasswordForm(request.POST or None)
    here, who = request.session.session_key or "", visitor(request, user.username)
    changed = form.done(
        lambda **typed: change_password(user=user, visitor=who, session_key=here, **typed)
    )
    if changed is None:
        status = 422 if form.is_bound else 200
        return render(request, "accounts/password.html", {"form": form}, status=status)
    update_session_auth_hash(request, changed)
    messages.success(request, DONE)
    return redirect("accounts:profile")
