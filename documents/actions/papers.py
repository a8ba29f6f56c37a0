"""Issuing papers. What is issued is frozen; a mistake is put right by a paper that names it."""

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
from core.problems import Refused
from documents.enums import Correction, PaperKind, PaperState
from documents.models import Paper, PaperFile


class CannotCorrect(Refused):
    """Another paper has put this one right already."""


@dataclass(frozen=True)
class PaperBytes:
    """One file of an issued paper."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True)
class CorrectionFacts:
    """Which issued paper a new one puts right, in which way and why."""

    paper: Paper
    way: Correction
    reason: str


@dataclass(frozen=True)
class PaperFacts:
    """What a paper is frozen with: its text as JSON, the version of its template, its bytes."""

    kind: PaperKind
    title: str
    dated_on: date | None
    content: Mapping[str, Any]
    template_version: str
    files: tuple[PaperBytes, ...]
    corrects: CorrectionFacts | None = None


@transaction.atomic
def issue_paper(*, facts: PaperFacts, by: User) -> Paper:
    """Freeze a paper and keep its bytes with their SHA-256.

    One that replaces another makes that one superseded; the bytes of the old one never move.
    Raises `CannotCorrect` if the old one was put right already.
    """
    if facts.corrects is not None:
        _must_stand(facts.corrects)
    paper = Paper(
        kind=facts.kind,
        title=facts.title,
        dated_on=facts.dated_on,
        content=dict(facts.content),
        template_version=facts.template_version,
        issued_at=now(),
        issued_by=by,
        **_correction(facts.corrects),
    )
    paper.save()
    kept = [_keep(paper, each) for each in facts.files]
    sums = {file.name: file.sha256 for file in kept}
    record("paper.issued", paper, by=by, after={"title": facts.title, "sha256": sums})
    if facts.corrects is not None:
        _mark(facts.corrects, paper, by)
    return paper


def _must_stand(correction: CorrectionFacts) -> None:
    old = Paper.objects.select_for_update().get(pk=correction.paper.pk)
    if Paper.objects.filter(corrects=old).exists():
        raise CannotCorrect(f"“{old.title}” đã có văn bản sửa.")


def _correction(correction: CorrectionFacts | None) -> dict[str, Any]:
    if correction is None:
        return {}
    return {
        "corrects": correction.paper,
        "correction": correction.way,
        "correction_reason": correction.reason,
    }


def _mark(correction: CorrectionFacts, paper: Paper, by: User) -> None:
    """The old paper says what became of it; nothing else of it changes."""
    old = correction.paper
    after: dict[str, Any] = {"by": paper.pk, "way": correction.way.label}
    if correction.way == Correction.REPLACES:
        Paper.objects.filter(pk=old.pk).update(state=PaperState.SUPERSEDED)
        after["state"] = PaperState.SUPERSEDED
    record("paper.corrected", old, by=by, after=after, reason=correction.reason)


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
