"""Text and parties of an agreement; giving a draft up."""

from dataclasses import replace
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from accounts.queries import reader
from agreements.actions import (
    CannotChange,
    add_missing_parties,
    discard_agreement,
    save_agreement_text,
    save_parties,
)
from agreements.forms import PartiesForm, TextForm
from agreements.models import Agreement
from agreements.queries import (
    agreement_url,
    clause_sources,
    clauses_of,
    parties_of,
    scene_of,
    text_of,
)
from agreements.rules import TextFacts
from agreements.views.reach import frame, issued_words, managed, to_page
from audit.queries import last_change_of
from core.editing import Removal, Work, edited, in_time, removed
from core.pages import page, signed_in
from core.text import whole_number


@page(allow=signed_in, writes=True)
def agreement_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Place, day, căn cứ, clauses, closing; `?tu=` shows the clauses of another agreement."""
    found, user = managed(request, pk), reader(request)
    _still_written(request, found)
    stored = text_of(found)
    shown, note = _taken_over(request, found, stored)
    work = Work(
        partial(TextForm, shown=shown),  # type: ignore[arg-type]
        stored,
        partial(save_agreement_text, agreement=found, by=user),
        "Đã lưu mục “Nội dung giao ước”.",
        scene=scene_of(found, user),
        last_change=partial(last_change_of, found),
    )
    more = {"sources": clause_sources(found, user), "agreement": found}
    page_ = frame(found, "Nội dung giao ước", note=note)
    return edited(request, page_, work, template="agreements/agreement_edit.html", more=more)


def _taken_over(
    request: HttpRequest, found: Agreement, stored: TextFacts
) -> tuple[TextFacts | None, str]:
    """The text with the clauses of the agreement asked for, and what that would mean."""
    key = whole_number(request.GET.get("tu", "")) if request.method != "POST" else None
    sources = clause_sources(found, reader(request)) if key else []
    source = next((each for each in sources if each.agreement.pk == key), None)
    if source is None:
        return None, ""
    clauses = clauses_of(source.agreement)
    note = f"Đang hiện {len(clauses):02d} điều khoản lấy từ {source.label}; chưa lưu gì."
    if stored.clauses:
        note += f" Bấm Lưu thì {len(stored.clauses):02d} điều khoản hiện có được thay."
    return replace(stored, clauses=clauses), note


@page(allow=signed_in, writes=True)
def agreement_parties(request: HttpRequest, pk: int) -> HttpResponse:
    """Who signs, in which order, for whom."""
    found, user = managed(request, pk), reader(request)
    _still_written(request, found)
    work = Work(
        PartiesForm,
        parties_of(found),
        partial(save_parties, agreement=found, by=user),
        "Đã lưu mục “Các bên ký”.",
        scene=scene_of(found, user),
        last_change=partial(last_change_of, found),
    )
    return edited(request, frame(found, "Các bên ký"), work)


def _still_written(request: HttpRequest, found: Agreement) -> None:
    """Nobody begins to type what cannot be saved; what is typed already is shown again."""
    if request.method != "POST":
        in_time(found.is_being_written, issued_words(found), agreement_url(found))


@page(allow=signed_in, writes=True)
def agreement_parties_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Members that joined since become parties; only posted to."""
    found = managed(request, pk)
    if request.method != "POST":
        return redirect("agreements:agreement-parties", pk=pk)
    try:
        count = add_missing_parties(agreement=found, by=reader(request))
    except CannotChange as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"Đã thêm {count:02d} đơn vị vào các bên ký.")
    return to_page(found)


@page(allow=signed_in, writes=True)
def agreement_discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a draft up; what was ever issued stays."""
    found, user = managed(request, pk), reader(request)
    in_time(found.is_draft, issued_words(found), agreement_url(found))
    removal = Removal(
        page=frame(found, "Xóa dự thảo giao ước", submit="Xóa dự thảo"),
        remove=partial(discard_agreement, agreement=found, by=user),
        done=f"Đã xóa dự thảo {found.label}.",
        goes_with_it=_parts(found),
        onward=f"/giao-uoc/?nam={found.edition.year.label_year}",
    )
    return removed(request, removal)


def _parts(found: Agreement) -> tuple[str, ...]:
    counts: tuple[tuple[Any, str], ...] = (
        (found.clauses, "điều khoản"),
        (found.parties, "bên ký"),
        (found.cited, "căn cứ viện dẫn"),
    )
    return tuple(f"{rows.count()} {noun}" for rows, noun in counts if rows.exists())
