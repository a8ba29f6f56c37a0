"""Filling in any form so that it is saved: by what is known of it, else by trying."""

import re
from collections.abc import Iterator
from itertools import product
from typing import Any

from django.test import Client

from organizations.enums import UnitKind
from portal.imports import UNIT_IMPORT
from tests.abuse.forms import Opened
from tests.abuse.rights import rolled_back, written
from tests.core.test_files import picture, upload
from tests.organizations.importing import filled_in
from tests.people import PASSWORD

Typed = dict[str, Any]
PAIRS = (
    ("Bản của người thứ nhất", "Bản của người thứ hai"),
    ("05/01/2024", "06/01/2024"),
    ("3", "4"),
    ("2023", "2022"),
)
# Where not every list can have something chosen at once: which may.
CHOOSE = {"portal:results/de-nghi": r"nominations-", "portal:results/nam-sau": r".*_head$"}
NAMES = {"full_name": "VKSND huyện Thử", "short_name": "VKSND huyện Thử"}
UNITS = (NAMES | {"kind": UnitKind.DISTRICT.label, "parent": "VKSND tối cao"},)
FILES = {
    "a scan": ("ban-quet.png", picture("PNG", (80, 60))),
    "a workbook": ("don-vi.xlsx", filled_in(UNIT_IMPORT, {"units": UNITS})),
}
NEW_PASSWORD = "trang-sang-vuon-che-mua-thu"
TABLE_ROW = {"rows-0-code": "I", "rows-0-name": "Công tác năm", "rows-0-max_points": "100"}
ANY, LAST = object(), object()  # the first, the last that is offered
# What a form of something new needs; a form that is all buttons needs nothing.
GOOD: dict[str, Typed] = {
    "accounts:password": {"current": PASSWORD, "password": NEW_PASSWORD, "again": NEW_PASSWORD},
    "agreements:agreement-sign-all": {"on": "20/11/2024"},
    "agreements:copy-new": {"note": "Bản quét", "file": "a scan"},
    "awards:award-new": {"unit_id": "VKSND tỉnh Cà Mau", "title_id": ANY, "title_year": "2020"},
    "awards:registration-new": {"title_id": LAST, "units": ANY},
    "awards:registration-withdraw": {"on": "20/11/2024", "reason": "Đơn vị không phấn đấu nữa"},
    "awards:title-new": {"kind": "title", "name": "Danh hiệu mới"},
    "clusters:edition-new": {"name": "Cụm thi đua số 99", "number": "99"},
    "clusters:year-new": {"label_year": "2031"},
    "documents:basis-new": {"kind": "Công văn", "reference": "99/CV", "abstract": "Thử"},
    "organizations:account-new": {"username": "nguoi.moi", "full_name": "Người Mới"},
    "organizations:appointment-new": {"post": "Kiểm sát viên", "valid_from": "01/01/2024"},
    "organizations:grant-new": {"role": "clerk", "unit": "VKSND tỉnh Bến Tre"},
    "organizations:person-new": {"full_name": "Trần Văn Mới"},
    "organizations:unit-name-new": {"valid_from": "01/01/2024", "short_name": "VKSND Vùng 9"},
    "organizations:unit-new": {
        "kind": "region",
        "full_name": "Viện kiểm sát nhân dân Vùng 9",
        "short_name": "VKSND Vùng 9",
        "parent_id": "VKSND tối cao",
    },
    "organizations:unit-parent-new": {"parent_id": "VKSND tối cao", "valid_from": "01/02/2024"},
    "portal:conference-new": {
        "title": "Hội nghị mới",
        "purposes-0-kind": "mid_year",
        "starts_on": "01/06/2024",
    },
    "portal:import-new": {"kind": "units", "file": "a workbook"},
    "portal:unit-event-new": {"on": "01/02/2024", "before-0-unit_id": "VKSND Vùng 3"},
    "portal:reopen": {"reason": "Ghi nhầm ngày họp của hội nghị"},
    "portal:results/diem": {"scores_agreed": "on"},
    "scoring:scoring-open": {"criteria_set_id": ANY},
    "scoring:criteria-set-copy": {"name": "Bảng tiêu chí lập lại"},
    "scoring:criteria-set-new": {"name": "Bảng tiêu chí mới"} | TABLE_ROW,
}


_FOUND: dict[tuple[str, str], Typed] = {}


def good(opened: Opened, client: Client) -> Typed | None:
    """Something this form saves, found once a run; None if nothing was found as things stand."""
    key = opened.name, opened.url
    if key not in _FOUND and (found := _good(opened, client)) is not None:
        _FOUND[key] = found
    return _FOUND.get(key)


def _good(opened: Opened, client: Client) -> Typed | None:
    if opened.name in GOOD or not opened.form.typed:
        typed = {name: _offered(opened, name, value) for name, value in _known(opened).items()}
        return typed if saves(opened, client, typed) else None
    return next((first for first, _ in saveable(opened, client)), None)


def _known(opened: Opened) -> Typed:
    return GOOD.get(opened.name, {})


def _offered(opened: Opened, name: str, value: Any) -> Any:
    if value not in {ANY, LAST}:
        return value
    offered = [each for each in opened.form.options[name] if each]
    return offered[0] if value is ANY else offered[-1]


def saveable(opened: Opened, client: Client) -> Iterator[tuple[Typed, Typed]]:
    """Two ways to fill the form in that are saved and differ in one field."""
    some = re.compile(CHOOSE.get(opened.name, ""))
    chosen = {name: value for name, value in opened.form.chosen.items() if some.match(name)}
    for given, name, (first, second) in product(({}, chosen), opened.form.typed, PAIRS):
        if saves(opened, client, given | {name: first}):
            yield given | {name: first}, given | {name: second}


def saves(opened: Opened, client: Client, typed: Typed) -> bool:
    with rolled_back(), written() as wrote:
        return opened.post(with_files(typed), client).status_code in {200, 302} and bool(wrote)


def with_files(typed: Typed) -> Typed:
    """A file can be sent once, so it is made for each post."""
    if "file" not in typed:
        return typed
    name, content = FILES.get(typed["file"], FILES["a scan"])
    return typed | {"file": upload(name, content)}
