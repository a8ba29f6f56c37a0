"""The results form of a conference: one view for every step, a table that says what a step is."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from accounts.models import User
from accounts.queries import reader
from audit.queries import last_change_of
from awards.actions import save_proposals
from awards.queries import proposals_of
from conferences.actions import (
    save_attachments,
    save_general,
    save_people,
    save_programme,
    save_score_agreement,
    save_seats,
)
from conferences.enums import Step
from conferences.models import Conference
from conferences.policies import edits_conferences
from conferences.queries import (
    attachments_of,
    conferences_visible_to,
    general_of,
    held_editions,
    people_of,
    programme_of,
    scores_of,
    seats_chosen_at,
)
from core.days import vn_moment
from core.editing import allowed, in_time
from core.forms.facts import FactsForm, Line
from core.forms.saving import REFUSED, SHOWN, Answer, saved
from core.pages import about_year, page, signed_in
from core.problems import Refused
from portal.actions import record_results
from portal.forms.attachments import AttachmentsForm
from portal.forms.general import GeneralForm
from portal.forms.people import PeopleForm
from portal.forms.programme import ProgrammeForm
from portal.forms.proposals import ProposalsForm
from portal.forms.scores import ScoresForm
from portal.forms.seats import SeatsForm
from portal.queries.results import Entered, step_url
from portal.queries.scene import Scene

Form = FactsForm[Any]


@dataclass(frozen=True)
class Work:
    """What a step is made of: its form, the query that reads it, the action that saves it."""

    form: type[Form]
    read: Callable[[Conference], Any]
    save: Callable[..., None]


STEPS: dict[Step, Work] = {
    Step.GENERAL: Work(GeneralForm, general_of, save_general),
    Step.PEOPLE: Work(PeopleForm, people_of, save_people),
    Step.PROGRAMME: Work(ProgrammeForm, programme_of, save_programme),
    Step.SCORES: Work(ScoresForm, scores_of, save_score_agreement),
    Step.PROPOSALS: Work(ProposalsForm, proposals_of, save_proposals),
    Step.SEATS: Work(SeatsForm, seats_chosen_at, save_seats),
    Step.FILES: Work(AttachmentsForm, attachments_of, save_attachments),
}


@page(allow=signed_in, writes=True)
def results(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """One step of the form, or the last page that shows everything and records it."""
    conference = get_object_or_404(conferences_visible_to(reader(request)), pk=pk)
    if step not in list(Step):
        raise Http404
    allowed(edits_conferences(reader(request), conference))
    if request.method != "POST" or step == Step.REVIEW:  # what is typed already is shown again
        must_be_entering(conference)
    if step == Step.REVIEW:
        return _review(request, conference)
    return _step(request, conference, Step(step))


def must_be_entering(conference: Conference) -> None:
    """Nobody types into results that count, nor gives them up."""
    at = conference.recorded_at
    when = f" lúc {vn_moment(at)}" if at else ""
    words = f"Hội nghị đã ghi nhận{when}. Muốn sửa, mở lại kết quả trước."
    in_time(not conference.is_recorded, words, reverse("portal:conference", args=[conference.pk]))


def _step(request: HttpRequest, conference: Conference, step: Step) -> HttpResponse:
    """Show a step; save what was typed, or show it again with what is wrong."""
    work, user = STEPS[step], reader(request)
    scene, stored = Scene(user=user, conference=conference), work.read(conference)
    if request.method != "POST":
        return _show(request, conference, step, work.form(stored, scene=scene), Answer(SHOWN))
    form = work.form(stored, scene=scene, data=request.POST, files=request.FILES)
    save = partial(work.save, conference=conference, version=form.version, by=user)
    answer = saved(form, save)
    if answer.status:
        return _show(request, conference, step, form, answer)
    messages.success(request, f"Đã lưu bước “{step.label}”.")
    return redirect("portal:results", pk=conference.pk, step=_after(request, step))


def _show(
    request: HttpRequest, conference: Conference, step: Step, form: Form, answer: Answer
) -> HttpResponse:
    shown = {"form": form, "conflict": answer.conflict} | _frame(request, conference, step)
    shown["last_change"] = last_change_of(conference) if answer.conflict else None
    return render(request, "portal/results/step.html", shown, status=answer.status)


def _frame(request: HttpRequest, conference: Conference, step: Step) -> dict[str, Any]:
    """What every page of the form shows around its step."""
    about_year(request, held_editions(conference)[0].year.label_year)
    entered = Entered(conference)
    steps = entered.steps(step)
    return {"conference": conference, "step": step, "steps": steps, "entered": entered}


def _after(request: HttpRequest, step: Step) -> Step:
    """The next step, or the same one after a plain “Lưu”."""
    following = list(Step)[list(Step).index(step) + 1]
    return following if request.POST.get("save") == "next" else step


def _review(request: HttpRequest, conference: Conference) -> HttpResponse:
    """Everything as it will read, what blocks, what is missing; POST records."""
    status = SHOWN
    if request.method == "POST":
        try:
            record_results(conference=conference, by=reader(request))
        except Refused as refused:
            status = REFUSED
            for problem in refused.problems:
                messages.error(request, problem.message)
        else:
            messages.success(request, "Đã ghi nhận kết quả hội nghị.")
            return redirect("portal:conference", pk=conference.pk)
    shown = _frame(request, conference, Step.REVIEW)
    shown["chapters"] = _chapters(conference, shown["entered"], reader(request))
    return render(request, "portal/results/review.html", shown, status=status)


@dataclass(frozen=True)
class Chapter:
    """One step as it will read: what is known, and the names of what is not."""

    step: Step
    url: str
    known: list[Line]
    unknown: list[str]


def _chapters(conference: Conference, entered: Entered, user: User) -> list[Chapter]:
    scene = Scene(user=user, conference=conference)
    chapters = []
    for step, work in STEPS.items():
        facts = entered.facts[step]
        lines = work.form(facts, scene=scene).lines(facts)
        known = [line for line in lines if line.text]
        unknown = [line.label for line in lines if not line.text]
        chapters.append(Chapter(step, step_url(conference, step), known, unknown))
    return chapters
