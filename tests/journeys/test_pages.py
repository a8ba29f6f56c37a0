"""Every page, opened by somebody it is for: nothing keeps anybody out, nothing sticks out sideways.

With SCREENSHOTS=folder the pictures are kept there, to be looked at.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from accounts.models import User
from clusters.actions import YearFacts, lock_year, open_year, start_turn
from clusters.models import ClusterEdition
from conferences.enums import Step
from core.points import parse_points
from core.versions import version_of
from documents.models import LegalBasis
from organizations.actions import plan_event
from organizations.enums import EventKind, Role, UnitKind
from organizations.models import (
    RoleGrant,
    Unit,
    UnitEvent,
    UnitName,
)
from organizations.rules import AfterRow, BeforeRow, EventFacts
from portal.forms.event_choices import CHOICES
from scoring.actions import (
    CriteriaFacts,
    create_criteria_set,
    open_checking,
    save_self_points,
    submit_score_sheet,
)
from scoring.enums import CriterionKind
from scoring.models import ScoreSheet
from scoring.queries import figures_of
from scoring.rules import CriterionFacts, SelfPoints, SelfRow
from tests.architecture.test_pages import pages
from tests.browser import DESKTOP, PHONE, barriers, overflow
from tests.demo import (
    begin_conference,
    begin_events,
    begin_handover,
    begin_papers,
    begin_scoring,
    load_demo,
)
from tests.journeys.places import (
    CLOSED_YEAR,
    EMPTY_YEAR,
    TURNED_YEAR,
    UNUSED,
    agreement,
    asking_workbook,
    award,
    bac_giang,
    being_entered,
    came_in,
    closed_year,
    criteria,
    cum_13,
    donvi,
    duty,
    edition,
    empty_year,
    event_done,
    event_planned,
    founded_unit,
    issued,
    name_below,
    office_head,
    office_post,
    office_unit,
    phu_yen,
    place_below,
    recorded,
    registration,
    scan,
    sent_workbook,
    sheet_of,
    title,
    turned_year,
    unit_below,
    year,
)
from tests.people import PASSWORD, person
from tests.readers import pdf_pages

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

SIZES = {"desktop": DESKTOP, "phone": PHONE}
FILES = (".pdf", ".docx", ".xlsx")
# Only posted to, or answered with a file or another page.
NO_PAGES = {
    "accounts:sign-out",
    "accounts:link",
    "organizations:account-reopen",
    "organizations:sessions-end",
    "healthz",
    "portal:attachment",
    "clusters:seat-take",
    "scoring:sheet-submit",
    "scoring:sheet-take-back",
    "scoring:checking-open",
    "scoring:scoring-add-sheets",
    "agreements:agreement-new",
    "agreements:agreement-parties-add",
    "agreements:copy",
    "agreements:paper-file",
    "documents:basis-file",
    "documents:duty-undo",
}
TOO_LONG = "Quá dài " * 4000
TWO_LEVELS = (
    CriterionFacts("I", "Nhiệm vụ chuyên môn"),
    CriterionFacts("I.1", "Kiểm sát việc giải quyết nguồn tin", Decimal(60), under="I"),
    CriterionFacts("II", "Thành tích được khen", Decimal(5), CriterionKind.BONUS),
)
TYPED = "main form[method=post] :is(input[type=text], textarea):visible"


@dataclass(frozen=True)
class Visit:
    """A page by the name of its address; `break_it` sends its form filled in wrongly."""

    name: str
    argument: Callable[[], int | str] | None = None
    query: str | Callable[[], str] = ""
    step: str = ""
    kind: str = ""
    break_it: bool = False

    @property
    def address(self) -> str:
        given = [self.kind] * bool(self.kind) + ([self.argument()] if self.argument else [])
        query = self.query if isinstance(self.query, str) else self.query()
        return reverse(self.name, args=given + [self.step] * bool(self.step)) + query

    @property
    def label(self) -> str:
        words = (self.name.partition(":")[2], self.step, "sai" if self.break_it else "")
        return "-".join(word for word in words if word)


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
        Visit("portal:imports"),
        Visit("portal:import-new", query="?loai=units"),
        Visit("portal:import", sent_workbook),
        Visit("portal:import", asking_workbook),
        Visit("portal:unit", office_unit),
        Visit("organizations:unit-new"),
        Visit("organizations:unit-new", break_it=True),
        Visit("organizations:unit-edit", office_unit),
        Visit("organizations:unit-name-new", unit_below, break_it=True),
        Visit("organizations:unit-name-edit", name_below),
        Visit("organizations:unit-name-delete", name_below),
        Visit("organizations:unit-parent-new", unit_below, break_it=True),
        Visit("organizations:unit-parent-edit", place_below),
        Visit("organizations:unit-parent-delete", place_below),
        Visit("organizations:unit-delete", unit_below),
        Visit("portal:unit-events"),
        Visit("portal:unit-event-kinds"),
        *(Visit("portal:unit-event-new", kind=each.slug) for each in CHOICES),
        Visit("portal:unit-event-new", kind="chia-tach", break_it=True),
        Visit("portal:unit-event", event_planned),
        Visit("portal:unit-event-edit", event_planned),
        Visit("portal:unit-event-edit", event_planned, break_it=True),
        Visit("portal:unit-event-drop", event_planned),
        Visit("portal:unit-event-try", event_planned),
        Visit("portal:unit-event", event_done),
        Visit("portal:unit-event-undo", event_done),
        Visit("portal:unit-line", founded_unit),
        Visit("organizations:people"),
        Visit("organizations:person", office_head),
        Visit("organizations:person-new", break_it=True),
        Visit("organizations:person-edit", office_head, break_it=True),
        Visit("organizations:person-delete", office_head),
        Visit("organizations:appointment-new", office_head, break_it=True),
        Visit("organizations:appointment-edit", office_post),
        Visit("organizations:appointment-delete", office_post),
        Visit("portal:home"),
        Visit("portal:log"),
        Visit("portal:log-of", recorded, kind="hoi-nghi"),
        Visit("portal:edition", bac_giang),
        Visit("portal:conference-new"),
        Visit("portal:conference-new", break_it=True),
        Visit("portal:discard", being_entered),
        Visit("portal:reopen", recorded),
        *steps(break_it=False),
        *steps(break_it=True),
        Visit("scoring:scoring-edit", bac_giang),
        Visit("scoring:scoring-edit", bac_giang, break_it=True),
        Visit("scoring:scoring-cancel", bac_giang),
        Visit("clusters:year-new"),
        Visit("clusters:year-new", break_it=True),
        Visit("clusters:year-edit", year),
        Visit("clusters:year-edit", year, break_it=True),
        Visit("clusters:year-delete", empty_year),
        Visit("clusters:turn-new", empty_year),
        Visit("clusters:turn", turned_year),
        Visit("clusters:turn", turned_year, break_it=True),
        Visit("clusters:turn-check", turned_year),
        Visit("clusters:turn-drop", turned_year),
        Visit("reports:letters", turned_year),
        Visit("reports:letters", year),
        Visit("portal:year", lambda: 2024),
        Visit("portal:year-lock", year),
        Visit("portal:year-reopen", closed_year),
        Visit("portal:year-reopen", closed_year, break_it=True),
        Visit("clusters:edition-new", query=lambda: f"?nam={year()}"),
        Visit("clusters:edition-new", query=lambda: f"?nam={year()}", break_it=True),
        Visit("clusters:edition-edit", bac_giang),
        Visit("clusters:edition-edit", bac_giang, break_it=True),
        Visit("clusters:edition-delete", bac_giang),
        Visit("clusters:composition", bac_giang),
        Visit("clusters:composition", bac_giang, break_it=True),
        Visit("clusters:leadership", bac_giang),
        Visit("clusters:leadership", bac_giang, break_it=True),
        Visit("clusters:exclusions", bac_giang),
        Visit("clusters:exclusions", bac_giang, break_it=True),
        Visit("clusters:rotation", bac_giang),
        Visit("clusters:supervision", bac_giang),
        Visit("clusters:supervision", bac_giang, break_it=True),
        Visit("awards:titles"),
        Visit("awards:title-new"),
        Visit("awards:title-new", break_it=True),
        Visit("awards:title-edit", title),
        Visit("awards:title-delete", title),
        Visit("awards:registration-new", bac_giang),
        Visit("awards:registration-new", bac_giang, break_it=True),
        Visit("awards:award-new"),
        Visit("awards:award-new", break_it=True),
    ],
    "vanphongphuyen": [
        Visit("scoring:criteria-sets"),
        Visit("scoring:criteria-set-new"),
        Visit("scoring:criteria-set-new", break_it=True),
        Visit("scoring:criteria-set", criteria(UNUSED)),
        Visit("scoring:criteria-set-edit", criteria(UNUSED)),
        Visit("scoring:criteria-set-edit", criteria(UNUSED), break_it=True),
        Visit("scoring:criteria-set-copy", criteria(UNUSED)),
        Visit("scoring:criteria-set-delete", criteria(UNUSED)),
        Visit("scoring:scoring-open", phu_yen),
        Visit("scoring:scoring-open", phu_yen, break_it=True),
        Visit("portal:home"),
        Visit("portal:basis", came_in),
        Visit("documents:basis-new"),
        Visit("documents:basis-new", break_it=True),
        Visit("documents:basis-edit", came_in),
        Visit("documents:basis-edit", came_in, break_it=True),
        Visit("documents:basis-delete", came_in),
        Visit("documents:duty-done", duty),
        Visit("documents:duty-done", duty, break_it=True),
        Visit("agreements:agreement", issued),
        Visit("agreements:agreement-signatures", issued),
        Visit("agreements:agreement-sign-all", issued, break_it=True),
        Visit("agreements:agreement-signatures", issued, break_it=True),
        Visit("agreements:copy-new", issued),
        Visit("agreements:copy-new", issued, break_it=True),
        Visit("agreements:copy-withdraw", scan),
        Visit("agreements:agreement-correct", issued),
        Visit("agreements:agreement-correct", issued, break_it=True),
        Visit("agreements:agreement-correct-cancel", issued),
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
        Visit("agreements:agreement-discard", agreement),
        Visit("scoring:sheet", sheet_of("Trà Vinh")),
        Visit("scoring:sheet", sheet_of("Trà Vinh"), break_it=True),
        Visit("scoring:sheet", sheet_of("Cà Mau")),
        Visit("scoring:sheet-return", sheet_of("Cà Mau")),
        Visit("scoring:sheet-return", sheet_of("Cà Mau"), break_it=True),
        Visit("scoring:standings", lambda: cum_13().pk),
        Visit("awards:registrations", lambda: cum_13().pk),
        Visit("awards:registration-withdraw", registration),
        Visit("awards:registration-withdraw", registration, break_it=True),
        Visit("awards:registration-delete", registration),
    ],
    "quantri": [
        Visit("portal:handover", lambda: cum_13().pk, step="pho-dau-nam"),
        Visit("portal:first-steps"),
        Visit("accounts:profile"),
        Visit("accounts:profile-edit", break_it=True),
        Visit("accounts:password"),
        Visit("accounts:sessions"),
        Visit("accounts:second-factor"),
        Visit("accounts:link-code"),
        Visit("organizations:accounts"),
        Visit("organizations:account", donvi),
        Visit("organizations:account-new"),
        Visit("organizations:account-new", break_it=True),
        Visit("organizations:account-edit", donvi),
        Visit("organizations:account-edit", donvi, break_it=True),
        Visit("organizations:account-link", donvi),
        Visit("organizations:account-close", donvi),
        Visit("organizations:second-factor-remove", donvi),
        Visit("organizations:second-factor-remove", donvi, break_it=True),
        Visit("organizations:security"),
        Visit("organizations:grant-new", donvi),
        Visit("organizations:grant-new", donvi, break_it=True),
        Visit("organizations:grant-edit", lambda: RoleGrant.objects.get(user=donvi()).pk),
        Visit("organizations:grant-delete", lambda: RoleGrant.objects.get(user=donvi()).pk),
        Visit("portal:search", query="?q=yen"),
        Visit("portal:units"),
        Visit("portal:units", query="?cach=cay"),
        Visit("portal:unit", lambda: edition("VKSND tối cao").year.owner_id),
        Visit("portal:years"),
        Visit("portal:year", lambda: 2024),
        Visit("portal:editions"),
        Visit("portal:edition", lambda: edition("VKSND tỉnh Lạng Sơn").pk),
        Visit("portal:edition", lambda: edition("VKSND tỉnh Phú Yên").pk, query="?nam=2023"),
        Visit("portal:conferences"),
        Visit("portal:conference", recorded),
        Visit("portal:awards"),
        Visit("awards:award-edit", award),
        Visit("awards:award-delete", award),
        Visit("portal:papers"),
        Visit("portal:basis", lambda: LegalBasis.objects.order_by("pk")[0].pk),
        Visit("scoring:sheets"),
        Visit("scoring:standings", bac_giang),
        Visit("scoring:sheet", sheet_of("Yên Thế")),
    ],
}


def test_every_page_is_visited():
    """Signing in is looked at on the way, the doors of visitors in test_doors, the second factor
    in test_second_factor."""
    doors = {"accounts:sign-in", "accounts:link-use", "organizations:first-visit"}
    doors |= {"accounts:sign-in-code", "accounts:second-factor-off", "accounts:recovery-codes"}
    visited = {visit.name for visits in VISITS.values() for visit in visits} | doors
    shown = {name for name, route, _ in pages() if not route.endswith(FILES)}
    assert visited == shown - NO_PAGES


@pytest.fixture
def begun() -> None:
    """The demo, a conference being entered, one sheet sent for checking, the others open."""
    load_demo()
    office, head = (User.objects.get(username=name) for name in ("vanphong", "cumtruong"))
    begin_conference(edition("VKSND tỉnh Bắc Giang"), office, "Hội nghị đang nhập")
    owner = edition("VKSND tỉnh Bắc Giang").year.owner
    open_year(owner=owner, facts=YearFacts(EMPTY_YEAR), by=office)
    lock_year(year=open_year(owner=owner, facts=YearFacts(CLOSED_YEAR), by=office), by=office)
    turned = open_year(owner=owner, facts=YearFacts(TURNED_YEAR), by=office)
    start_turn(year=turned, last_year=2024, by=office)
    begin_handover(cum_13())
    begin_scoring(cum_13(), head, "Bảng tiêu chí năm 2024")
    owner = ClusterEdition.objects.get(pk=phu_yen()).year.owner
    begin_papers(edition("VKSND tỉnh Phú Yên"), person("vanphongphuyen", Role.OFFICE, owner))
    create_criteria_set(owner=owner, facts=CriteriaFacts(UNUSED, TWO_LEVELS), by=office)
    member = User.objects.get(username="donvi")
    send(ScoreSheet.objects.get(pk=sheet_of("Cà Mau")()), member)
    open_checking(edition=cum_13(), by=head)
    plan_an_end(office)


def plan_an_end(by: User) -> None:
    """Of a member: whose work it is then, and who sits in its seats, is to be decided."""
    begin_events(Unit.objects.get(pk=office_unit()))
    unit = UnitName.objects.get(short_name="VKSND huyện Lục Ngạn").unit_id
    facts = EventFacts(EventKind.ABOLISH, date(2024, 12, 1), before=(BeforeRow(unit),))
    plan_event(facts=facts, by=by)


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


def test_a_trial_is_open_to_all_and_says_on_every_page_that_it_is_one(page: Page, begun: None):
    """From the page that would carry it out, with its answers; two ranks of 2024 become one."""
    planned = plan_a_merger(User.objects.get(username="vanphong"))
    found = [*signing_in(page, "vanphong")]
    page.goto(reverse("portal:unit-event", args=[planned.pk]))
    choose_first(page)
    page.get_by_role("button", name="Tính thử").click()
    page.get_by_label("Bình quân cộng").check()
    page.get_by_role("button", name="Tính thử").click()
    assert page.get_by_role("cell", name="tính chung").count() == 2
    found += faults(page, "vanphong-tinh-thu")
    assert not found, "\n".join(found)
    sheets = [" ".join(sheet.split()) for sheet in pdf_pages(page.pdf(scale=2))]
    assert len(sheets) > 1
    assert all("GIẢ ĐỊNH" in sheet for sheet in sheets)


def plan_a_merger(by: User) -> UnitEvent:
    names = ("VKSND huyện Tân Yên", "VKSND huyện Lục Ngạn")
    units = UnitName.objects.filter(short_name__in=names).values_list("unit_id", flat=True)
    named = {"full_name": "Viện kiểm sát nhân dân khu vực 1", "short_name": "VKSND khu vực 1"}
    region = AfterRow(kind=UnitKind.REGION, parent_id=office_unit(), **named)
    before = tuple(BeforeRow(unit) for unit in units)
    facts = EventFacts(EventKind.MERGE, date(2025, 1, 1), before=before, after=(region,))
    return plan_event(facts=facts, by=by)


def choose_first(page: Page) -> None:
    """The first answer to every question."""
    for name in {each.get_attribute("name") for each in page.get_by_role("radio").all()}:
        page.locator(f"input[name='{name}']").first.check()
