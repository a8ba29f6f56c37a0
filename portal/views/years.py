"""Emulation years."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from accounts.queries import reader
from clusters.actions import lock_year
from clusters.policies import can_lock_year, keeps_year
from clusters.queries import years_visible_to
from core.editing import Page, allowed
from core.lists import shown
from core.pages import about_year, page, signed_in
from core.text import whole_number
from organizations.policies import is_office
from portal.queries.unfinished import conferences_being_entered, unfinished_groups
from portal.queries.years import (
    groups_in_words,
    theme_of_sector,
    year_record,
    years_list,
    years_listed,
)


@page(allow=signed_in)
def years(request: HttpRequest) -> HttpResponse:
    """All years of all owners the reader may see."""
    user = reader(request)
    found, may_open = years_listed(user), is_office(user)
    return shown(request, "portal/years.html", years_list(user), found, may_open=may_open)


@page(allow=signed_in)
def year(request: HttpRequest, year: int) -> HttpResponse:
    """One year: theme, papers it rests on, and the groups of each owner."""
    owner = whole_number(request.GET.get("chu-quan", ""))
    record = year_record(year, reader(request), owner)
    if not record.all_rows:
        raise Http404
    about_year(request, year)
    context = {
        "label_year": year,
        "title": f"Năm thi đua {year}",
        "summary": groups_in_words(record.all_rows),
        "record": record,
        "sector": theme_of_sector(year),
    }
    return render(request, "portal/year.html", context)


@page(allow=signed_in, writes=True)
def year_lock(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a year, having seen what it still lacks."""
    user = reader(request)
    found = get_object_or_404(years_visible_to(user), pk=pk)
    allowed(keeps_year(user, found))
    back = reverse("portal:year", args=[found.label_year])
    if not can_lock_year(user, found):
        messages.info(request, f"Năm {found.label_year} đã khóa.")
        return redirect(back)
    if request.method == "POST":
        lock_year(year=found, by=user)
        messages.success(request, f"Đã khóa năm thi đua {found.label_year}.")
        return redirect(back)
    about_year(request, found.label_year)
    crumbs = (("Năm thi đua", reverse("portal:years")), (found.label, back))
    context = {
        "page": Page(f"Khóa năm thi đua {found.label_year}", back, "", crumbs, submit="Khóa năm"),
        "year": found,
        "drafts": conferences_being_entered(found),
        "unfinished": unfinished_groups(found, user),
    }
    return render(request, "portal/year_lock.html", context)
