"""The whole demo, and what tests begin in it that no source tells of."""

from collections.abc import Iterator
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction

from accounts.models import User
from clusters.models import ClusterEdition
from conferences.actions import call_conference, save_attachments
from conferences.models import Conference
from conferences.queries import attachments_of
from conferences.rules import AttachmentFacts, AttachmentRow, GeneralFacts, PurposeRow
from core.versions import version_of
from organizations.actions import Provenance
from scoring.actions import CriteriaFacts, create_criteria_set, open_scoring
from scoring.rules import CriterionFacts
from tests.core.test_files import picture, upload
from tests.people import PASSWORD


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
