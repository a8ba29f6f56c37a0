"""The page of one agreement."""

from dataclasses import dataclass

from accounts.models import User
from agreements.models import Agreement, SignedCopy
from agreements.queries.content import shown_text
from agreements.queries.copies import copies_of
from agreements.queries.papers import PaperView, papers_of
from agreements.queries.signing import Signed, SignedParty, signed_parties
from agreements.rules import AgreementText
from awards.queries import Registrations, registrations_of
from clusters.queries import names_day
from conferences.models import Conference
from conferences.queries import conferences_visible_to
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
    papers: tuple[PaperView, ...]
    parties: tuple[SignedParty, ...]
    copies: tuple[SignedCopy, ...]

    @property
    def signed(self) -> Signed | None:
        """Of the paper in force; None while there is none."""
        return self.papers[0].signed if self.papers else None


def agreement_record(agreement: Agreement, user: User) -> AgreementRecord:
    """One agreement as this reader may see it: a meeting still being entered is not linked."""
    edition, paper = agreement.edition, agreement.paper
    meetings = conferences_visible_to(user).filter(pk=agreement.conference_id or 0)
    text = shown_text(agreement)
    return AgreementRecord(
        agreement=agreement,
        owner=name_on(edition.year.owner_id, names_day(edition, agreement.dated_on)),
        text=text,
        registered=registrations_of(edition, agreement.dated_on),
        conference=meetings.first(),
        papers=papers_of(agreement),
        parties=signed_parties(text.parties, paper.signatures.all() if paper else ()),
        copies=tuple(copies_of(agreement)),
    )
