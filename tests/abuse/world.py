"""The demo with one of everything in Cụm thi đua số 13, and everybody who has to do with it.

Its things are OWN to the people below; the same things of Phú Yên are FOREIGN to all but the
administrator and, where a unit above keeps those below, the office of VKSND tối cao.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

import pytest
from django.db import transaction

from accounts.models import User
from agreements.actions import plan_correction
from agreements.queries import correction_of
from agreements.rules import CorrectionPlan
from clusters.actions import put_in_charge, start_turn
from clusters.models import ClusterEdition
from core.pdf import Renderer
from core.versions import version_of
from documents.enums import Correction
from organizations.enums import Role
from organizations.models import Person
from tests.abuse.spare import spare_things
from tests.demo import begin_conference, begin_scoring, load_demo
from tests.kept import kept
from tests.people import person
from tests.portal.test_rights import things_of, unit_named

# Who looks, in the order of the columns: from nobody to everything.
ROLES = {
    "visitor": "",
    "stranger": "stranger",  # signs in, belongs nowhere
    "elsewhere": "clerk-elsewhere",  # clerk of a member of another group of the same owner
    "member": "donvi",  # clerk of VKSND tỉnh Cà Mau
    "head": "thutruong",  # its head
    "leads": "cumtruong",  # clerk of the unit that is Cụm trưởng
    "charge": "phutrach",  # in charge of the group (phụ trách)
    "office": "vanphongtoicao",  # Văn phòng of the owner
    "reads": "lanhdaotoicao",  # leader of the owner
    "admin": "quantri",
}

Things = SimpleNamespace


@dataclass(frozen=True)
class World:
    """By address name of its things: those of Cụm 13 and those of Phú Yên."""

    own: Things
    foreign: Things
    spare: Things  # of the same office as our own


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Entered once a run; gone after each module."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield kept("abuse", build)
        transaction.set_rollback(True)


def build() -> World:
    load_demo()
    with no_drawing():
        own, foreign = cluster_13(), phu_yen()
        office = User.objects.get(username="vanphongtoicao")
        made = spare_things(unit_named("VKSND tối cao"), group("Cụm thi đua số 13"), office)
        return World(own, foreign, Things(**vars(own) | vars(made)))


@contextmanager
def no_drawing() -> Iterator[None]:
    """Papers are made, but not drawn."""
    with patch.object(Renderer, "render", return_value=b"%PDF-1.7 not drawn"):
        yield


def cluster_13() -> Things:
    """One of everything in Cụm thi đua số 13 of 2024, its agreement being corrected."""
    supreme, edition = unit_named("VKSND tối cao"), group("Cụm thi đua số 13")
    office = person("vanphongtoicao", Role.OFFICE, supreme)
    person("lanhdaotoicao", Role.LEADER, supreme)
    person("thutruong", Role.HEAD, unit_named("VKSND tỉnh Cà Mau"))
    person("clerk-elsewhere", Role.CLERK, unit_named("VKSND tỉnh Quảng Nam"))
    person("stranger")
    user = person("phutrach")
    in_charge = Person.objects.create(full_name="Lê Phụ Trách", unit=supreme, user=user)
    start_turn(year=edition.year, last_year=2023, by=office)
    put_in_charge(edition=edition, person=in_charge, post="Vụ trưởng", by=office)
    begin_scoring(edition, office, "Bảng tiêu chí chung")
    draft = begin_conference(edition, office, "Hội nghị đang nhập")
    return correcting(things_of(edition, draft, "tỉnh Cà Mau"), edition, office)


def phu_yen() -> Things:
    """The same of Phú Yên."""
    owner = unit_named("VKSND tỉnh Phú Yên")
    edition = ClusterEdition.objects.get(year__owner=owner, year__label_year=2024)
    office = person("vanphongphuyen", Role.OFFICE, owner)
    begin_scoring(edition, office, "Bảng tiêu chí riêng")
    draft = begin_conference(edition, office, "Hội nghị riêng của Phú Yên")
    return correcting(things_of(edition, draft), edition, office)


def group(name: str) -> ClusterEdition:
    return ClusterEdition.objects.get(name=name, year__label_year=2024)


def correcting(things: Things, edition: ClusterEdition, by: User) -> Things:
    """With the agreement open for a correction, so that its text can be written again."""
    agreement = edition.agreement
    agreement.refresh_from_db()
    facts = CorrectionPlan(Correction.AMENDS, "Sai chính tả")
    stored = version_of(correction_of(agreement))
    plan_correction(agreement=agreement, facts=facts, version=stored, by=by)
    return things
