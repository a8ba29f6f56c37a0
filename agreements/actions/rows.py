"""Writing the rows of an agreement: its text and its parties, each whole."""

from dataclasses import replace
from typing import Any

from accounts.models import User
from agreements.models import Agreement, AgreementBasis, Clause, Party
from agreements.queries import conferences_of, member_keys, short_names
from agreements.rules import ClauseRow, PartiesFacts, PartyRow, TextFacts, parties_problems
from core.problems import Problem
from core.text import nfc, one_line
from core.versions import plain
from organizations.actions import name_person
from organizations.models import Unit


def tidy_text(facts: TextFacts) -> TextFacts:
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


def tidy_party(row: PartyRow) -> PartyRow:
    return replace(
        row,
        signer=one_line(row.signer),
        post=one_line(row.post),
        capacity=one_line(row.capacity),
    )


def conference_problems(agreement: Agreement, facts: TextFacts) -> list[Problem]:
    if facts.conference_id is None:
        return []
    if conferences_of(agreement.edition).filter(pk=facts.conference_id).exists():
        return []
    return [Problem("Chọn hội nghị của chính cụm, khối này.", "conference")]


def party_problems(agreement: Agreement, facts: PartiesFacts) -> list[Problem]:
    names = short_names(agreement, [row.unit_id for row in facts.parties])
    return parties_problems(facts, member_keys(agreement), names)


def write_text(agreement: Agreement, facts: TextFacts) -> None:
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


def write_parties(agreement: Agreement, facts: PartiesFacts, by: User) -> None:
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
