"""Asking every app below: what waits, what is found, what touched a unit."""

from collections.abc import Collection, Iterable
from datetime import date

from accounts.models import User
from agreements import queries as agreements
from awards import queries as awards
from clusters import queries as clusters
from conferences import queries as conferences
from core.answers import Found, Touched, Waiting
from core.touches import Called, Touch, asked_together
from documents import queries as documents
from organizations import queries as organizations
from scoring import queries as scoring

# Apps whose records name units beside the year they belong to.
TOUCHING = (clusters, agreements, conferences, awards)


def waiting_for(user: User, on: date) -> list[Waiting]:
    """What waits for this user, app by app."""
    apps = (scoring, clusters, conferences, agreements, documents)
    return [each for app in apps for each in app.waiting_for(user, on)]


def found(text: str, user: User) -> dict[str, list[Found]]:
    """By kind, everything these words find that the reader may open; nothing for no words."""
    apps = (organizations, clusters, conferences, agreements, awards, documents, scoring)
    hits = [each for app in apps for each in app.found(text, user)] if text else []
    by_kind: dict[str, list[Found]] = {}
    for hit in dict.fromkeys(hits):
        by_kind.setdefault(hit.kind, []).append(hit)
    return by_kind


def touches_of(units: Collection[int], user: User) -> list[Touch]:
    """What touched these units, as far as the reader may see: one query for all apps."""
    asked = [each for app in TOUCHING for each in app.touched_by(units, user)]
    return asked_together([*organizations.touched_by(units), *asked])


def touches_in_words(
    touches: Iterable[Touch], called: Called, units: Collection[int]
) -> list[Touched]:
    """Each app words its own rows: what befell the units first, then app by app."""
    rows = list(touches)
    history = (row for row in rows if row.what in organizations.TOUCHES)
    lines = organizations.touched_in_words(history, called, units)
    for app in TOUCHING:
        lines += app.touched_in_words((row for row in rows if row.what in app.TOUCHES), called)
    return lines
