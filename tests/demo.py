"""The whole demo, and what tests begin in it that no source tells of."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from io import StringIO
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.db import transaction

from accounts.models import User
from agreements.actions import issue_agreement, keep_copy
from agreements.rules import CopyFacts
from clusters.enums import GroupRole
from clusters.models import ClusterEdition, EmulationYear
from conferences.actions import call_conference, save_attachments
from conferences.models import Conference
from conferences.queries import attachments_of
from conferences.rules import AttachmentFacts, AttachmentRow, GeneralFacts, PurposeRow
from core.dates import now
from core.versions import version_of
from documents.actions import register_basis
from documents.rules import BasisFacts, DutyRow
from organizations.actions import Provenance, plan_event
from organizations.enums import EventKind, ImportKind, ImportState, UnitKind
from organizations.models import ImportRun, RoleGrant, Unit
from organizations.rules import AfterRow, BeforeRow, EventFacts
from portal.actions import confirm_event
from portal.imports import UNIT_IMPORT
from portal.queries.events import consequences_of
from scoring.actions import CriteriaFacts, create_criteria_set, open_scoring
from scoring.rules import CriterionFacts
from tests.core.test_files import PDF, picture, upload
from tests.organizations.importing import filled_in, sent
from tests.people import PASSWORD

NEW_UNIT = {
    "code": "MOI",
    "kind": UnitKind.DISTRICT.label,
    "full_name": "Viện kiểm sát nhân dân thị xã Mới",
    "short_name": "VKSND thị xã Mới",
    "parent": "VKSND tỉnh Bắc Giang",
}
ENDINGS = [
    {"kind": EventKind.ABOLISH.label, "on": date(2024, 12, 1), "before": f"VKSND {place}"}
    for place in ("huyện Yên Dũng", "huyện Sơn Động")
]
QUESTIONS = {"units": [NEW_UNIT], "events": ENDINGS}


def load_demo() -> None:
    call_command("load_demo", password=PASSWORD, stdout=StringIO())


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: object) -> Iterator[None]:
    """Loaded once for all tests of a module and gone after them.

    Tests that change something mark themselves `django_db`: their changes go after each.
    """
    with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]
        load_demo()
        yield
        transaction.set_rollback(True)


def begin_scoring(edition: ClusterEdition, by: User, name: str) -> None:
    """A sheet for every member, with one criterion of 100 points."""
    criteria = create_criteria_set(
        owner=edition.year.owner,
        facts=CriteriaFacts(name, (CriterionFacts("I", "Công tác năm", Decimal(100)),)),
        origin=Provenance(),
        by=by,
    )
    open_scoring(edition=edition, criteria_set=criteria, by=by)


def begin_handover(edition: ClusterEdition) -> None:
    """The deputy's seat came from a unit that held it in the group of the year before."""
    first, *_, last = (row.unit for row in edition.memberships.order_by("pk"))
    seat, _ = edition.terms.get_or_create(role=GroupRole.DEPUTY, defaults={"unit": last})
    clerk = RoleGrant.objects.get(user__username="donvi")
    own = edition.memberships.filter(unit=clerk.unit_id).exists()
    year, _ = EmulationYear.objects.get_or_create(
        owner=edition.year.owner, label_year=edition.year.label_year - 1
    )
    before = ClusterEdition.objects.create(year=year, kind=edition.kind, name="Cụm năm trước")
    giver = clerk.unit if own and clerk.unit_id != seat.unit_id else first
    before.terms.create(role=GroupRole.DEPUTY, unit=giver)
    edition.continues = before
    edition.save()


def begin_papers(edition: ClusterEdition, by: User) -> SimpleNamespace:
    """A paper that came in, with its file and a duty; the group's agreement issued and scanned."""
    duty = DutyRow("Gửi báo cáo", unit_id=edition.year.owner_id)
    came_in = BasisFacts("Công văn", f"{edition.pk}/CV", duties=(duty,))
    scan = picture("PNG", (80, 60))
    basis = register_basis(facts=came_in, files={0: upload("cong-van.pdf", PDF)}, by=by)
    agreement = edition.agreement
    if not agreement.clauses.exists():
        agreement.clauses.create(position=1, body="Hoàn thành nhiệm vụ.")
    paper = issue_agreement(agreement=agreement, by=by)
    agreement.refresh_from_db()
    file = upload("ban-ky.png", scan)
    copy = keep_copy(agreement=agreement, facts=CopyFacts(), file=file, by=by)
    return SimpleNamespace(
        basis=basis.pk,
        basis_file=basis.files.get().pk,
        duty=basis.duties.get().pk,
        paper_file=paper.files.first().pk,
        copy=copy.pk,
    )


def begin_conference(edition: ClusterEdition, by: User, title: str) -> Conference:
    """A conference that is still being entered, with one photo."""
    purposes = (PurposeRow("mid_year", edition.pk),)
    draft = call_conference(facts=GeneralFacts(title=title, purposes=purposes), by=by)
    save_attachments(
        conference=draft,
        facts=AttachmentFacts((AttachmentRow(kind="photo", caption="Ảnh hội nghị"),)),
        files={0: upload("anh.png", picture("PNG"))},
        version=version_of(attachments_of(draft)),
        by=by,
    )
    return draft


def send_workbook(by: User) -> ImportRun:
    """A workbook somebody sent; its one row was refused."""
    row = {"t": "units", "n": 2, "c": {"full_name": "VKSND huyện Thử"}, "f": {}}
    known = {"by": by, "kind": ImportKind.UNITS, "file_name": "don-vi.xlsx"}
    return ImportRun.objects.filter(**known).first() or ImportRun.objects.create(
        **known,
        at=now(),
        state=ImportState.CHECKED,
        rows={"rows": [row], "notes": ["Trang “Đơn vị” có dòng đang ẩn, vẫn được đọc: 2."]},
        verdicts=[["refused", "Thiếu “Loại đơn vị”.", "kind"]],
    )


def workbook_with_questions(by: User) -> ImportRun:
    """Two units that end where they have a seat and points, one that has none, a new one."""
    known = ImportRun.objects.filter(file_name="bien-dong.xlsx").first()
    return known or sent(filled_in(UNIT_IMPORT, QUESTIONS), by, file_name="bien-dong.xlsx")


def begin_events(owner: Unit) -> SimpleNamespace:
    """A unit that was founded below the owner, and is to bear another name."""
    by = User.objects.get(username="quantri")
    named = {"full_name": f"VKSND Vùng {owner.pk}", "short_name": f"VKSND Vùng {owner.pk}"}
    new = AfterRow(kind=UnitKind.REGION, parent_id=owner.pk, **named)
    facts = EventFacts(EventKind.FOUND, date(2010, 1, 1), after=(new,))
    founding = plan_event(facts=facts, by=by)
    seen = version_of(consequences_of(founding, by))
    founded = confirm_event(event=founding, answers={}, version=seen, by=by)
    unit = BeforeRow(founded.parts.get().unit_id)
    name = AfterRow(full_name="VKSND Vùng mới", short_name="VKSND Vùng mới")
    facts = EventFacts(EventKind.RENAME, date(2012, 1, 1), before=(unit,), after=(name,))
    planned = plan_event(facts=facts, by=by)
    return SimpleNamespace(unit_event=planned.pk, unit_event_done=founded.pk)
