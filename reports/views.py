"""Papers that span apps, made for one look or for Word; nothing is kept of them but the log."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import content_disposition_header

from accounts.queries import reader
from clusters.models import ClusterEdition
from clusters.queries import editions_visible_to
from conferences.models import Conference
from conferences.queries import conferences_visible_to
from core.pages import page, signed_in
from core.pdf import PdfFailed
from reports.actions import note_download
from reports.papers import (
    minutes_docx,
    minutes_file,
    minutes_pdf,
    year_report_docx,
    year_report_file,
    year_report_pdf,
)
from reports.queries import minutes_content, year_report_content
from reports.rules import Minutes, YearReport

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
NO_PDF = "Chưa tạo được tệp PDF. Thử lại sau ít phút; nếu vẫn lỗi, báo người quản trị."


@page(allow=signed_in)
def minutes_as_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    conference, content = _minutes(request, pk)
    try:
        made = minutes_pdf(content)
    except PdfFailed:
        messages.error(request, NO_PDF)
        return redirect("portal:conference", pk)
    return _answer(request, conference, made, minutes_file(content, "pdf"))


@page(allow=signed_in)
def minutes_as_docx(request: HttpRequest, pk: int) -> HttpResponse:
    conference, content = _minutes(request, pk)
    return _answer(request, conference, minutes_docx(content), minutes_file(content, "docx"))


@page(allow=signed_in)
def year_report_as_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    edition, content = _year_report(request, pk)
    try:
        made = year_report_pdf(content)
    except PdfFailed:
        messages.error(request, NO_PDF)
        return redirect("portal:edition", pk)
    return _answer(request, edition, made, year_report_file(content, "pdf"))


@page(allow=signed_in)
def year_report_as_docx(request: HttpRequest, pk: int) -> HttpResponse:
    edition, content = _year_report(request, pk)
    made = year_report_docx(content)
    return _answer(request, edition, made, year_report_file(content, "docx"))


def _minutes(request: HttpRequest, pk: int) -> tuple[Conference, Minutes]:
    user = reader(request)
    conference = get_object_or_404(conferences_visible_to(user), pk=pk)
    return conference, minutes_content(conference, user)


def _year_report(request: HttpRequest, pk: int) -> tuple[ClusterEdition, YearReport]:
    user = reader(request)
    edition = get_object_or_404(editions_visible_to(user), pk=pk)
    return edition, year_report_content(edition, user)


def _answer(
    request: HttpRequest, thing: Conference | ClusterEdition, made: bytes, name: str
) -> HttpResponse:
    """The file and its row in the log; a PDF opens in the browser, Word is saved."""
    note_download(thing=thing, file=name, by=reader(request))
    is_pdf = name.endswith(".pdf")
    disposition = content_disposition_header(not is_pdf, name)
    headers = {"Content-Disposition": disposition or "", "Cache-Control": "private, no-store"}
    return HttpResponse(made, content_type=PDF if is_pdf else DOCX, headers=headers)
