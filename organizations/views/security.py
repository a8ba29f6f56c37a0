"""The second factor as the office sees it: of which roles it is demanded, and lost ones."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from accounts.actions.sessions import end_sessions
from accounts.models import User
from accounts.queries import reader
from core.editing import Page, Work, edited
from core.pages import page
from organizations.actions.security import (
    demand_second_factor,
    stop_demanding_second_factor,
    take_second_factor_away,
)
from organizations.enums import Role
from organizations.forms.security import ReasonForm
from organizations.policies import can_keep_accounts
from organizations.queries.second_factor import demand_rows
from organizations.rules.security import Reason


@page(allow=can_keep_accounts, writes=True)
def security(request: HttpRequest) -> HttpResponse:
    """Each role with its demand; a button a role."""
    if request.method != "POST":
        return render(request, "organizations/security.html", {"rows": demand_rows()})
    by = reader(request)
    for name, action in (("demand", demand_second_factor), ("stop", stop_demanding_second_factor)):
        if request.POST.get(name) in set(Role):
            action(role=Role(request.POST[name]), by=by)
            messages.success(request, "Đã lưu yêu cầu xác thực hai lớp.")
    return redirect("organizations:security")


@page(allow=can_keep_accounts, writes=True)
def second_factor_remove(request: HttpRequest, pk: int) -> HttpResponse:
    user, by = get_object_or_404(User, pk=pk), reader(request)
    back = reverse("organizations:account", args=[pk])
    crumbs = (("Tài khoản", reverse("organizations:accounts")), (user.full_name, back))
    note = (
        "Gặp hoặc gọi đúng người trước khi gỡ. Sau đó người này đăng nhập chỉ bằng mật khẩu và "
        "cài lại trên điện thoại mới."
    )
    frame = Page(
        "Gỡ xác thực hai lớp", back, subtitle=user.label, crumbs=crumbs, note=note, submit="Gỡ"
    )
    work = Work(
        form=ReasonForm,
        facts=Reason(),
        save=lambda facts: take_second_factor_away(user=user, by=by, reason=facts.reason),
        done="Đã gỡ xác thực hai lớp.",
        with_version=False,
    )
    return edited(request, frame, work)


@page(allow=can_keep_accounts, writes=True)
def sessions_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Only the button signs somebody out everywhere; one's own session here stays."""
    user = get_object_or_404(User, pk=pk)
    if request.method == "POST":
        here = request.session.session_key or ""
        ended = end_sessions(user=user, by=reader(request), but=here)
        messages.success(request, f"Đã kết thúc {ended} phiên đăng nhập của {user.full_name}.")
    return redirect("organizations:account", pk=pk)
