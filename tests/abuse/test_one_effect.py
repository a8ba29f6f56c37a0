"""A double click, an impatient clerk, fifty at one moment: the thing is made once.

The forms are those of the router: a new page that writes is pressed by itself, or fails until it
says here where its form stands (`STANDS`) or why it is not pressed (`NOT_PRESSED`).
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.actions import make_link
from accounts.models import User
from audit.models import Event
from clusters.actions import join_group
from clusters.enums import GroupRole
from clusters.models import ClusterEdition, ReservedSeat
from core.versions import version_of
from organizations.models import Unit
from scoring.actions import save_self_points, submit_score_sheet
from scoring.models import ScoreSheet
from scoring.queries import self_points_of
from scoring.rules import SelfPoints
from tests.abuse.filling import NEW_PASSWORD, good
from tests.abuse.pressing import (
    HANDS,
    Way,
    after,
    forms_by_target,
    found_on,
    pressed_at_once,
    put_back,
)
from tests.abuse.rights import VIEWS, browser
from tests.abuse.world import ROLES, World, build, no_drawing
from tests.kept import kept


@pytest.fixture
def world(transactional_db: None) -> Iterator[World]:
    """The world for all to see, so that several can press at once."""
    with no_drawing():
        yield kept("abuse", build)


# ── Where a form stands that no page of the world shows as it is ─────────────────────────────


def by(role: str) -> User:
    return User.objects.get(username=ROLES[role])


def new_member(world: World) -> None:
    edition = ClusterEdition.objects.get(pk=world.own.edition)
    join_group(edition=edition, unit=Unit.objects.get(pk=world.spare.unit), by=by("office"))


def seat_kept(world: World) -> None:
    """The group of the year before chose who leads the spare group."""
    group = ClusterEdition.objects.get(pk=world.spare.edition)
    year = ClusterEdition.objects.get(pk=world.own.edition).continues.year
    group.continues = ClusterEdition.objects.create(year=year, kind=group.kind, name="Cụm đã chọn")
    group.save()
    seat = {"owner": year.owner, "chosen_in": group.continues, "label_year": group.year.label_year}
    ReservedSeat.objects.create(**seat, role=GroupRole.HEAD, unit=group.memberships.get().unit)


def full_sheet(world: World) -> None:
    sheet = ScoreSheet.objects.get(pk=world.own.sheet)
    empty = self_points_of(sheet)
    full = SelfPoints(tuple(replace(row, points=Decimal(1)) for row in empty.rows))
    save_self_points(sheet=sheet, points=full, version=version_of(empty), by=by("member"))


def sent_sheet(world: World) -> None:
    full_sheet(world)
    submit_score_sheet(sheet=ScoreSheet.objects.get(pk=world.own.sheet), by=by("head"))


def checked_workbook(world: World) -> str:
    sent = after("portal:import-new")(world)
    browser(ROLES["office"]).post(sent, {"do": "check"})
    return sent


def with_a_phone(_world: World) -> None:
    TOTPDevice.objects.create(user=by("member"), name="Điện thoại")


STANDS = {
    "agreements:agreement-new": Way("agreements:agreements"),
    "agreements:agreement-parties-add": Way("agreements:agreement", before=new_member),
    "agreements:agreement-sign-all": Way("agreements:agreement"),
    "clusters:seat-take": Way("clusters:leadership", before=seat_kept),
    "documents:duty-undo": Way("portal:basis", before=after("documents:duty-done")),
    "organizations:account-reopen": Way(
        "organizations:account", "admin", after("organizations:account-close")
    ),
    "organizations:second-factor-remove": Way(
        "organizations:second-factor-remove", "admin", with_a_phone
    ),
    "portal:import": Way("portal:import", before=checked_workbook),
    "portal:unit-event-undo": Way(
        "portal:unit-event-undo", "admin", after("portal:unit-event-drop")
    ),
    "portal:year-reopen": Way("portal:year-reopen", before=after("portal:year-lock")),
    "scoring:checking-open": Way("scoring:standings"),
    "scoring:scoring-add-sheets": Way("scoring:standings", before=new_member),
    "scoring:sheet-submit": Way("scoring:sheet", "head", full_sheet),
    "scoring:sheet-take-back": Way("scoring:sheet", "head", sent_sheet),
}
NOT_PRESSED = {
    "accounts:link-code": "asks for the code of a link and leaves nothing",
    "accounts:link-use": "below",
    "accounts:recovery-codes": "every press is a set of codes; the one before ends",
    "accounts:second-factor": "begins in the session alone",
    "accounts:second-factor-off": "asks for the password; what is off stays off",
    "accounts:sessions": "a session that is ended stays ended",
    "accounts:sign-in": "every press is a session",
    "accounts:sign-in-code": "a code works once: its own tests",
    "accounts:sign-out": "ends the session it is sent with",
    "organizations:account-link": "every press is a code; the one before ends",
    "organizations:first-visit": "below",
    "organizations:sessions-end": "sessions that are ended stay ended",
    "portal:results/diem": "one tick of conferences that review a year, under a version",
    "portal:unit-event-try": "tries and keeps nothing",
    "portal:unit-event-try-pdf": "tries and keeps nothing",
}
# Fifty at one moment on PostgreSQL; eight everywhere else.
OFTEN = {
    "agreements:agreement-issue",
    "agreements:copy-new",
    "awards:registration-new",
    "clusters:turn-check",
    "clusters:year-new",
    "organizations:account-new",
    "organizations:unit-new",
    "portal:conference-new",
    "portal:import",
    "portal:results/kiem-tra",
    "portal:unit-event",
    "scoring:scoring-open",
    "scoring:sheet-submit",
}
APPS = sorted({name.partition(":")[0] for name, view in VIEWS.items() if view.page_writes})


def test_every_form_is_pressed_or_says_why_not(world):
    known = {name.partition("/")[0] for name in (*forms_by_target(world), *STANDS, *NOT_PRESSED)}
    assert {name for name, view in VIEWS.items() if view.page_writes} - known == set()
    assert STANDS.keys() & NOT_PRESSED.keys() == set()


@pytest.mark.parametrize("app", APPS)
def test_pressed_many_times_at_once_it_is_done_once(app, world):
    found = of_app(app, forms_by_target(world))
    names = {*found, *of_app(app, STANDS)} - NOT_PRESSED.keys()
    wrong = [told for name in sorted(names) for told in pressed(name, found.get(name, ()))]
    assert "\n".join(wrong) == ""


def of_app(app, named):
    return {name: each for name, each in named.items() if name.startswith(f"{app}:")}


def pressed(name, forms):
    """What went wrong with the form of this name, each in a world as it was built."""
    times = 6 if name in OFTEN and connection.vendor == "postgresql" else 1
    if name in STANDS:
        yield from filter(None, [pressed_at_once(found_on(STANDS[name], name, put_back()), times)])
        return
    put_back()
    forms = [each for each in forms if good(each, each.client) is not None]
    if not forms:
        yield f"{name}: nothing was found that it saves"
    for opened in forms:
        put_back()
        if told := pressed_at_once(opened, times):
            yield told


def test_a_one_time_link_opens_once(world):
    code = make_link(user=User.objects.get(username="donvi"), by=by("admin")).code
    url, typed = reverse("accounts:link-use"), {"password": NEW_PASSWORD, "again": NEW_PASSWORD}
    guests = visitors()
    for guest in guests:
        guest.get(reverse("accounts:link", args=[code]))
    all_press(guests, url, [typed] * HANDS)
    assert Event.objects.filter(name="link.used").count() == 1
    assert User.objects.get(username="donvi").check_password(NEW_PASSWORD)


def test_the_first_account_is_opened_once(transactional_db):
    told = StringIO()
    call_command("first_code", stdout=told)
    typed = {"code": told.getvalue().strip(), "full_name": "Đinh Thị Quản"}
    typed |= {"password": NEW_PASSWORD, "again": NEW_PASSWORD}
    guests, url = visitors(), reverse("organizations:first-visit")
    all_press(guests, url, [typed | {"username": f"quantri{number}"} for number in range(HANDS)])
    assert User.objects.count() == 1


def visitors():
    return [Client(REMOTE_ADDR=f"10.0.0.{number}") for number in range(HANDS)]


def all_press(guests, url, typed):
    with ThreadPoolExecutor(HANDS) as fingers:
        list(fingers.map(one_press, guests, [url] * HANDS, typed))


def one_press(guest, url, typed):
    try:
        return guest.post(url, typed).status_code
    finally:
        connection.close()
