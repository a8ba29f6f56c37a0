"""Papers that span apps, made for one look or for Word; nothing is kept of them but the log."""

from collections.abc import Callable
from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from accounts.queries import reader
from clusters.models import ClusterEdition, EmulationYear
from clusters.policies import can_print_year
from clusters.queries import editions_visible_to, years_visible_to
from conferences.models import Conference
from conferences.queries import conferences_visible_to
from core.downloads import PDF, handed_out, printed
from core.editing import Page, allowed
from core.lists import XLSX
from core.pages import about_year, page, signed_in
from organizations.models import Unit
from reports.actions import note_download
from reports.papers import (
    letter_file,
    letter_pdf,
    minutes_docx,
    minutes_file,
    minutes_pdf,
    unit_year_file,
    unit_year_pdf,
    unit_year_xlsx,
    year_letters_file,
    year_letters_pdf,
    year_report_docx,
    year_report_file,
    year_report_pdf,
)
from reports.queries import (
    minutes_content,
    unit_year_content,
    year_letters,
    year_report_content,
)
from reports.rules import Minutes, UnitYear, YearLetters, YearReport

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TYPES = {"pdf": PDF, "docx": DOCX, "xlsx": XLSX}
Thing = Conference | ClusterEdition | EmulationYear | Unit
YEARS = range(1945, 2200)


@page(allow=signed_in)
def minutes_as_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    conference, content = _minutes(request, pk)
    make = partial(minutes_pdf, content)
    return _pdf(request, conference, make, minutes_file(content, "pdf"), back="portal:conference")


@page(allow=signed_in)
def minutes_as_docx(request: HttpRequest, pk: int) -> HttpResponse:
    conference, content = _minutes(request, pk)
    return _answer(request, conference, minutes_docx(content), minutes_file(content, "docx"))


@page(allow=signed_in)
def year_report_as_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    edition, content = _year_report(request, pk)
    make = partial(year_report_pdf, content)
    return _pdf(request, edition, make, year_report_file(content, "pdf"), back="portal:edition")


@page(allow=signed_in)
def year_report_as_docx(request: HttpRequest, pk: int) -> HttpResponse:
    edition, content = _year_report(request, pk)
    made = year_report_docx(content)
    return _answer(request, edition, made, year_report_file(content, "docx"))


@page(allow=signed_in)
def unit_year_as_pdf(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    unit, content = _unit_year(request, pk, year)
    make = partial(unit_year_pdf, content)
    return _pdf(request, unit, make, unit_year_file(content, "pdf"), back="portal:unit")


@page(allow=signed_in)
def unit_year_as_xlsx(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    unit, content = _unit_year(request, pk, year)
    return _answer(request, unit, unit_year_xlsx(content), unit_year_file(content, "xlsx"))


@page(allow=signed_in)
def letters(request: HttpRequest, pk: int) -> HttpResponse:
    """Whom the groups of a year invite and welcome; each letter opens by itself."""
    year, content = _letters(request, pk)
    about_year(request, year.label_year)
    back = reverse("portal:year", args=[year.label_year])
    crumbs = (("Năm thi đua", reverse("portal:years")), (f"Năm {year.label_year}", back))
    shown = Page("Thư chia tay, chào mừng", back, f"Năm {year.label_year}", crumbs)
    return render(
        request, "reports/letters.html", {"page": shown, "year": year, "content": content}
    )


@page(allow=signed_in)
def letters_as_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    year, content = _letters(request, pk)
    if not content.letters:
        raise Http404
    make = partial(year_letters_pdf, content)
    return _pdf(request, year, make, year_letters_file(content), back="reports:letters")


@page(allow=signed_in)
def letter_as_pdf(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    year, content = _letters(request, pk)
    if name not in content.letters:
        raise Http404
    make = partial(letter_pdf, content.letters[name])
    return _pdf(request, year, make, letter_file(name), back="reports:letters")


def _letters(request: HttpRequest, pk: int) -> tuple[EmulationYear, YearLetters]:
    """For whoever prints the year's list; members see their own group only."""
    user = reader(request)
    year = get_object_or_404(years_visible_to(user), pk=pk)
    allowed(can_print_year(user, year))
    return year, year_letters(year, user)


def _unit_year(request: HttpRequest, pk: int, year: int) -> tuple[Unit, UnitYear]:
    """Units are open to everybody; what is told of them is what the reader may see."""
    unit = get_object_or_404(Unit, pk=pk)
    if year not in YEARS:
        raise Http404
    return unit, unit_year_content(unit, year, reader(request))


def _minutes(request: HttpRequest, pk: int) -> tuple[Conference, Minutes]:
    user = reader(request)
    conference = get_object_or_404(conferences_visible_to(user), pk=pk)
    return conference, minutes_content(conference, user)


def _year_report(request: HttpRequest, pk: int) -> tuple[ClusterEdition, YearReport]:
    user = reader(request)
    edition = get_object_or_404(editions_visible_to(user), pk=pk)
    return edition, year_report_content(edition, user)


def _pdf(
    request: HttpRequest, thing: Thing, make: Callable[[], bytes], name: str, *, back: str
) -> HttpResponse:
    """The file, or the page of the thing with the word that it could not be made."""
    made = printed(make, back=reverse(back, args=[thing.pk]))
    return _answer(request, thing, made, name)


def _answer(request: HttpRequest, thing: Thing, made: bytes, name: str) -> HttpResponse:
    """The file and its row in the log; a PDF opens in the browser, others are saved."""
    note_download(thing=thing, file=name, by=reader(request))
    return handed_out(made, name=name, media_type=TYPES[name.rpartition(".")[2]])
