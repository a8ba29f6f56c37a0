"""The demo with one of everything in Cụm thi đua số 13, and everybody who has to do with it.

Its things are OWN to the people below; the same things of Phú Yên are FOREIGN to all but the
administrator and, where a unit above keeps those below, the office of VKSND tối cao.
"""

from types import SimpleNamespace

import pytest

from accounts.models import User
from agreements.actions import plan_correction
from agreements.queries import correction_of
from agreements.rules import CorrectionPlan
from clusters.actions import put_in_charge
from clusters.models import ClusterEdition
from core.versions import version_of
from documents.enums import Correction
from organizations.enums import Role
from organizations.models import Person
from tests.demo import begin_conference, begin_scoring
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


@pytest.fixture(scope="module")
def own(demo: None) -> Things:
    """One of everything in Cụm thi đua số 13 of 2024, its agreement being corrected."""
    supreme, edition = unit_named("VKSND tối cao"), group("Cụm thi đua số 13", 2024)
    office = person("vanphongtoicao", Role.OFFICE, supreme)
    person("lanhdaotoicao", Role.LEADER, supreme)
    person("thutruong", Role.HEAD, unit_named("VKSND tỉnh Cà Mau"))
    person("clerk-elsewhere", Role.CLERK, unit_named("VKSND tỉnh Quảng Nam"))
    person("stranger")
    in_charge = Person.objects.create(
        full_name="Lê Phụ Trách", unit=supreme, user=person("phutrach")
    )
    put_in_charge(edition=edition, person=in_charge, post="Vụ trưởng", by=office)
    begin_scoring(edition, office, "Bảng tiêu chí chung")
    draft = begin_conference(edition, office, "Hội nghị đang nhập")
    things = things_of(edition, draft, "tỉnh Cà Mau")
    return correcting(things, edition, office)


@pytest.fixture(scope="module")
def foreign(own: Things) -> Things:
    """The same of Phú Yên."""
    edition = ClusterEdition.objects.get(year__owner=unit_named("VKSND tỉnh Phú Yên"), year__label_year=2024)
    office = person("vanphongphuyen", Role.OFFICE, edition.year.owner)
    begin_scoring(edition, office, "Bảng tiêu chí riêng")
    draft = begin_conference(edition, office, "Hội nghị riêng của Phú Yên")
    return correcting(things_of(edition, draft), edition, office)


def group(name: str, year: int) -> ClusterEdition:
    return ClusterEdition.objects.get(name=name, year__label_year=year)


def correcting(things: Things, edition: ClusterEdition, by: User) -> Things:
    """With the agreement open for a correction, so that its text can be written again."""
    agreement = edition.agreement
    agreement.refresh_from_db()
    facts = CorrectionPlan(Correction.AMENDS, "Sai chính tả")
    stored = version_of(correction_of(agreement))
    plan_correction(agreement=agreement, facts=facts, version=stored, by=by)
    return things
