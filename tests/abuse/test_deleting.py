"""What has a history stays: no page and no cascade of the database takes it away."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.contrib.messages import get_messages
from django.db import connection
from django.db.models import CASCADE, Model
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from core.dependants import SHOWN, Dependant, dependants_of
from organizations.actions import grant_role
from organizations.enums import Role
from organizations.models import Unit
from tests.abuse.rights import VIEWS, rolled_back
from tests.abuse.world import World, world  # noqa: F401 - a fixture
from tests.kept import tables
from tests.people import browser_of, person

pytestmark = pytest.mark.django_db

# Rows that are a piece of another row, and go with it. Everything else is protected.
PARTS = {
    "agreements.AgreementBasis.agreement",
    "agreements.Clause.agreement",
    "agreements.Party.agreement",
    # A draft conference may be given up with all that was typed; one once recorded may not.
    "awards.Award.conference",
    "awards.Nomination.conference",
    "conferences.Attachment.conference",
    "conferences.Attendance.conference",
    "conferences.ConferencePurpose.conference",
    "conferences.Participant.conference",
    "conferences.PresentedDocument.conference",
    "conferences.SeatChoice.conference",
    "conferences.Speech.conference",
    "documents.BasisFile.basis",
    "organizations.UnitEventChange.event",
    "organizations.UnitEventPart.event",
    "documents.Duty.basis",
    "scoring.Criterion.parent",
    "scoring.ScoreEntry.sheet",
    # Which papers a year, a group rests on: the tie goes, never the paper or the group.
    "clusters.ClusterEdition_bases.clusteredition",
    "clusters.ClusterEdition_bases.legalbasis",
    "clusters.EmulationYear_bases.emulationyear",
    "clusters.EmulationYear_bases.legalbasis",
    # Signing in; an account itself is never deleted.
    "accounts.Session.user",
    "otp_static.StaticDevice.user",
    "otp_static.StaticToken.device",
    "otp_totp.TOTPDevice.user",
}
DELETED = re.compile(r'\s*delete from "(\w+)"', re.IGNORECASE)
SAID_AS = {"cấp trên của đơn vị": "cấp trên của"}  # the refusal names those below
NOT_OURS = {"auth", "contenttypes"}
# What each page deletes, and the rows that go along because they are pieces of it.
DELETES: dict[str, tuple[str, frozenset[str]]] = {
    "agreements:agreement-discard": ("agreements.Agreement", frozenset()),
    "awards:award-delete": ("awards.Award", frozenset()),
    "awards:registration-delete": ("awards.TitleRegistration", frozenset()),
    "awards:title-delete": ("awards.Title", frozenset()),
    "clusters:edition-delete": (
        "clusters.ClusterEdition",
        frozenset({"memberships", "terms", "supervisions"}),
    ),
    "clusters:year-delete": ("clusters.EmulationYear", frozenset()),
    "documents:basis-delete": ("documents.LegalBasis", frozenset({"files", "duties"})),
    "organizations:appointment-delete": ("organizations.Appointment", frozenset()),
    "organizations:grant-delete": ("organizations.RoleGrant", frozenset()),
    "organizations:person-delete": ("organizations.Person", frozenset({"appointments"})),
    "organizations:unit-delete": ("organizations.Unit", frozenset({"names", "parents"})),
    "organizations:unit-name-delete": ("organizations.UnitName", frozenset()),
    "organizations:unit-parent-delete": ("organizations.UnitParent", frozenset()),
    "portal:discard": ("conferences.Conference", frozenset()),
    "scoring:criteria-set-delete": ("scoring.CriteriaSet", frozenset({"criteria"})),
}


def test_the_database_itself_protects_all_but_pieces():
    cascades = {
        f"{model._meta.label}.{field.name}"
        for model in tables()
        for field in model._meta.concrete_fields
        if field.remote_field is not None
        and field.remote_field.on_delete is CASCADE
        and model._meta.app_label not in NOT_OURS
    }
    assert cascades == PARTS


def test_nothing_is_set_to_nothing_when_what_it_names_goes():
    kinds = {
        field.remote_field.on_delete.__name__
        for model in tables()
        for field in model._meta.concrete_fields
        if field.remote_field is not None
    }
    assert kinds == {"CASCADE", "PROTECT"}


def test_every_page_that_deletes_is_tried():
    names = {name for name in VIEWS if re.search(r"-(delete|discard)$|:discard$", name)}
    assert names == set(DELETES)


@pytest.fixture
def keeper(world: World) -> Client:  # noqa: F811
    """Somebody who may delete whatever can be deleted: administrator, and office everywhere."""
    user = person("giutatca", Role.ADMINISTRATOR)
    for owner in Unit.objects.filter(emulation_years__isnull=False).distinct():
        grant_role(user=user, role=Role.OFFICE, unit=owner, by=user)
    return browser_of(user)


@pytest.mark.parametrize("name", sorted(DELETES))
def test_only_what_nothing_depends_on_is_deleted(name, keeper):
    label, parts = DELETES[name]
    faults, deleted = [], 0
    for row in apps.get_model(label)._base_manager.order_by("pk"):
        with rolled_back():
            answer, gone = deleting(keeper, reverse(name, args=[row.pk]))
            wrong = faults_of(answer, gone, row, parts)
            faults += [f"{row.pk} {wrong}"] if wrong else []
            deleted += bool(gone)
    assert faults == []
    assert deleted, "Nothing that may go was tried"


def deleting(client: Client, url: str) -> tuple[HttpResponse, set[str]]:
    """The answer, and the tables rows are gone from."""
    found: set[str] = set()

    def listen(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        result = execute(sql, params, many, context)
        if (told := DELETED.match(sql)) and context["cursor"].rowcount:
            found.add(told[1])
        return result

    with connection.execute_wrapper(listen):
        return client.post(url), found - {"accounts_session"}


def faults_of(answer: HttpResponse, gone: set[str], row: Model, parts: frozenset[str]) -> str:
    """What is wrong with this answer; empty if nothing."""
    needed = dependants_of(row, parts=parts)
    if gone:
        beside = gone - own_tables(row, parts)
        return f"went, though {needed}; with it {beside}" if needed or beside else ""
    if answer.status_code == 302 and said(answer):
        return ""  # it has moved on: what was issued or recorded is no draft any more
    if answer.status_code not in ({422} if needed else {403, 422}):
        return f"{answer.status_code} is no refusal, {needed}"
    html = answer.content.decode()
    return "; ".join(fault for each in needed for fault in untold(each, html))


def said(answer: HttpResponse) -> list[str]:
    """What the next page will say."""
    return [str(each) for each in get_messages(answer.wsgi_request)]  # type: ignore[attr-defined]


def untold(one: Dependant, html: str) -> Iterator[str]:
    """What a refusal keeps back of records of one kind: that they are there, or which they are."""
    if one.noun in SAID_AS:
        if escape(SAID_AS[one.noun]) not in html:
            yield f"does not tell of {one.noun}"
        return
    if escape(one.words) not in html:
        yield f"does not tell of {one.words}"
    if len(set(one.labels)) != min(one.count, SHOWN):
        yield f"{one.count} {one.noun} are told as {one.labels}"


def own_tables(row: Model, parts: frozenset[str]) -> set[str]:
    """The tables of the row itself, of its parts and of what cascades by the list above."""
    related = row._meta.related_objects
    own = {
        each.related_model._meta.db_table
        for each in related
        if each.get_accessor_name() in parts or each.on_delete is CASCADE
    }
    through = {each.remote_field.through._meta.db_table for each in row._meta.many_to_many}
    return own | through | {row._meta.db_table}
