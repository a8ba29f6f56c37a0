"""Every address, opened and posted to by everybody with things that are not theirs.

What is not yours does not exist (404), visitors are asked to sign in, and nothing changes. An
address without an entry in `EXAMPLES` fails, so that a new page is thought of here first.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode

import pytest
from django.apps import apps
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.models import User
from awards.models import Award, Title, TitleRegistration
from clusters.models import ClusterEdition
from conferences.enums import ConferenceState, Step
from conferences.models import Conference
from core.text import fold
from documents.models import LegalBasis
from organizations.enums import Role
from organizations.models import Appointment, Person, RoleGrant, Unit, UnitName
from reports.queries import year_letters
from scoring.models import ScoreSheet
from tests.architecture.test_pages import OPEN_PAGES, pages
from tests.demo import (
    begin_conference,
    begin_events,
    begin_handover,
    begin_papers,
    begin_scoring,
    send_workbook,
)
from tests.people import browser_of, person
from tests.portal.walk import fold_spaces

pytestmark = pytest.mark.django_db

ROLES = (
    "visitor",
    "stranger",
    "donvi",
    "clerk-elsewhere",
    "cumtruong",
    "vanphong",
    "lanhdao",
    "quantri",
)
# What Phú Yên keeps among its own, as it would show on a page.
SECRETS = (
    "Hội nghị riêng của Phú Yên",
    "Nguyễn Kim Hoàng",
    "Bảng tiêu chí riêng",
    "và ký kết giao ước thi đua năm 2024",
)
MAY_CHANGE = {"audit_event", "accounts_session"}
TIMES = {"last_login"}  # signing in is remembered


@dataclass(frozen=True)
class Example:
    """How an address is tried: the thing of Phú Yên it is given, and what it may answer."""

    thing: str = ""  # a name in the world below; without one it is a list
    argument: str = "pk"
    steps: tuple[str, ...] = ()
    role: str = ""  # where an address says which seat is meant
    year: int = 0  # where an address says which year of the thing
    kind: str = ""  # where an address says what kind of thing it is given
    name: str = ""  # where an address says which of the thing's papers: a name in the world too
    asks: str = ""  # a thing it is asked for, in the query of a GET and the body of a POST
    is_open: bool = False  # to everybody who is signed in; may never show a secret
    keepers: tuple[str, ...] = ()  # roles whose own work it is: their posts are tried elsewhere
    is_closed: bool = False  # a page by role: 403 for whoever lacks it, whatever it is about

    def urls(self, name: str, world: SimpleNamespace) -> list[str]:
        given = {self.argument: getattr(world, self.thing)} if self.thing else {}
        given |= {"year": self.year} if self.year else {}
        given |= {"kind": self.kind} if self.kind else {}
        given |= {"name": getattr(world, self.name)} if self.name else {}
        given |= {"role": self.role} if self.role else {}
        ways = [given | {"step": step} for step in self.steps] or [given]
        return [reverse(name, kwargs=way) for way in ways]

    def typed(self, world: SimpleNamespace) -> dict[str, str]:
        return {self.asks: getattr(world, self.asks)} if self.asks else {}


# The register of units, titles and papers is kept by every office and by administrators.
KEEPERS = ("vanphong", "vanphongphuyen", "quantri")
# Every unit enters the papers it received.
REGISTRARS = (*KEEPERS, "donvi", "clerk-elsewhere", "cumtruong")
LIST = Example(is_open=True)
EDITION, SHEET, AGREEMENT = Example("edition"), Example("sheet"), Example("agreement")
CRITERIA = Example("criteria")
ACCOUNT = Example("account", is_open=True, is_closed=True, keepers=("quantri",))
GRANT = Example("grant", is_open=True, is_closed=True, keepers=("quantri",))
YEAR = Example("nam")
CONFERENCE, DRAFT = Example("conference"), Example("draft")
OF_REGISTER = Example(is_open=True, is_closed=True, keepers=KEEPERS)
OF_UNIT = Example(is_open=True, is_closed=True, keepers=("quantri",))

EXAMPLES: dict[str, Example] = {
    "accounts:sign-in": LIST,
    "accounts:sign-out": LIST,
    "accounts:link": Example("code", "code", is_open=True),
    "accounts:link-code": LIST,
    "accounts:link-use": LIST,
    "accounts:profile": LIST,
    "accounts:profile-edit": LIST,
    "accounts:password": LIST,
    "accounts:sign-in-code": LIST,
    "accounts:sessions": LIST,
    "accounts:second-factor": LIST,
    "accounts:second-factor-off": LIST,
    "accounts:recovery-codes": LIST,
    "organizations:first-visit": LIST,
    "organizations:accounts": Example(is_open=True, is_closed=True),
    "organizations:account": ACCOUNT,
    "organizations:account-new": Example(is_open=True, is_closed=True, keepers=("quantri",)),
    "organizations:account-edit": ACCOUNT,
    "organizations:account-link": ACCOUNT,
    "organizations:account-close": ACCOUNT,
    "organizations:account-reopen": ACCOUNT,
    "organizations:sessions-end": ACCOUNT,
    "organizations:second-factor-remove": ACCOUNT,
    "organizations:security": Example(is_open=True, is_closed=True, keepers=("quantri",)),
    "organizations:grant-new": ACCOUNT,
    "organizations:grant-edit": GRANT,
    "organizations:grant-delete": GRANT,
    "portal:first-steps": Example(is_open=True, is_closed=True),
    "healthz": LIST,
    "portal:home": LIST,
    "portal:search": Example(asks="q", is_open=True),
    "portal:units": LIST,
    "portal:unit": Example("unit", is_open=True),
    "portal:years": LIST,
    "portal:year": Example("year", "year", is_open=True),
    "portal:editions": LIST,
    "portal:edition": EDITION,
    "portal:handover": replace(EDITION, role="pho-dau-nam"),
    "portal:handover-pdf": replace(EDITION, role="pho-dau-nam"),
    "portal:year-lock": YEAR,
    "portal:year-reopen": YEAR,
    "clusters:year-new": Example(is_open=True, is_closed=True, keepers=("vanphong",)),
    "clusters:year-edit": YEAR,
    "clusters:year-delete": YEAR,
    "clusters:turn-new": YEAR,
    "clusters:turn": YEAR,
    "clusters:turn-check": YEAR,
    "clusters:turn-drop": YEAR,
    "clusters:turn-pdf": YEAR,
    "reports:letters": YEAR,
    "reports:letters-pdf": YEAR,
    "reports:letter-pdf": replace(YEAR, name="letter"),
    "clusters:year-list-pdf": YEAR,
    "clusters:year-list-xlsx": YEAR,
    "clusters:edition-new": Example(asks="nam"),
    "clusters:edition-edit": EDITION,
    "clusters:edition-delete": EDITION,
    "clusters:composition": EDITION,
    "clusters:leadership": EDITION,
    "clusters:seat-take": EDITION,
    "clusters:supervision": EDITION,
    "clusters:exclusions": EDITION,
    "clusters:rotation": EDITION,
    "portal:conferences": LIST,
    "portal:conference": CONFERENCE,
    "portal:conference-new": Example(asks="edition"),
    "portal:results": Example("draft", steps=tuple(each.value for each in Step)),
    "portal:reopen": CONFERENCE,
    "portal:discard": DRAFT,
    "portal:attachment": Example("attachment"),
    "portal:awards": LIST,
    "portal:imports": Example(is_open=True, is_closed=True),
    "portal:import-new": OF_REGISTER,
    "portal:import": Example("import_run", is_closed=True),
    "portal:import-reasons": Example("import_run", is_closed=True),
    "portal:import-template": Example(kind="units", is_open=True, is_closed=True),
    "portal:import-export": Example(kind="units", is_open=True, is_closed=True),
    "portal:log": LIST,
    "portal:log-of": Example("conference", kind="hoi-nghi"),
    "portal:papers": LIST,
    "portal:basis": Example("basis", is_open=True),
    "organizations:unit-new": OF_REGISTER,
    "organizations:unit-edit": replace(OF_UNIT, thing="unit"),
    "organizations:unit-delete": replace(OF_UNIT, thing="unit"),
    "organizations:unit-name-new": replace(OF_UNIT, thing="unit"),
    "organizations:unit-name-edit": replace(OF_UNIT, thing="unit_name"),
    "organizations:unit-name-delete": replace(OF_UNIT, thing="unit_name"),
    "organizations:unit-parent-new": replace(OF_UNIT, thing="unit"),
    "organizations:unit-parent-edit": replace(OF_UNIT, thing="unit_parent"),
    "organizations:unit-parent-delete": replace(OF_UNIT, thing="unit_parent"),
    "portal:unit-line": Example("unit", is_open=True),
    "portal:unit-events": LIST,
    "portal:unit-event-kinds": OF_REGISTER,
    "portal:unit-event-new": replace(OF_REGISTER, kind="giai-the"),
    "portal:unit-event": replace(OF_UNIT, thing="unit_event"),
    "portal:unit-event-edit": replace(OF_UNIT, thing="unit_event"),
    "portal:unit-event-drop": replace(OF_UNIT, thing="unit_event"),
    "portal:unit-event-try": replace(OF_UNIT, thing="unit_event"),
    "portal:unit-event-try-pdf": replace(OF_UNIT, thing="unit_event"),
    "portal:unit-event-undo": replace(OF_UNIT, thing="unit_event_done"),
    "organizations:people": LIST,
    "organizations:person": Example("person", is_open=True),
    "organizations:person-new": OF_REGISTER,
    "organizations:person-edit": replace(OF_UNIT, thing="person"),
    "organizations:person-delete": replace(OF_UNIT, thing="person"),
    "organizations:appointment-new": replace(OF_UNIT, thing="person"),
    "organizations:appointment-edit": replace(OF_UNIT, thing="post"),
    "organizations:appointment-delete": replace(OF_UNIT, thing="post"),
    "awards:titles": LIST,
    "awards:title-new": Example(is_open=True, is_closed=True, keepers=KEEPERS),
    "awards:title-edit": Example("title", is_open=True, is_closed=True, keepers=KEEPERS),
    "awards:title-delete": Example("title", is_open=True, is_closed=True, keepers=KEEPERS),
    "awards:registrations": EDITION,
    "awards:registration-new": EDITION,
    "awards:registration-withdraw": Example("registration"),
    "awards:registration-delete": Example("registration"),
    "awards:award-new": Example(is_open=True, is_closed=True, keepers=KEEPERS),
    "awards:award-edit": Example("award", is_open=True, is_closed=True, keepers=("quantri",)),
    "awards:award-delete": Example("award", is_open=True, is_closed=True, keepers=("quantri",)),
    "documents:basis-new": Example(is_open=True, is_closed=True, keepers=REGISTRARS),
    "documents:basis-edit": Example("basis", is_open=True, is_closed=True, keepers=("quantri",)),
    "documents:basis-delete": Example("basis", is_open=True, is_closed=True, keepers=("quantri",)),
    "documents:basis-file": Example("basis_file", is_open=True),
    "documents:duty-done": Example("duty", is_open=True, is_closed=True, keepers=("quantri",)),
    "documents:duty-undo": Example("duty", is_open=True, is_closed=True, keepers=("quantri",)),
    "scoring:sheets": LIST,
    "scoring:sheet": SHEET,
    "scoring:sheet-submit": SHEET,
    "scoring:sheet-take-back": SHEET,
    "scoring:sheet-return": SHEET,
    "scoring:criteria-sets": LIST,
    "scoring:criteria-set-new": Example(is_open=True, is_closed=True, keepers=("vanphong",)),
    "scoring:criteria-set": CRITERIA,
    "scoring:criteria-set-edit": CRITERIA,
    "scoring:criteria-set-copy": CRITERIA,
    "scoring:criteria-set-delete": CRITERIA,
    "scoring:scoring-open": EDITION,
    "scoring:scoring-edit": EDITION,
    "scoring:scoring-cancel": EDITION,
    "scoring:scoring-add-sheets": EDITION,
    "scoring:standings": EDITION,
    "scoring:checking-open": EDITION,
    "scoring:standings-pdf": EDITION,
    "scoring:standings-xlsx": EDITION,
    "agreements:agreements": LIST,
    "agreements:agreement-new": Example(asks="edition", is_open=True),
    "agreements:agreement": AGREEMENT,
    "agreements:agreement-edit": AGREEMENT,
    "agreements:agreement-parties": AGREEMENT,
    "agreements:agreement-signing": AGREEMENT,
    "agreements:agreement-issue": AGREEMENT,
    "agreements:agreement-pdf": AGREEMENT,
    "agreements:agreement-docx": AGREEMENT,
    "agreements:agreement-parties-add": AGREEMENT,
    "agreements:agreement-discard": AGREEMENT,
    "agreements:agreement-signatures": AGREEMENT,
    "agreements:agreement-sign-all": AGREEMENT,
    "agreements:agreement-correct": AGREEMENT,
    "agreements:agreement-correct-cancel": AGREEMENT,
    "agreements:draft-pdf": AGREEMENT,
    "agreements:draft-docx": AGREEMENT,
    "agreements:paper-file": Example("paper_file"),
    "agreements:copy-new": AGREEMENT,
    "agreements:copy": Example("copy"),
    "agreements:copy-withdraw": Example("copy"),
    "reports:minutes-pdf": CONFERENCE,
    "reports:minutes-docx": CONFERENCE,
    "reports:year-report-pdf": EDITION,
    "reports:year-report-docx": EDITION,
    "reports:unit-year-pdf": Example("unit", year=2024, is_open=True),
    "reports:unit-year-xlsx": Example("unit", year=2024, is_open=True),
}


def test_every_address_is_tried():
    assert {name for name, _, _ in pages()} == set(EXAMPLES)


@pytest.fixture(scope="module")
def world(demo: None) -> SimpleNamespace:
    """The demo, and in Phú Yên a conference being entered and scoring just begun."""
    person("stranger")
    person("clerk-elsewhere", Role.CLERK, unit_named("VKSND tỉnh Quảng Nam"))
    owner = unit_named("VKSND tỉnh Phú Yên")
    office = person("vanphongphuyen", Role.OFFICE, owner)
    edition = ClusterEdition.objects.get(year__owner=owner, year__label_year=2024)
    begin_scoring(edition, office, "Bảng tiêu chí riêng")
    draft = begin_conference(edition, office, "Hội nghị riêng của Phú Yên")
    return things_of(edition, draft)


@pytest.fixture(scope="module")
def shared_world(world: SimpleNamespace) -> SimpleNamespace:
    """The same of Cụm 13, which `donvi` reads as a member: the sheet is another member's."""
    edition = ClusterEdition.objects.get(name="Cụm thi đua số 13")
    head = User.objects.get(username="cumtruong")
    begin_scoring(edition, head, "Bảng tiêu chí chung")
    draft = begin_conference(edition, head, "Hội nghị đang nhập")
    return things_of(edition, draft, "tỉnh Trà Vinh")


