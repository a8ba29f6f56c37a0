"""All papers of an agreement: the one in force and those it replaced or amended."""

from dataclasses import dataclass

from agreements.models import Agreement
from agreements.queries.content import frozen_text
from agreements.queries.signing import Signed, signed_by_paper
from core.days import vn_date
from documents.enums import Correction
from documents.models import Paper, PaperFile
from documents.queries import papers_before

_BECAME = {Correction.REPLACES: "Đã thay thế bởi", Correction.AMENDS: "Đã đính chính bởi"}


@dataclass(frozen=True)
class PaperView:
    """An issued paper, what became of it, and its files."""

    paper: Paper
    became: str  # “Đã thay thế bởi văn bản ngày 05/4/2024”; empty for the one in force
    way: str  # “Thay thế”, where it puts another one right
    signed: Signed
    files: tuple[PaperFile, ...]


def papers_of(agreement: Agreement) -> tuple[PaperView, ...]:
    """The latest first."""
    line = papers_before(agreement.paper)
    signed = signed_by_paper(paper.pk for paper in line)
    files = PaperFile.objects.filter(paper__in=line).order_by("-name")
    later = [None, *line]
    return tuple(
        PaperView(
            paper=paper,
            became=_became(next_one),
            way=Correction(paper.correction).label if paper.correction else "",
            signed=signed.get(paper.pk) or Signed(0, len(frozen_text(paper).parties)),
            files=tuple(file for file in files if file.paper_id == paper.pk),
        )
        for paper, next_one in zip(line, later, strict=False)
    )


def _became(next_one: Paper | None) -> str:
    if next_one is None:
        return ""
    day = vn_date(next_one.dated_on)
    dated = f"văn bản ngày {day}, " if day else "văn bản "
    return (
        f"{_BECAME[Correction(next_one.correction)]} {dated}phát hành {vn_date(next_one.issued_at)}"
    )


def agreement_of_paper(paper: Paper) -> Agreement | None:
    """The agreement this paper is or once was the paper of."""
    latest = paper
    while (corrected := Paper.objects.filter(corrects=latest).first()) is not None:
        latest = corrected
    return Agreement.objects.filter(paper=latest).first()
