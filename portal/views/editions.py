"""Clusters and blocs."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from accounts.queries import reader
from clusters.queries import editions_visible_to, shown_year
from conferences.policies import can_call_conference
from core.pages import about_year, page, signed_in
from portal.queries.edition_record import edition_record
from portal.queries.editions import edition_rows, editions_listed


@page(allow=signed_in)
def editions(request: HttpRequest) -> HttpResponse:
    """Groups of the shown year, each with its year in steps."""
    user = reader(request)
    year = shown_year(user, request.GET.get("nam", ""))
    rows = edition_rows(editions_listed(user, year), user)
    shown = {
        "label_year": year,
        "year_title": f"Năm {year}",
        "title": f"Cụm, khối thi đua năm {year}",
        "summary": f"{len(rows)} cụm, khối" if rows else "",
        "rows": rows,
    }
    return render(request, "portal/editions.html", shown)


@page(allow=signed_in)
def edition(request: HttpRequest, pk: int) -> HttpResponse:
    """One group: who belongs, who leads, what happened and what comes next."""
    user = reader(request)
    found = get_object_or_404(editions_visible_to(user).prefetch_related("bases", "terms"), pk=pk)
    about_year(request, found.year.label_year)
    shown = {
        "record": edition_record(found, user),
        "edition": found,
        "may_enter": can_call_conference(user, found),
    }
    return render(request, "portal/edition.html", shown)
