"""What portal asks every app: what waits, what a search finds."""

from datetime import date

from django.db.models import Q
from django.urls import reverse

from accounts.models import User
from clusters.queries.handover import handovers_waiting
from clusters.queries.reopening import reopenings_to_answer
from clusters.queries.visibility import edition_url, editions_visible_to, in_order
from core.answers import Found, Waiting
from core.dates import today
from core.text import search_words, whole_number
from organizations.queries import names_on


def waiting_for(user: User, on: date) -> list[Waiting]:
    """Closed years that somebody asks to open again, for whoever may answer; seats that pass."""
    return [*_reopenings(user), *handovers_waiting(user)]


def _reopenings(user: User) -> list[Waiting]:
    return [
        Waiting(
            title=f"Mở lại năm thi đua {asked.year.label_year}",
            detail=f"{asked.asked_by.full_name} đề nghị: {asked.reason}",
            action="Xem và trả lời",
            url=reverse("portal:year-reopen", args=[asked.year_id]),
        )
        for asked in reopenings_to_answer(user)
    ]


def found(text: str, user: User) -> list[Found]:
    """Editions by name or number, among those the reader may see."""
    editions = editions_visible_to(user)
    for word in search_words(text):
        number = whole_number(word.strip())
        by_year = Q() if number is None else Q(year__label_year=number)
        editions = editions.filter(Q(search_text__contains=word) | by_year)
    hits = list(in_order(editions)[:20])
    owners = names_on([hit.year.owner_id for hit in hits], today())
    return [
        Found("Cụm, khối", hit.label, owners[hit.year.owner_id].short_name, edition_url(hit))
        for hit in hits
    ]
