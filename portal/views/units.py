"""Units: the list with its search, the page of one."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from accounts.queries import reader
from clusters.queries import label_years, shown_year
from core.dates import today
from core.pages import page, signed_in
from core.text import one_line
from organizations.models import Unit
from organizations.policies import is_administrator
from portal.queries.filters import pills_of
from portal.queries.units import KINDS, unit_record, unit_rows, units_listed

ROWS = 25


@page(allow=signed_in)
def units(request: HttpRequest) -> HttpResponse:
    """Units found by words of any name they ever bore, and by kind."""
    user, text = reader(request), one_line(request.GET.get("q", ""))
    kind = request.GET.get("loai", "")
    listed = Paginator(units_listed(text, kind, today()), ROWS)
    found = listed.get_page(request.GET.get("trang"))
    year = shown_year(user, request.GET.get("nam", ""))
    shown = {
        "text": text,
        "kind": kind,
        "kinds": KINDS.items(),
        "page": found,
        "year": year,
        "rows": unit_rows(list(found), user=user, year=year),
        "pills": pills_of(
            request.GET,
            {"q": lambda typed: f"Tên có “{typed}”", "loai": lambda code: KINDS.get(code, "")},
        ),
    }
    return render(request, "portal/units.html", shown)


@page(allow=signed_in)
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    """One unit: its names, its place, and what touched it as far as the reader may see."""
    user = reader(request)
    record = unit_record(get_object_or_404(Unit, pk=pk), user=user, years=label_years(user))
    shown = {"record": record, "sees_all": is_administrator(user)}
    return render(request, "portal/unit.html", shown)
