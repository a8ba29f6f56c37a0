"""Roles of an account: giving one, bounding it in time, taking back what has not begun."""

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from accounts.models import User
from accounts.queries import reader
from audit.queries import last_change_of
from core.dates import today
from core.editing import Page, Removal, Work, edited, removed
from core.pages import page
from core.problems import Problem
from core.text import whole_number
from organizations.actions import bound_grant, give_role, grant_not_begun, take_back_grant
from organizations.enums import Role
from organizations.forms.accounts import DaysForm, GrantForm, Scene
from organizations.models import RoleGrant, Unit
from organizations.policies import can_keep_accounts
from organizations.queries import unit_book
from organizations.queries.accounts import days_of, grants_of, posts_to_go_with
from organizations.rules import GrantFacts


def _frame(title: str, user: User, **more: Any) -> Page:
    back = reverse("organizations:account", args=[user.pk])
    crumbs = (("Tài khoản", reverse("organizations:accounts")), (user.full_name, back))
    return Page(title, back, crumbs=crumbs, **more)


@page(allow=can_keep_accounts, writes=True)
def grant_new(request: HttpRequest, pk: int) -> HttpResponse:
    """`?vai-tro=office` and `?don-vi=7` fill the form in beforehand."""
    user, by = get_object_or_404(User, pk=pk), reader(request)

    work = Work(
        form=GrantForm,
        facts=_asked(request),
        save=partial(give_role, user=user, by=by),
        done="Đã giao vai trò.",
        scene=Scene(unit_book(today()), posts=posts_to_go_with(user)),
        with_version=False,
    )
    return edited(request, _frame("Giao vai trò", user, subtitle=user.label), work)


def _asked(request: HttpRequest) -> GrantFacts:
    role = request.GET.get("vai-tro", "")
    unit = Unit.objects.filter(pk=whole_number(request.GET.get("don-vi", "")) or 0).first()
    return GrantFacts(role=role if role in set(Role) else "", unit=unit.pk if unit else None)


@page(allow=can_keep_accounts, writes=True)
def grant_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The days alone: another role or unit is another grant."""
    grant, by = get_object_or_404(RoleGrant.objects.select_related("user"), pk=pk), reader(request)
    note = "Vai trò đã giữ thì ghi ngày cuối cùng, không xóa: nhật ký cần biết ai đã làm gì."
    frame = _frame("Thời gian giữ vai trò", grant.user, subtitle=_words(grant), note=note)
    work = Work(
        form=DaysForm,
        facts=days_of(grant),
        save=lambda facts, version: bound_grant(grant=grant, facts=facts, version=version, by=by),
        done="Đã lưu thời gian giữ vai trò.",
        scene=Scene(),
        last_change=lambda: last_change_of(grant.user),
    )
    return edited(request, frame, work)


@page(allow=can_keep_accounts, writes=True)
def grant_delete(request: HttpRequest, pk: int) -> HttpResponse:
    grant, by = get_object_or_404(RoleGrant.objects.select_related("user"), pk=pk), reader(request)
    obstacle = grant_not_begun(grant)
    removal = Removal(
        page=_frame("Bỏ vai trò chưa bắt đầu", grant.user, subtitle=_words(grant), submit="Bỏ"),
        remove=lambda: take_back_grant(grant=grant, by=by),
        done="Đã bỏ vai trò.",
        obstacles=(Problem(obstacle),) if obstacle else (),
    )
    return removed(request, removal)


def _words(grant: RoleGrant) -> str:
    lines = grants_of([grant.user], today())[grant.user_id]
    role = next((line.words for line in lines if line.grant == grant), "")  # gone by now
    return f"{grant.user.full_name}: {role}"
