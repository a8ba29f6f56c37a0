"""Saying that what a paper asks for is done, or that it is not done after all."""

from django.db import transaction

from accounts.models import User
from audit.actions import record
from core.dates import today
from core.problems import Refused
from core.text import one_line
from core.versions import changes, plain
from documents.models import Duty
from documents.queries import done_facts
from documents.rules import DoneFacts, done_problems


class CannotDo(Refused):
    """The day is missing or has not come, or nothing is there to be taken back."""


@transaction.atomic
def finish_duty(*, duty: Duty, facts: DoneFacts, version: str, by: User) -> None:
    """Enter when it was done; `Stale` if somebody entered it meanwhile."""
    locked = Duty.objects.select_for_update().get(pk=duty.pk)
    typed = DoneFacts(facts.done_on, one_line(facts.done_note))
    CannotDo.if_any(done_problems(typed, today()))
    _write(locked, typed, version, "duty.finished", by)


@transaction.atomic
def reopen_duty(*, duty: Duty, by: User) -> None:
    """It was not done after all: it waits again. Asked twice, the second changes nothing."""
    locked = Duty.objects.select_for_update().get(pk=duty.pk)
    stored = done_facts(locked)
    if stored.done_on is None:
        return
    Duty.objects.filter(pk=locked.pk).update(done_on=None, done_note="")
    record("duty.reopened", locked, by=by, before=plain(stored), after=plain(DoneFacts()))


def _write(duty: Duty, typed: DoneFacts, version: str, event: str, by: User) -> None:
    stored = done_facts(duty)
    if not changes(stored=stored, typed=typed, version=version):
        return
    Duty.objects.filter(pk=duty.pk).update(done_on=typed.done_on, done_note=typed.done_note)
    record(event, duty, by=by, before=plain(stored), after=plain(typed))
