"""The first page: what waits for this person."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.queries import reader
from clusters.queries import shown_year
from core.dates import today
from core.days import weekday
from core.pages import page, signed_in
from organizations.policies import keeps_register
from portal.queries.editions import edition_rows, editions_listed
from portal.queries.first_steps import first_steps
from portal.queries.gathered import waiting_for
from portal.queries.home import recent_papers, waiting_tasks
from portal.rules import due_summary

AT_MOST = 25  # groups; the list has all of them


@page(allow=signed_in)
def home(request: HttpRequest) -> HttpResponse:
    """What waits, by due date; the reader's groups with their year; papers of late."""
    user, day = reader(request), today()
    year = shown_year(user, request.GET.get("nam", ""))
    waiting = waiting_for(user, day)
    shown = {
        "day": day,
        "weekday": weekday(day),
        "label_year": year,
        "summary": due_summary([each.due_on for each in waiting], day),
        "tasks": waiting_tasks(waiting, day),
        "progress_title": f"Tiến độ các cụm, khối năm {year}",
        "rows": edition_rows(editions_listed(user, year)[:AT_MOST], user),
        "papers": recent_papers(user),
        "first_steps": first_steps(user) if keeps_register(user) else None,
    }
    return render(request, "portal/home.html", shown)
