"""What portal asks of every app: what a search finds."""

from collections import Counter

from django.urls import reverse
from django.utils.http import urlencode

from accounts.models import User
from awards.queries.titles import titles
from awards.queries.told import awards_visible_to
from core.answers import Found
from core.text import search_words
from organizations.queries import NamedUnits


def found(text: str, user: User) -> list[Found]:
    """Titles by name or alias, and what units of that name and of their line were awarded."""
    return [*_titles(text, user), *_of_units(text, user)]


def _of_units(text: str, user: User) -> list[Found]:
    count = awards_visible_to(user).filter(NamedUnits(text).among("unit")).count()
    title = f"{count} lượt khen thưởng của đơn vị có tên “{text}”"
    detail = "kể cả đơn vị trước đây, về sau của đơn vị đó"
    return [Found("Khen thưởng", title, detail, awards_url(text))] if count else []


def _titles(text: str, user: User) -> list[Found]:
    """With how often the reader sees them awarded."""
    rows = titles()
    for word in search_words(text):
        rows = rows.filter(search_text__contains=word)
    hits = list(rows[:20])
    awards = awards_visible_to(user).filter(title__in=[hit.pk for hit in hits])
    counts = Counter(awards.values_list("title_id", flat=True))
    return [
        Found("Danh hiệu", hit.name, f"{counts[hit.pk]} lượt khen thưởng", awards_url(hit.name))
        for hit in hits
    ]


def awards_url(text: str) -> str:
    """The list of awards, searched for this title."""
    return f"{reverse('portal:awards')}?{urlencode({'q': text})}"
