"""Each step of the results form as one frozen dataclass, read from its tables."""

from conferences.models import (
    Attachment,
    Attendance,
    Conference,
    Participant,
    PresentedDocument,
    SeatChoice,
    Speech,
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


def general_of(conference: Conference) -> GeneralFacts:
    purposes = sorted(conference.purposes.all(), key=lambda row: row.position)
    return GeneralFacts(
        title=conference.title,
        purposes=tuple(PurposeRow(row.kind, row.edition_id) for row in purposes),
        period_label=conference.period_label,
        date_precision=conference.date_precision,
        starts_on=conference.starts_on,
        ends_on=conference.ends_on,
        time_of_day=conference.time_of_day,
        place=conference.place,
        host_unit_id=conference.host_unit_id,
        mode=conference.mode,
        source=conference.source,
        as_written=conference.as_written,
        note=conference.note,
    )


def people_of(conference: Conference) -> PeopleFacts:
    people = Participant.objects.filter(conference=conference).select_related("person")
    attendance = Attendance.objects.filter(conference=conference)
    return PeopleFacts(
        people=tuple(_participant(row) for row in people.order_by("position")),
        attendance=tuple(
            AttendanceRow(row.unit_id, row.is_present, row.reason)
            for row in attendance.order_by("unit_id")
        ),
        stated_unit_count=conference.stated_unit_count,
        attendance_note=conference.attendance_note,
    )


def _participant(row: Participant) -> ParticipantRow:
    return ParticipantRow(
        role=row.role,
        person=_name(row),
        post=row.post,
        unit_id=row.unit_id,
        capacity=row.capacity,
    )


def programme_of(conference: Conference) -> ProgrammeFacts:
    speeches = Speech.objects.filter(conference=conference).select_related("person")
    documents = PresentedDocument.objects.filter(conference=conference).select_related("person")
    return ProgrammeFacts(
        agenda=conference.agenda,
        speeches=tuple(_speech(row) for row in speeches.order_by("position")),
        documents=tuple(_document(row) for row in documents.order_by("position")),
        proceedings=conference.proceedings,
    )


def _speech(row: Speech) -> SpeechRow:
    return SpeechRow(
        kind=row.kind,
        person=_name(row),
        post=row.post,
        unit_id=row.unit_id,
        capacity=row.capacity,
        gist=row.gist,
    )


def _document(row: PresentedDocument) -> DocumentRow:
    return DocumentRow(
        name=row.name,
        status=row.status,
        as_stated=row.as_stated,
        person=_name(row),
        post=row.post,
        unit_id=row.unit_id,
        capacity=row.capacity,
    )


def _name(row: Participant | Speech | PresentedDocument) -> str:
    return row.person.full_name if row.person else ""


def scores_of(conference: Conference) -> ScoreFacts:
    return ScoreFacts(scores_agreed=conference.scores_agreed)


def seats_chosen_at(conference: Conference) -> SeatsFacts:
    """Head before deputy, in the order of the editions."""
    choices = SeatChoice.objects.filter(conference=conference)
    return SeatsFacts(
        tuple(
            SeatRow(
                edition_id=row.edition_id,
                label_year=row.label_year,
                role=row.role,
                unit_id=row.unit_id,
                how=row.how,
                as_written=row.as_written,
                vote_as_stated=row.vote_as_stated,
                despite=row.despite,
            )
            for row in choices.order_by("edition_id", "label_year", "-role")
        )
    )


def attachments_of(conference: Conference) -> AttachmentFacts:
    rows = Attachment.objects.filter(conference=conference).order_by("position")
    return AttachmentFacts(
        tuple(
            AttachmentRow(row.kind, row.caption, row.pk if row.file else None, row.file_name)
            for row in rows
        )
    )
