"""A closed year is opened again: one person asks, another one answers."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from accounts.queries import reader
from clusters.actions import agree_to_reopening, ask_reopening, decline_reopening
from clusters.models import EmulationYear, YearReopening
from clusters.policies import can_answer_reopening, can_ask_reopening, keeps_year
from clusters.queries import reopening_asked, years_visible_to
from clusters.rules import ReopeningFacts
from core.editing import Page, Work, allowed, edited
from core.pages import about_year, page, signed_in
from core.problems import Refused
from core.text import whole_number
from portal.forms.reopening import YearReopeningForm

NOTE = (
    "Năm chỉ mở lại khi người thứ hai đồng ý: một người khác của văn phòng, lãnh đạo của đơn vị "
    "chủ quản hoặc quản trị viên."
)


@page(allow=signed_in, writes=True)
def year_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """The office asks; whoever may answer sees the request in the same place."""
    user = reader(request)
    year = get_object_or_404(years_visible_to(user), pk=pk)
    about_year(request, year.label_year)
    asked = _meant(request, year)
    if asked is not None and can_answer_reopening(user, asked):
        return _answer(request, asked)
    allowed(keeps_year(user, year))
    if asked is not None:
        return _show(request, asked, may_answer=False)
    if not can_ask_reopening(user, year):
        messages.info(request, f"Năm {year.label_year} đang mở.")
        return redirect(_back(year))
    work = Work(
        YearReopeningForm,
        ReopeningFacts(),
        partial(ask_reopening, year=year, by=user),
        "Đã gửi đề nghị mở lại. Năm chỉ mở khi người thứ hai đồng ý.",
        with_version=False,
    )
    return edited(request, _page(year, note=NOTE, submit="Gửi đề nghị"), work)


def _meant(request: HttpRequest, year: EmulationYear) -> YearReopening | None:
    """The request that was on the screen, even if it is answered by now; else the waiting one."""
    key = whole_number(request.POST.get("asked", ""))
    if key is None:
        return reopening_asked(year)
    return get_object_or_404(year.reopenings.select_related("year__owner", "asked_by"), pk=key)


def _answer(request: HttpRequest, asked: YearReopening) -> HttpResponse:
    choices = {"agree": agree_to_reopening, "decline": decline_reopening}
    act = choices.get(request.POST.get("answer", ""))
    if act is None:
        return _show(request, asked, may_answer=True)
    year = asked.year
    try:
        act(asked=asked, by=reader(request))
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        is_agreed = act is agree_to_reopening
        done = f"Đã mở lại năm {year.label_year}." if is_agreed else "Đã trả lời: không đồng ý."
        messages.success(request, done)
    return redirect(_back(year))


def _show(request: HttpRequest, asked: YearReopening, *, may_answer: bool) -> HttpResponse:
    shown = {"page": _page(asked.year), "asked": asked, "may_answer": may_answer, "note": NOTE}
    return render(request, "portal/year_reopen.html", shown)


def _page(year: EmulationYear, *, note: str = "", submit: str = "") -> Page:
    crumbs = (("Năm thi đua", reverse("portal:years")), (year.label, _back(year)))
    title = f"Mở lại năm thi đua {year.label_year}"
    return Page(title, _back(year), "", crumbs, note, submit)


def _back(year: EmulationYear) -> str:
    return f"{reverse('portal:year', args=[year.label_year])}#chu-quan-{year.owner_id}"
