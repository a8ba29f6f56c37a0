"""Doing what is planned to see what comes of it, and leaving everything as it was."""

from collections.abc import Mapping

from django.db import transaction

from accounts.models import User
from audit.actions import record
from clusters.queries.event_outcome import EventOutcome, event_outcome
from organizations.models import UnitEvent
from portal.actions.events import confirm_event


def try_event(
    *, event: UnitEvent, answers: Mapping[str, str], version: str, by: User
) -> EventOutcome:
    """What `confirm_event` would come to: it is done, looked at and undone. Raises the same.

    Nothing stays of it, not even in the log: it did not happen.
    """
    with transaction.atomic():
        done = confirm_event(event=event, answers=answers, version=version, by=by)
        outcome = event_outcome(done, by)
        transaction.set_rollback(True)
    return outcome


def note_trial_download(*, event: UnitEvent, file: str, by: User) -> None:
    """Keep who downloaded what a trial came to; the trial itself leaves nothing."""
    record("paper.downloaded", event, by=by, after={"file": file})
