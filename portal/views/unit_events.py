"""What happens to units: planned with a form of its kind, carried out after one look at it all."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy

from accounts.models import User
from accounts.queries import reader
from audit.queries import last_change_of
from clusters.queries.events import owners_changed_by
from core.dates import today
from core.days import vn_moment
from core.editing import Page, Removal, Work, allowed, edited, in_time, removed
from core.forms.saving import CONFLICT, REFUSED, SHOWN
from core.lists import shown
from core.pages import Late, page, signed_in
from core.problems import Refused
from core.text import whole_number
from core.versions import Stale, version_of
from organizations.actions import correct_plan, drop_plan, plan_event
from organizations.enums import EventState
from organizations.models import Unit, UnitEvent
from organizations.policies import can_keep_event, keeps_register
from organizations.queries import EVENTS, event_facts, events_visible_to, name_on
from organizations.rules.events import SHAPES, AfterRow, BeforeRow, EventFacts
from portal.actions import confirm_event, take_event_back
from portal.forms.answers import AnswersForm
from portal.forms.event_choices import CHOICES
from portal.forms.events import FORMS
from portal.queries.event_words import (
    done_by,
    event_scene,
    event_sentence,
    event_title,
    units_of,
)
from portal.queries.events import (
    Consequences,
    consequences_of,
    obstacles_to_confirming,
    obstacles_to_taking_back,
    offices_to_ask,
)
from portal.queries.unit_line import line_of

REGISTER = reverse_lazy("portal:unit-events")
CRUMBS = (("Biến động đơn vị", REGISTER),)
NOT_DONE = "Biến động còn là dự kiến, chưa có gì để hoàn tác."


@page(allow=signed_in)
def events(request: HttpRequest) -> HttpResponse:
    """The register of events, those yet to be carried out first."""
    user = reader(request)
    more = {"may_enter": keeps_register(user)}
    found = events_visible_to(user)
    return shown(request, "portal/unit_events.html", EVENTS, found, **more)


@page(allow=keeps_register)
def event_kinds(request: HttpRequest) -> HttpResponse:
    """Which kind of event it is; `?don-vi=` goes along to its form."""
    unit = whole_number(request.GET.get("don-vi", ""))
    context = {"choices": CHOICES, "query": f"?don-vi={unit}" if unit else "", "crumbs": CRUMBS}
    return render(request, "portal/unit_event_kinds.html", context)


@page(allow=keeps_register, writes=True)
def event_new(request: HttpRequest, kind: str) -> HttpResponse:
    """The form made for the kind; what it saves is only planned."""
    choice = next((each for each in CHOICES if each.slug == kind), None)
    if choice is None:
        raise Http404
    user = reader(request)
    scene = event_scene(user, EventFacts(choice.kind))
    unit = whole_number(request.GET.get("don-vi", "")) or 0
    work = Work(
        form=FORMS[choice.kind],
        facts=_begun(choice.kind, unit if unit in scene.units.labels else None),
        save=partial(plan_event, by=user),
        done="Đã lưu dự kiến. Xem lại mọi việc bên dưới rồi bấm Thực hiện.",
        scene=scene,
        onward=event_url,
        with_version=False,
    )
    way = (*CRUMBS, ("Chọn loại", reverse("portal:unit-event-kinds")))
    around = Page(choice.title, REGISTER, choice.says, way, submit="Tiếp tục")
    return edited(request, around, work)


def _begun(kind: str, unit: int | None) -> EventFacts:
    """Blank but for the unit the reader came from."""
    if unit is None:
        return EventFacts(kind)
    if SHAPES[kind].before[1] == 0:
        return EventFacts(kind, after=(AfterRow(parent_id=unit),))
    return EventFacts(kind, before=(BeforeRow(unit),))


def event_url(event: UnitEvent) -> str:
    return reverse("portal:unit-event", args=[event.pk])


def _event_of(user: User, pk: int) -> UnitEvent:
    return get_object_or_404(events_visible_to(user), pk=pk)


def kept_event(user: User, pk: int) -> UnitEvent:
    """An event the user may change; 403 for one whose units others keep."""
    found = _event_of(user, pk)
    allowed(can_keep_event(user, found))
    return found


def must_be_planned(found: UnitEvent) -> None:
    """Nobody tries, changes or carries out what is done already: he is told by whom and when."""
    if found.carried_out_at is not None:
        change = last_change_of(found)
        by = f" {change.by}" if change else ""
        words = f"Biến động đã được{by} thực hiện lúc {vn_moment(found.carried_out_at)}."
        raise Late(words, event_url(found))


@page(allow=signed_in, writes=True)
def event(request: HttpRequest, pk: int) -> HttpResponse:
    """What will happen, what it touches and what must be decided; then what was done."""
    user = reader(request)
    found = _event_of(user, pk)
    keeps = can_keep_event(user, found)
    if request.method == "POST":
        allowed(keeps)
        must_be_planned(found)
    if not keeps or found.state == EventState.IN_FORCE:
        return _told(request, found, keeps=keeps)
    if request.method == "POST" and "back" not in request.POST:
        return _carried_out(request, found, user)
    ahead = consequences_of(found, user)
    form = AnswersForm(ahead.questions)
    form.initial = request.POST.dict()  # answers that come back from the trial
    return _asked(request, found, ahead, form, SHOWN)


def _told(request: HttpRequest, found: UnitEvent, *, keeps: bool) -> HttpResponse:
    """An event as everybody reads it; who keeps its units also reads what it changed."""
    more = {"done": done_by(found)} if keeps and found.state == EventState.IN_FORCE else {}
    return render(request, "portal/unit_event.html", _around(found, keeps=keeps) | more)


def _asked(
    request: HttpRequest, found: UnitEvent, ahead: Consequences, form: AnswersForm, status: int
) -> HttpResponse:
    context = _around(found, keeps=True) | {
        "ahead": ahead,
        "form": form,
        "version": version_of(ahead),
        "has_changed": status == CONFLICT,
        "others": obstacles_to_confirming(found, reader(request), ahead.questions),
    }
    return render(request, "portal/unit_event.html", context, status=status)


def _around(found: UnitEvent, *, keeps: bool) -> dict[str, Any]:
    return {
        "event": found,
        "title": event_title(found),
        "sentence": event_sentence(event_facts(found)),
        "units": units_of(found),
        "is_planned": found.state == EventState.PLANNED,
        "keeps": keeps,
        "crumbs": CRUMBS,
    }


def _carried_out(request: HttpRequest, found: UnitEvent, user: User) -> HttpResponse:
    """Carry it out as answered; else show it again with every answer as it was given."""
    ahead = consequences_of(found, user)
    form = AnswersForm(ahead.questions, request.POST)
    if not form.is_valid():
        return _asked(request, found, ahead, form, REFUSED)
    version = request.POST.get("version", "")
    try:
        confirm_event(event=found, answers=form.answers(), version=version, by=user)
    except Stale:
        return _asked(request, found, ahead, form, CONFLICT)
    except Refused as refused:
        form.refuse(refused.problems)
        return _asked(request, found, ahead, form, REFUSED)
    messages.success(request, "Đã thực hiện. Mọi thay đổi được kê bên dưới.")
    return redirect(event_url(found))


@page(allow=keeps_register, writes=True)
def event_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Describe otherwise what is planned; what is typed already is shown again."""
    user = reader(request)
    found = kept_event(user, pk)
    if request.method != "POST":
        must_be_planned(found)
    facts = event_facts(found)
    work = Work(
        form=FORMS[found.kind],
        facts=facts,
        save=partial(correct_plan, event=found, by=user),
        done="Đã lưu.",
        scene=event_scene(user, facts),
        last_change=partial(last_change_of, found),
    )
    return edited(request, _page_of(found, "Sửa dự kiến"), work)


