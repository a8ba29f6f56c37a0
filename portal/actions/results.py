"""What changes several apps at once."""

from django.db import transaction

from accounts.models import User
from conferences.actions import CannotRecord, record_conference
from conferences.models import Conference
from portal.queries.results import obstacles_to_recording


@transaction.atomic
def record_results(*, conference: Conference, by: User) -> None:
    """Let a conference's results count. Asked twice, done once.

    Raises `CannotRecord` with the obstacles of every app, `YearIsLocked`.
    """
    locked = Conference.objects.select_for_update().get(pk=conference.pk)
    if locked.is_recorded:
        return
    CannotRecord.if_any(obstacles_to_recording(locked))
    record_conference(conference=locked, by=by)