def things_of(edition: ClusterEdition, draft: Conference, unit: str = "") -> SimpleNamespace:
    sheets = ScoreSheet.objects.filter(
        round__edition=edition, unit__names__short_name__contains=unit
    )
    by = User.objects.get(username="quantri")
    begin_handover(edition)
    papers = begin_papers(edition, by)
    recorded = Conference.objects.filter(purposes__edition=edition, state=ConferenceState.RECORDED)
    return SimpleNamespace(
        q="phú yên",
        code="AAAA-BBBB-CCCC-DDDD",
        account=User.objects.get(username="donvi").pk,
        grant=RoleGrant.objects.get(user__username="donvi").pk,
        year=2024,
        nam=edition.year_id,
        letter=next(iter(year_letters(edition.year, by).letters)),
        edition=edition.pk,
        unit=edition.memberships.first().unit_id,
        conference=recorded.first().pk,
        draft=draft.pk,
        attachment=draft.attachments.get().pk,
        agreement=edition.agreement.pk,
        sheet=sheets.first().pk,
        criteria=edition.scoring_round.criteria_set_id,
        basis=LegalBasis.objects.first().pk,
        basis_file=papers.basis_file,
        duty=papers.duty,
        paper_file=papers.paper_file,
        copy=papers.copy,
        title=Title.objects.first().pk,
        import_run=send_workbook(User.objects.get(username="lanhdao")).pk,
        registration=registration_in(edition).pk,
        award=award_of(edition).pk,
        **register_of(edition.memberships.first().unit),
        **vars(begin_events(edition.year.owner)),
    )


