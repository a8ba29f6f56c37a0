"""Screens of the tables of criteria: list, one table, new, copy, correct, delete."""

from dataclasses import replace
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from accounts.models import User
from accounts.queries import reader
from audit.queries import last_change_of
from core.dates import today
from core.dependants import obstacles_of
from core.editing import Page, Removal, Work, allowed, edited, removed
from core.lists import shown
from core.pages import page, signed_in
from organizations.models import Unit
from organizations.queries import hats_of, names_on
from scoring.actions import (
    KEPT,
    PARTS,
    correct_criteria_set,
    create_criteria_set,
    delete_criteria_set,
)
from scoring.forms import CriteriaForm, CriteriaScene, NewCriteriaForm
from scoring.models import CriteriaSet
from scoring.policies import can_keep_criteria, can_make_criteria
from scoring.queries import (
    criteria_facts_of,
    criteria_list,
    criteria_record,
    criteria_sets_visible_to,
)
from scoring.rules import CriteriaFacts

LIST = "Bảng tiêu chí"


@page(allow=signed_in)
def criteria_sets(request: HttpRequest) -> HttpResponse:
    """The tables the reader may see."""
    user = reader(request)
    found = criteria_sets_visible_to(user)
    can_make = can_make_criteria(user)
    return shown(request, "scoring/criteria_sets.html", criteria_list(), found, can_make=can_make)


@page(allow=signed_in)
def criteria_set(request: HttpRequest, pk: int) -> HttpResponse:
    """One table with its two levels, how it is counted, and the groups it scores."""
    user = reader(request)
    found = _found(user, pk)
    shown_there = {
        "criteria_set": found,
        "record": criteria_record(found, user),
        "can_keep": can_keep_criteria(user, found),
    }
    return render(request, "scoring/criteria_set.html", shown_there)


@page(allow=signed_in, writes=True)
def criteria_set_new(request: HttpRequest) -> HttpResponse:
    user = reader(request)
    allowed(can_make_criteria(user))
    about = Page(
        title="Lập bảng tiêu chí",
        back=reverse("scoring:criteria-sets"),
        crumbs=_crumbs(),
        submit="Lưu bảng tiêu chí",
    )
    return _making(request, user, about, CriteriaFacts("", ()))


@page(allow=signed_in, writes=True)
def criteria_set_copy(request: HttpRequest, pk: int) -> HttpResponse:
    """A new table that begins with the lines of this one."""
    user = reader(request)
    found = _found(user, pk)
    allowed(can_keep_criteria(user, found))
    about = Page(
        title="Lập bảng tiêu chí mới từ bảng có sẵn",
        subtitle=found.name,
        back=reverse("scoring:criteria-set", args=[pk]),
        crumbs=_crumbs(found),
        note=f"Bảng mới bắt đầu bằng các dòng của “{found.name}”; bảng cũ giữ nguyên.",
        submit="Lưu bảng tiêu chí",
    )
    return _making(request, user, about, replace(criteria_facts_of(found), name=""))


def _making(request: HttpRequest, user: User, about: Page, facts: CriteriaFacts) -> HttpResponse:
    owners = names_on(hats_of(user).own_offices, today())
    listed = sorted(owners.items(), key=lambda pair: pair[1].sort_key)
    scene = CriteriaScene(tuple((unit, name.short_name) for unit, name in listed))

    def save(*, facts: CriteriaFacts, owner_id: int) -> CriteriaSet:
        return create_criteria_set(owner=Unit.objects.get(pk=owner_id), facts=facts, by=user)

    done = "Đã lập bảng tiêu chí."
    work = Work(NewCriteriaForm, facts, save, done, scene, _address, with_version=False)
    return edited(request, about, work)


@page(allow=signed_in, writes=True)
def criteria_set_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a table; one that a round uses is sealed, and the page leads to its copy."""
    user = reader(request)
    found = _found(user, pk)
    allowed(can_keep_criteria(user, found))
    about = Page(
        title="Sửa bảng tiêu chí",
        subtitle=found.name,
        back=_address(found),
        crumbs=_crumbs(found),
        submit="Lưu bảng tiêu chí",
    )
    if found.rounds.exists() and request.method != "POST":
        return render(request, "scoring/criteria_sealed.html", {"page": about, "found": found})
    work = Work(
        form=CriteriaForm,
        facts=criteria_facts_of(found),
        save=partial(correct_criteria_set, criteria_set=found, by=user),
        done="Đã lưu bảng tiêu chí.",
        scene=CriteriaScene(),
        last_change=lambda: last_change_of(found),
    )
    return edited(request, about, work)


@page(allow=signed_in, writes=True)
def criteria_set_delete(request: HttpRequest, pk: int) -> HttpResponse:
    user = reader(request)
    found = _found(user, pk)
    allowed(can_keep_criteria(user, found))
    about = Page(
        title="Xóa bảng tiêu chí",
        subtitle=found.name,
        back=_address(found),
        crumbs=_crumbs(found),
        submit="Xóa bảng tiêu chí",
    )
    lines = found.criteria.count()
    removal = Removal(
        page=about,
        remove=partial(delete_criteria_set, criteria_set=found, by=user),
        done="Đã xóa bảng tiêu chí.",
        goes_with_it=(f"{lines} dòng tiêu chí",),
        obstacles=obstacles_of(found, parts=PARTS, way_out=KEPT),
        onward=reverse("scoring:criteria-sets"),
    )
    return removed(request, removal)


def _found(user: User, pk: int) -> CriteriaSet:
    return get_object_or_404(criteria_sets_visible_to(user), pk=pk)


def _address(found: CriteriaSet) -> str:
    return reverse("scoring:criteria-set", args=[found.pk])


def _crumbs(found: CriteriaSet | None = None) -> tuple[tuple[str, str], ...]:
    first = ((LIST, reverse("scoring:criteria-sets")),)
    return (*first, (found.name, _address(found))) if found else first
