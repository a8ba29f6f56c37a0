"""Screens with which the owner's office opens the scoring of a group and keeps it in order."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from accounts.models import User
from accounts.queries import reader
from audit.queries import last_change_of
from clusters.models import ClusterEdition
from clusters.queries import editions_visible_to
from core.editing import Page, Removal, Work, allowed, edited, removed
from core.pages import about_year, page, signed_in
from core.problems import Refused
from scoring.actions import add_missing_sheets, cancel_scoring, correct_due_day, open_scoring
from scoring.forms import DueForm, OpeningForm, OpeningScene
from scoring.models import CriteriaSet, ScoringRound
from scoring.policies import can_open_scoring
from scoring.queries import touched_units
from scoring.rules import DueFacts, OpeningFacts, cancelling_problems

MAKE_ONE = "Chưa có bảng tiêu chí nào: lập bảng tiêu chí trước, rồi mở chấm điểm."


@page(allow=signed_in, writes=True)
def scoring_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose the table and the day; every member gets a sheet."""
    user = reader(request)
    edition = _keeping(request, user, pk)
    if ScoringRound.objects.filter(edition=edition).exists():
        return redirect("scoring:scoring-edit", pk)
    scene = OpeningScene(_tables_of(edition))
    note = "Mỗi đơn vị thành viên nhận một phiếu điểm. Từ lúc mở, bảng tiêu chí không sửa được nữa."
    about = _page("Mở chấm điểm", edition, note=note if scene.criteria_sets else MAKE_ONE)

    def save(*, facts: OpeningFacts) -> ScoringRound:
        table = CriteriaSet.objects.get(pk=facts.criteria_set_id or 0)
        return open_scoring(edition=edition, criteria_set=table, due_on=facts.due_on, by=user)

    done = "Đã mở chấm điểm: mỗi đơn vị có một phiếu điểm."
    work = Work(OpeningForm, OpeningFacts(), save, done, scene, with_version=False)
    return edited(request, about, work)


@page(allow=signed_in, writes=True)
def scoring_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct the day until which sheets are sent."""
    user = reader(request)
    edition = _keeping(request, user, pk)
    opened = _opened_or_404(edition)
    about = _page("Sửa hạn gửi bảng tự chấm", edition)
    work = Work(
        form=DueForm,
        facts=DueFacts(opened.due_on),
        save=partial(correct_due_day, edition=edition, by=user),
        done="Đã lưu hạn gửi bảng tự chấm.",
        last_change=lambda: last_change_of(opened),
    )
    return edited(request, about, work)


@page(allow=signed_in, writes=True)
def scoring_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo the opening while nobody has typed anything."""
    user = reader(request)
    edition = _keeping(request, user, pk)
    opened = _opened_or_404(edition)
    count = opened.sheets.count()
    note = "Chấm điểm trở lại như chưa mở; sau đó có thể chọn bảng tiêu chí khác và mở lại."
    removal = Removal(
        page=_page("Hủy mở chấm điểm", edition, note=note, submit="Hủy mở chấm điểm"),
        remove=partial(cancel_scoring, edition=edition, by=user),
        done="Đã hủy mở chấm điểm.",
        goes_with_it=(f"{count} phiếu điểm còn trống",),
        obstacles=tuple(cancelling_problems(touched_units(edition))),
        onward=reverse("portal:edition", args=[pk]),
    )
    return removed(request, removal)


@page(allow=signed_in, writes=True)
def scoring_add_sheets(request: HttpRequest, pk: int) -> HttpResponse:
    """Give units that joined meanwhile their sheet."""
    user = reader(request)
    edition = _keeping(request, user, pk)
    if request.method == "POST":
        try:
            units = add_missing_sheets(edition=edition, by=user)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, f"Đã lập phiếu điểm cho {len(units)} đơn vị mới.")
    return redirect("scoring:standings", pk)


def _keeping(request: HttpRequest, user: User, pk: int) -> ClusterEdition:
    """The edition, for the office that may open its scoring."""
    edition = get_object_or_404(editions_visible_to(user), pk=pk)
    allowed(can_open_scoring(user, edition))
    about_year(request, edition.year.label_year)
    return edition


def _opened_or_404(edition: ClusterEdition) -> ScoringRound:
    return get_object_or_404(ScoringRound, edition=edition)


def _tables_of(edition: ClusterEdition) -> tuple[tuple[int, str], ...]:
    tables = CriteriaSet.objects.filter(owner_id=edition.year.owner_id).order_by("-pk")
    return tuple(tables.values_list("pk", "name"))


def _page(title: str, edition: ClusterEdition, *, note: str = "", submit: str = "") -> Page:
    standings = reverse("scoring:standings", args=[edition.pk])
    return Page(
        title=title,
        subtitle=edition.label,
        back=standings,
        crumbs=(
            (edition.name, reverse("portal:edition", args=[edition.pk])),
            ("Bảng điểm", standings),
        ),
        note=note,
        submit=submit or title,
    )
