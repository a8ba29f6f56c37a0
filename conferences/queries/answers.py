"""What portal asks of every app: what waits, what is found."""

from datetime import date

from django.db.models import Q
from django.urls import reverse

from accounts.models import User
from conferences.enums import Step
from conferences.models import Conference, Participant, PresentedDocument, Speech
from conferences.queries.calendar import in_calendar_order, purposes_in_words, when_of
from conferences.queries.visibility import conferences_visible_to, drafts_editable_by
from core.answers import Found, Waiting
from core.text import search_words
from organizations.models import Person

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


def _url(conference: Conference) -> str:
    return reverse("portal:conference", args=[conference.pk])
