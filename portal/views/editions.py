"""Clusters and blocs."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from accounts.queries import reader
from clusters.policies import can_compose_group, can_read_handover
from clusters.queries import (
    editions_visible_to,
    passings_around,
    seats_in_words,
    shown_year,
    years_kept_by,
)
from conferences.policies import can_call_conference
from core.lists import shown
from core.pages import about_year, page, signed_in
from portal.queries.edition_record import edition_record
from portal.queries.editions import editions_list, editions_listed
from scoring.policies import can_open_scoring


@page(allow=signed_in)
def editions(request: HttpRequest) -> HttpResponse:
    """Groups of the shown year, each with its year in steps."""
    user = reader(request)
    year = shown_year(user, request.GET.get("nam", ""))
    of, found = editions_list(user, year), editions_listed(user, year)
    more = {"label_year": year, "year_title": f"Năm {year}", "kept": years_kept_by(user, year)}
    return shown(request, "portal/editions.html", of, found, **more)


@page(allow=signed_in)
def edition(request: HttpRequest, pk: int) -> HttpResponse:
    """One group: who belongs, who leads, what happened and what comes next."""
    user = reader(request)
    found = get_object_or_404(editions_visible_to(user).prefetch_related("bases", "terms"), pk=pk)
    about_year(request, found.year.label_year)
    may_compose = can_compose_group(user, found)
    context = {
        "record": edition_record(found, user),
        "edition": found,
        "may_enter": can_call_conference(user, found),
        "may_compose": may_compose,
        "offered": seats_in_words(found) if may_compose else [],
        "may_open_scoring": can_open_scoring(user, found),
        "handovers": [each for each in passings_around(found) if can_read_handover(user, each)],
    }
    return render(request, "portal/edition.html", context)
