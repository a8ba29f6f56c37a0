"""Opening, correcting and deleting a year."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from accounts.queries import reader
from audit.queries import last_change_of
from clusters.actions import (
    NOT_EMPTY,
    CannotOpenYear,
    correct_year,
    delete_year,
    open_year,
)
from clusters.forms import NewYearForm, YearForm
from clusters.models import EmulationYear
from clusters.policies import can_edit_year, can_open_year
from clusters.queries import YearScene, year_facts, years_visible_to
from clusters.rules import YearFacts
from core.dependants import obstacles_of
from core.editing import Page, Removal, Work, allowed, edited, removed
from core.pages import about_year, page, signed_in
from core.problems import Problem
from organizations.models import Unit
from organizations.policies import is_office

Crumbs = tuple[tuple[str, str], ...]


@page(allow=is_office, writes=True)
def year_new(request: HttpRequest) -> HttpResponse:
    """A year of a unit the reader is the office of."""
    user = reader(request)

    def save(*, facts: YearFacts, owner_id: int) -> EmulationYear:
        if not can_open_year(user, owner_id):
            raise CannotOpenYear(Problem("Chọn một đơn vị trong danh sách.", "owner_id"))
        return open_year(owner=Unit.objects.get(pk=owner_id), facts=facts, by=user)

    shown = Page("Mở năm thi đua", reverse("portal:years"), crumbs=years_crumbs())
    scene = YearScene(user)
    work = Work(
        NewYearForm, YearFacts(0), save, "Đã mở năm thi đua.", scene, year_url, with_version=False
    )
    return edited(request, shown, work)


@page(allow=signed_in, writes=True)
def year_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Theme, motto, period and papers of a year."""
    user, year = reader(request), editable_year(request, pk)
    shown = Page(f"Sửa năm thi đua {year.label_year}", year_url(year), crumbs=year_crumbs(year))
    work = Work(
        YearForm,
        year_facts(year),
        partial(correct_year, year=year, by=user),
        "Đã lưu năm thi đua.",
        scene=YearScene(user),
        last_change=partial(last_change_of, year),
        onward=lambda _: year_url(EmulationYear.objects.get(pk=pk)),
    )
    return edited(request, shown, work)


@page(allow=signed_in, writes=True)
def year_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a year that is still empty."""
    user, year = reader(request), editable_year(request, pk)
    title = f"Xóa năm thi đua {year.label_year}"
    shown = Page(title, year_url(year), crumbs=year_crumbs(year), submit="Xóa năm thi đua")
    removal = Removal(
        shown,
        partial(delete_year, year=year, by=user),
        f"Đã xóa năm thi đua {year.label_year}.",
        obstacles=obstacles_of(year, way_out=NOT_EMPTY),
        onward=reverse("portal:years"),
    )
    return removed(request, removal)


def editable_year(request: HttpRequest, pk: int) -> EmulationYear:
    """An open year of the reader's own office; 404 for what he may not know of, else 403."""
    user = reader(request)
    year = get_object_or_404(years_visible_to(user), pk=pk)
    about_year(request, year.label_year)
    allowed(can_edit_year(user, year))
    return year


def year_url(year: EmulationYear) -> str:
    """The year's page, at its owner."""
    return f"{reverse('portal:year', args=[year.label_year])}#chu-quan-{year.owner_id}"


def years_crumbs() -> Crumbs:
    return (("Năm thi đua", reverse("portal:years")),)


def year_crumbs(year: EmulationYear) -> Crumbs:
    return (*years_crumbs(), (year.label, year_url(year)))
