"""A seat passes to another unit: the list both see, their confirmations, the minutes of it."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from accounts.models import User
from accounts.queries import reader
from clusters.actions import confirm_handover, note_handover_download
from clusters.enums import HandoverSide
from clusters.models import ClusterEdition
from clusters.policies import can_confirm_handover, can_read_handover
from clusters.queries import (
    Passing,
    confirmation_of,
    handover_of,
    passing_at,
    passings_in,
    sides_of,
)
from core.downloads import PDF, handed_out, printed
from core.editing import Page, Work, allowed, edited
from core.pages import about_year, page, signed_in
from portal.forms.handover import ConfirmationForm
from portal.papers import handover_file, handover_pdf
from portal.queries.handover import HandoverRecord, handover_record

TEMPLATE = "portal/handover.html"
_SUBMIT = {HandoverSide.GIVER: "Đã bàn giao", HandoverSide.TAKER: "Đã nhận"}


@page(allow=signed_in, writes=True)
def handover(request: HttpRequest, pk: int, role: str) -> HttpResponse:
    """What is handed over; the head of each side confirms it once."""
    user, passing = reader(request), _passing(request, pk, role)
    if passing.slug != role:  # the latest has an address of its own
        return redirect(passing.url)
    record = handover_record(passing, user)
    side = _side(user, passing, is_post=request.method == "POST")
    beside = [each for each in passings_in(passing.edition) if can_read_handover(user, each)]
    more = {"record": record, "passing": passing, "beside": beside}
    if side is None:
        allowed(request.method != "POST")
        return render(request, TEMPLATE, {**more, "page": _page(record, "")})
    work = Work(
        form=ConfirmationForm,
        facts=confirmation_of(handover_of(passing), side),
        save=partial(confirm_handover, passing=passing, by=user),
        done=f"Đã xác nhận “{_SUBMIT[side]}”.",
    )
    return edited(request, _page(record, _SUBMIT[side]), work, template=TEMPLATE, more=more)


def _passing(request: HttpRequest, pk: int, role: str) -> Passing:
    """The passing the address names, if the reader may know of it."""
    groups = ClusterEdition.objects.select_related("year__owner", "continues__year__owner")
    edition = get_object_or_404(groups, pk=pk)
    passing = passing_at(edition, role)
    if passing is None or not can_read_handover(reader(request), passing):
        raise Http404
    about_year(request, edition.year.label_year)
    return passing


def _side(user: User, passing: Passing, *, is_post: bool) -> HandoverSide | None:
    """The side this user has yet to confirm; a post is heard even if somebody was quicker."""
    if not can_confirm_handover(user, passing):
        return None
    sides, row = sides_of(user, passing), handover_of(passing)
    left = [side for side in sides if not confirmation_of(row, side).is_confirmed]
    return next(iter(left), sides[-1] if is_post else None)


def _page(record: HandoverRecord, submit: str) -> Page:
    edition = record.passing.edition
    year = reverse("portal:year", args=[edition.year.label_year])
    crumbs = ((edition.year.label, year),)
    about = f"{edition.label}{record.passing.from_day}"
    return Page(record.title, record.passing.url, about, crumbs, submit=submit)


@page(allow=signed_in)
def handover_as_pdf(request: HttpRequest, pk: int, role: str) -> HttpResponse:
    """“Biên bản bàn giao”, made for one look; nothing is kept of it but the log."""
    user, passing = reader(request), _passing(request, pk, role)
    record = handover_record(passing, user)
    made = printed(partial(handover_pdf, record), back=passing.url)
    name = handover_file(record)
    note_handover_download(passing=passing, file=name, by=user)
    return handed_out(made, name=name, media_type=PDF)
