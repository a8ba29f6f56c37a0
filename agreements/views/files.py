"""Files of an agreement: prints of the text being written, issued papers, each served as kept."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from accounts.queries import reader
from agreements.actions import DOCX, PDF, note_download, note_draft_download
from agreements.models import Agreement, SignedCopy
from agreements.papers import agreement_docx as docx_of
from agreements.papers import agreement_pdf as pdf_of
from agreements.queries import agreement_of_paper, draft_text
from agreements.rules import agreement_stem
from agreements.views.reach import managed, to_page, visible
from core.downloads import handed_out, printed
from core.pages import page, signed_in
from documents.models import PaperFile
from documents.queries import DamagedFile, bytes_of, file_of

DAMAGED = "Tệp lưu không còn nguyên vẹn nên không mở được. Hãy báo người quản trị."
_RENDER = {PDF: (pdf_of, "pdf"), DOCX: (docx_of, "docx")}


@page(allow=signed_in)
def agreement_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The print: rendered anew while a draft, the kept bytes of the paper in force after."""
    return _print(request, visible(request, pk), PDF)


@page(allow=signed_in)
def agreement_docx(request: HttpRequest, pk: int) -> HttpResponse:
    """The same text for Word."""
    return _print(request, visible(request, pk), DOCX)


@page(allow=signed_in)
def draft_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The text being written, also while an issued paper is in force."""
    return _being_written(request, managed(request, pk), PDF)


@page(allow=signed_in)
def draft_docx(request: HttpRequest, pk: int) -> HttpResponse:
    """The same text for Word."""
    return _being_written(request, managed(request, pk), DOCX)


@page(allow=signed_in)
def paper_file(request: HttpRequest, pk: int) -> HttpResponse:
    """A file of any paper the agreement ever had, byte for byte."""
    file = get_object_or_404(PaperFile.objects.select_related("paper"), pk=pk)
    agreement = agreement_of_paper(file.paper)
    if agreement is None:
        raise Http404
    return kept_file(request, visible(request, agreement.pk), file)


def _print(request: HttpRequest, found: Agreement, media_type: str) -> HttpResponse:
    if found.paper is None:
        return _drafted(request, found, media_type)
    return kept_file(request, found, file_of(found.paper, media_type))


def _being_written(request: HttpRequest, found: Agreement, media_type: str) -> HttpResponse:
    if found.is_being_written:
        return _drafted(request, found, media_type)
    return to_page(found)


def kept_file(request: HttpRequest, found: Agreement, file: PaperFile | SignedCopy) -> HttpResponse:
    """The bytes as they were kept, and a row in the log; damaged ones are never handed out."""
    try:
        content = bytes_of(file)
    except DamagedFile:
        messages.error(request, DAMAGED)
        return to_page(found)
    note_download(agreement=found, file=file, by=reader(request))
    is_pdf = file.media_type == PDF
    return handed_out(content, name=file.name, media_type=file.media_type, inline=is_pdf)


def _drafted(request: HttpRequest, found: Agreement, media_type: str) -> HttpResponse:
    """A draft rendered for this look alone: nothing is kept of it but who took it."""
    text = draft_text(found)
    render, ending = _RENDER[media_type]
    name = f"{agreement_stem(text.group, text.year, is_draft=True)}.{ending}"
    back = reverse("agreements:agreement", args=[found.pk])
    content = printed(partial(render, text, is_draft=True), back=back)
    note_draft_download(agreement=found, name=name, by=reader(request))
    return handed_out(content, name=name, media_type=media_type)
