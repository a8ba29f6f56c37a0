"""The first page: what waits for this person."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.queries import reader
from clusters.queries import shown_year
from core.dates import today
from core.pages import page, signed_in
from portal.queries.editions import edition_rows, editions_listed
from portal.queries.home import recent_papers, waiting_tasks


@page(allow=signed_in)
def home(request: HttpRequest) -> HttpResponse:
    """What waits, by due date; the reader's groups with their year; papers of late."""
    user = reader(request)
    year = shown_year(user, request.GET.get("nam", ""))
    tasks = waiting_tasks(user, today())
    shown = {
        "day": today(),
        "label_year": year,
        "tasks": tasks,
        "rows": edition_rows(editions_listed(user, year), user),
        "papers": recent_papers(user),
    }
    return render(request, "portal/home.html", shown)
