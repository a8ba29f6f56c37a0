"""Units: the list with its search, the page of one, its end."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from accounts.queries import reader
from audit.queries import last_change_of
from clusters.queries import label_years, shown_year
from core.dates import today
from core.editing import Page, Work, allowed, edited
from core.lists import shown
from core.pages import page, signed_in
from organizations.actions import end_unit
from organizations.models import Unit
from organizations.policies import can_keep_unit, can_place_unit, is_administrator, keeps_register
from organizations.queries import end_facts, name_on, units_in_order
from portal.forms.unit_end import EndForm
from portal.queries.unit_end import still_running
from portal.queries.units import unit_record, units_list


@page(allow=signed_in)
def units(request: HttpRequest) -> HttpResponse:
    """Units found by words of any name they ever bore, and by kind."""
    user = reader(request)
    year = shown_year(user, request.GET.get("nam", ""))
    found = units_in_order(today())
    more = {"year": year, "may_enter": keeps_register(user)}
    return shown(request, "portal/units.html", units_list(user, year), found, **more)


@page(allow=signed_in)
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    """One unit: its names, its place, and what touched it as far as the reader may see."""
    user = reader(request)
    found = get_object_or_404(Unit, pk=pk)
    record = unit_record(found, user=user, years=label_years(user))
    context = {
        "record": record,
        "sees_all": is_administrator(user),
        "may_keep": can_keep_unit(user, found),
        "may_place": can_place_unit(user, found),
    }
    return render(request, "portal/unit.html", context)


@page(allow=keeps_register, writes=True)
def unit_end(request: HttpRequest, pk: int) -> HttpResponse:
    """From which day a unit is no more; says what it still has in hand."""
    user, ending = reader(request), get_object_or_404(Unit, pk=pk)
    allowed(can_keep_unit(user, ending))
    work = Work(
        form=EndForm,
        facts=end_facts(ending),
        save=partial(end_unit, unit=ending, by=user),
        done="Đã ghi ngày kết thúc.",
        last_change=partial(last_change_of, ending),
    )
    name, back = name_on(ending, today()), reverse("portal:unit", args=[pk])
    crumbs = (("Đơn vị", reverse("portal:units")), (name.short_name, back))
    around = Page("Ghi ngày kết thúc của đơn vị", back, name.full_name, crumbs)
    more = {"running": still_running(ending, today())}
    return edited(request, around, work, template="portal/unit_end.html", more=more)
