"""Screens of one sheet: read, fill in, check, submit, take back."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from accounts.models import User
from accounts.queries import reader
from audit.queries import last_change_of
from core.editing import Page, Work, allowed, edited, in_time
from core.pages import about_year, page, signed_in, way_back
from core.problems import Problem, Refused
from core.versions import Stale, version_of
from scoring.actions import (
    return_score_sheet,
    save_checked_points,
    save_self_points,
    submit_score_sheet,
    take_back_score_sheet,
)
from scoring.enums import SHEET_TONES, SheetState
from scoring.forms import (
    CheckedPointsForm,
    FiguresForm,
    ReturnForm,
    SelfPointsForm,
    with_nothing_extra,
    with_self_points,
)
from scoring.models import ScoreSheet
from scoring.policies import (
    can_check_score_sheet,
    can_fill_in,
    can_return_score_sheet,
    can_submit_score_sheet,
    can_take_back_score_sheet,
    fills_in,
    returns,
    sends,
)
from scoring.queries import figures_of, head_of, is_checker, score_sheets_visible_to, stands
from scoring.rules import ReturnFacts

CHANGED_MEANWHILE = "Phiếu điểm vừa được sửa. Xem lại các điểm bên dưới rồi gửi."
# Buttons that fill in what is still empty, without saving, and what they say.
FILLED = {
    "fill": "Đã lấy điểm tự chấm cho các dòng còn trống; chưa lưu.",
    "zeros": "Đã ghi 0 cho các dòng thưởng, trừ còn trống; chưa lưu.",
}


@page(allow=signed_in, writes=True)
def score_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """Read a sheet; its unit's clerk fills it in here, its checker checks it here."""
    user = reader(request)
    sheet = _sheet_or_404(user, pk)
    if request.method == "POST":
        return _save(request, user, sheet)
    figures = figures_of(sheet)
    if can_fill_in(user, sheet):
        return _show(request, sheet, form=SelfPointsForm(figures))
    if can_check_score_sheet(user, sheet):
        return _show(request, sheet, form=CheckedPointsForm(figures))
    return _show(request, sheet)


def _save(request: HttpRequest, user: User, sheet: ScoreSheet) -> HttpResponse:
    """Save what was typed; whatever stands in the way, nothing typed is lost."""
    form = _typed_form(request, user, sheet)
    if filled := next((words for button, words in FILLED.items() if button in request.POST), ""):
        messages.info(request, filled)
        return _show(request, sheet, form=form)
    if not form.is_valid():
        return _show(request, sheet, form=form)
    try:
        _store(sheet, form, user)
    except Stale:
        both = form.differences(figures_of(sheet))
        return _show(request, sheet, form=form, conflict=both, status=409)
    except Refused as refused:
        form.refuse(refused.problems)
        return _show(request, sheet, form=form, status=409)
    messages.success(request, "Đã lưu phiếu điểm.")
    return redirect(way_back(request) or _address(sheet))


def _typed_form(request: HttpRequest, user: User, sheet: ScoreSheet) -> FiguresForm:
    figures = figures_of(sheet)
    if fills_in(user, sheet):
        nothing_extra = "zeros" in request.POST
        data = with_nothing_extra(figures, request.POST) if nothing_extra else request.POST
        return SelfPointsForm(figures, data)
    if not is_checker(user, sheet):
        raise PermissionDenied
    if "fill" in request.POST:
        return CheckedPointsForm(figures, with_self_points(figures, request.POST))
    return CheckedPointsForm(figures, request.POST)


def _store(sheet: ScoreSheet, form: FiguresForm, user: User) -> None:
    if isinstance(form, SelfPointsForm):
        save_self_points(sheet=sheet, points=form.facts(), version=form.version, by=user)
    elif isinstance(form, CheckedPointsForm):
        save_checked_points(sheet=sheet, points=form.facts(), version=form.version, by=user)


