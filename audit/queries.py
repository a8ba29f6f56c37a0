"""Reading the log."""

from dataclasses import dataclass
from datetime import datetime

from audit.models import Event
from audit.rules import Thing


@dataclass(frozen=True)
class LastChange:
    """Who changed a thing last, and when."""

    by: str
    at: datetime


def last_change_of(thing: Thing) -> LastChange | None:
    """Whom a clerk has to ask when two saved the same record."""
    events = Event.objects.filter(thing_type=thing.__class__.__name__, thing_id=str(thing.pk))
    event = events.order_by("-pk").first()
    return LastChange(event.actor_label, event.at) if event else None


def has_happened(thing: Thing, name: str) -> bool:
    """Whether the log knows of such an event of this thing, however long ago."""
    events = Event.objects.filter(thing_type=thing.__class__.__name__, thing_id=str(thing.pk))
    return events.filter(name=name).exists()
