"""The agreement of an edition: what is known of its text and of its signing."""

from dataclasses import replace

from agreements.actions import draft_agreement, note_signing, save_agreement_text, save_parties
from agreements.models import Agreement
from agreements.queries import parties_of, text_of
from agreements.rules import ClauseRow, PartiesFacts, TextFacts
from clusters.models import ClusterEdition
from conferences.models import Conference
from core.versions import version_of
from organizations.actions import Provenance
from portal.management.demo.groups import Row, Shelf


def load_agreements(shelf: Shelf, conferences: dict[str, Conference]) -> None:
    """A draft for every edition a source says signed one."""
    for row in shelf.tables.get("agreement", []) + _same_agreements(shelf.tables.get("meeting")):
        edition = shelf.editions[row["edition"]]
        conference = conferences[row["conference"]]
        _draft(shelf, row, edition, conference)


def _same_agreements(table: Row | None) -> list[Row]:
    """Groups one text speaks of at once signed alike."""
    if table is None:
        return []
    same = {
        "signed_as_stated": table["signed_as_stated"],
        "capacity": table["capacity"],
        "note": table["signing_note"],
    }
    return [
        same | {"edition": group["edition"], "conference": group["edition"]}
        for group in table["of"]
    ]


def _draft(shelf: Shelf, row: Row, edition: ClusterEdition, conference: Conference) -> None:
    origin = Provenance(source=shelf.source, note=row.get("note", ""))
    agreement = draft_agreement(edition=edition, conference=conference, origin=origin, by=shelf.by)
    facts = _text(shelf, row, conference)
    version = version_of(text_of(agreement))
    save_agreement_text(agreement=agreement, facts=facts, version=version, by=shelf.by)
    if "capacity" in row:
        _sign_as(agreement, row["capacity"], shelf)
    note_signing(
        agreement=agreement,
        signed_as_stated=row.get("signed_as_stated", ""),
        adopted_as_stated=row.get("adopted_as_stated", ""),
        by=shelf.by,
    )


def _text(shelf: Shelf, row: Row, conference: Conference) -> TextFacts:
    return TextFacts(
        conference_id=conference.pk,
        place=row.get("place", ""),
        place_name=row.get("place_name", ""),
        dated_on=row.get("dated_on"),
        bases=tuple(shelf.bases[key].pk for key in row.get("bases", [])),
        clauses=tuple(
            ClauseRow(each["heading"], each["body"], is_illustrative=each["is_illustrative"])
            for each in row.get("clauses", [])
        ),
        closing=row.get("closing", ""),
        is_closing_illustrative=row.get("is_closing_illustrative", False),
    )


def _sign_as(agreement: Agreement, capacity: str, shelf: Shelf) -> None:
    stored = parties_of(agreement)
    typed = PartiesFacts(tuple(replace(row, capacity=capacity) for row in stored.parties))
    save_parties(agreement=agreement, facts=typed, version=version_of(stored), by=shelf.by)
