"""Setting up, correcting and deleting a group."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from accounts.queries import reader
from audit.queries import last_change_of
from clusters.actions import HAS_HISTORY, PARTS, correct_edition, delete_edition, open_edition
from clusters.enums import GroupKind, GroupRole
from clusters.forms import EditionForm
from clusters.models import ClusterEdition, ReservedSeat
from clusters.policies import can_compose_group
from clusters.queries import (
    EditionScene,
    edition_facts,
    edition_url,
    editions_visible_to,
    rotation_of,
    seats_taken_back,
)
from clusters.rules import EditionFacts
from clusters.views.years import Crumbs, editable_year, year_crumbs, year_url
from core.dependants import Aside, obstacles_of
from core.editing import Page, Removal, Work, allowed, edited, removed
from core.pages import about_year, page, signed_in
from core.text import whole_number

GOES_ALONG = ("đơn vị thành viên", "Cụm trưởng, Cụm phó", "người phụ trách")


@page(allow=signed_in, writes=True)
def edition_new(request: HttpRequest) -> HttpResponse:
    """A group of the year that is asked for (`?nam=`, its key)."""
    user = reader(request)
    year = editable_year(request, whole_number(request.GET.get("nam", "")) or 0)
    title = f"Lập cụm, khối thi đua năm {year.label_year}"
    work = Work(
        EditionForm,
        EditionFacts(GroupKind.CLUSTER, ""),
        partial(open_edition, year=year, by=user),
        "Đã lập cụm, khối. Nhập tiếp các đơn vị thành viên.",
        EditionScene(user, year),
        onward=lambda made: reverse("clusters:composition", args=[made.pk]),
        with_version=False,
    )
    return edited(request, Page(title, year_url(year), crumbs=year_crumbs(year)), work)


@page(allow=signed_in, writes=True)
def edition_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Kind, number, name, count and papers of a group."""
    user, edition = reader(request), composable(request, pk)
    work = Work(
        EditionForm,
        edition_facts(edition),
        partial(correct_edition, edition=edition, by=user),
        "Đã lưu cụm, khối.",
        EditionScene(user, edition.year, edition),
        last_change=partial(last_change_of, edition),
    )
    return edited(request, page_of(edition, f"Sửa {edition.name}"), work)


@page(allow=signed_in, writes=True)
def edition_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a group that has no history."""
    user, edition = reader(request), composable(request, pk)
    unseen = {seat.pk for seat in seats_taken_back(edition)}
    aside: Aside = {ReservedSeat: unseen}
    removal = Removal(
        page_of(edition, f"Xóa {edition.name}", submit="Xóa cụm, khối"),
        partial(delete_edition, edition=edition, by=user),
        f"Đã xóa {edition.label}.",
        goes_with_it=GOES_ALONG,
        obstacles=obstacles_of(edition, parts=PARTS, apart_from=aside, way_out=HAS_HISTORY),
        onward=year_url(edition.year),
    )
    return removed(request, removal)


@page(allow=signed_in)
def rotation(request: HttpRequest, pk: int) -> HttpResponse:
    """Who led the group in the recorded years, who has not, who may not."""
    user = reader(request)
    edition = get_object_or_404(editions_visible_to(user), pk=pk)
    about_year(request, edition.year.label_year)
    shown = {
        "page": page_of(edition, f"Sổ luân phiên: {edition.name}"),
        "edition": edition,
        "ledger": rotation_of(edition, user),
        "head": edition.role_label(GroupRole.HEAD),
        "deputy": edition.role_label(GroupRole.DEPUTY),
    }
    return render(request, "clusters/rotation.html", shown)


def composable(request: HttpRequest, pk: int) -> ClusterEdition:
    """A group of the reader's own office in an open year; 404 for what he may not know of."""
    user = reader(request)
    edition = get_object_or_404(editions_visible_to(user), pk=pk)
    about_year(request, edition.year.label_year)
    allowed(can_compose_group(user, edition))
    return edition


def page_of(edition: ClusterEdition, title: str, *, note: str = "", submit: str = "Lưu") -> Page:
    """A page about a group, with the way back to it."""
    return Page(title, edition_url(edition), edition.label, edition_crumbs(edition), note, submit)


def edition_crumbs(edition: ClusterEdition) -> Crumbs:
    return (*year_crumbs(edition.year), (edition.name, edition_url(edition)))
