"""The list of a year's groups, and the plan of them, as files."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import content_disposition_header

from accounts.queries import reader
from clusters.actions import note_download
from clusters.models import EmulationYear
from clusters.papers import (
    file_name,
    turn_file_name,
    turn_pdf,
    year_list_pdf,
    year_list_xlsx,
)
from clusters.policies import can_print_year
from clusters.queries import (
    TurnScene,
    kept_plan,
    turn_of,
    turn_outcome,
    year_list,
    years_visible_to,
)
from clusters.views.years import editable_year, year_url
from core.editing import allowed
from core.lists import XLSX
from core.pages import page, signed_in
from core.pdf import PdfFailed

PDF = "application/pdf"
NO_PDF = "Chưa tạo được tệp PDF. Thử lại sau ít phút; nếu vẫn lỗi, báo người quản trị."


@page(allow=signed_in)
def year_list_as_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    year = _year(request, pk)
    content = year_list(year)
    try:
        made = year_list_pdf(content)
    except PdfFailed:
        messages.error(request, NO_PDF)
        return redirect(year_url(year))
    return _answer(request, year, made, file_name(content, "pdf"))


@page(allow=signed_in)
def year_list_as_xlsx(request: HttpRequest, pk: int) -> HttpResponse:
    year = _year(request, pk)
    content = year_list(year)
    return _answer(request, year, year_list_xlsx(content), file_name(content, "xlsx"))


@page(allow=signed_in)
def turn_as_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """What the plan changes, for the meeting that decides on it."""
    year = editable_year(request, pk)
    begun = turn_of(year)
    if begun is None:
        return redirect("clusters:turn-new", pk)
    content = turn_outcome(year, TurnScene(year, kept_plan(begun)).plan)
    try:
        made = turn_pdf(content)
    except PdfFailed:
        messages.error(request, NO_PDF)
        return redirect("clusters:turn-check", pk)
    return _answer(request, year, made, turn_file_name(content))


def _year(request: HttpRequest, pk: int) -> EmulationYear:
    user = reader(request)
    year = get_object_or_404(years_visible_to(user), pk=pk)
    allowed(can_print_year(user, year))
    return year


def _answer(request: HttpRequest, year: EmulationYear, made: bytes, name: str) -> HttpResponse:
    """The file and its row in the log; a PDF opens in the browser, Excel is saved."""
    note_download(year=year, file=name, by=reader(request))
    is_pdf = name.endswith(".pdf")
    disposition = content_disposition_header(not is_pdf, name)
    headers = {"Content-Disposition": disposition or "", "Cache-Control": "private, no-store"}
    return HttpResponse(made, content_type=PDF if is_pdf else XLSX, headers=headers)
