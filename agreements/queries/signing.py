"""Who has signed a paper."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q

from agreements.enums import SignatureState
from agreements.models import Signature
from agreements.rules import AgreementText, PartyText, SignatureRow, SignaturesFacts
from documents.models import Paper


def signatures_of(paper: Paper) -> SignaturesFacts:
    """What the form of the signatures edits, in the order of the paper."""
    rows = Signature.objects.filter(paper=paper).order_by("position", "pk")
    return SignaturesFacts(
        tuple(SignatureRow(row.unit_id, row.state, row.signed_on, row.signer) for row in rows)
    )


@dataclass(frozen=True)
class Signed:
    """How many of a paper's parties are known to have signed; `known`: those we know of at all."""

    count: int
    total: int
    known: int = 0

    @property
    def words(self) -> str:
        """“4/6”; empty while nobody has told of any."""
        return f"{self.count}/{self.total}" if self.known else ""

    @property
    def phrase(self) -> str:
        return f"đã ký {self.words}" if self.known else "chữ ký: chưa có thông tin"


def signed_by_paper(papers: Iterable[int]) -> dict[int, Signed]:
    """Paper id to how many have signed it, in one query for all."""
    signed = Count("pk", filter=Q(state=SignatureState.SIGNED))
    known = Count("pk", filter=~Q(state=SignatureState.UNKNOWN))
    rows = Signature.objects.filter(paper_id__in=set(papers)).values("paper_id").order_by()
    counted = rows.annotate(signed=signed, known=known, parties=Count("pk"))
    return {row["paper_id"]: Signed(row["signed"], row["parties"], row["known"]) for row in counted}


@dataclass(frozen=True)
class SignedParty:
    """A party of the paper, and what is known of its signature."""

    party: PartyText
    signature: Signature | None

    @property
    def is_signed(self) -> bool:
        return self.signature is not None and self.signature.state == SignatureState.SIGNED

    @property
    def is_awaited(self) -> bool:
        return self.signature is not None and self.signature.state == SignatureState.NOT_YET


def signed_parties(
    parties: Iterable[PartyText], signatures: Iterable[Signature]
) -> tuple[SignedParty, ...]:
    """Parties and signatures stand in the same order on the paper."""
    by_place = {row.position: row for row in signatures}
    return tuple(
        SignedParty(party, by_place.get(place)) for place, party in enumerate(parties, start=1)
    )


def signature_scene(paper: Paper, text: AgreementText) -> dict[str, SignedParty]:
    """The parties of the paper by their unit, for the form of their signatures."""
    rows = Signature.objects.filter(paper=paper).order_by("position", "pk")
    parties = signed_parties(text.parties, rows)
    return {str(each.signature.unit_id): each for each in parties if each.signature}
