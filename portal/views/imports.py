"""Taking over units, people and compositions from workbooks."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from accounts.models import User
from accounts.queries import reader
from clusters.actions import note_download
from clusters.models import EmulationYear
from clusters.policies import can_print_year
from clusters.queries import years_visible_to
from core.downloads import handed_out
from core.editing import Crumbs, Page, Work, edited, in_time
from core.lists import XLSX
from core.pages import page
from core.text import whole_number
from organizations.actions.imports import drop_import
from organizations.enums import ImportKind, ImportState
from organizations.imports import (
    RowsRefused,
    begin_run,
    check_more,
    rows_of,
    tables_as_workbook,
    take_over,
    verdicts_of,
    with_reasons,
)
from organizations.models import ImportRun
from organizations.policies import keeps_register
from portal.forms.importing import SendForm, SendScene, SentFacts
from portal.imports import IMPORTERS, STEMS, years_to_fill
from portal.queries.import_runs import runs_of, shown_run

TITLE = "Nhập từ Excel"
TAKEN_OVER = "Tệp này đã nhập xong, không bỏ được nữa."
LATEST = 30


@page(allow=keeps_register)
def imports(request: HttpRequest) -> HttpResponse:
    """What can be taken over, the workbooks to fill in, and what the reader has sent."""
    user = reader(request)
    shown = {
        "title": TITLE,
        "kinds": list(ImportKind),
        "years": years_to_fill(user),
        "runs": runs_of(user)[:LATEST],
    }
    return render(request, "portal/imports.html", shown)


@page(allow=keeps_register, writes=True)
def import_new(request: HttpRequest) -> HttpResponse:
    """Send a workbook; `?loai=` and `?nam=` say what it is about."""
    user = reader(request)
    years = {year.pk: year for year in years_to_fill(user)}
    asked = whole_number(request.GET.get("nam", "")) or 0
    kind = request.GET.get("loai", "")
    work = Work(
        form=SendForm,
        facts=SentFacts(kind if kind in IMPORTERS else "", asked if asked in years else None),
        save=partial(_begin, by=user),
        done="Đã đọc tệp. Chưa có gì được nhập.",
        scene=SendScene(tuple((str(key), year.label) for key, year in years.items())),
        onward=lambda run: reverse("portal:import", args=[run.pk]),
        with_version=False,
    )
    crumbs: Crumbs = ((TITLE, reverse("portal:imports")),)
    note = "Chương trình đọc và kiểm tra từng dòng trước; chỉ nhập khi bạn đồng ý ở trang sau."
    around = Page(
        "Chọn tệp Excel", reverse("portal:imports"), crumbs=crumbs, note=note, submit="Kiểm tra tệp"
    )
    return edited(request, around, work)


def _begin(*, facts: SentFacts, upload: Any, by: User) -> ImportRun:
    importer = IMPORTERS[facts.kind]
    return begin_run(importer, upload=upload, target=facts.year_id, by=by)


@page(allow=keeps_register, writes=True)
def import_run(request: HttpRequest, pk: int) -> HttpResponse:
    """Every row with its verdict; checked piece by piece, then taken over whole."""
    user = reader(request)
    run = get_object_or_404(runs_of(user), pk=pk)
    if request.method == "POST":
        return _do(request, run, user)
    return _shown(request, run)


def _do(request: HttpRequest, run: ImportRun, user: User) -> HttpResponse:
    importer, asked = IMPORTERS[run.kind], request.POST.get("do", "")
    if asked == "drop":
        here = reverse("portal:import", args=[run.pk])
        in_time(run.state != ImportState.TAKEN_OVER, TAKEN_OVER, here)
        drop_import(run=run, by=user)
        messages.success(request, "Đã bỏ lần nhập; chưa có gì được nhập.")
        return redirect("portal:imports")
    if asked == "take":
        try:
            take_over(importer, run, user)
        except RowsRefused as refused:
            run.refresh_from_db()
            return _shown(request, run, str(refused), status=422)
    elif asked == "check":
        check_more(importer, run, user)
    return redirect("portal:import", pk=run.pk)


def _shown(
    request: HttpRequest, run: ImportRun, refused: str = "", *, status: int = 200
) -> HttpResponse:
    asked = (request.GET.get("loc", ""), request.GET.get("trang", ""))
    tables = IMPORTERS[run.kind].tables
    shown = shown_run(run, tables, rows_of(run), verdicts_of(run), asked)
    kind = ImportKind(run.kind)
    context = {"shown": shown, "label": kind.label, "kind": kind.value, "refused": refused}
    return render(request, "portal/import.html", context, status=status)


@page(allow=keeps_register)
def import_reasons(request: HttpRequest, pk: int) -> HttpResponse:
    """The rows as they came, each with why it was refused."""
    run = get_object_or_404(runs_of(reader(request)), pk=pk)
    content = with_reasons(IMPORTERS[run.kind].tables, rows_of(run), verdicts_of(run))
    return handed_out(content, name=f"ly-do-{run.pk}.xlsx", media_type=XLSX)


@page(allow=keeps_register)
def import_template(request: HttpRequest, kind: str) -> HttpResponse:
    """A workbook to fill in: headings, an example, what each column says."""
    if kind not in IMPORTERS:
        raise Http404
    content = tables_as_workbook(IMPORTERS[kind].tables, {}, with_example=True)
    name = f"mau-{STEMS[ImportKind(kind)]}.xlsx"
    return handed_out(content, name=name, media_type=XLSX)


@page(allow=keeps_register)
def import_export(request: HttpRequest, kind: str) -> HttpResponse:
    """What stands in the register, as a workbook that can be taken over again."""
    user = reader(request)
    if kind not in IMPORTERS:
        raise Http404
    year = _year_of(request, user) if kind == ImportKind.COMPOSITIONS else None
    importer = IMPORTERS[kind]
    rows = importer.given(user, year.pk if year else None)
    name = f"{STEMS[ImportKind(kind)]}{f'-{year.label_year}' if year else ''}.xlsx"
    if year is not None:
        note_download(year=year, file=name, by=user)
    return handed_out(tables_as_workbook(importer.tables, rows), name=name, media_type=XLSX)


def _year_of(request: HttpRequest, user: User) -> EmulationYear:
    key = whole_number(request.GET.get("nam", "")) or 0
    year = get_object_or_404(years_visible_to(user), pk=key)
    if not can_print_year(user, year):
        raise Http404
    return year
