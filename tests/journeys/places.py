"""Where the pages of the journeys lead: things of the demo, and what a journey began in it."""

from collections.abc import Callable

from accounts.models import User
from agreements.models import SignedCopy
from awards.models import Award, Title
from clusters.models import ClusterEdition, EmulationYear
from conferences.models import Conference
from documents.models import Duty, LegalBasis
from organizations.enums import EventKind
from organizations.models import (
    Appointment,
    Person,
    UnitEvent,
    UnitName,
    UnitParent,
)
from scoring.models import CriteriaSet, ScoreSheet
from tests.demo import send_workbook, workbook_with_questions

EMPTY_YEAR = 2030
CLOSED_YEAR = 2029  # locked, so that it can be asked for again
TURNED_YEAR = 2031  # its groups are being put together
UNUSED = "Bảng tiêu chí năm 2025"


def edition(owner: str) -> ClusterEdition:
    found = ClusterEdition.objects.filter(year__owner__names__short_name=owner)
    return found.order_by("-year__label_year", "-pk")[0]


def bac_giang() -> int:
    return edition("VKSND tỉnh Bắc Giang").pk


def year() -> int:
    return edition("VKSND tỉnh Bắc Giang").year_id


def empty_year() -> int:
    return EmulationYear.objects.get(label_year=EMPTY_YEAR).pk


def closed_year() -> int:
    return EmulationYear.objects.get(label_year=CLOSED_YEAR).pk


def turned_year() -> int:
    return EmulationYear.objects.get(label_year=TURNED_YEAR).pk


def sent_workbook() -> int:
    return send_workbook(User.objects.get(username="vanphong")).pk


def asking_workbook() -> int:
    return workbook_with_questions(User.objects.get(username="vanphong")).pk


def cum_13() -> ClusterEdition:
    return ClusterEdition.objects.get(name="Cụm thi đua số 13")


def donvi() -> int:
    return User.objects.get(username="donvi").pk


def title() -> int:
    return Title.objects.order_by("pk")[0].pk


def registration() -> int:
    return cum_13().registrations.order_by("pk")[0].pk


def award() -> int:
    """One that no conference tells of."""
    known = {"unit": cum_13().memberships.all()[0].unit, "title": Title.objects.order_by("pk")[0]}
    return Award.objects.get_or_create(**known, title_year=2001)[0].pk


def recorded() -> int:
    return Conference.objects.get(title__contains="thi đua khen thưởng năm 2024").pk


def being_entered() -> int:
    return Conference.objects.get(title="Hội nghị đang nhập").pk


def agreement() -> int:
    return cum_13().agreement.pk


def phu_yen() -> int:
    return edition("VKSND tỉnh Phú Yên").pk


def came_in() -> int:
    """A paper Phú Yên entered."""
    return LegalBasis.objects.get(reference=f"{phu_yen()}/CV").pk


def duty() -> int:
    return Duty.objects.get(basis_id=came_in()).pk


def issued() -> int:
    return ClusterEdition.objects.get(pk=phu_yen()).agreement.pk


def scan() -> int:
    return SignedCopy.objects.get(agreement_id=issued()).pk


def criteria(name: str) -> Callable[[], int]:
    return lambda: CriteriaSet.objects.get(name=name).pk


def sheet_of(place: str) -> Callable[[], int]:
    sheets = ScoreSheet.objects.filter(round__edition__year__label_year=2024)
    return lambda: sheets.get(unit__names__place_name=place).pk


def office_unit() -> int:
    return edition("VKSND tỉnh Bắc Giang").year.owner_id


def place_below() -> int:
    return UnitParent.objects.filter(parent=office_unit()).order_by("pk")[0].pk


def unit_below() -> int:
    return UnitParent.objects.get(pk=place_below()).unit_id


def name_below() -> int:
    return UnitName.objects.filter(unit=unit_below())[0].pk


def office_post() -> int:
    """Of somebody who holds one at the office's unit."""
    head, _ = Person.objects.get_or_create(full_name="Lê Văn Bảy", unit_id=office_unit())
    known = {"person": head, "unit_id": office_unit(), "post": "Viện trưởng"}
    return Appointment.objects.get_or_create(**known)[0].pk


def office_head() -> int:
    return Appointment.objects.get(pk=office_post()).person_id


def event_planned() -> int:
    """What a person must decide something about."""
    return UnitEvent.objects.get(kind=EventKind.ABOLISH).pk


def event_done() -> int:
    return UnitEvent.objects.get(kind=EventKind.FOUND).pk


def founded_unit() -> int:
    return UnitEvent.objects.get(pk=event_done()).parts.get().unit_id
