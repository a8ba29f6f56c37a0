"""The frame around every page of somebody signed in: year, who, where, the way to each section."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from accounts.models import User
from clusters.queries import label_years, year_to_show
from core.dates import demo_day, today
from organizations.enums import Role
from organizations.queries import hats_of, names_on


@dataclass(frozen=True)
class Item:
    """One entry of the side bar; `allow` says who sees it."""

    label: str
    name: str
    icon: str
    allow: Callable[[User], bool] | None = None


HOME, YEARS, EDITIONS = "portal:home", "portal:years", "portal:editions"
AGREEMENTS, SHEETS = "agreements:agreements", "scoring:sheets"
CONFERENCES, AWARDS = "portal:conferences", "portal:awards"
PAPERS, UNITS = "portal:papers", "portal:units"

# Title of the section; label, address and icon of its items, and who sees it (all without a rule).
SECTIONS: tuple[tuple[str, tuple[Item, ...]], ...] = (
    (
        "",
        (
            Item("Trang chủ", HOME, "home"),
            Item("Năm thi đua", YEARS, "calendar"),
            Item("Cụm, khối", EDITIONS, "users"),
        ),
    ),
    (
        "Trong năm",
        (
            Item("Giao ước", AGREEMENTS, "writing-sign"),
            Item("Chấm điểm", SHEETS, "chart-bar"),
            Item("Hội nghị", CONFERENCES, "microphone"),
            Item("Khen thưởng", AWARDS, "award"),
        ),
    ),
    ("Tra cứu", (Item("Văn bản", PAPERS, "file-text"), Item("Đơn vị", UNITS, "building-bank"))),
    ("Quản lý", ()),
)

# Pages that belong to a section without bearing its name; else the app's own section.
BELONGS = {
    "portal:year": YEARS,
    "portal:edition": EDITIONS,
    "portal:conference": CONFERENCES,
    "portal:conference-new": CONFERENCES,
    "portal:results": CONFERENCES,
    "portal:reopen": CONFERENCES,
    "portal:discard": CONFERENCES,
    "portal:basis": PAPERS,
    "portal:unit": UNITS,
}
# Sections that show one year and keep the one that is shown.
OF_THE_YEAR = {HOME, EDITIONS, AGREEMENTS, SHEETS, CONFERENCES, AWARDS}
OF_APP = {"agreements": AGREEMENTS, "scoring": SHEETS}


@dataclass(frozen=True)
class NavItem:
    """One way into a part of the product."""

    label: str
    url: str
    icon: str
    is_current: bool


@dataclass(frozen=True)
class NavSection:
    title: str
    items: tuple[NavItem, ...]


@dataclass(frozen=True)
class Shell:
    """What `base.html` draws around the page."""

    year: int
    years: list[int]
    is_past_year: bool
    user_label: str
    unit_label: str
    demo_day: date | None
    nav: tuple[NavSection, ...]


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context processor. A page about one year names it with `core.pages.about_year`."""
    user = getattr(request, "user", None)  # a request refused early has none
    if not isinstance(user, User):
        return {"shell": None}
    years = label_years(user)
    now = year_to_show(years, "")
    year = getattr(request, "about_year", None) or year_to_show(years, request.GET.get("nam", ""))
    return {
        "shell": Shell(
            year=year,
            years=years,
            is_past_year=year < now,
            user_label=user.full_name,
            unit_label=_unit_label(user),
            demo_day=demo_day(),
            nav=tuple(_sections(user, _section_of(request), "" if year == now else f"?nam={year}")),
        )
    }


def _unit_label(user: User) -> str:
    """The units the user works for; an administrator has none."""
    hats = hats_of(user)
    names = names_on(hats.all_units, today())
    labels = sorted(name.short_name for name in names.values())
    return ", ".join(labels) or (Role.ADMINISTRATOR.label if hats.is_administrator else "")


def _sections(user: User, current: str, year: str) -> Iterable[NavSection]:
    """Sections with the items this reader has a use for; a section without any is left out."""
    for title, items in SECTIONS:
        seen = [item for item in items if item.allow is None or item.allow(user)]
        if seen:
            yield NavSection(title, tuple(_nav(item, current, year) for item in seen))


def _nav(item: Item, current: str, year: str) -> NavItem:
    keeps_year = item.name in OF_THE_YEAR
    url = reverse(item.name) + (year if keeps_year else "")
    return NavItem(item.label, url, item.icon, item.name == current)


def _section_of(request: HttpRequest) -> str:
    match = request.resolver_match
    if match is None:
        return ""
    return BELONGS.get(match.view_name) or OF_APP.get(match.namespace) or match.view_name
