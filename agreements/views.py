"""Screens of agreements: list, page, three forms, issuing, files."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header

from accounts.queries import reader
from agreements.actions import (
    DOCX,
    PDF,
    CannotDraft,
    CannotIssue,
    draft_agreement,
    issue_agreement,
    note_download,
    save_agreement_text,
    save_parties,
    save_signing,
)
from agreements.forms import PartiesForm, SigningForm, TextForm
from agreements.models import Agreement
from agreements.papers import agreement_docx as docx_of
from agreements.papers import agreement_pdf as pdf_of
from agreements.papers import title_of
from agreements.policies import (
    can_edit_agreement,
    can_issue_agreement,
    can_manage_agreement,
)
from agreements.queries import (
    agreement_record,
    agreement_rows,
    agreement_text,
    agreements_visible_to,
    editions_without_agreement,
    issue_view,
    parties_of,
    scene_of,
    signing_of,
    text_of,
)
from agreements.rules import AgreementText, file_stem
from audit.queries import last_change_of
from clusters.policies import can_manage_group
from clusters.queries import editions_visible_to, shown_year
from core.forms.facts import FactsForm
from core.forms.saving import SHOWN, Answer, saved
from core.pages import about_year, page, signed_in
from core.pdf import PdfFailed
from core.text import whole_number
from core.versions import Stale, version_of
from documents.queries import DamagedFile, bytes_of, file_of

Form = FactsForm[Any]
NO_PDF = "Chưa tạo được bản in. Hãy thử lại; nếu vẫn lỗi, báo người quản trị."
DAMAGED = "Tệp lưu không còn nguyên vẹn nên không mở được. Hãy báo người quản trị."


@page(allow=signed_in)
def agreements(request: HttpRequest) -> HttpResponse:
    """Agreements of one year, and the groups that still lack one."""
    user = reader(request)
    year = shown_year(user, request.GET.get("nam", ""))
    of_year = agreements_visible_to(user).filter(edition__year__label_year=year)
    rows = agreement_rows(of_year)
    issued = sum(not row.is_draft for row in rows)
    shown = {
        "title": f"Giao ước thi đua năm {year}",
        "summary": f"{issued}/{len(rows)} giao ước đã phát hành" if rows else "",
        "year_title": f"Năm {year}",
        "label_year": year,
        "rows": rows,
        "missing": editions_without_agreement(user, year),
    }
    return render(request, "agreements/agreements.html", shown)


@page(allow=signed_in, writes=True)
def agreement_new(request: HttpRequest) -> HttpResponse:
    """Begin the agreement of a group; asked twice, it opens the one that is there."""
    if request.method != "POST":
        return redirect("agreements:agreements")
    user, key = reader(request), request.POST.get("edition", "")
    editions = editions_visible_to(user)
    edition = get_object_or_404(editions, pk=whole_number(key))
    if not can_manage_group(user, edition):
        raise PermissionDenied
    try:
        draft = draft_agreement(edition=edition, by=user)
    except CannotDraft:
        draft = Agreement.objects.get(edition=edition)
    return redirect("agreements:agreement-edit", pk=draft.pk)


@page(allow=signed_in)
def agreement(request: HttpRequest, pk: int) -> HttpResponse:
    """Text, parties, registrations, state; what to do next for who may do it."""
    found, user = _visible(request, pk), reader(request)
    may_edit = can_edit_agreement(user, found)
    problems, hints = issue_view(found) if may_edit else ([], [])
    record = agreement_record(found, user)
    shown = {
        "agreement": found,
        "record": record,
        "title": f"Giao ước thi đua năm {record.text.year}",
        "subtitle": f"{record.text.group} – {record.owner.full_name}",
        "may_edit": may_edit,
        "may_issue": can_issue_agreement(user, found),
        "may_manage": can_manage_agreement(user, found),
        "problems": problems,
        "hints": hints,
    }
    return render(request, "agreements/agreement.html", shown)


@dataclass(frozen=True)
class Work:
    """What a form is made of: its heading, its fields, the query that reads it, its action."""

    title: str
    form: type[Form]
    read: Callable[[Agreement], Any]
    save: Callable[..., None]
    is_of_draft: bool = True


TEXT = Work("Nội dung giao ước", TextForm, text_of, save_agreement_text)
PARTIES = Work("Các bên ký", PartiesForm, parties_of, save_parties)
SIGNING = Work("Thống nhất, ký kết", SigningForm, signing_of, save_signing, is_of_draft=False)


@page(allow=signed_in, writes=True)
def agreement_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Place, day, căn cứ, clauses, closing."""
    return _work(request, pk, TEXT)


@page(allow=signed_in, writes=True)
def agreement_parties(request: HttpRequest, pk: int) -> HttpResponse:
    """Who signs, in which order, for whom."""
    return _work(request, pk, PARTIES)


