"""The register of papers."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from accounts.queries import reader
from clusters.queries import shown_year
from core.pages import page, signed_in
from core.text import one_line
from documents.queries import bases_visible_to
from portal.queries.filters import pills_of
from portal.queries.papers import (
    agreements_listed,
    bases_listed,
    citations_of,
    conferences_to_print,
    editions_to_print,
)

ROWS = 25


@page(allow=signed_in)
def papers(request: HttpRequest) -> HttpResponse:
    """Agreements by state, prints made from the data of one year, legal bases with a search."""
    user, text = reader(request), one_line(request.GET.get("q", ""))
    year = shown_year(user, request.GET.get("nam", ""))
    bases = Paginator(bases_listed(user, text), ROWS)
    agreements = agreements_listed(user)
    shown = {
        "text": text,
        "pills": pills_of(request.GET, {"q": lambda typed: f"Có “{typed}”"}),
        "page": bases.get_page(request.GET.get("trang")),
        "issued": [row for row in agreements if not row[0].is_draft],
        "drafts": [row for row in agreements if row[0].is_draft],
        "printed_title": f"In từ dữ liệu năm {year}",
        "editions": editions_to_print(user, year),
        "conferences": conferences_to_print(user, year),
    }
    return render(request, "portal/papers.html", shown)


@page(allow=signed_in)
def basis(request: HttpRequest, pk: int) -> HttpResponse:
    """One legal basis and who rests on it."""
    user = reader(request)
    found = get_object_or_404(bases_visible_to(user), pk=pk)
    shown = {"basis": found, "cited": citations_of(found, user)}
    return render(request, "portal/basis.html", shown)
