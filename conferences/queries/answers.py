"""What portal asks of every app: what waits, what is found, where a unit took part."""

from collections import defaultdict
from datetime import date

from django.db.models import Q
from django.urls import reverse

from accounts.models import User
from conferences.enums import ParticipantRole, Step
from conferences.models import Attendance, Conference, Participant, PresentedDocument, Speech
from conferences.queries.calendar import in_calendar_order, purposes_in_words, when_of
from conferences.queries.visibility import conferences_visible_to, drafts_editable_by
from core.answers import Found, Touched, Waiting
from core.text import search_words
from organizations.models import Person, Unit

_MOST_HITS = 20


def waiting_for(user: User, on: date) -> list[Waiting]:
    """Drafts this user may go on with."""
    return [
        Waiting(
            title=draft.title,
            detail=f"Kết quả hội nghị đang nhập · {when_of(draft)}",
            action="Nhập tiếp",
            url=reverse("portal:results", args=[draft.pk, Step.GENERAL]),
        )
        for draft in in_calendar_order(drafts_editable_by(user))
    ]


def found(text: str, user: User) -> list[Found]:
    """Conferences by title, place or the name of anybody who took part, spoke or presented."""
    conferences = conferences_visible_to(user)
    for word in search_words(text):
        conferences = conferences.filter(Q(search_text__contains=word) | _with_somebody(word))
    return [
        Found("Hội nghị", hit.title, f"{when_of(hit)} · {purposes_in_words(hit)}", _url(hit))
        for hit in in_calendar_order(conferences)[:_MOST_HITS]
    ]


def _with_somebody(word: str) -> Q:
    people = Person.objects.filter(search_text__contains=word).values("pk")
    rows = (Participant.objects, Speech.objects, PresentedDocument.objects)
    found_in = Q()
    for each in rows:
        found_in |= Q(pk__in=each.filter(person_id__in=people).values("conference_id"))
    return found_in


def touched_by(unit: Unit, user: User) -> list[Touched]:
    """Conferences the unit hosted, attended, spoke or presented at; newest first."""
    parts = _parts(unit)
    conferences = in_calendar_order(conferences_visible_to(user).filter(pk__in=parts))
    rows = [
        Touched("Hội nghị", f"{each.title}: {', '.join(parts[each.pk])}", _year(each), _url(each))
        for each in conferences
    ]
    return sorted(rows, key=lambda row: row.year or 0, reverse=True)


def _parts(unit: Unit) -> dict[int, dict[str, None]]:
    """Conference id to what the unit did there, each said once."""
    parts: dict[int, dict[str, None]] = defaultdict(dict)
    for pk in Conference.objects.filter(host_unit=unit).values_list("pk", flat=True):
        parts[pk]["đơn vị tổ chức"] = None
    for row in Attendance.objects.filter(unit=unit):
        parts[row.conference_id]["có mặt" if row.is_present else "vắng"] = None
    for person in Participant.objects.filter(unit=unit).order_by("position"):
        parts[person.conference_id][ParticipantRole(person.role).label.lower()] = None
    for speech in Speech.objects.filter(unit=unit):
        parts[speech.conference_id]["phát biểu"] = None
    for document in PresentedDocument.objects.filter(unit=unit):
        parts[document.conference_id]["trình bày tài liệu"] = None
    return parts


def _year(conference: Conference) -> int:
    """The year it was first held for: known even where its day is not."""
    first = min(conference.purposes.all(), key=lambda row: row.position)
    return first.edition.year.label_year


def _url(conference: Conference) -> str:
    return reverse("portal:conference", args=[conference.pk])
