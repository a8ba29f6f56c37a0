"""Asking every app below: what waits, what is found, what touched a unit."""

from datetime import date

from accounts.models import User
from clusters import queries as clusters
from conferences import queries as conferences
from core.answers import Found, Touched, Waiting
from documents import queries as documents
from organizations import queries as organizations
from organizations.models import Unit


def waiting_for(user: User, on: date) -> list[Waiting]:
    """What waits for this user, app by app."""
    return [*conferences.waiting_for(user, on)]


def found(text: str, user: User) -> list[Found]:
    """Everything these words find that the reader may open; nothing for no words."""
    if not text:
        return []
    return [
        *organizations.found(text, user),
        *clusters.found(text, user),
        *conferences.found(text, user),
        *documents.found(text, user),
    ]


def touched_by(unit: Unit, user: User) -> list[Touched]:
    """What touched this unit, as far as the reader may see."""
    return [
        *clusters.touched_by(unit, user),
        *conferences.touched_by(unit, user),
    ]