@page(allow=signed_in, writes=True)
def agreement_signing(request: HttpRequest, pk: int) -> HttpResponse:
    """What is said of agreeing and signing; still open once issued."""
    return _work(request, pk, SIGNING)


def _work(request: HttpRequest, pk: int, work: Work) -> HttpResponse:
    """Show a form, or save what was typed; what cannot be saved comes back as it was typed."""
    found, user = _managed(request, pk), reader(request)
    scene, stored = scene_of(found, user), work.read(found)
    if request.method != "POST":
        if work.is_of_draft and not found.is_draft:
            messages.info(request, "Giao ước đã phát hành, không sửa được nữa.")
            return redirect("agreements:agreement", pk=pk)
        return _show(request, found, work, work.form(stored, scene=scene), Answer(SHOWN))
    form = work.form(stored, scene=scene, data=request.POST)
    save = partial(work.save, agreement=found, version=form.version, by=user)
    answer = saved(form, save)
    if answer.status:
        return _show(request, found, work, form, answer)
    messages.success(request, f"Đã lưu mục “{work.title}”.")
    return redirect("agreements:agreement", pk=pk)


def _show(
    request: HttpRequest, found: Agreement, work: Work, form: Form, answer: Answer
) -> HttpResponse:
    shown = {
        "agreement": found,
        "title": work.title,
        "form": form,
        "conflict": answer.conflict,
        "last_change": last_change_of(found) if answer.conflict else None,
    }
    return render(request, "agreements/agreement_edit.html", shown, status=answer.status)


# ── Issuing ──────────────────────────────────────────────────────────────────────────────────


@page(allow=signed_in, writes=True)
def agreement_issue(request: HttpRequest, pk: int) -> HttpResponse:
    """What would be frozen and what is missing; POST freezes it, a second one changes nothing."""
    found = _managed(request, pk)
    if request.method != "POST":
        return _show_issue(request, found) if found.is_draft else _to_page(found)
    try:
        version = request.POST.get("version", "")
        issue_agreement(agreement=found, version=version, by=reader(request))
    except CannotIssue:
        return _show_issue(request, found, 422)
    except Stale:
        return _show_issue(request, found, 409, "Nội dung vừa được sửa: xem lại rồi phát hành.")
    except PdfFailed:
        return _show_issue(request, found, 503, NO_PDF)
    messages.success(request, "Đã phát hành giao ước.")
    return _to_page(found)


def _show_issue(
    request: HttpRequest, found: Agreement, status: int = 200, warning: str = ""
) -> HttpResponse:
    problems, hints = issue_view(found)
    text = agreement_text(found)
    shown = {
        "agreement": found,
        "paper_title": title_of(text),
        "text": text,
        "version": version_of(text),
        "problems": problems,
        "hints": hints,
        "warning": warning,
    }
    return render(request, "agreements/agreement_issue.html", shown, status=status)


@page(allow=signed_in)
def agreement_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The print: rendered anew while a draft, the kept bytes once issued."""
    return _file(request, pk, PDF)


@page(allow=signed_in)
def agreement_docx(request: HttpRequest, pk: int) -> HttpResponse:
    """The same text for Word."""
    return _file(request, pk, DOCX)


def _file(request: HttpRequest, pk: int, media_type: str) -> HttpResponse:
    found, user = _visible(request, pk), reader(request)
    try:
        if found.paper is None:
            return _drafted(agreement_text(found), media_type)
        file = file_of(found.paper, media_type)
        content = bytes_of(file)
    except PdfFailed:
        messages.error(request, NO_PDF)
    except DamagedFile:
        messages.error(request, DAMAGED)
    else:
        note_download(agreement=found, file=file, by=user)
        return _answer(content, file.name, media_type)
    return _to_page(found)


def _drafted(text: AgreementText, media_type: str) -> HttpResponse:
    """A draft rendered for this look alone: nothing is kept of it."""
    stem = file_stem(text.group, text.year, is_draft=True)
    if media_type == PDF:
        return _answer(pdf_of(text, is_draft=True), f"{stem}.pdf", PDF)
    return _answer(docx_of(text, is_draft=True), f"{stem}.docx", DOCX)


def _answer(content: bytes, name: str, media_type: str) -> HttpResponse:
    disposition = content_disposition_header(media_type != PDF, name)
    headers = {"Content-Disposition": disposition or "", "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type=media_type, headers=headers)


def _visible(request: HttpRequest, pk: int) -> Agreement:
    found = get_object_or_404(agreements_visible_to(reader(request)), pk=pk)
    about_year(request, found.edition.year.label_year)
    return found


def _managed(request: HttpRequest, pk: int) -> Agreement:
    found = _visible(request, pk)
    if not can_manage_agreement(reader(request), found):
        raise PermissionDenied
    return found


def _to_page(found: Agreement) -> HttpResponse:
    return redirect("agreements:agreement", pk=found.pk)
