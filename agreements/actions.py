"""What people do with an agreement: draft, write, name the parties, issue, note the signing.

Each one locks year and agreement, asks again what it may do, and records who did it. An issued
agreement is frozen: only what is said of its signing can still be entered.
"""

from dataclasses import replace
from typing import Any

from django.db import transaction

from accounts.models import User
from agreements.enums import AgreementState
from agreements.models import Agreement, AgreementBasis, Clause, Party
from agreements.papers import TEMPLATE_VERSION, agreement_docx, agreement_pdf, title_of
from agreements.queries import (
    agreement_text,
    conferences_of,
    first_order,
    issue_view,
    member_keys,
    parties_of,
    short_names,
    signing_of,
    text_of,
)
from agreements.rules import (
    AgreementText,
    ClauseRow,
    PartiesFacts,
    PartyRow,
    SigningFacts,
    TextFacts,
    file_stem,
    parties_problems,
    signing_problems,
    text_problems,
)
from audit.actions import record
from clusters.actions import must_be_open
from clusters.models import ClusterEdition
from conferences.models import Conference
from core.dates import now
from core.problems import Problem, Refused
from core.text import nfc, one_line
from core.versions import Stale, changes, plain, version_of
from documents.actions import PaperBytes, PaperFacts, issue_paper
from documents.enums import PaperKind
from documents.models import LegalBasis, Paper, PaperFile
from organizations.actions import NO_SOURCE, Provenance, name_person
from organizations.models import Unit

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class CannotDraft(Refused):
    """The edition has its agreement already."""


class CannotChange(Refused):
    """The agreement is issued, or what was typed cannot stand."""


class CannotIssue(Refused):
    """Something is still missing or wrong; all of it is in `problems`."""


@transaction.atomic
def draft_agreement(
    *,
    edition: ClusterEdition,
    conference: Conference | None = None,
    origin: Provenance = NO_SOURCE,
    by: User,
) -> Agreement:
    """Begin the edition's one agreement; its members are entered as parties, the head first."""
    must_be_open(edition.year)
    if Agreement.objects.filter(edition=edition).exists():
        raise CannotDraft(f"{edition.label} đã có giao ước.")
    agreement = Agreement(edition=edition, conference=conference, **plain(origin))
    agreement.save()
    units = first_order(edition)
    _write_parties(agreement, PartiesFacts(tuple(PartyRow(unit) for unit in units)), by)
    record("agreement.drafted", agreement, by=by, after=plain(origin) | {"parties": units})
    return agreement


@transaction.atomic
def save_agreement_text(*, agreement: Agreement, facts: TextFacts, version: str, by: User) -> None:
    """Write place, day, căn cứ, clauses and closing; `Stale` if somebody saved meanwhile."""
    locked = _locked_draft(agreement)
    typed = _tidy(facts)
    CannotChange.if_any([*text_problems(typed), *_conference_problems(locked, typed)])
    stored = text_of(locked)
    if not changes(stored=stored, typed=typed, version=version):
        return
    _write_text(locked, typed)
    record("agreement.text_saved", locked, by=by, before=plain(stored), after=plain(typed))


@transaction.atomic
def cite_basis(*, agreement: Agreement, basis: LegalBasis, by: User) -> None:
    """Add a căn cứ after those already there; citing it again changes nothing."""
    locked = _locked_draft(agreement)
    if locked.cited.filter(basis=basis).exists():
        return
    AgreementBasis.objects.create(agreement=locked, basis=basis, position=locked.cited.count() + 1)
    after = {"basis": basis.pk, "label": basis.label}
    record("agreement.basis_cited", locked, by=by, after=after)


@transaction.atomic
def save_parties(*, agreement: Agreement, facts: PartiesFacts, version: str, by: User) -> None:
    """Write who signs, in which order and capacity; each party must belong to the group."""
    locked = _locked_draft(agreement)
    typed = PartiesFacts(tuple(_tidy_party(row) for row in facts.parties))
    CannotChange.if_any(_party_problems(locked, typed))
    stored = parties_of(locked)
    if not changes(stored=stored, typed=typed, version=version):
        return
    _write_parties(locked, typed, by)
    record("agreement.parties_saved", locked, by=by, before=plain(stored), after=plain(typed))


def note_signing(
    *, agreement: Agreement, signed_as_stated: str = "", adopted_as_stated: str = "", by: User
) -> None:
    """Enter how the units agreed and signed, as the source puts it, whatever stood there before."""
    facts = SigningFacts(adopted_as_stated, signed_as_stated)
    opened = signing_of(Agreement.objects.get(pk=agreement.pk))
    save_signing(agreement=agreement, facts=facts, version=version_of(opened), by=by)


