"""Issuing: the text, the names of its day and the files are frozen as one paper."""

from django.db import transaction

from accounts.models import User
from agreements.actions.locking import locked
from agreements.actions.signing import await_signatures
from agreements.enums import AgreementState
from agreements.models import Agreement
from agreements.papers import TEMPLATE_VERSION, agreement_docx, agreement_pdf, title_of
from agreements.queries import agreement_text, issue_view
from agreements.rules import AgreementText, agreement_stem
from audit.actions import record
from core.dates import now
from core.problems import Refused
from core.versions import Stale, plain, version_of
from documents.actions import CorrectionFacts, PaperBytes, PaperFacts, issue_paper
from documents.enums import Correction, PaperKind
from documents.models import Paper

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class CannotIssue(Refused):
    """Something is still missing or wrong; all of it is in `problems`."""


@transaction.atomic
def issue_agreement(*, agreement: Agreement, version: str | None = None, by: User) -> Paper:
    """Freeze the agreement as a paper: its text, template version, PDF and Word files.

    A correction becomes a paper of its own that names the old one; the old one stays as it is.
    `version` is the digest of the text the clerk was shown; `Stale` if it has changed since.
    Issuing what is issued already gives back that paper: a double click makes one.
    Raises `CannotIssue` with every obstacle, `PdfFailed` if no PDF could be made.
    """
    found = locked(agreement)
    if found.paper is not None and not found.is_correcting:
        return found.paper
    CannotIssue.if_any(issue_view(found)[0])
    content = agreement_text(found)
    if version is not None and version_of(content) != version:
        raise Stale(content)
    paper = issue_paper(facts=_paper_facts(content, _correction(found)), by=by)
    await_signatures(found, paper)
    _be_in_force(found, paper)
    before, after = {"state": found.state}, {"state": AgreementState.ISSUED, "paper": paper.pk}
    reason = found.correction_reason
    record("agreement.issued", found, by=by, before=before, after=after, reason=reason)
    return paper


def _correction(agreement: Agreement) -> CorrectionFacts | None:
    if agreement.paper is None:
        return None
    way = Correction(agreement.correction)
    return CorrectionFacts(agreement.paper, way, agreement.correction_reason)


def _be_in_force(agreement: Agreement, paper: Paper) -> None:
    Agreement.objects.filter(pk=agreement.pk).update(
        state=AgreementState.ISSUED,
        paper=paper,
        correction="",
        correction_reason="",
        before_correction=None,
    )


def _paper_facts(content: AgreementText, corrects: CorrectionFacts | None) -> PaperFacts:
    at = now()
    stem = agreement_stem(content.group, content.year, is_draft=False)
    return PaperFacts(
        kind=PaperKind.AGREEMENT,
        title=title_of(content),
        dated_on=content.dated_on,
        content=plain(content),
        template_version=TEMPLATE_VERSION,
        files=(
            PaperBytes(f"{stem}.pdf", PDF, agreement_pdf(content, is_draft=False, created=at)),
            PaperBytes(f"{stem}.docx", DOCX, agreement_docx(content, is_draft=False, created=at)),
        ),
        corrects=corrects,
    )
