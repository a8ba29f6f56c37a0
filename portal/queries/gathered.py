"""Asking every app below: what waits, what is found, what touched a unit."""

from datetime import date

from accounts.models import User
from agreements import queries as agreements
from awards import queries as awards
from clusters import queries as clusters
from conferences import queries as conferences
from core.answers import Found, Touched, Waiting
from documents import queries as documents
from organizations import queries as organizations
from organizations.models import Unit
from scoring import queries as scoring


def waiting_for(user: User, on: date) -> list[Waiting]:
    """What waits for this user, app by app."""
    apps = (scoring, conferences, agreements, documents)
    return [each for app in apps for each in app.waiting_for(user, on)]


def found(text: str, user: User) -> dict[str, list[Found]]:
    """By kind, everything these words find that the reader may open; nothing for no words."""
    apps = (organizations, clusters, conferences, agreements, awards, documents, scoring)
    hits = [each for app in apps for each in app.found(text, user)] if text else []
    by_kind: dict[str, list[Found]] = {}
    for hit in dict.fromkeys(hits):
        by_kind.setdefault(hit.kind, []).append(hit)
    return by_kind


def touched_by(unit: Unit, user: User) -> list[Touched]:
    """What touched this unit, as far as the reader may see."""
    apps = (clusters, awards, conferences, agreements, scoring)
    return [each for app in apps for each in app.touched_by(unit, user)]
