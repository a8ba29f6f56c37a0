"""Units: the list with its search, the page of one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from accounts.queries import reader
from clusters.queries import label_years, shown_year
from core.dates import today
from core.lists import shown, words_of
from core.pages import page, signed_in
from organizations.models import Unit
from organizations.policies import can_keep_unit, can_place_unit, is_administrator, keeps_register
from organizations.queries import units_in_order
from portal.queries.unit_record import unit_record
from portal.queries.unit_tree import unit_tree
from portal.queries.units import units_list


@page(allow=signed_in)
def units(request: HttpRequest) -> HttpResponse:
    """Units found by words of any name they ever bore, and by kind; or the tree of them."""
    user = reader(request)
    if request.GET.get("cach") == "cay":
        context = {"tree": unit_tree(), "may_enter": keeps_register(user)}
        return render(request, "portal/units_tree.html", context)
    year = shown_year(user, request.GET.get("nam", ""))
    found = units_in_order(today())
    more = {"year": year, "may_enter": keeps_register(user)}
    of = units_list(user, year, words_of(request.GET))
    return shown(request, "portal/units.html", of, found, **more)


@page(allow=signed_in)
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    """One unit: its names, its place, and what touched it as far as the reader may see."""
    user = reader(request)
    found = get_object_or_404(Unit, pk=pk)
    with_kin = request.GET.get("gom") == "1"
    may_place = can_place_unit(user, found)
    may_keep = may_place or can_keep_unit(user, found)
    record = unit_record(
        found, user=user, years=label_years(user), keeps=may_keep, with_kin=with_kin
    )
    context = {
        "record": record,
        "sees_all": is_administrator(user),
        "may_keep": may_keep,
        "may_place": may_place,
    }
    return render(request, "portal/unit.html", context)
