"""Screens of the table of points: the page, its downloads, opening the checking."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from accounts.models import User
from accounts.queries import reader
from clusters.models import ClusterEdition
from clusters.policies import can_manage_group
from clusters.queries import editions_visible_to
from core.downloads import PDF, handed_out, printed
from core.editing import allowed
from core.lists import XLSX
from core.pages import about_year, page, signed_in
from core.problems import Refused
from scoring.actions import note_download, open_checking
from scoring.papers import file_name, notes, standings_pdf, standings_xlsx
from scoring.policies import can_open_checking, can_open_scoring
from scoring.queries import Standings, standings_visible_to, units_without_sheet


@page(allow=signed_in)
def standings(request: HttpRequest, pk: int) -> HttpResponse:
    """The table of points of one edition, as much of it as the reader may see."""
    user = reader(request)
    edition = _edition_or_404(user, pk)
    about_year(request, edition.year.label_year)
    table = standings_visible_to(user, edition)
    shown = {
        "title": f"{table.group} – {table.owner}, năm {table.year}",
        "year_title": f"Năm {table.year}",
        "standings": table,
        "notes": [*table.remarks, *notes(table)],
        "can_open_checking": can_open_checking(user, edition),
        **_keeping(user, edition),
    }
    return render(request, "scoring/standings.html", shown)


def _keeping(user: User, edition: ClusterEdition) -> dict[str, object]:
    """What the office that opens scoring may do here; nothing for others."""
    if not can_open_scoring(user, edition):
        return {"can_open_scoring": False}
    return {"can_open_scoring": True, "without_sheet": len(units_without_sheet(edition))}


@page(allow=signed_in, writes=True)
def checking_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the step “đối chiếu” of a group."""
    user = reader(request)
    edition = _edition_or_404(user, pk)
    if request.method == "POST":
        allowed(can_manage_group(user, edition))
        try:
            open_checking(edition=edition, by=user)
            messages.success(request, "Đã mở đối chiếu: các đơn vị thấy phiếu điểm của nhau.")
        except Refused as refused:
            messages.info(request, str(refused))
    return redirect("scoring:standings", pk)


@page(allow=signed_in)
def standings_as_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    edition, table = _scored_or_404(reader(request), pk)
    back = reverse("scoring:standings", args=[pk])
    made = printed(partial(standings_pdf, table), back=back)
    return _download(request, edition, file_name(table, "pdf"), made, PDF)


@page(allow=signed_in)
def standings_as_xlsx(request: HttpRequest, pk: int) -> HttpResponse:
    edition, table = _scored_or_404(reader(request), pk)
    return _download(request, edition, file_name(table, "xlsx"), standings_xlsx(table), XLSX)


def _download(
    request: HttpRequest, edition: ClusterEdition, name: str, content: bytes, media_type: str
) -> HttpResponse:
    """The file, and its row in the log; Excel is saved, a PDF opens in the browser."""
    note_download(edition=edition, file=name, by=reader(request))
    return handed_out(content, name=name, media_type=media_type)


def _edition_or_404(user: User, pk: int) -> ClusterEdition:
    return get_object_or_404(editions_visible_to(user), pk=pk)


def _scored_or_404(user: User, pk: int) -> tuple[ClusterEdition, Standings]:
    edition = _edition_or_404(user, pk)
    table = standings_visible_to(user, edition)
    if not table.has_round:
        raise Http404
    return edition, table
