"""Titles and awards."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.queries import reader
from core.pages import page, signed_in
from core.text import one_line
from portal.queries.awards import (
    SECTIONS,
    UNKNOWN_YEAR,
    conferences_open_to,
    section_named,
    years_of_awards,
)
from portal.queries.filters import pills_of
from portal.queries.honours import honours

ROWS = 25


@page(allow=signed_in)
def awards(request: HttpRequest) -> HttpResponse:
    """One of three lists, by year and by words of title or unit."""
    user, section = reader(request), section_named(request.GET.get("muc", ""))
    years = [str(year) for year in years_of_awards(user)]
    labels = {UNKNOWN_YEAR: "Chưa rõ năm"} | {year: f"Năm {year}" for year in years}
    text = one_line(request.GET.get("q", ""))
    year = request.GET.get("nam", "") if request.GET.get("nam") in labels else ""
    found = Paginator(section.rows(user, text, year), ROWS).get_page(request.GET.get("trang"))
    shown = {
        "section": section,
        "sections": SECTIONS,
        "text": text,
        "year": year,
        "years": labels,
        "page": found,
        "rows": honours(found, section.day),
        "open_conferences": conferences_open_to(user, found),
        "pills": pills_of(
            request.GET,
            {"q": lambda typed: f"Có “{typed}”", "nam": lambda typed: labels.get(typed, "")},
        ),
    }
    return render(request, "portal/awards.html", shown)
