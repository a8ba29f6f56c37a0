"""The page of one agreement."""

from dataclasses import dataclass

from accounts.models import User
from agreements.models import Agreement
from agreements.queries.content import shown_text
from agreements.rules import AgreementText
from awards.queries import Registrations, registrations_of
from clusters.queries import names_day
from conferences.models import Conference
from conferences.queries import conferences_visible_to
from documents.models import PaperFile
from organizations.models import UnitName
from organizations.queries import name_on


@dataclass(frozen=True)
class AgreementRecord:
    """What the page says; `registered` is today's state, `text` the issued one once issued."""

    agreement: Agreement
    owner: UnitName
    text: AgreementText
    registered: Registrations
    conference: Conference | None
    files: tuple[PaperFile, ...]


def agreement_record(agreement: Agreement, user: User) -> AgreementRecord:
    """One agreement as this reader may see it: a meeting still being entered is not linked."""
    edition, paper = agreement.edition, agreement.paper
    meetings = conferences_visible_to(user).filter(pk=agreement.conference_id or 0)
    return AgreementRecord(
        agreement=agreement,
        owner=name_on(edition.year.owner_id, names_day(edition, agreement.dated_on)),
        text=shown_text(agreement),
        registered=registrations_of(edition, agreement.dated_on),
        conference=meetings.first(),
        files=tuple(paper.files.order_by("-name")) if paper else (),
    )
