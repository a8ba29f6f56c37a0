"""The list of a year's groups, and the plan of them, as files."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from accounts.queries import reader
from clusters.actions import note_download
from clusters.models import EmulationYear
from clusters.papers import (
    file_name,
    turn_file_name,
    turn_pdf,
    year_list_pdf,
    year_list_xlsx,
)
from clusters.policies import can_print_year
from clusters.queries import (
    TurnScene,
    kept_plan,
    turn_of,
    turn_outcome,
    year_list,
    years_visible_to,
)
from clusters.views.years import editable_year, year_url
from core.downloads import PDF, handed_out, printed
from core.editing import allowed
from core.lists import XLSX
from core.pages import page, signed_in


@page(allow=signed_in)
def year_list_as_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    year = _year(request, pk)
    content = year_list(year)
    made = printed(partial(year_list_pdf, content), back=year_url(year))
    return _answer(request, year, made, file_name(content, "pdf"))


@page(allow=signed_in)
def year_list_as_xlsx(request: HttpRequest, pk: int) -> HttpResponse:
    year = _year(request, pk)
    content = year_list(year)
    return _answer(request, year, year_list_xlsx(content), file_name(content, "xlsx"))


@page(allow=signed_in)
def turn_as_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """What the plan changes, for the meeting that decides on it."""
    year = editable_year(request, pk)
    begun = turn_of(year)
    if begun is None:
        return redirect("clusters:turn-new", pk)
    content = turn_outcome(year, TurnScene(year, kept_plan(begun)).plan)
    made = printed(partial(turn_pdf, content), back=reverse("clusters:turn-check", args=[pk]))
    return _answer(request, year, made, turn_file_name(content))


def _year(request: HttpRequest, pk: int) -> EmulationYear:
    user = reader(request)
    year = get_object_or_404(years_visible_to(user), pk=pk)
    allowed(can_print_year(user, year))
    return year


def _answer(request: HttpRequest, year: EmulationYear, made: bytes, name: str) -> HttpResponse:
    """The file and its row in the log; a PDF opens in the browser, Excel is saved."""
    note_download(year=year, file=name, by=reader(request))
    return handed_out(made, name=name, media_type=PDF if name.endswith(".pdf") else XLSX)
