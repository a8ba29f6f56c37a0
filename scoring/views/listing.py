"""The list of score sheets."""

from django.http import HttpRequest, HttpResponse

from accounts.queries import reader
from clusters.queries import shown_year
from core.lists import shown, words_of
from core.pages import page, signed_in
from scoring.queries import rounds_scored, sheets_list, sheets_listed


@page(allow=signed_in)
def score_sheets(request: HttpRequest) -> HttpResponse:
    """The sheets of the shown year by cluster and bloc."""
    user = reader(request)
    year = shown_year(user, request.GET.get("nam", ""))
    rounds = rounds_scored(user, year)
    more = {
        "year": year,
        "year_title": f"Năm {year}",
        "unseen": [each for each in rounds.values() if not each.seen],
    }
    of = sheets_list(user, year, rounds, words_of(request.GET))
    return shown(request, "scoring/score_sheets.html", of, sheets_listed(user, year), **more)
