"""Meetings of a case, entered step by step like in the results form, then recorded."""

from typing import Any

from awards.actions import save_proposals
from awards.models import Title
from awards.queries import proposals_of
from awards.rules import AwardRow, NominationRow, ProposalFacts
from conferences.actions import (
    call_conference,
    save_attachments,
    save_people,
    save_programme,
    save_score_agreement,
    save_seats,
)
from conferences.models import Conference
from conferences.queries import (
    attachments_of,
    people_of,
    programme_of,
    scores_of,
    seats_chosen_at,
)
from conferences.rules import (
    AttachmentFacts,
    AttachmentRow,
    AttendanceRow,
    DocumentRow,
    GeneralFacts,
    ParticipantRow,
    PeopleFacts,
    ProgrammeFacts,
    PurposeRow,
    ScoreFacts,
    SeatRow,
    SeatsFacts,
    SpeechRow,
)
from core.versions import version_of
from portal.actions import record_results
from portal.management.demo.groups import Row, Shelf


def load_conferences(shelf: Shelf, titles: dict[str, Title]) -> dict[str, Conference]:
    """Every meeting of the case, recorded, by its key."""
    rows = shelf.tables.get("conference", []) + _same_meetings(shelf.tables.get("meeting"))
    return {row["key"]: _enter(shelf, titles, row) for row in rows}


def _same_meetings(table: Row | None) -> list[Row]:
    """One text may speak of several meetings at once: each group gets its own record."""
    return [_one_meeting(table, group) for group in table["of"]] if table else []


def _one_meeting(table: Row, group: Row) -> Row:
    leader = {
        "person": group["leader"],
        "post": "Phó Viện trưởng Viện kiểm sát nhân dân tỉnh",
        "unit": "lang_son",
    }
    same = (
        "title",
        "starts_on",
        "ends_on",
        "date_as_written",
        "attendance_note",
        "proceedings",
        "note",
    )
    return {key: table[key] for key in same} | {
        "key": group["edition"],
        "purposes": [["launch", group["edition"]], ["signing", group["edition"]]],
        "people": [leader | {"role": "directs"}],
        "speeches": [leader | {"kind": "direction", "gist": table["gist"]}],
        "documents": [
            {
                "name": table["agreement"],
                "status": "signed",
                "as_stated": table["signed_as_stated"],
            }
        ],
        "attachments": [
            {"kind": "photo", "caption": group["caption"]},
            {"kind": "photo", "caption": table["common_caption"]},
        ],
    }


def _enter(shelf: Shelf, titles: dict[str, Title], row: Row) -> Conference:
    conference = call_conference(facts=_general(shelf, row), by=shelf.by)
    here: dict[str, Any] = {"conference": conference, "by": shelf.by}
    facts = _people(shelf, row)
    save_people(facts=facts, version=version_of(people_of(conference)), **here)
    programme = _programme(shelf, row)
    save_programme(facts=programme, version=version_of(programme_of(conference)), **here)
    agreed = ScoreFacts(row.get("scores_agreed", False))
    save_score_agreement(facts=agreed, version=version_of(scores_of(conference)), **here)
    proposals = _proposals(shelf, titles, row)
    save_proposals(facts=proposals, version=version_of(proposals_of(conference)), **here)
    seats = _seats(shelf, row)
    save_seats(facts=seats, version=version_of(seats_chosen_at(conference)), **here)
    captions = _captions(row)
    version = version_of(attachments_of(conference))
    save_attachments(facts=captions, files={}, version=version, **here)
    record_results(conference=conference, by=shelf.by)
    conference.refresh_from_db()
    return conference


def _general(shelf: Shelf, row: Row) -> GeneralFacts:
    starts, ends = row.get("starts_on"), row.get("ends_on", row.get("starts_on"))
    precision = "unknown" if starts is None else "day" if starts == ends else "range"
    host = row.get("host_unit")
    return GeneralFacts(
        title=row["title"],
        purposes=tuple(PurposeRow(kind, shelf.editions[key].pk) for kind, key in row["purposes"]),
        period_label=row.get("period_label", ""),
        date_precision=precision,
        starts_on=starts,
        ends_on=ends,
        time_of_day=row.get("time_of_day", ""),
        place=row.get("place", ""),
        host_unit_id=shelf.units[host].pk if host else None,
        source=shelf.source,
        as_written=row["date_as_written"],
        note=row.get("note", ""),
    )


def _who(shelf: Shelf, row: Row) -> dict[str, Any]:
    unit = row.get("unit")
    return {
        "person": row.get("person", ""),
        "post": row.get("post", ""),
        "capacity": row.get("capacity", ""),
        "unit_id": shelf.units[unit].pk if unit else None,
    }


def _people(shelf: Shelf, row: Row) -> PeopleFacts:
    return PeopleFacts(
        people=tuple(
            ParticipantRow(role=each["role"], **_who(shelf, each)) for each in row.get("people", [])
        ),
        attendance=tuple(
            AttendanceRow(shelf.units[key].pk, is_present=True) for key in row.get("present", [])
        ),
        stated_unit_count=row.get("stated_unit_count"),
        attendance_note=row.get("attendance_note", ""),
    )


def _programme(shelf: Shelf, row: Row) -> ProgrammeFacts:
    return ProgrammeFacts(
        speeches=tuple(
            SpeechRow(kind=each["kind"], gist=each["gist"], **_who(shelf, each))
            for each in row.get("speeches", [])
        ),
        documents=tuple(
            DocumentRow(
                name=each["name"],
                status=each.get("status", ""),
                as_stated=each.get("as_stated", ""),
                **_who(shelf, each),
            )
            for each in row.get("documents", [])
        ),
        proceedings=row.get("proceedings", "").strip(),
    )


def _proposals(shelf: Shelf, titles: dict[str, Title], row: Row) -> ProposalFacts:
    nominations = tuple(
        NominationRow(
            edition_id=shelf.editions[each["edition"]].pk,
            unit_id=shelf.units[key].pk,
            title_id=titles[each["title"]].pk,
            title_as_written=each.get("as_written", ""),
            route=each["route"],
            vote_as_stated=each["vote"],
        )
        for each in row.get("nominations", [])
        for key in each["units"]
    )
    awards = tuple(
        _award(shelf, titles, each, key) for each in row.get("awards", []) for key in each["units"]
    )
    return ProposalFacts(nominations, awards)


def _award(shelf: Shelf, titles: dict[str, Title], row: Row, unit: str) -> AwardRow:
    edition = row.get("edition")
    return AwardRow(
        unit_id=shelf.units[unit].pk,
        title_id=titles[row["title"]].pk,
        title_as_written=row.get("as_written", ""),
        title_year=row.get("title_year"),
        authority=row.get("authority", ""),
        note=row.get("note", ""),
        edition_id=shelf.editions[edition].pk if edition else None,
    )


def _seats(shelf: Shelf, row: Row) -> SeatsFacts:
    return SeatsFacts(
        tuple(
            SeatRow(
                edition_id=shelf.editions[each["edition"]].pk,
                label_year=each["label_year"],
                role=each["role"],
                unit_id=shelf.units[each["unit"]].pk,
                how=each["how"],
                as_written=each.get("as_written", ""),
                vote_as_stated=each["vote"],
            )
            for each in row.get("seats", [])
        )
    )


def _captions(row: Row) -> AttachmentFacts:
    return AttachmentFacts(
        tuple(
            AttachmentRow(kind=each["kind"], caption=each["caption"])
            for each in row.get("attachments", [])
        )
    )
