"""Legal bases: who reads them, how they are named and cited, what their form edits."""

from collections.abc import Iterable
from datetime import date

from django.db.models import F, QuerySet
from django.urls import reverse

from accounts.models import User
from core.answers import Found
from core.dates import today
from core.days import vn_date
from core.forms.pickers import Book
from core.text import fold, search_words
from documents.models import LegalBasis
from documents.rules import (
    LAWS,
    BasisFacts,
    BasisFileRow,
    DutyRow,
    abstract_in_citation,
    basis_citation,
    in_full,
)
from organizations.queries import hats_of

_LONGEST_LABEL = 110


def bases_visible_to(user: User) -> QuerySet[LegalBasis]:
    """Legal bases are public texts: everybody who is signed in reads all of them."""
    return LegalBasis.objects.all() if user.is_active else LegalBasis.objects.none()


def in_order(bases: QuerySet[LegalBasis]) -> QuerySet[LegalBasis]:
    """Newest first, those of unknown day last, then by number."""
    return bases.order_by(F("issued_on").desc(nulls_last=True), "sort_key", "pk")


def citation_of(basis: LegalBasis) -> str:
    """“Căn cứ Chỉ thị số 02/CT-VKSTC ngày … của … về …”, unknown parts dotted.

    Laws keep their name as it is: “Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022”.
    """
    is_law = basis.kind in LAWS
    cited = basis_citation(
        basis.kind,
        basis.reference,
        issued_on=basis.issued_on,
        issuer=in_full(basis.issuer),
        abstract=basis.abstract if is_law else abstract_in_citation(basis.abstract),
    )
    return f"Căn cứ {cited}"


def citations_of(keys: Iterable[int]) -> tuple[str, ...]:
    """Citations of these bases in the given order."""
    wanted = list(keys)
    bases = LegalBasis.objects.in_bulk(wanted)
    return tuple(citation_of(bases[key]) for key in wanted)


def basis_label(basis: LegalBasis) -> str:
    """“Chỉ thị 02/CT-VKSTC ngày 18/12/2023 – Công tác thi đua, khen thưởng”, as it is offered."""
    words = basis.label_in_full
    over = f" – {basis.over_words}" if basis.is_over_on(today()) else ""
    room = _LONGEST_LABEL - len(over)
    return (words if len(words) <= room else f"{words[: room - 1]}…") + over


def over_before(bases: Iterable[LegalBasis], on: date) -> list[str]:
    """A warning for each paper that was no longer in force when it was cited, on this day."""
    return [
        f"{basis.label} {basis.over_words}, ngày {vn_date(on)} không còn hiệu lực."
        for basis in bases
        if basis.is_over_on(on)
    ]


def keys_over_before(keys: Iterable[int], on: date) -> list[str]:
    """The same of papers by their keys, in the given order."""
    wanted = list(keys)
    bases = LegalBasis.objects.in_bulk(wanted)
    return over_before((bases[key] for key in wanted if key in bases), on)


def basis_book(user: User, *, without: int | None = None) -> Book:
    """Every paper to choose from, but one that cannot be meant."""
    bases = in_order(bases_visible_to(user).exclude(pk=without or 0))
    spellings = tuple((basis.reference, basis.pk) for basis in bases if basis.reference)
    return Book({basis.pk: basis_label(basis) for basis in bases}, spellings=spellings)


def basis_names(user: User) -> tuple[str, ...]:
    """The same papers for a text that only names one."""
    return tuple(basis.label_in_full for basis in in_order(bases_visible_to(user)))


def basis_facts(basis: LegalBasis) -> BasisFacts:
    """What the form of a paper edits."""
    own = {
        name: getattr(basis, name)
        for name in BasisFacts.__dataclass_fields__
        if name not in {"files", "duties"}
    }
    files = basis.files.order_by("position", "pk")
    duties = basis.duties.order_by("position", "pk")
    return BasisFacts(
        **own,
        files=tuple(BasisFileRow(file.pk, file.name) for file in files),
        duties=tuple(DutyRow(row.what, row.unit_id, row.due_on, row.pk) for row in duties),
    )


def same_basis(facts: BasisFacts, *, but: int | None = None) -> LegalBasis | None:
    """The paper of this number, day and issuer; without a number, of the same kind and abstract.

    Case and marks aside. A paper of which neither number nor abstract is known is like no other.
    """
    if not facts.reference and not facts.abstract:
        return None
    of_day = LegalBasis.objects.filter(issued_on=facts.issued_on).exclude(pk=but or 0)
    wanted = _identity(facts)
    return next((basis for basis in of_day.order_by("pk") if _identity(basis) == wanted), None)


def _identity(paper: BasisFacts | LegalBasis) -> tuple[str, ...]:
    if paper.reference:
        return fold(paper.reference), fold(paper.issuer)
    return "", fold(paper.kind), fold(paper.issuer), fold(paper.abstract)


def units_spoken_for(user: User) -> frozenset[int]:
    """Units for whom the user enters papers and does what they ask for."""
    hats = hats_of(user)
    return hats.office_of | hats.clerk_of


def found(text: str, user: User) -> list[Found]:
    """Legal bases by number, day, issuer or abstract."""
    bases = bases_visible_to(user)
    for word in search_words(text):
        bases = bases.filter(search_text__contains=word)
    return [
        Found("Văn bản", basis.label, _detail(basis), reverse("portal:basis", args=[basis.pk]))
        for basis in in_order(bases)[:20]
    ]


def _detail(basis: LegalBasis) -> str:
    day = f"ngày {vn_date(basis.issued_on)}" if basis.issued_on else ""
    return ", ".join(part for part in (day, basis.issuer, basis.abstract) if part)
