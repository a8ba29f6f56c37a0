"""Addresses of the product, and beside its lists the same rows as a bare Django view.

A bare view asks the same queries for the same reader and fills the very table of the page's
template; it has no layout, no context processors and no rule of access.
"""

import re
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template import Context, Engine, Template
from django.template.backends.django import get_installed_libraries
from django.urls import path

from core.dates import today
from emulation.urls import handler400, urlpatterns
from portal.queries.conferences import conference_rows, conferences_listed
from portal.queries.units import unit_rows, units_listed

__all__ = ["handler400", "urlpatterns"]

ROWS, YEAR = 25, 2024
FOLDER = settings.BASE_DIR / "templates"
ENGINE = Engine(
    dirs=[FOLDER],
    app_dirs=True,
    libraries=get_installed_libraries(),
    builtins=["core.templatetags.vn"],
)


def table_of(name: str) -> Template:
    """The part of a page's template between <table> and </table>."""
    text = (FOLDER / name).read_text(encoding="utf-8")
    found = re.search(r"<table.*?</table>", text, re.DOTALL)
    assert found, name
    return ENGINE.from_string("{% load ui %}" + found.group())


UNITS = table_of("portal/units.html")
CONFERENCES = table_of("portal/conferences.html")


def units(request: HttpRequest) -> HttpResponse:
    found = Paginator(units_listed("", "", today()), ROWS).get_page(1)
    user: Any = request.user
    rows = unit_rows(list(found), user=user, year=YEAR)
    return HttpResponse(UNITS.render(Context({"rows": rows, "year": YEAR})))


def conferences(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    found = Paginator(conferences_listed(user, YEAR), ROWS).get_page(1)
    rows = conference_rows(list(found), user)
    return HttpResponse(CONFERENCES.render(Context({"rows": rows, "label_year": YEAR})))


urlpatterns = [
    *urlpatterns,
    path("bare/don-vi/", units, name="bare-units"),
    path("bare/hoi-nghi/", conferences, name="bare-conferences"),
]
