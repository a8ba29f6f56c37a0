"""The yearly turn: from which year to start, the board, what changes, setting everything up."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.queries import reader
from audit.queries import last_change_of
from clusters.actions import CannotTurn, carry_out_turn, drop_turn, save_turn, start_turn
from clusters.forms import StartFacts, StartForm, TurnForm, units_in
from clusters.models import EmulationYear
from clusters.queries import (
    TurnBoard,
    kept_plan,
    turn_of,
    turn_outcome,
    turn_surroundings,
    years_to_start_from,
)
from clusters.rules import turn_hints, turn_problems
from clusters.views.years import Crumbs, editable_year, year_crumbs, year_url
from core.editing import Page, Removal, Work, edited, in_time, removed
from core.forms.saving import CONFLICT, REFUSED, SHOWN
from core.pages import page, signed_in
from core.versions import Stale, version_of

NO_PLAN = "Phương án không còn nữa: đã lập thành các cụm, khối hoặc đã bỏ."
CHANGED = "Phương án vừa được người khác sửa. Xem lại các thay đổi dưới đây rồi mới lập."


@page(allow=signed_in, writes=True)
def turn_new(request: HttpRequest, pk: int) -> HttpResponse:
    """From which earlier year to start; a plan that was begun goes on instead."""
    user, year = reader(request), editable_year(request, pk)
    if turn_of(year):
        return redirect("clusters:turn", pk)
    years = years_to_start_from(year)
    work = Work(
        StartForm,
        StartFacts(years[0].label_year if years else None),
        lambda facts: start_turn(year=year, last_year=facts.last_year, by=user),
        "Đã lập phương án. Sắp xếp các đơn vị rồi xem thay đổi.",
        scene=[each.label_year for each in years],
        onward=lambda _: reverse("clusters:turn", args=[pk]),
        with_version=False,
    )
    return edited(request, _page(year, "Chia cụm, khối thi đua", submit="Bắt đầu"), work)


@page(allow=signed_in, writes=True)
def turn(request: HttpRequest, pk: int) -> HttpResponse:
    """The board: units are moved between the groups that are to be."""
    user, year = reader(request), editable_year(request, pk)
    begun = turn_of(year)
    if begun is None:
        return redirect("clusters:turn-new", pk)
    board = TurnBoard(year, kept_plan(begun), units_in(request.POST))
    onward = "clusters:turn-check" if request.POST.get("save") == "next" else "clusters:turn"
    work = Work(
        TurnForm,
        board.plan,
        partial(save_turn, year=year, by=user),
        "Đã lưu phương án.",
        board,
        last_change=partial(last_change_of, year),
        onward=lambda _: reverse(onward, args=[pk]),
    )
    more = {"board": board, "year": year, "hints": turn_hints(board.plan)}
    shown = _page(year, "Chia cụm, khối thi đua", submit="Lưu và xem thay đổi")
    return edited(request, shown, work, template="clusters/turn_board.html", more=more)


@page(allow=signed_in, writes=True)
def turn_check(request: HttpRequest, pk: int) -> HttpResponse:
    """What the plan changes, to be printed; one button sets all of it up."""
    year = editable_year(request, pk)
    status = SHOWN
    if request.method == "POST":
        _still_planned(year)
        status = _carried_out(request, year)
        if not status:
            return redirect(year_url(year))
    begun = turn_of(year)
    if begun is None:
        return redirect("clusters:turn-new", pk)
    board = TurnBoard(year, kept_plan(begun))
    context = {
        "page": _page(year, "Thay đổi so với năm trước", on_the_way=True),
        "year": year,
        "outcome": turn_outcome(year, board.plan),
        "problems": turn_problems(board.plan, turn_surroundings(board)),
        "version": version_of(board.plan),
        "group_count": len(board.plan.groups),
    }
    return render(request, "clusters/turn_check.html", context, status=status)


def _carried_out(request: HttpRequest, year: EmulationYear) -> int:
    """Set everything up and say so; the status of the page that comes instead where it cannot."""
    version = request.POST.get("version", "")
    try:
        made = carry_out_turn(year=year, version=version, by=reader(request))
    except Stale:
        messages.warning(request, CHANGED)
        return CONFLICT
    except CannotTurn as refused:
        for problem in refused.problems:
            messages.error(request, problem.message)
        return REFUSED
    messages.success(request, f"Đã lập {len(made):02d} cụm, khối thi đua năm {year.label_year}.")
    return 0


@page(allow=signed_in, writes=True)
def turn_drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the plan up; groups that exist stay as they are."""
    user, year = reader(request), editable_year(request, pk)
    _still_planned(year)
    removal = Removal(
        _page(year, "Bỏ phương án chia cụm, khối", submit="Bỏ phương án", on_the_way=True),
        partial(drop_turn, year=year, by=user),
        "Đã bỏ phương án chia cụm, khối.",
        onward=year_url(year),
    )
    return removed(request, removal)


def _still_planned(year: EmulationYear) -> None:
    in_time(turn_of(year) is not None, NO_PLAN, year_url(year))


def _page(year: EmulationYear, title: str, *, submit: str = "", on_the_way: bool = False) -> Page:
    """A page of the turn; those behind the board lead back to it."""
    board = reverse("clusters:turn", args=[year.pk])
    crumbs: Crumbs = year_crumbs(year)
    if on_the_way:
        crumbs = (*crumbs, ("Chia cụm, khối", board))
    back = board if on_the_way else year_url(year)
    return Page(title, back, f"Năm {year.label_year}", crumbs, submit=submit)
