"""A planned event tried: what it would come to, on screen and on paper. Nothing stays of it."""

from dataclasses import dataclass
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.models import User
from accounts.queries import reader
from core.downloads import PDF, handed_out, printed
from core.forms.saving import CONFLICT, REFUSED, SHOWN
from core.pages import page
from core.problems import Refused
from core.versions import Stale, version_of
from organizations.models import UnitEvent
from organizations.policies import keeps_register
from portal.actions import note_trial_download, try_event
from portal.forms.trial import TrialForm
from portal.papers import trial_file, trial_pdf
from portal.queries.event_words import event_title
from portal.queries.events import Consequences, consequences_of
from portal.queries.trial import Trial, merging_of, trial_of
from portal.views.unit_events import CRUMBS, event_url, kept_event, must_be_planned


@dataclass(frozen=True)
class _Tried:
    """The form as it stands, and what the trial came to; none while answers lack or are refused."""

    ahead: Consequences
    form: TrialForm
    status: int = SHOWN
    trial: Trial | None = None


@page(allow=keeps_register, writes=True)
def event_try(request: HttpRequest, pk: int) -> HttpResponse:
    """The same questions as on the page that carries it out; a post tries the answers."""
    found = _planned(request, pk)
    return _shown(request, found, _tried(request, found, reader(request)))


@page(allow=keeps_register, writes=True)
def event_try_as_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The trial as a paper, made for one look; nothing is kept of it but the log."""
    user, found = reader(request), _planned(request, pk)
    if request.method != "POST":
        return redirect("portal:unit-event-try", pk)
    tried = _tried(request, found, user)
    if tried.trial is None:
        return _shown(request, found, tried)
    back = reverse("portal:unit-event-try", args=[pk])
    made = printed(partial(trial_pdf, tried.trial), back=back)
    name = trial_file(tried.trial)
    note_trial_download(event=found, file=name, by=user)
    return handed_out(made, name=name, media_type=PDF)


def _planned(request: HttpRequest, pk: int) -> UnitEvent:
    """An event yet to be carried out; 403 for one whose units others keep."""
    found = kept_event(reader(request), pk)
    must_be_planned(found)
    return found


def _tried(request: HttpRequest, found: UnitEvent, user: User) -> _Tried:
    ahead, merging = consequences_of(found, user), merging_of(found, user)
    of_past = merging.question if merging else None
    if request.method != "POST":
        return _Tried(ahead, TrialForm(ahead.questions, of_past))
    form = TrialForm(ahead.questions, of_past, request.POST)
    if not form.is_valid():
        return _Tried(ahead, form, REFUSED)
    version = request.POST.get("version", "")
    try:
        outcome = try_event(event=found, answers=form.answers(), version=version, by=user)
    except Stale:
        return _Tried(ahead, form, CONFLICT)
    except Refused as refused:
        form.refuse(refused.problems)
        return _Tried(ahead, form, REFUSED)
    return _Tried(ahead, form, trial=trial_of(found, outcome, merging, form.way()))


def _shown(request: HttpRequest, found: UnitEvent, tried: _Tried) -> HttpResponse:
    title = event_title(found)
    context = {
        "event": found,
        "title": title,
        "crumbs": (*CRUMBS, (title, event_url(found))),
        "form": tried.form,
        "trial": tried.trial,
        "version": version_of(tried.ahead),
        "has_changed": tried.status == CONFLICT,
    }
    return render(request, "portal/unit_event_try.html", context, status=tried.status)
