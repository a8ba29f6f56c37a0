"""What is said of the signing, who has signed, scans of the signed paper."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from accounts.queries import reader
from agreements.actions import keep_copy, save_signatures, save_signing, withdraw_copy
from agreements.forms import CopyForm, SignaturesForm, SigningDayForm, SigningForm, WithdrawalForm
from agreements.models import Agreement, SignedCopy
from agreements.policies import can_manage_agreement, can_read_copy
from agreements.queries import (
    agreement_url,
    copies_visible_to,
    frozen_text,
    signature_scene,
    signatures_of,
    signing_of,
)
from agreements.rules import CopyFacts, WithdrawalFacts
from agreements.views.files import kept_file
from agreements.views.reach import frame, managed
from audit.queries import last_change_of
from core.editing import Work, allowed, edited
from core.pages import Late, about_year, page, signed_in
from documents.models import Paper

NOT_ISSUED = "Phát hành giao ước trước, sau đó mới ghi chữ ký và lưu bản đã ký."


@page(allow=signed_in, writes=True)
def agreement_signing(request: HttpRequest, pk: int) -> HttpResponse:
    """What is said of agreeing and signing; still open once issued."""
    found, user = managed(request, pk), reader(request)
    work = Work(
        SigningForm,
        signing_of(found),
        partial(save_signing, agreement=found, by=user),
        "Đã lưu mục “Thống nhất, ký kết”.",
        last_change=partial(last_change_of, found),
    )
    return edited(request, frame(found, "Thống nhất, ký kết"), work)


@page(allow=signed_in, writes=True)
def agreement_signatures(request: HttpRequest, pk: int) -> HttpResponse:
    """Who has signed the paper in force, and when."""
    found, user = managed(request, pk), reader(request)
    paper = _issued(found)
    work = Work(
        SignaturesForm,
        signatures_of(paper),
        partial(save_signatures, agreement=found, by=user),
        "Đã lưu chữ ký.",
        scene=signature_scene(paper, frozen_text(paper)),
        last_change=partial(last_change_of, found),
    )
    template, more = "agreements/agreement_signatures.html", {"paper": paper}
    return edited(request, frame(found, "Ghi chữ ký"), work, template=template, more=more)


@page(allow=signed_in, writes=True)
def agreement_sign_all(request: HttpRequest, pk: int) -> HttpResponse:
    """One day for every unit that has not signed yet; the same form stands beside the parties."""
    found, user = managed(request, pk), reader(request)
    work = Work(
        SigningDayForm,
        signatures_of(_issued(found)),
        partial(save_signatures, agreement=found, by=user),
        "Đã ghi ngày ký của các đơn vị.",
        last_change=partial(last_change_of, found),
    )
    return edited(request, frame(found, "Tất cả đã ký"), work)


@page(allow=signed_in, writes=True)
def copy_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a scan of the signed paper."""
    found, user = managed(request, pk), reader(request)
    _issued(found)
    work = Work(
        CopyForm,
        CopyFacts(),
        partial(keep_copy, agreement=found, by=user),
        "Đã lưu bản chụp giao ước đã ký.",
        with_version=False,
    )
    return edited(request, frame(found, "Lưu bản đã ký"), work)


@page(allow=signed_in)
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    """A scan byte for byte; one that was withdrawn exists only for who runs the group."""
    kept = _copy(request, pk)
    if not can_read_copy(reader(request), kept):
        raise Http404
    return kept_file(request, kept.agreement, kept)


@page(allow=signed_in, writes=True)
def copy_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark a wrong scan, with the reason."""
    kept, user = _copy(request, pk), reader(request)
    allowed(can_manage_agreement(user, kept.agreement))
    work = Work(
        WithdrawalForm,
        WithdrawalFacts(),
        partial(withdraw_copy, copy=kept, by=user),
        f"Đã rút bản chụp “{kept.name}”.",
        with_version=False,
    )
    note = f"“{kept.name}” không còn hiện cho người đọc; tệp và lý do vẫn giữ trong hồ sơ."
    page_ = frame(kept.agreement, "Rút bản chụp nhầm", note=note, submit="Rút bản chụp")
    return edited(request, page_, work)


def _copy(request: HttpRequest, pk: int) -> SignedCopy:
    kept = get_object_or_404(copies_visible_to(reader(request)), pk=pk)
    about_year(request, kept.agreement.edition.year.label_year)
    return kept


def _issued(found: Agreement) -> Paper:
    """The paper in force, which is what is signed."""
    if found.paper is None:
        raise Late(NOT_ISSUED, agreement_url(found))
    return found.paper
