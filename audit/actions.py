"""Writing the log: the last line of every action, in the same transaction."""

from collections.abc import Iterable
from typing import Any

from audit.models import Event
from audit.rules import Thing
from core.dates import now
from core.text import searchable


def record(
    name: str,
    thing: Thing,
    *,
    by: Thing,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    reason: str = "",
) -> Event:
    """Keep that `by` did `name` (`noun.past`) to `thing`; before and after are JSON values."""
    event = _event(name, thing, by=by, before=before, after=after, reason=reason)
    event.save()
    return event


Done = tuple[Thing, dict[str, Any] | None, dict[str, Any] | None]


def record_all(name: str, done: Iterable[Done], *, by: Thing) -> None:
    """Keep that `by` did the same to many things: each by itself, with its before and after."""
    Event.objects.bulk_create(
        _event(name, thing, by=by, before=before, after=after) for thing, before, after in done
    )


def _event(
    name: str,
    thing: Thing,
    *,
    by: Thing,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    reason: str = "",
) -> Event:
    label = thing.label
    return Event(
        at=now(),
        actor_id=str(by.pk),
        actor_label=by.label[:300],
        name=name,
        thing_type=thing.__class__.__name__,
        thing_id=str(thing.pk),
        thing_label=label[:500],
        before=before,
        after=after,
        reason=reason,
        search_text=searchable(f"{by.label} {label} {reason}"),
    )
