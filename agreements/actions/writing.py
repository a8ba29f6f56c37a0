"""Drafting an agreement, writing its text, naming its parties, giving a draft up."""

from django.db import transaction

from accounts.models import User
from agreements.actions.locking import CannotChange, locked_text
from agreements.actions.rows import (
    conference_problems,
    party_problems,
    tidy_party,
    tidy_text,
    write_parties,
    write_text,
)
from agreements.models import Agreement, AgreementBasis
from agreements.queries import first_order, parties_of, text_of, units_left_out
from agreements.rules import PartiesFacts, PartyRow, TextFacts, text_problems
from audit.actions import record
from clusters.actions import must_be_open
from clusters.models import ClusterEdition
from conferences.models import Conference
from core.locks import one_at_a_time
from core.problems import Refused
from core.versions import changes, plain
from documents.models import LegalBasis
from organizations.actions import NO_SOURCE, Provenance


class CannotDraft(Refused):
    """The edition has its agreement already."""


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
    one_at_a_time("agreement")
    if Agreement.objects.filter(edition=edition).exists():
        raise CannotDraft(f"{edition.label} đã có giao ước.")
    agreement = Agreement(edition=edition, conference=conference, **plain(origin))
    agreement.save()
    units = first_order(edition)
    write_parties(agreement, PartiesFacts(tuple(PartyRow(unit) for unit in units)), by)
    record("agreement.drafted", agreement, by=by, after=plain(origin) | {"parties": units})
    return agreement


@transaction.atomic
def save_agreement_text(*, agreement: Agreement, facts: TextFacts, version: str, by: User) -> None:
    """Write place, day, căn cứ, clauses and closing; `Stale` if somebody saved meanwhile."""
    locked = locked_text(agreement)
    typed = tidy_text(facts)
    CannotChange.if_any([*text_problems(typed), *conference_problems(locked, typed)])
    stored = text_of(locked)
    if not changes(stored=stored, typed=typed, version=version):
        return
    write_text(locked, typed)
    record("agreement.text_saved", locked, by=by, before=plain(stored), after=plain(typed))


@transaction.atomic
def cite_basis(*, agreement: Agreement, basis: LegalBasis, by: User) -> None:
    """Add a căn cứ after those already there; citing it again changes nothing."""
    locked = locked_text(agreement)
    if locked.cited.filter(basis=basis).exists():
        return
    AgreementBasis.objects.create(agreement=locked, basis=basis, position=locked.cited.count() + 1)
    after = {"basis": basis.pk, "label": basis.label}
    record("agreement.basis_cited", locked, by=by, after=after)


@transaction.atomic
def save_parties(*, agreement: Agreement, facts: PartiesFacts, version: str, by: User) -> None:
    """Write who signs, in which order and capacity; each party must belong to the group."""
    locked = locked_text(agreement)
    typed = PartiesFacts(tuple(tidy_party(row) for row in facts.parties))
    CannotChange.if_any(party_problems(locked, typed))
    stored = parties_of(locked)
    if not changes(stored=stored, typed=typed, version=version):
        return
    write_parties(locked, typed, by)
    record("agreement.parties_saved", locked, by=by, before=plain(stored), after=plain(typed))


@transaction.atomic
def add_missing_parties(*, agreement: Agreement, by: User) -> int:
    """Put members that are no party yet at the end; how many. A second time there is none."""
    locked = locked_text(agreement)
    stored, missing = parties_of(locked), units_left_out(locked)
    if not missing:
        return 0
    typed = PartiesFacts((*stored.parties, *(PartyRow(unit) for unit in missing)))
    write_parties(locked, typed, by)
    record("agreement.parties_saved", locked, by=by, before=plain(stored), after=plain(typed))
    return len(missing)


@transaction.atomic
def discard_agreement(*, agreement: Agreement, by: User) -> None:
    """Give a draft up with its text and parties; what was ever issued stays."""
    locked = locked_text(agreement)
    if not locked.is_draft:
        raise CannotChange("Giao ước đã phát hành, không xóa được. Hãy đính chính hoặc thay thế.")
    before = {"text": plain(text_of(locked)), "parties": plain(parties_of(locked))}
    record("agreement.discarded", locked, by=by, before=before)
    locked.delete()