@transaction.atomic
def save_signing(*, agreement: Agreement, facts: SigningFacts, version: str, by: User) -> None:
    """Write what is said of agreeing and signing. Units sign the issued paper: it stays open."""
    locked = _locked(agreement)
    typed = SigningFacts(one_line(facts.adopted_as_stated), one_line(facts.signed_as_stated))
    CannotChange.if_any(signing_problems(typed))
    stored = signing_of(locked)
    if not changes(stored=stored, typed=typed, version=version):
        return
    Agreement.objects.filter(pk=locked.pk).update(**plain(typed))
    record("agreement.signing_noted", locked, by=by, before=plain(stored), after=plain(typed))


@transaction.atomic
def issue_agreement(*, agreement: Agreement, version: str | None = None, by: User) -> Paper:
    """Freeze the agreement as a paper: its text, template version, PDF and Word files.

    `version` is the digest of the text the clerk was shown; `Stale` if it has changed since.
    Issuing what is issued already gives back that paper: a double click makes one.
    Raises `CannotIssue` with every obstacle, `PdfFailed` if no PDF could be made.
    """
    locked = _locked(agreement)
    if locked.paper is not None:
        return locked.paper
    CannotIssue.if_any(issue_view(locked)[0])
    content = agreement_text(locked)
    if version is not None and version_of(content) != version:
        raise Stale(content)
    paper = issue_paper(facts=_paper_facts(content), by=by)
    Agreement.objects.filter(pk=locked.pk).update(state=AgreementState.ISSUED, paper=paper)
    before, after = {"state": AgreementState.DRAFT}, {"state": AgreementState.ISSUED}
    record("agreement.issued", locked, by=by, before=before, after=after | {"paper": paper.pk})
    return paper


def note_download(*, agreement: Agreement, file: PaperFile, by: User) -> None:
    """Leave in the log who took which file of an issued agreement."""
    record("agreement.downloaded", agreement, by=by, after={"file": file.name})


def _paper_facts(content: AgreementText) -> PaperFacts:
    at = now()
    stem = file_stem(content.group, content.year, is_draft=False)
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
    )


def _locked(agreement: Agreement) -> Agreement:
    """The agreement as it stands now, its year open, nobody else writing to it."""
    must_be_open(agreement.edition.year)
    Agreement.objects.select_for_update().get(pk=agreement.pk)
    rows = Agreement.objects.select_related("edition__year__owner", "conference", "paper")
    return rows.get(pk=agreement.pk)


def _locked_draft(agreement: Agreement) -> Agreement:
    locked = _locked(agreement)
    if not locked.is_draft:
        raise CannotChange("Giao ước đã phát hành, không sửa được nữa.")
    return locked


def _tidy(facts: TextFacts) -> TextFacts:
    """One spelling, no stray spaces; a row without heading and body was never meant."""
    clauses = (
        ClauseRow(one_line(row.heading), nfc(row.body).strip(), row.is_illustrative)
        for row in facts.clauses
    )
    return replace(
        facts,
        place=one_line(facts.place),
        place_name=one_line(facts.place_name),
        clauses=tuple(row for row in clauses if row.body or row.heading),
        closing=nfc(facts.closing).strip(),
    )


def _tidy_party(row: PartyRow) -> PartyRow:
    return replace(
        row,
        signer=one_line(row.signer),
        post=one_line(row.post),
        capacity=one_line(row.capacity),
    )


def _conference_problems(agreement: Agreement, facts: TextFacts) -> list[Problem]:
    if facts.conference_id is None:
        return []
    if conferences_of(agreement.edition).filter(pk=facts.conference_id).exists():
        return []
    return [Problem("Chọn hội nghị của chính cụm, khối này.", "conference")]


def _party_problems(agreement: Agreement, facts: PartiesFacts) -> list[Problem]:
    names = short_names(agreement, [row.unit_id for row in facts.parties])
    return parties_problems(facts, member_keys(agreement), names)


def _write_text(agreement: Agreement, facts: TextFacts) -> None:
    Agreement.objects.filter(pk=agreement.pk).update(**_own_columns(facts))
    agreement.cited.all().delete()
    AgreementBasis.objects.bulk_create(
        AgreementBasis(agreement=agreement, basis_id=key, position=position)
        for position, key in enumerate(facts.bases, start=1)
    )
    agreement.clauses.all().delete()
    Clause.objects.bulk_create(
        Clause(agreement=agreement, position=position, **plain(row))
        for position, row in enumerate(facts.clauses, start=1)
    )


def _own_columns(facts: TextFacts) -> dict[str, Any]:
    rows = {"bases", "clauses"}
    return {name: getattr(facts, name) for name in facts.__dataclass_fields__ if name not in rows}


def _write_parties(agreement: Agreement, facts: PartiesFacts, by: User) -> None:
    units = Unit.objects.in_bulk([row.unit_id for row in facts.parties])
    agreement.parties.all().delete()
    Party.objects.bulk_create(
        Party(
            agreement=agreement,
            position=position,
            unit=units[row.unit_id],
            signer=(
                name_person(full_name=row.signer, unit=units[row.unit_id], by=by)
                if row.signer
                else None
            ),
            post=row.post,
            capacity=row.capacity,
        )
        for position, row in enumerate(facts.parties, start=1)
    )
