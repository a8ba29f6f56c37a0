"""Screens of scoring: the list of sheets, one sheet, the standings and their downloads."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header

from accounts.models import User
from accounts.queries import reader
from audit.queries import last_change_of
from clusters.models import ClusterEdition
from clusters.queries import editions_visible_to, shown_year
from core.pages import about_year, page, signed_in, way_back
from core.problems import Problem, Refused
from core.versions import Stale, version_of
from scoring.actions import (
    note_download,
    open_checking,
    save_checked_points,
    save_self_points,
    submit_score_sheet,
    take_back_score_sheet,
)
from scoring.enums import SHEET_TONES, SheetState
from scoring.forms import CheckedPointsForm, FiguresForm, SelfPointsForm, with_self_points
from scoring.models import ScoreSheet
from scoring.papers import file_name, notes, standings_pdf, standings_xlsx
from scoring.policies import (
    can_check_score_sheet,
    can_fill_in,
    can_open_checking,
    can_submit_score_sheet,
    can_take_back_score_sheet,
    fills_in,
)
from scoring.queries import (
    Standings,
    editions_scored,
    figures_of,
    head_of,
    is_checker,
    rounds_listed,
    score_sheets_visible_to,
    standings_visible_to,
)

EDITIONS_ON_A_PAGE = 10
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CHANGED_MEANWHILE = "Phiếu điểm vừa được sửa. Xem lại các điểm bên dưới rồi gửi."


@page(allow=signed_in)
def score_sheets(request: HttpRequest) -> HttpResponse:
    """The sheets of the shown year by cluster and bloc."""
    user = reader(request)
    year = shown_year(user, request.GET.get("nam", ""))
    pages = Paginator(editions_scored(user, year), EDITIONS_ON_A_PAGE)
    listed = pages.get_page(request.GET.get("trang"))
    shown = {
        "year": year,
        "year_title": f"Năm {year}",
        "title": f"Chấm điểm thi đua năm {year}",
        "page": listed,
        "rounds": rounds_listed(user, list(listed)),
    }
    return render(request, "scoring/score_sheets.html", shown)


# ── One sheet ────────────────────────────────────────────────────────────────────────────────


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
    if "fill" in request.POST:
        messages.info(request, "Đã lấy điểm tự chấm cho các dòng còn trống; chưa lưu.")
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
    return redirect(way_back(request) or reverse("scoring:sheet", args=[sheet.pk]))


def _typed_form(request: HttpRequest, user: User, sheet: ScoreSheet) -> FiguresForm:
    figures = figures_of(sheet)
    if fills_in(user, sheet):
        return SelfPointsForm(figures, request.POST)
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
    if not can_submit_score_sheet(user, sheet):
        raise PermissionDenied
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
    if not can_take_back_score_sheet(user, sheet):
        raise PermissionDenied
    try:
        take_back_score_sheet(sheet=sheet, by=user)
    except Refused as refused:
        return _show(request, sheet, problems=refused.problems, status=409)
    messages.success(request, "Đã rút lại bảng tự chấm.")
    return redirect("scoring:sheet", pk)


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
        "can_submit": can_submit_score_sheet(user, sheet),
        "can_take_back": can_take_back_score_sheet(user, sheet),
    }
    return render(request, "scoring/score_sheet.html", shown, status=status)


# ── Standings ────────────────────────────────────────────────────────────────────────────────


@page(allow=signed_in)
def standings(request: HttpRequest, pk: int) -> HttpResponse:
    """The table of points of one edition, as much of it as the reader may see."""
    user = reader(request)
    edition = _edition_or_404(user, pk)
    about_year(request, edition.year.label_year)
    table = standings_visible_to(user, edition)
    shown = {
        "title": f"{table.group} – {table.owner}, năm {table.year}",
        "year_title": f"Năm {table.year}",
        "standings": table,
        "notes": notes(table),
        "can_open_checking": can_open_checking(user, edition),
    }
    return render(request, "scoring/standings.html", shown)


@page(allow=signed_in, writes=True)
def checking_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the step “đối chiếu” of a group."""
    user = reader(request)
    edition = _edition_or_404(user, pk)
    if request.method == "POST":
        if not can_open_checking(user, edition):
            raise PermissionDenied
        try:
            open_checking(edition=edition, by=user)
            messages.success(request, "Đã mở đối chiếu: các đơn vị thấy phiếu điểm của nhau.")
        except Refused as refused:
            messages.error(request, str(refused))
    return redirect("scoring:standings", pk)


@page(allow=signed_in)
def standings_as_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    edition, table = _scored_or_404(reader(request), pk)
    name = file_name(table, "pdf")
    return _download(request, edition, name, standings_pdf(table), "application/pdf")


@page(allow=signed_in)
def standings_as_xlsx(request: HttpRequest, pk: int) -> HttpResponse:
    edition, table = _scored_or_404(reader(request), pk)
    return _download(request, edition, file_name(table, "xlsx"), standings_xlsx(table), XLSX)


def _download(
    request: HttpRequest, edition: ClusterEdition, name: str, content: bytes, media_type: str
) -> HttpResponse:
    """The file, and its row in the log; Excel is saved, a PDF opens in the browser."""
    note_download(edition=edition, file=name, by=reader(request))
    response = HttpResponse(content, content_type=media_type)
    disposition = content_disposition_header(media_type == XLSX, name)
    response["Content-Disposition"] = str(disposition)
    return response


def _edition_or_404(user: User, pk: int) -> ClusterEdition:
    return get_object_or_404(editions_visible_to(user), pk=pk)


def _scored_or_404(user: User, pk: int) -> tuple[ClusterEdition, Standings]:
    edition = _edition_or_404(user, pk)
    table = standings_visible_to(user, edition)
    if not table.has_round:
        raise Http404
    return edition, table
