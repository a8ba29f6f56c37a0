"""Issuing an agreement, and putting an issued one right."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.queries import reader
from agreements.actions import CannotIssue, cancel_correction, issue_agreement, plan_correction
from agreements.forms import CorrectionForm
from agreements.models import Agreement
from agreements.papers import title_of
from agreements.queries import agreement_text, agreement_url, correction_of, issue_view
from agreements.views.reach import frame, managed, to_page
from audit.queries import last_change_of
from core.downloads import NO_PDF
from core.editing import Removal, Work, edited, in_time, removed
from core.pages import page, signed_in
from core.pdf import PdfFailed
from core.versions import Stale, version_of

NOT_ISSUED = "Giao ước chưa phát hành: sửa ngay trong dự thảo."


@page(allow=signed_in, writes=True)
def agreement_issue(request: HttpRequest, pk: int) -> HttpResponse:
    """What would be frozen and what is missing; POST freezes it, a second one changes nothing."""
    found = managed(request, pk)
    if request.method != "POST":
        return _show_issue(request, found) if found.is_being_written else to_page(found)
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
    return to_page(found)


def _show_issue(
    request: HttpRequest, found: Agreement, status: int = 200, warning: str = ""
) -> HttpResponse:
    found.refresh_from_db()
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


@page(allow=signed_in, writes=True)
def agreement_correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin a paper that replaces or amends the issued one, or change its reason."""
    found, user = managed(request, pk), reader(request)
    in_time(not found.is_draft, NOT_ISSUED, agreement_url(found))
    work = Work(
        CorrectionForm,
        correction_of(found),
        partial(plan_correction, agreement=found, by=user),
        "Nội dung giao ước đã mở để sửa. Bản đã phát hành vẫn có hiệu lực đến khi phát hành bản "
        "mới.",
        last_change=partial(last_change_of, found),
    )
    page_ = frame(
        found,
        "Đính chính, thay thế giao ước",
        note="Bản đã phát hành không bao giờ bị sửa. Hãy soạn một bản mới nêu rõ bản cũ; bản cũ "
        "vẫn xem được và được đánh dấu.",
        submit="Lưu lý do" if found.is_correcting else "Bắt đầu soạn bản mới",
    )
    return edited(request, page_, work)


@page(allow=signed_in, writes=True)
def agreement_correct_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the correction up; the issued paper stands as it did."""
    found, user = managed(request, pk), reader(request)
    if request.method != "POST" and not found.is_correcting:
        return to_page(found)
    note = "Mọi sửa đổi từ lúc bắt đầu soạn bản mới sẽ bỏ; bản đã phát hành vẫn có hiệu lực."
    removal = Removal(
        page=frame(found, "Thôi soạn bản mới", note=note, submit="Bỏ bản đang soạn"),
        remove=partial(cancel_correction, agreement=found, by=user),
        done="Đã bỏ bản đang soạn. Giao ước đã phát hành giữ nguyên.",
    )
    return removed(request, removal)
