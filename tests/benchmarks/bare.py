"""Addresses of the product, and beside its lists the same rows as a bare Django view.

A bare view asks the same queries for the same reader and fills the very table of the page's
template; it has no layout, no context processors and no rule of access.
"""

import re
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template import Context, Engine, Template
from django.template.backends.django import get_installed_libraries
from django.urls import path

from core.dates import today
from core.lists import Listing
from emulation.urls import handler400, urlpatterns
from organizations.queries import units_in_order
from portal.queries.conferences import conferences_list, conferences_listed
from portal.queries.units import units_list

__all__ = ["handler400", "urlpatterns"]

YEAR = 2024
FOLDER = settings.BASE_DIR / "templates"
ENGINE = Engine(
    dirs=[FOLDER],
    app_dirs=True,
    libraries=get_installed_libraries(),
    builtins=["core.templatetags.vn"],
)


def table_of(name: str) -> Template:
    """The table of a list page: the heading of every list, and the page's own rows."""
    text = (FOLDER / name).read_text(encoding="utf-8")
    found = re.search(r"{% block (?:bodies|rows) %}(.*?){% endblock(?: \w+)? %}", text, re.DOTALL)
    assert found, name
    head = '<table class="table">{% include "components/list_head.html" %}'
    return ENGINE.from_string(f"{{% load ui %}}{head}{found.group(1)}</table>")


UNITS = table_of("portal/units.html")
CONFERENCES = table_of("portal/conferences.html")


def units(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    of = units_list(user, YEAR)
    listing = Listing(of=of, found=units_in_order(today()), asked=QueryDict())
    return HttpResponse(UNITS.render(Context({"listing": listing, "year": YEAR})))


def conferences(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    of, found = conferences_list(user, YEAR), conferences_listed(user, YEAR)
    listing = Listing(of=of, found=found, asked=QueryDict())
    return HttpResponse(CONFERENCES.render(Context({"listing": listing, "label_year": YEAR})))


urlpatterns = [
    *urlpatterns,
    path("bare/don-vi/", units, name="bare-units"),
    path("bare/hoi-nghi/", conferences, name="bare-conferences"),
]
