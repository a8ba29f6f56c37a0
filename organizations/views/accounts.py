"""Accounts: the list, one account, opening, correcting, closing it, its one-time code."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy
from django.views.decorators.cache import never_cache

from accounts.actions import CannotMakeLink, make_link, reopen_account
from accounts.models import User
from accounts.queries import open_link_of, reader
from accounts.queries.factors import has_second_factor
from accounts.queries.sessions import living
from audit.queries import last_change_of
from core.dates import now, today
from core.editing import Page, Work, edited
from core.lists import shown
from core.pages import page
from core.problems import Problem, Refused
from organizations.actions import describe_account, enter_account, shut_account
from organizations.forms.accounts import AccountForm, NewAccountForm, Scene
from organizations.policies import can_keep_accounts
from organizations.queries import unit_book
from organizations.queries.accounts import (
    ACCOUNTS,
    account_facts,
    grants_of,
    person_book,
    person_of,
    state_of,
)
from organizations.rules import NewAccount

CRUMBS = (("Tài khoản", reverse_lazy("organizations:accounts")),)


def url_of(user: User) -> str:
    return reverse("organizations:account", args=[user.pk])


@page(allow=can_keep_accounts)
def accounts(request: HttpRequest) -> HttpResponse:
    return shown(request, "organizations/accounts.html", ACCOUNTS, User.objects.all())


@page(allow=can_keep_accounts)
def account(request: HttpRequest, pk: int) -> HttpResponse:
    """Who signs in, which roles they hold, what waits."""
    user = get_object_or_404(User, pk=pk)
    state, tone = state_of(user)
    about = {
        "account": user,
        "state": state,
        "tone": tone,
        "grants": grants_of([user], today()).get(user.pk, []),
        "person": person_of(user),
        "waiting": open_link_of(user, now()),
        "is_self": user == reader(request),
        "has_factor": has_second_factor(user),
        "session_count": living(user).count(),
    }
    return render(request, "organizations/account.html", about)


@page(allow=can_keep_accounts, writes=True)
def account_new(request: HttpRequest) -> HttpResponse:
    """Open an account; its page says next to hand out the code."""
    by = reader(request)
    note = (
        "Người dùng tự đặt mật khẩu bằng mã dùng một lần, bạn cấp mã ở bước sau. "
        "Không ai khác biết mật khẩu của họ."
    )
    frame = Page("Mở tài khoản", str(CRUMBS[0][1]), crumbs=CRUMBS, note=note, submit="Mở tài khoản")
    work = Work(
        form=NewAccountForm,
        facts=NewAccount(),
        save=lambda facts: enter_account(facts=facts, by=by),
        done="Đã mở tài khoản. Tiếp theo: cấp mã kích hoạt cho người dùng.",
        scene=Scene(unit_book(today()), person_book()),
        onward=url_of,
        with_version=False,
    )
    return edited(request, frame, work)


@page(allow=can_keep_accounts, writes=True)
def account_edit(request: HttpRequest, pk: int) -> HttpResponse:
    user, by = get_object_or_404(User, pk=pk), reader(request)
    back = url_of(user)
    crumbs = (*CRUMBS, (user.full_name, back))
    frame = Page("Sửa tài khoản", back, subtitle=user.username, crumbs=crumbs)
    work = Work(
        form=AccountForm,
        facts=account_facts(user),
        save=lambda facts, version: describe_account(
            user=user, facts=facts, version=version, by=by
        ),
        done="Đã lưu tài khoản.",
        scene=Scene(people=person_book(user)),
        last_change=lambda: last_change_of(user),
    )
    return edited(request, frame, work)


@page(allow=can_keep_accounts, writes=True)
@never_cache
def account_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a one-time code and show it once: this answer is the only place it ever stands."""
    user, by = get_object_or_404(User, pk=pk), reader(request)
    if request.method != "POST":
        waiting = open_link_of(user, now())
        asked = {"account": user, "waiting": waiting}
        return render(request, "organizations/account_link.html", asked)
    try:
        made = make_link(user=user, by=by)
    except CannotMakeLink as refused:
        messages.error(request, str(refused))
        return redirect(url_of(user))
    bare = reverse("accounts:link-code")
    slip = {
        "account": user,
        "made": made,
        "address": request.build_absolute_uri(f"{bare}{made.code}/"),
        "bare_address": request.build_absolute_uri(bare),
    }
    return render(request, "organizations/account_slip.html", slip)


@page(allow=can_keep_accounts, writes=True)
def account_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then close; refused for the last administrator."""
    user, status = get_object_or_404(User, pk=pk), 200
    problems: Sequence[Problem] = ()
    if request.method == "POST":
        try:
            shut_account(user=user, by=reader(request))
        except Refused as refused:
            problems, status = refused.problems, 422
        else:
            messages.success(request, "Đã đóng tài khoản.")
            return redirect(url_of(user))
    asked = {"account": user, "problems": problems}
    return render(request, "organizations/account_close.html", asked, status=status)


@page(allow=can_keep_accounts, writes=True)
def account_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Only the button reopens."""
    user = get_object_or_404(User, pk=pk)
    if request.method == "POST":
        reopen_account(user=user, by=reader(request))
        messages.success(request, "Đã mở lại tài khoản với các vai trò còn hiệu lực.")
    return redirect(url_of(user))
