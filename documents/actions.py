"""Registering legal bases, issuing papers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction

from accounts.models import User
from audit.actions import record
from core.dates import now
from core.problems import Problem, Refused
from core.versions import plain
from documents.enums import PaperKind
from documents.models import LegalBasis, Paper, PaperFile


class CannotRegister(Refused):
    """The paper is in the register already."""


@dataclass(frozen=True)
class BasisFacts:
    """What identifies a paper that others rest on; every part but the kind may be unknown."""

    kind: str
    reference: str = ""
    issued_on: date | None = None
    issuer: str = ""
    issuer_also: str = ""
    abstract: str = ""
    source: str = ""
    as_written: str = ""
    note: str = ""
    added_by_hand: bool = False


@dataclass(frozen=True)
class PaperBytes:
    """One file of an issued paper."""

    name: str
    media_type: str
    content: bytes


@transaction.atomic
def register_basis(*, facts: BasisFacts, by: User) -> LegalBasis:
    """Enter a legal basis; number, date and issuer together identify it."""
    same = LegalBasis.objects.filter(
        reference=facts.reference, issued_on=facts.issued_on, issuer=facts.issuer
    )
    if facts.reference and same.exists():
        raise CannotRegister(
            Problem("Văn bản này đã có: trùng số, ngày và cơ quan ban hành.", "reference")
        )
    basis = LegalBasis(**{field: getattr(facts, field) for field in facts.__dataclass_fields__})
    basis.save()
    record("basis.registered", basis, by=by, after=plain(facts))
    return basis


@dataclass(frozen=True)
class PaperFacts:
    """What a paper is frozen with: its text as JSON, the version of its template, its bytes."""

    kind: PaperKind
    title: str
    dated_on: date | None
    content: Mapping[str, Any]
    template_version: str
    files: tuple[PaperBytes, ...]


@transaction.atomic
def issue_paper(*, facts: PaperFacts, by: User) -> Paper:
    """Freeze a paper and keep its bytes with their SHA-256."""
    paper = Paper(
        kind=facts.kind,
        title=facts.title,
        dated_on=facts.dated_on,
        content=dict(facts.content),
        template_version=facts.template_version,
        issued_at=now(),
        issued_by=by,
    )
    paper.save()
    kept = [_keep(paper, each) for each in facts.files]
    sums = {file.name: file.sha256 for file in kept}
    record("paper.issued", paper, by=by, after={"title": facts.title, "sha256": sums})
    return paper


def _keep(paper: Paper, each: PaperBytes) -> PaperFile:
    digest = sha256(each.content).hexdigest()
    kept = PaperFile(
        paper=paper,
        name=each.name,
        media_type=each.media_type,
        size=len(each.content),
        sha256=digest,
    )
    kept.file.save(digest, ContentFile(each.content), save=False)
    kept.save()
    return kept