@page(allow=signed_in, writes=True)
def score_sheet_submit(request: HttpRequest, pk: int) -> HttpResponse:
    """The head sends the sheet as he has just seen it."""
    user = reader(request)
    sheet = _sheet_or_404(user, pk)
    if request.method != "POST":
        return redirect("scoring:sheet", pk)
    allowed(sends(user, sheet))
    in_time(can_submit_score_sheet(user, sheet), stands(sheet), _address(sheet))
    try:
        submit_score_sheet(sheet=sheet, version=request.POST.get("version", ""), by=user)
    except Stale:
        return _show(request, sheet, problems=[Problem(CHANGED_MEANWHILE)], status=409)
    except Refused as refused:
        return _show(request, sheet, problems=refused.problems, status=409)
    messages.success(request, "Đã gửi bảng tự chấm.")
    return redirect("scoring:sheet", pk)


@page(allow=signed_in, writes=True)
def score_sheet_take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """The head takes the sheet back, until checking starts."""
    user = reader(request)
    sheet = _sheet_or_404(user, pk)
    if request.method != "POST":
        return redirect("scoring:sheet", pk)
    allowed(sends(user, sheet))
    in_time(can_take_back_score_sheet(user, sheet), stands(sheet), _address(sheet))
    try:
        take_back_score_sheet(sheet=sheet, by=user)
    except Refused as refused:
        return _show(request, sheet, problems=refused.problems, status=409)
    messages.success(request, "Đã rút lại bảng tự chấm.")
    return redirect("scoring:sheet", pk)


@page(allow=signed_in, writes=True)
def score_sheet_return(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a sheet back to its unit, with a reason."""
    user = reader(request)
    sheet = _sheet_or_404(user, pk)
    allowed(returns(user, sheet))
    address = _address(sheet)
    in_time(can_return_score_sheet(user, sheet), stands(sheet), address)
    about_year(request, sheet.round.edition.year.label_year)
    head = head_of(sheet)
    standings = reverse("scoring:standings", args=[sheet.round.edition_id])

    def save(*, facts: ReturnFacts) -> None:
        return_score_sheet(sheet=sheet, reason=facts.reason, by=user)

    about = Page(
        title=f"Trả lại phiếu điểm của {head.unit}",
        subtitle=f"{head.group} – {head.owner}, năm {head.year}",
        back=address,
        crumbs=((head.group, standings), (head.unit, address)),
        note="Đơn vị sửa rồi gửi lại. Lý do đứng đầu danh sách việc của đơn vị.",
        submit="Trả lại để sửa",
    )
    done = "Đã trả lại phiếu điểm."
    return edited(request, about, Work(ReturnForm, ReturnFacts(), save, done, with_version=False))


def _address(sheet: ScoreSheet) -> str:
    return reverse("scoring:sheet", args=[sheet.pk])


def _sheet_or_404(user: User, pk: int) -> ScoreSheet:
    return get_object_or_404(score_sheets_visible_to(user), pk=pk)


def _show(
    request: HttpRequest,
    sheet: ScoreSheet,
    *,
    form: FiguresForm | None = None,
    conflict: Sequence[Any] = (),
    problems: Sequence[Problem] = (),
    status: int = 200,
) -> HttpResponse:
    user = reader(request)
    about_year(request, sheet.round.edition.year.label_year)
    figures, head = figures_of(sheet), head_of(sheet)
    shown = {
        "title": f"Phiếu điểm – {head.unit}",
        "subtitle": f"{head.group} – {head.owner}, năm {head.year}",
        "year_title": f"Năm {head.year}",
        "sheet": sheet,
        "tone": SHEET_TONES[SheetState(sheet.state)],
        "head": head,
        "figures": figures,
        "form": form,
        "is_filling": isinstance(form, SelfPointsForm),
        "conflict": conflict,
        "last_change": last_change_of(sheet) if conflict else None,
        "problems": problems,
        "version": version_of(figures.self_points),
        "back": way_back(request),
        "can_return": can_return_score_sheet(user, sheet),
        "can_submit": can_submit_score_sheet(user, sheet),
        "can_take_back": can_take_back_score_sheet(user, sheet),
    }
    return render(request, "scoring/score_sheet.html", shown, status=status)
