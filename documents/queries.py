"""Reading the register: legal bases, how a paper cites them, the kept bytes of issued papers."""

from collections.abc import Iterable
from hashlib import sha256

from django.db.models import F, QuerySet
from django.urls import reverse

from accounts.models import User
from core.answers import Found
from core.days import vn_date
from core.text import search_words
from documents.models import LegalBasis, Paper, PaperFile
from documents.rules import LAWS, abstract_in_citation, basis_citation, in_full


class DamagedFile(Exception):
    """The bytes on the disk are not those the paper was issued with; they are never handed out."""


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


def file_of(paper: Paper, media_type: str) -> PaperFile:
    """The file of this kind; raise `PaperFile.DoesNotExist` where the paper has none."""
    return paper.files.get(media_type=media_type)


def bytes_of(file: PaperFile) -> bytes:
    """The bytes as issued; raise `DamagedFile` if they are gone or their SHA-256 differs."""
    try:
        with file.file.storage.open(str(file.file.name), "rb") as kept:
            content: bytes = kept.read()
    except OSError as error:
        raise DamagedFile(file.name) from error
    if sha256(content).hexdigest() != file.sha256:
        raise DamagedFile(file.name)
    return content
