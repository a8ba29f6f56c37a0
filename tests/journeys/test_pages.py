"""Every page, opened by somebody it is for: nothing keeps anybody out, nothing sticks out sideways.

With SCREENSHOTS=folder the pictures are kept there, to be looked at.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from accounts.models import User
from clusters.models import ClusterEdition
from conferences.enums import Step
from conferences.models import Conference
from core.points import parse_points
from core.versions import version_of
from documents.models import LegalBasis
from scoring.actions import open_checking, save_self_points, submit_score_sheet
from scoring.models import ScoreSheet
from scoring.queries import figures_of
from scoring.rules import SelfPoints, SelfRow
from tests.architecture.test_pages import pages
from tests.browser import DESKTOP, PHONE, barriers, overflow
from tests.demo import begin_conference, begin_scoring, load_demo
from tests.people import PASSWORD

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

SIZES = {"desktop": DESKTOP, "phone": PHONE}
FILES = (".pdf", ".docx", ".xlsx")
# Only posted to, or answered with a file or another page.
NO_PAGES = {
    "accounts:sign-out",
    "portal:attachment",
    "scoring:sheet-submit",
    "scoring:sheet-take-back",
    "scoring:checking-open",
    "agreements:agreement-new",
}
TOO_LONG = "Quá dài " * 4000
TYPED = "main form[method=post] :is(input[type=text], textarea):visible"


@dataclass(frozen=True)
class Visit:
    """A page by the name of its address; `break_it` sends its form filled in wrongly."""

    name: str
    argument: Callable[[], int | str] | None = None
    query: str = ""
    step: str = ""
    break_it: bool = False

    @property
    def address(self) -> str:
        given = [self.argument()] if self.argument else []
        return reverse(self.name, args=given + [self.step] * bool(self.step)) + self.query

    @property
    def label(self) -> str:
        words = (self.name.partition(":")[2], self.step, "sai" if self.break_it else "")
        return "-".join(word for word in words if word)


def edition(owner: str) -> ClusterEdition:
    found = ClusterEdition.objects.filter(year__owner__names__short_name=owner)
    return found.order_by("-year__label_year", "-pk")[0]


def bac_giang() -> int:
    return edition("VKSND tỉnh Bắc Giang").pk


def cum_13() -> ClusterEdition:
    return ClusterEdition.objects.get(name="Cụm thi đua số 13")


def recorded() -> int:
    return Conference.objects.get(title__contains="thi đua khen thưởng năm 2024").pk


def being_entered() -> int:
    return Conference.objects.get(title="Hội nghị đang nhập").pk


def agreement() -> int:
    return cum_13().agreement.pk


def sheet_of(place: str) -> Callable[[], int]:
    sheets = ScoreSheet.objects.filter(round__edition__year__label_year=2024)
    return lambda: sheets.get(unit__names__place_name=place).pk


def steps(*, break_it: bool) -> list[Visit]:
    """The results form; the two steps without a text to type have nothing to break."""
    nothing_typed = {Step.SCORES, Step.REVIEW}
    return [
        Visit("portal:results", being_entered, step=step.value, break_it=break_it)
        for step in Step
        if not (break_it and step in nothing_typed)
    ]


VISITS = {
    "vanphong": [
        Visit("portal:home"),
        Visit("portal:edition", bac_giang),
        Visit("portal:conference-new"),
        Visit("portal:conference-new", break_it=True),
        Visit("portal:discard", being_entered),
        Visit("portal:reopen", recorded),
        *steps(break_it=False),
        *steps(break_it=True),
    ],
    "cumtruong": [
        Visit("portal:home"),
        Visit("agreements:agreements"),
        Visit("agreements:agreement", agreement),
        Visit("agreements:agreement-edit", agreement),
        Visit("agreements:agreement-edit", agreement, break_it=True),
        Visit("agreements:agreement-parties", agreement),
        Visit("agreements:agreement-parties", agreement, break_it=True),
        Visit("agreements:agreement-signing", agreement),
        Visit("agreements:agreement-issue", agreement),
        Visit("scoring:sheet", sheet_of("Trà Vinh")),
        Visit("scoring:sheet", sheet_of("Trà Vinh"), break_it=True),
        Visit("scoring:sheet", sheet_of("Cà Mau")),
        Visit("scoring:standings", lambda: cum_13().pk),
    ],
    "quantri": [
        Visit("portal:search", query="?q=yen"),
        Visit("portal:units"),
        Visit("portal:unit", lambda: edition("VKSND tối cao").year.owner_id),
        Visit("portal:years"),
        Visit("portal:year", lambda: 2024),
        Visit("portal:editions"),
        Visit("portal:edition", lambda: edition("VKSND tỉnh Lạng Sơn").pk),
        Visit("portal:edition", lambda: edition("VKSND tỉnh Phú Yên").pk, query="?nam=2023"),
        Visit("portal:conferences"),
        Visit("portal:conference", recorded),
        Visit("portal:awards"),
        Visit("portal:papers"),
        Visit("portal:basis", lambda: LegalBasis.objects.order_by("pk")[0].pk),
        Visit("scoring:sheets"),
        Visit("scoring:standings", bac_giang),
        Visit("scoring:sheet", sheet_of("Yên Thế")),
    ],
}


def test_every_page_is_visited():
    """Signing in is looked at on the way."""
    visited = {visit.name for visits in VISITS.values() for visit in visits} | {"accounts:sign-in"}
    shown = {name for name, route, _ in pages() if not route.endswith(FILES)}
    assert visited == shown - NO_PAGES


@pytest.fixture
def begun() -> None:
    """The demo, a conference being entered, one sheet sent for checking, the others open."""
    load_demo()
    office, head = (User.objects.get(username=name) for name in ("vanphong", "cumtruong"))
    begin_conference(edition("VKSND tỉnh Bắc Giang"), office, "Hội nghị đang nhập")
    begin_scoring(cum_13(), head, "Bảng tiêu chí năm 2024")
    send(ScoreSheet.objects.get(pk=sheet_of("Cà Mau")()), head)
    open_checking(edition=cum_13(), by=head)


def send(sheet: ScoreSheet, by: User) -> None:
    stored = figures_of(sheet)
    points = SelfPoints(tuple(SelfRow(line.id, parse_points("95,5")) for line in stored.criteria))
    save_self_points(sheet=sheet, points=points, version=version_of(stored.self_points), by=by)
    submit_score_sheet(sheet=sheet, by=by)


@pytest.mark.parametrize("name", VISITS)
def test_pages_are_open_to_all_and_fit(page: Page, begun: None, name: str):
    found = [*signing_in(page, name)]
    for number, visit in enumerate(VISITS[name], start=1):
        page.set_viewport_size(DESKTOP)
        answer = page.goto(visit.address)
        if answer is None or answer.status != 200:
            found.append(f"{visit.label}: {answer and answer.status}")
            continue
        if visit.break_it:
            found += break_form(page, visit.label)
        found += faults(page, f"{name}-{number:02}-{visit.label}")
    assert not found, "\n".join(found)


def signing_in(page: Page, name: str) -> Iterator[str]:
    """The page as it comes, after a wrong password, and through."""
    page.goto("/")
    yield from faults(page, "dang-nhap")
    type_password(page, name, "sai")
    yield from faults(page, "dang-nhap-sai")
    type_password(page, name, PASSWORD)
    page.wait_for_url("**/")


def type_password(page: Page, name: str, password: str) -> None:
    page.get_by_label("Tên đăng nhập").fill(name)
    page.get_by_label("Mật khẩu").fill(password)
    page.get_by_role("button", name="Đăng nhập").click()


def break_form(page: Page, label: str) -> Iterator[str]:
    """Type too much into the first field that takes text, if need be of a new row, and send."""
    if not page.locator(TYPED).count():
        page.locator("[data-rows-add]").first.click()
    page.locator(TYPED).first.fill(TOO_LONG)
    page.locator("main form[method=post] .btn-primary:visible").first.click()
    if not page.locator(".error-summary").is_visible():
        yield f"{label}: no error summary"


def faults(page: Page, label: str) -> Iterator[str]:
    """What keeps somebody out or sticks out, on either size."""
    for size, window in SIZES.items():
        page.set_viewport_size(window)
        yield from (f"{label} {size}: {barrier}" for barrier in barriers(page))
        if wider := overflow(page):
            yield f"{label} {size}: {wider} px too wide"
        if folder := os.environ.get("SCREENSHOTS"):
            Path(folder).mkdir(parents=True, exist_ok=True)
            page.screenshot(path=Path(folder) / f"{label}-{size}.png", full_page=True)
