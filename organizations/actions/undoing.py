"""Taking an event back while nothing was built on it."""

from django.apps import apps
from django.db import transaction

from accounts.models import User
from audit.actions import record
from core.locks import one_at_a_time
from core.problems import Refused
from core.versions import plain
from organizations.enums import EventSide, EventState
from organizations.models import UnitEvent, UnitEventChange
from organizations.queries import as_it_was, event_facts, undo_obstacles
from organizations.rules import SHAPES


class CannotTakeBack(Refused):
    """Something was built on the event since."""


@transaction.atomic
def take_back(*, event: UnitEvent, by: User) -> None:
    """Restore everything the event changed; it is planned again. Raises `CannotTakeBack`.

    An event that is not in force is left as it is.
    """
    one_at_a_time("unit")
    locked = UnitEvent.objects.select_for_update().get(pk=event.pk)
    if locked.state == EventState.PLANNED:
        return
    CannotTakeBack.if_any(undo_obstacles(locked))
    if SHAPES[locked.kind].founds:
        locked.parts.filter(side=EventSide.AFTER).update(unit=None)
    for change in locked.changes.order_by("-position"):
        _restore(change)
    locked.changes.all().delete()
    locked.state, locked.carried_out_at = EventState.PLANNED, None
    locked.save()
    record("unit_event.taken_back", locked, by=by, before=plain(event_facts(locked)))


def _restore(change: UnitEventChange) -> None:
    """Undo one change: what was made goes, what was dropped comes back, the rest is put right."""
    if change.before is None:
        apps.get_model(change.record_type)._base_manager.get(pk=change.record_id).delete()
    else:
        as_it_was(change).save()
