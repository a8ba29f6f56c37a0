"""The list of score sheets."""

from django.http import HttpRequest, HttpResponse

from accounts.queries import reader
from clusters.queries import shown_year
from core.lists import shown, words_of
from core.pages import page, signed_in
from scoring.queries import rounds_without_sheets, sheets_list, sheets_listed


@page(allow=signed_in)
def score_sheets(request: HttpRequest) -> HttpResponse:
    """The sheets of the shown year by cluster and bloc."""
    user = reader(request)
    year = shown_year(user, request.GET.get("nam", ""))
    more = {
        "year": year,
        "year_title": f"Năm {year}",
        "unseen": rounds_without_sheets(user, year),
    }
    of = sheets_list(user, year, words_of(request.GET))
    return shown(request, "scoring/score_sheets.html", of, sheets_listed(user, year), **more)
