"""Emulation years."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.queries import reader
from core.pages import about_year, page, signed_in
from portal.queries.years import groups_in_words, theme_of_sector, year_record, years_listed


@page(allow=signed_in)
def years(request: HttpRequest) -> HttpResponse:
    """All years of all owners the reader may see."""
    return render(request, "portal/years.html", {"rows": years_listed(reader(request))})


@page(allow=signed_in)
def year(request: HttpRequest, year: int) -> HttpResponse:
    """One year: theme, papers it rests on, and the groups of each owner."""
    rows = year_record(year, reader(request))
    if not rows:
        raise Http404
    about_year(request, year)
    shown = {
        "label_year": year,
        "title": f"Năm thi đua {year}",
        "summary": groups_in_words(rows),
        "rows": rows,
        "sector": theme_of_sector(year),
    }
    return render(request, "portal/year.html", shown)