def _page_of(found: UnitEvent, title: str, *, submit: str = "Lưu") -> Page:
    here = event_title(found)
    return Page(title, event_url(found), here, (*CRUMBS, (here, event_url(found))), submit=submit)


@page(allow=keeps_register, writes=True)
def event_drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Give up what was planned; nothing has happened yet."""
    user = reader(request)
    found = kept_event(user, pk)
    must_be_planned(found)
    removal = Removal(
        page=_page_of(found, "Bỏ dự kiến", submit="Bỏ dự kiến"),
        remove=partial(drop_plan, event=found, by=user),
        done="Đã bỏ dự kiến.",
        goes_with_it=(event_sentence(event_facts(found)),),
        onward=str(REGISTER),
    )
    return removed(request, removal)


@page(allow=keeps_register, writes=True)
def event_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an event back as long as nothing was built on it; else says what was."""
    user = reader(request)
    found = kept_event(user, pk)
    in_time(found.state == EventState.IN_FORCE, NOT_DONE, event_url(found))
    others = offices_to_ask(found, user, owners_changed_by(found))
    problems, status = tuple(others or obstacles_to_taking_back(found)), SHOWN
    if request.method == "POST":
        try:
            take_event_back(event=found, by=user)
        except Refused as refused:
            problems, status = refused.problems, REFUSED
        else:
            messages.success(request, "Đã hoàn tác. Biến động trở lại là dự kiến.")
            return redirect(event_url(found))
    context = {
        "page": _page_of(found, "Hoàn tác biến động"),
        "problems": problems,
        "count": found.changes.count(),
    }
    return render(request, "portal/unit_event_undo.html", context, status=status)


@page(allow=signed_in)
def unit_line(request: HttpRequest, pk: int) -> HttpResponse:
    """What a unit was and what it became: drawn, and told in a table."""
    unit = get_object_or_404(Unit, pk=pk)
    name = name_on(unit, today())
    way = (("Đơn vị", reverse("portal:units")), (name.short_name, unit_url(pk)))
    context = {"name": name, "crumbs": way, "line": line_of(unit)}
    return render(request, "portal/unit_line.html", context)


def unit_url(pk: int) -> str:
    return reverse("portal:unit", args=[pk])
