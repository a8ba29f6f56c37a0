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
from organizations.models import UnitName
from organizations.policies import can_keep_accounts, is_office, keeps_register
from organizations.queries import Hats, hats_of, names_on


@dataclass(frozen=True)
class Item:
    """One entry of the side bar; `allow` says who sees it."""

    label: str
    name: str
    icon: str
    allow: Callable[[User], bool] | None = None


HOME, YEARS, EDITIONS = "portal:home", "portal:years", "portal:editions"
AGREEMENTS, SHEETS = "agreements:agreements", "scoring:sheets"
CRITERIA = "scoring:criteria-sets"
ACCOUNTS, SECURITY = "organizations:accounts", "organizations:security"
CONFERENCES, AWARDS = "portal:conferences", "portal:awards"
PAPERS, UNITS = "portal:papers", "portal:units"
UNIT_EVENTS = "portal:unit-events"
LOG = "portal:log"
IMPORTS = "portal:imports"
PEOPLE = "organizations:people"

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
    (
        "Tra cứu",
        (
            Item("Văn bản", PAPERS, "file-text"),
            Item("Đơn vị", UNITS, "building-bank"),
            Item("Biến động đơn vị", UNIT_EVENTS, "git-branch"),
            Item("Người", PEOPLE, "address-book"),
        ),
    ),
    (
        "Quản lý",
        (
            Item("Danh hiệu", "awards:titles", "medal"),
            Item("Nhập từ Excel", IMPORTS, "file-import", keeps_register),
            Item("Nhật ký", LOG, "history", keeps_register),
            Item("Bảng tiêu chí", CRITERIA, "list-check", is_office),
            Item("Tài khoản", ACCOUNTS, "user-cog", can_keep_accounts),
            Item("Bảo mật", SECURITY, "shield-lock", can_keep_accounts),
        ),
    ),
)

# Pages that belong to a section without bearing its name; else the app's own section.
BELONGS = {
    "portal:log-of": LOG,
    "portal:import-new": IMPORTS,
    "portal:import": IMPORTS,
    "portal:year": YEARS,
    "portal:edition": EDITIONS,
    "portal:year-lock": YEARS,
    "clusters:year-new": YEARS,
    "clusters:year-edit": YEARS,
    "clusters:year-delete": YEARS,
    "clusters:turn-new": YEARS,
    "clusters:turn": YEARS,
    "clusters:turn-check": YEARS,
    "clusters:turn-drop": YEARS,
    "reports:letters": YEARS,
    "portal:conference": CONFERENCES,
    "portal:conference-new": CONFERENCES,
    "portal:results": CONFERENCES,
    "portal:reopen": CONFERENCES,
    "portal:discard": CONFERENCES,
    "portal:basis": PAPERS,
    "portal:unit": UNITS,
    "portal:unit-line": UNITS,
    "portal:unit-event-kinds": UNIT_EVENTS,
    "portal:unit-event-new": UNIT_EVENTS,
    "portal:unit-event": UNIT_EVENTS,
    "portal:unit-event-edit": UNIT_EVENTS,
    "portal:unit-event-drop": UNIT_EVENTS,
    "portal:unit-event-undo": UNIT_EVENTS,
    "organizations:unit-new": UNITS,
    "organizations:unit-edit": UNITS,
    "organizations:unit-delete": UNITS,
    "organizations:unit-name-new": UNITS,
    "organizations:unit-name-edit": UNITS,
    "organizations:unit-name-delete": UNITS,
    "organizations:unit-parent-new": UNITS,
    "organizations:unit-parent-edit": UNITS,
    "organizations:unit-parent-delete": UNITS,
    "organizations:person": PEOPLE,
    "organizations:person-new": PEOPLE,
    "organizations:person-edit": PEOPLE,
    "organizations:person-delete": PEOPLE,
    "organizations:appointment-new": PEOPLE,
    "organizations:appointment-edit": PEOPLE,
    "organizations:appointment-delete": PEOPLE,
    "scoring:criteria-set": CRITERIA,
    "scoring:criteria-set-new": CRITERIA,
    "scoring:criteria-set-edit": CRITERIA,
    "scoring:criteria-set-copy": CRITERIA,
    "scoring:criteria-set-delete": CRITERIA,
    "awards:registrations": EDITIONS,
    "awards:registration-new": EDITIONS,
    "awards:registration-withdraw": EDITIONS,
    "awards:registration-delete": EDITIONS,
    "awards:award-new": AWARDS,
    "awards:award-edit": AWARDS,
    "awards:award-delete": AWARDS,
    "organizations:account": ACCOUNTS,
    "organizations:account-new": ACCOUNTS,
    "organizations:account-edit": ACCOUNTS,
    "organizations:account-link": ACCOUNTS,
    "organizations:account-close": ACCOUNTS,
    "organizations:second-factor-remove": ACCOUNTS,
    "organizations:grant-new": ACCOUNTS,
    "organizations:grant-edit": ACCOUNTS,
    "organizations:grant-delete": ACCOUNTS,
}
# Sections that show one year and keep the one that is shown.
OF_THE_YEAR = {HOME, EDITIONS, AGREEMENTS, SHEETS, CONFERENCES, AWARDS}
OF_APP = {
    "awards": "awards:titles",
    "agreements": AGREEMENTS,
    "clusters": EDITIONS,
    "documents": PAPERS,
    "scoring": SHEETS,
}


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
    roles: tuple[str, ...]
    keeps_accounts: bool
    demo_day: date | None
    nav: tuple[NavSection, ...]


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context processor. A page about one year names it with `core.pages.about_year`."""
    user = getattr(request, "user", None)  # a request refused early has none
    if not isinstance(user, User):
        return {"shell": None}
    hats = hats_of(user)
    names = names_on(hats.own_units, today())
    years = label_years(user)
    now = year_to_show(years, "")
    year = getattr(request, "about_year", None) or year_to_show(years, request.GET.get("nam", ""))
    return {
        "shell": Shell(
            year=year,
            years=years,
            is_past_year=year < now,
            user_label=user.full_name,
            unit_label=_unit_label(hats, names),
            roles=tuple(_roles(hats, names)),
            keeps_accounts=can_keep_accounts(user),
            demo_day=demo_day(),
            nav=tuple(_sections(user, _section_of(request), "" if year == now else f"?nam={year}")),
        )
    }


def _unit_label(hats: Hats, names: dict[int, UnitName]) -> str:
    """The units the user works for; an administrator has none."""
    labels = sorted(name.short_name for name in names.values())
    return ", ".join(labels) or (Role.ADMINISTRATOR.label if hats.is_administrator else "")


def _roles(hats: Hats, names: dict[int, UnitName]) -> Iterable[str]:
    """Each role held today with its unit."""
    if hats.is_administrator:
        yield Role.ADMINISTRATOR.label
    held = {Role.OFFICE: hats.office_of, Role.LEADER: hats.leader_of}
    held |= {Role.HEAD: hats.head_of, Role.CLERK: hats.clerk_of}
    for role, units in held.items():
        for unit in sorted(units & names.keys(), key=lambda each: names[each].sort_key):
            yield f"{role.label} {names[unit].short_name}"


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