def register_of(unit: Unit) -> dict[str, int]:
    """A name and a place of the unit, and somebody who holds a post there."""
    head, _ = Person.objects.get_or_create(full_name="Lê Văn Bảy", unit=unit)
    post, _ = Appointment.objects.get_or_create(person=head, unit=unit, post="Viện trưởng")
    name, place = unit.names.first(), unit.parents.first()
    return {"unit_name": name.pk, "unit_parent": place.pk, "person": head.pk, "post": post.pk}


def registration_in(edition: ClusterEdition) -> TitleRegistration:
    unit, title = edition.memberships.first().unit, Title.objects.first()
    known = {"edition": edition, "unit": unit, "title": title}
    return TitleRegistration.objects.get_or_create(**known)[0]


def award_of(edition: ClusterEdition) -> Award:
    """One that no conference tells of, so that it can be corrected."""
    known = {"unit": edition.memberships.first().unit, "title": Title.objects.first()}
    return Award.objects.get_or_create(**known, title_year=2001)[0]


def unit_named(short_name: str) -> Unit:
    return UnitName.objects.get(short_name=short_name).unit


def client_of(role: str) -> Client:
    client = Client()
    if role != "visitor":
        client = browser_of(User.objects.get(username=role))
    client.raise_request_exception = False
    return client


