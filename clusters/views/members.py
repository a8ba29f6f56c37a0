"""Who belongs to a group, who leads it, who is in charge of it."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from accounts.models import User
from accounts.queries import reader
from audit.queries import last_change_of
from clusters.actions import (
    save_composition,
    save_exclusions,
    save_leadership,
    save_supervision,
    take_offered_seat,
)
from clusters.forms import CompositionForm, ExclusionsForm, LeadershipForm, SupervisionForm
from clusters.models import ClusterEdition, ReservedSeat
from clusters.queries import (
    LeadersScene,
    MembersScene,
    SupervisorsScene,
    composition_of,
    exclusions_of,
    leadership_of,
    seats_in_words,
    supervision_of,
)
from clusters.rules import CompositionFacts
from clusters.views.editions import composable, page_of
from core.editing import Work, edited
from core.pages import page, signed_in
from core.problems import Refused


@page(allow=signed_in, writes=True)
def composition(request: HttpRequest, pk: int) -> HttpResponse:
    """The members of a group."""
    user, edition = reader(request), composable(request, pk)
    stated = edition.stated_member_count
    note = f"Văn bản nêu {stated:02d} đơn vị." if stated else ""
    work = Work(
        CompositionForm,
        composition_of(edition),
        partial(_compose, request, user, edition),
        "Đã lưu thành phần.",
        MembersScene(edition),
        last_change=partial(last_change_of, edition),
    )
    return edited(request, page_of(edition, f"Thành phần {edition.name}", note=note), work)


def _compose(
    request: HttpRequest,
    user: User,
    edition: ClusterEdition,
    *,
    facts: CompositionFacts,
    version: str,
) -> None:
    """Save; a list longer than what was stated is no mistake, but worth a second look."""
    save_composition(edition=edition, facts=facts, version=version, by=user)
    named, stated = len({row.unit_id for row in facts.members}), edition.stated_member_count
    if stated is not None and named > stated:
        messages.warning(
            request,
            f"Đã ghi {named:02d} đơn vị, nhiều hơn số {stated:02d} văn bản nêu. "
            "Xem lại danh sách hoặc sửa số đơn vị.",
        )


@page(allow=signed_in, writes=True)
def leadership(request: HttpRequest, pk: int) -> HttpResponse:
    """Head and deputy of a group, now and before."""
    user, edition = reader(request), composable(request, pk)
    scene = LeadersScene(edition)
    roles = ", ".join(label for _, label in scene.roles)
    note = " ".join(words for words in (scene.turn, *scene.warnings) if words)
    note = note if scene.members else "Nhập các đơn vị thành viên trước, rồi chọn đơn vị ở đây."
    work = Work(
        LeadershipForm,
        leadership_of(edition),
        partial(save_leadership, edition=edition, by=user),
        f"Đã lưu {roles}.",
        scene,
        last_change=partial(last_change_of, edition),
    )
    more = {"offered": _offered(edition, scene), "edition": edition}
    shown = page_of(edition, f"{roles} của {edition.name}", note=note)
    return edited(request, shown, work, template="clusters/leadership.html", more=more)


def _offered(edition: ClusterEdition, scene: LeadersScene) -> list[tuple[ReservedSeat, str, str]]:
    """Seats decided before, each with the warning that still waits for a reason."""
    return [
        (seat, words, "" if seat.despite else scene.barred.get(seat.unit_id, ""))
        for seat, words in seats_in_words(edition)
    ]


@page(allow=signed_in, writes=True)
def seat_take(request: HttpRequest, pk: int) -> HttpResponse:
    """Fill a seat as it was decided before the group existed."""
    user, edition = reader(request), composable(request, pk)
    back = reverse("clusters:leadership", args=[pk])
    if request.method != "POST":
        return redirect(back)
    key = request.POST.get("seat", "")
    owner = edition.year.owner_id
    seat = get_object_or_404(ReservedSeat, pk=key if key.isdecimal() else 0, owner_id=owner)
    try:
        despite = request.POST.get("despite", "")
        take_offered_seat(edition=edition, seat=seat, despite=despite, by=user)
    except Refused as refused:
        messages.error(request, " ".join(problem.message for problem in refused.problems))
    else:
        messages.success(request, f"Đã ghi {edition.role_label(seat.role)} như đã chọn.")
    return redirect(back)


@page(allow=signed_in, writes=True)
def exclusions(request: HttpRequest, pk: int) -> HttpResponse:
    """Which members are not considered for emulation this year."""
    user, edition = reader(request), composable(request, pk)
    scene = LeadersScene(edition)
    note = "" if scene.members else "Nhập các đơn vị thành viên trước, rồi chọn đơn vị ở đây."
    work = Work(
        ExclusionsForm,
        exclusions_of(edition),
        partial(save_exclusions, edition=edition, by=user),
        "Đã lưu danh sách không xét thi đua.",
        scene,
        last_change=partial(last_change_of, edition),
    )
    return edited(request, page_of(edition, f"Không xét thi đua: {edition.name}", note=note), work)


@page(allow=signed_in, writes=True)
def supervision(request: HttpRequest, pk: int) -> HttpResponse:
    """Who is in charge of a group."""
    user, edition = reader(request), composable(request, pk)
    note = "Người phụ trách có tài khoản thì đọc được toàn bộ cụm, khối này và không sửa gì."
    work = Work(
        SupervisionForm,
        supervision_of(edition),
        partial(save_supervision, edition=edition, by=user),
        "Đã lưu người phụ trách.",
        SupervisorsScene(edition),
        last_change=partial(last_change_of, edition),
    )
    return edited(request, page_of(edition, f"Phụ trách {edition.name}", note=note), work)
