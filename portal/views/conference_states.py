"""A conference begins as a draft, may be discarded, and once recorded may be reopened."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from accounts.queries import reader
from clusters.models import ClusterEdition
from clusters.queries import editions_managed_by, editions_visible_to
from conferences.actions import call_conference, discard_conference, reopen_conference
from conferences.enums import DatePrecision, Step
from conferences.models import Conference
from conferences.policies import can_call_conference, edits_conferences, reopens_conferences
from conferences.queries import conferences_visible_to, held_editions
from conferences.rules import GeneralFacts, PurposeRow
from core.editing import allowed, in_time
from core.forms.saving import SHOWN, Answer, saved
from core.pages import about_year, page, signed_in
from core.problems import Refused
from core.text import whole_number
from portal.forms.general import GeneralForm
from portal.forms.reopening import ReopeningForm
from portal.queries.results import step_url
from portal.queries.scene import Scene
from portal.views.results import must_be_entering

ENTERING = "Hội nghị đang được nhập, không cần mở lại."


@page(allow=signed_in, writes=True)
def conference_new(request: HttpRequest) -> HttpResponse:
    """Call a conference: its first step, already for the edition in `?edition=`."""
    user, edition = reader(request), _edition(request)
    purposes = (PurposeRow("", edition.pk),) if edition else ()
    facts = GeneralFacts(title="", purposes=purposes, date_precision=DatePrecision.DAY)
    scene = Scene(user=user, edition=edition)
    if request.method != "POST":
        return _show_new(request, GeneralForm(facts, scene=scene), Answer(SHOWN), edition)
    form, called = GeneralForm(facts, scene=scene, data=request.POST), []
    answer = saved(form, lambda facts: called.append(call_conference(facts=facts, by=user)))
    if answer.status:
        return _show_new(request, form, answer, edition)
    messages.success(request, "Đã lập hội nghị, đang nhập. Chỉ người được sửa mới thấy.")
    return redirect(step_url(called[0], Step.PEOPLE))


def _edition(request: HttpRequest) -> ClusterEdition | None:
    """The edition asked for; without one, any group the user manages will do."""
    user, key = reader(request), request.GET.get("edition", "")
    managed = editions_managed_by(user).select_related("year")
    if not key:
        found = managed.order_by("-year__label_year", "pk")[:2]
        if not found:
            raise PermissionDenied
        return found[0] if len(found) == 1 else None
    edition = get_object_or_404(editions_visible_to(user), pk=whole_number(key))
    allowed(can_call_conference(user, edition))
    return edition


def _show_new(
    request: HttpRequest, form: GeneralForm, answer: Answer, edition: ClusterEdition | None
) -> HttpResponse:
    if edition:
        about_year(request, edition.year.label_year)
    shown = {"form": form, "edition": edition}
    return render(request, "portal/results/new.html", shown, status=answer.status)


@page(allow=signed_in, writes=True)
def conference_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask why, then take the results back to a draft."""
    conference = _visible(request, pk)
    allowed(reopens_conferences(reader(request), conference))
    in_time(conference.is_recorded, ENTERING, step_url(conference, Step.REVIEW))
    form = ReopeningForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            reopen_conference(conference=conference, reason=reason, by=reader(request))
        except Refused as refused:
            for problem in refused.problems:
                form.add_error(problem.field or None, problem.message)
        else:
            messages.success(request, "Đã mở lại. Kết quả chưa được tính cho đến khi ghi nhận lại.")
            return redirect(step_url(conference, Step.REVIEW))
    shown = _shown(request, conference) | {"form": form}
    return render(request, "portal/results/reopen.html", shown, status=422 if form.errors else 200)


@page(allow=signed_in, writes=True)
def conference_discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once more, then delete a draft."""
    conference = _visible(request, pk)
    allowed(edits_conferences(reader(request), conference))
    must_be_entering(conference)
    if request.method == "POST":
        held = held_editions(conference)  # none, where somebody quicker discarded it
        try:
            discard_conference(conference=conference, by=reader(request))
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect(step_url(conference, Step.REVIEW))
        messages.success(request, f"Đã bỏ bản đang nhập “{conference.title}”.")
        return redirect("portal:edition", pk=held[0].pk)
    return render(request, "portal/results/discard.html", _shown(request, conference))


def _visible(request: HttpRequest, pk: int) -> Conference:
    return get_object_or_404(conferences_visible_to(reader(request)), pk=pk)


def _shown(request: HttpRequest, conference: Conference) -> dict[str, Any]:
    about_year(request, held_editions(conference)[0].year.label_year)
    return {"conference": conference, "review_url": step_url(conference, Step.REVIEW)}