def answers(role: str, method: str, world: SimpleNamespace) -> Iterator[tuple[str, HttpResponse]]:
    """The answer of every address to this role; signing out comes last."""
    client, save = client_of(role), {"save": "next", "reason": "Thử"}
    for name in sorted((name for name, _, _ in pages()), reverse=True):
        if method == "POST" and role in EXAMPLES[name].keepers:
            continue
        typed = EXAMPLES[name].typed(world)
        for address in EXAMPLES[name].urls(name, world):
            url = f"{address}?{urlencode(typed)}"
            answer = client.post(url, typed | save) if method == "POST" else client.get(url)
            answer.getvalue()  # a file is read to its end, so that it is closed
            yield name, answer


def told_secrets(answer: HttpResponse) -> list[str]:
    if not answer.headers["Content-Type"].startswith("text/html"):
        return []
    text = fold(fold_spaces(answer.content.decode()))
    return [secret for secret in SECRETS if fold(secret) in text]


def test_visitors_are_asked_to_sign_in(world):
    for method in ("GET", "POST"):
        let_in = [
            f"{method} {name}: {answer.status_code}"
            for name, answer in answers("visitor", method, world)
            if name not in OPEN_PAGES
            and not answer.headers.get("Location", "").startswith(reverse("accounts:sign-in"))
        ]
        assert let_in == []


