"""Titles and awards."""

from django.http import HttpRequest, HttpResponse

from accounts.queries import reader
from awards.policies import can_record_award
from awards.queries import units_awarded_by
from core.lists import shown, words_of
from core.pages import page, signed_in
from organizations.policies import is_administrator
from portal.queries.awards import (
    SECTIONS,
    UNKNOWN_YEAR,
    awards_list,
    section_named,
    years_of_awards,
)


@page(allow=signed_in)
def awards(request: HttpRequest) -> HttpResponse:
    """One of three lists, by year and by words of title or unit."""
    user, section = reader(request), section_named(request.GET.get("muc", ""))
    years = {str(year): f"Năm {year}" for year in years_of_awards(user)}
    known = {UNKNOWN_YEAR: "Chưa rõ năm"} | years
    of = awards_list(user, section, known, words_of(request.GET))
    may_add = can_record_award(user) and section.key == SECTIONS[0].key
    more = {
        "section": section,
        "sections": SECTIONS,
        "may_add": may_add,
        "corrects_all": may_add and is_administrator(user),
        "correctable": (units_awarded_by(user) if may_add else None) or frozenset(),
    }
    return shown(request, "portal/awards.html", of, section.rows(user), **more)
