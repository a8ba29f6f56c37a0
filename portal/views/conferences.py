"""Conferences: the calendar and the page of one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from accounts.queries import reader
from clusters.queries import shown_year
from conferences.policies import can_edit_conference, can_reopen_conference
from conferences.queries import conferences_visible_to
from core.lists import shown
from core.pages import about_year, page, signed_in
from portal.policies import can_enter_conferences
from portal.queries.conferences import conference_record, conferences_list, conferences_listed
from portal.queries.honours import honours_told_at


@page(allow=signed_in)
def conferences(request: HttpRequest) -> HttpResponse:
    """Conferences held for the shown year, month by month, unknown days last."""
    user = reader(request)
    year = shown_year(user, request.GET.get("nam", ""))
    may_enter = can_enter_conferences(user, year)
    of, found = conferences_list(user, year), conferences_listed(user, year)
    return shown(
        request,
        "portal/conferences.html",
        of,
        found,
        label_year=year,
        year_title=f"Năm {year}",
        may_enter=may_enter,
    )


@page(allow=signed_in)
def conference(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that was entered about one conference."""
    user = reader(request)
    found = get_object_or_404(conferences_visible_to(user), pk=pk)
    record = conference_record(found, user)
    about_year(request, record.row.year)
    context = {
        "record": record,
        "conference": found,
        "told": honours_told_at(found),
        "may_edit": can_edit_conference(user, found),
        "may_reopen": can_reopen_conference(user, found),
    }
    return render(request, "portal/conference.html", context)