FOREIGNERS = [role for role in ROLES if role not in {"visitor", "quantri"}]


@pytest.mark.parametrize("role", FOREIGNERS)
def test_what_belongs_to_others_does_not_exist(role, world):
    shown = [
        f"{name}: {answer.status_code} {told_secrets(answer)}"
        for name, answer in answers(role, "GET", world)
        if answer.status_code not in readable(name) or told_secrets(answer)
    ]
    assert shown == []


def readable(name: str) -> set[int]:
    """Open pages answer everybody, if only to say that there is nothing; 405 is for posts alone."""
    closed = {403} if EXAMPLES[name].is_closed else set()
    return closed | ({200, 302, 404, 405} if EXAMPLES[name].is_open else {404, 405})


def test_the_secrets_are_there_for_those_they_belong_to(world):
    page = browser_of(User.objects.get(username="vanphongphuyen")).get(
        reverse("portal:conferences")
    )
    assert {SECRETS[0], SECRETS[3]} <= set(told_secrets(page))


@pytest.mark.parametrize("role", [role for role in ROLES if role != "visitor"])
def test_a_post_about_the_things_of_others_changes_nothing(role, world):
    wrong, before = [], everything()
    for name, answer in answers(role, "POST", world):
        if everything() != before or answer.status_code not in allowed(name, role):
            wrong.append(f"{name}: {answer.status_code}")
    assert wrong == []


def test_a_member_changes_nothing_of_its_group(shared_world):
    wrong, before = [], everything()
    for name, answer in answers("donvi", "POST", shared_world):
        if everything() != before or answer.status_code not in {200, 302, 403, 404, 405, 422}:
            wrong.append(f"{name}: {answer.status_code}")
    assert wrong == []


def test_a_member_does_not_see_what_its_group_has_not_opened(shared_world):
    closed = ("portal:results", "portal:discard", "portal:attachment", "scoring:sheet")
    opened = [
        f"{name}: {answer.status_code}"
        for name, answer in answers("donvi", "GET", shared_world)
        if name in closed and answer.status_code != 404
    ]
    assert opened == []


def allowed(name: str, role: str) -> set[int]:
    """Refusals; the doors answer anybody, and the administrator is told what he may not do."""
    if name.startswith("accounts:") or name in OPEN_PAGES:
        return {200, 302, 404, 405, 422}
    told = role == "quantri" or EXAMPLES[name].is_open or EXAMPLES[name].is_closed
    return {403, 404, 405} if told else {404, 405}


# A workbook is its sender's alone.
ONES_OWN = {"portal:import", "portal:import-reasons"}


def test_the_administrator_reads_all_and_breaks_nothing(world):
    unreadable = [
        f"{name}: {answer.status_code}"
        for name, answer in answers("quantri", "GET", world)
        if answer.status_code not in {200, 302, 403, 405} and name not in OPEN_PAGES | ONES_OWN
    ]
    assert unreadable == []


def everything() -> dict[str, list[Any]]:
    """All rows of all tables but the log and the sessions."""
    return {
        model._meta.db_table: list(
            model._default_manager.order_by("pk").values_list(
                *(field.attname for field in model._meta.concrete_fields if field.name not in TIMES)
            )
        )
        for model in apps.get_models(include_auto_created=True)
        if model._meta.db_table not in MAY_CHANGE
    }
