"""Entering, mending and deleting a paper that came in."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy
from django.utils.html import format_html

from accounts.queries import reader
from audit.queries import last_change_of
from core.editing import Page, Removal, Work, allowed, edited, removed
from core.pages import page, signed_in
from documents.actions import CannotRegister, delete_basis, register_basis, save_basis
from documents.forms import BasisForm
from documents.models import LegalBasis
from documents.policies import can_keep_basis, can_register_basis
from documents.queries import bases_visible_to, basis_facts, basis_label, basis_scene
from documents.rules import BasisFacts

LIST = reverse_lazy("portal:papers")
CRUMBS = (("Văn bản", LIST),)


@page(allow=can_register_basis, writes=True)
def basis_new(request: HttpRequest) -> HttpResponse:
    """Enter a paper that came in, with its files and what it asks for."""
    user = reader(request)
    work = Work(
        BasisForm,
        BasisFacts(kind=""),
        _pointing(request, partial(register_basis, by=user)),
        "Đã vào sổ văn bản.",
        scene=basis_scene(user),
        onward=basis_url,
        with_version=False,
    )
    return edited(request, Page("Vào sổ văn bản", LIST, crumbs=CRUMBS), work)


@page(allow=signed_in, writes=True)
def basis_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Mend a paper of the register."""
    basis, user = kept_basis(request, pk), reader(request)
    work = Work(
        BasisForm,
        basis_facts(basis),
        _pointing(request, partial(save_basis, basis=basis, by=user)),
        "Đã lưu văn bản.",
        scene=basis_scene(user, basis),
        last_change=partial(last_change_of, basis),
    )
    return edited(request, _frame(basis, "Sửa văn bản"), work)


@page(allow=signed_in, writes=True)
def basis_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Take out a paper entered by mistake; one that is used is named with what uses it."""
    basis = kept_basis(request, pk)
    counts = ((basis.files.count(), "tệp"), (basis.duties.count(), "việc phải làm"))
    removal = Removal(
        page=_frame(basis, "Xóa văn bản nhập nhầm", submit="Xóa văn bản"),
        remove=partial(delete_basis, basis=basis, by=reader(request)),
        done=f"Đã xóa “{basis.label}” khỏi sổ văn bản.",
        goes_with_it=tuple(f"{count} {noun}" for count, noun in counts if count),
        onward=str(LIST),
    )
    return removed(request, removal)


def kept_basis(request: HttpRequest, pk: int) -> LegalBasis:
    """The paper, for whoever may mend it (404, 403)."""
    user = reader(request)
    basis = get_object_or_404(bases_visible_to(user), pk=pk)
    allowed(can_keep_basis(user, basis))
    return basis


def basis_url(basis: LegalBasis) -> str:
    return reverse("portal:basis", args=[basis.pk])


def _frame(basis: LegalBasis, title: str, submit: str = "Lưu") -> Page:
    crumbs = (*CRUMBS, (basis.label, basis_url(basis)))
    return Page(title, basis_url(basis), basis_label(basis), crumbs, submit=submit)


def _pointing(request: HttpRequest, save: Callable[..., Any]) -> Callable[..., Any]:
    """The same action; where the paper is in the register already, the page leads there."""

    def saved(**typed: Any) -> Any:
        try:
            return save(**typed)
        except CannotRegister as refused:
            if refused.same is not None:
                where, what = basis_url(refused.same), basis_label(refused.same)
                note = 'Văn bản này đã có trong sổ: <a href="{}">{}</a>.'
                messages.warning(request, format_html(note, where, what))
            raise

    return saved
