"""The agreement a page is about, and the way back to it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from accounts.queries import reader
from agreements.models import Agreement
from agreements.policies import can_manage_agreement
from agreements.queries import agreement_url, agreements_visible_to
from core.days import vn_moment
from core.editing import Crumbs, Page, allowed
from core.pages import about_year


def visible(request: HttpRequest, pk: int) -> Agreement:
    """The agreement, if the reader may know of it (404)."""
    found = get_object_or_404(agreements_visible_to(reader(request)), pk=pk)
    about_year(request, found.edition.year.label_year)
    return found


def managed(request: HttpRequest, pk: int) -> Agreement:
    """The same for whoever runs the group; others are refused (403)."""
    found = visible(request, pk)
    allowed(can_manage_agreement(reader(request), found))
    return found


def issued_words(found: Agreement) -> str:
    """What to tell who comes to write when the agreement is issued."""
    when = f" lúc {vn_moment(found.paper.issued_at)}" if found.paper else ""
    return f"Giao ước đã phát hành{when}, không sửa được nữa."


def to_page(found: Agreement) -> HttpResponse:
    return redirect("agreements:agreement", pk=found.pk)


def frame(found: Agreement, title: str, *, note: str = "", submit: str = "Lưu") -> Page:
    """What stands around a form of this agreement."""
    return Page(
        title=title,
        back=agreement_url(found),
        subtitle=found.label,
        crumbs=_crumbs(found),
        note=note,
        submit=submit,
    )


def _crumbs(found: Agreement) -> Crumbs:
    edition_url = reverse("portal:edition", args=[found.edition_id])
    return ((found.edition.label, edition_url), ("Giao ước", agreement_url(found)))
