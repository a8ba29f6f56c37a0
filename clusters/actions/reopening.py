"""Opening a closed year again: one person asks, a second one agrees or declines."""

from typing import Any

from django.db import transaction

from accounts.models import User
from audit.actions import record
from clusters.enums import ReopeningState, YearState
from clusters.models import EmulationYear, YearReopening
from clusters.queries import is_another_person, reopening_asked
from clusters.rules import ReopeningFacts, reopening_problems
from core.dates import now
from core.problems import Problem, Refused
from core.text import one_line


class CannotReopenYear(Refused):
    """The year is open, somebody asks already, the reason is short, or it is the same person."""


@transaction.atomic
def ask_reopening(*, year: EmulationYear, facts: ReopeningFacts, by: User) -> YearReopening:
    """Ask for a closed year to be opened again; the same asked twice is asked once."""
    locked = _locked(year)
    reason = one_line(facts.reason)
    waiting = reopening_asked(locked)
    if waiting is not None and (waiting.asked_by_id, waiting.reason) == (by.pk, reason):
        return waiting
    CannotReopenYear.if_any(_asking_problems(locked, waiting, facts))
    asked = YearReopening.objects.create(year=locked, reason=reason, asked_by=by, asked_at=now())
    record("year.reopening_asked", locked, by=by, reason=reason)
    return asked


def _asking_problems(
    year: EmulationYear, waiting: YearReopening | None, facts: ReopeningFacts
) -> list[Problem]:
    if year.is_open:
        return [Problem(f"Năm {year.label_year} đang mở, không cần mở lại.")]
    if waiting is not None:
        return [Problem(f"{waiting.asked_by.full_name} đã đề nghị mở lại, đang chờ trả lời.")]
    return reopening_problems(facts)


@transaction.atomic
def agree_to_reopening(*, asked: YearReopening, by: User) -> None:
    """The second person agrees: the year is open from now on. Agreeing twice is agreeing once."""
    if _answer(asked, ReopeningState.AGREED, by):
        EmulationYear.objects.filter(pk=asked.year_id).update(state=YearState.OPEN)
        states = {"state": YearState.LOCKED}, {"state": YearState.OPEN}
        _tell("year.reopening_agreed", asked, by, before=states[0], after=states[1])


@transaction.atomic
def decline_reopening(*, asked: YearReopening, by: User) -> None:
    """The second person does not agree: the year stays closed."""
    if _answer(asked, ReopeningState.DECLINED, by):
        _tell("year.reopening_declined", asked, by)


def _answer(asked: YearReopening, answer: ReopeningState, by: User) -> bool:
    """Write the answer; False where this very answer has been given already."""
    _locked(asked.year)
    row = YearReopening.objects.select_for_update().get(pk=asked.pk)
    if row.state == answer and row.answered_by_id == by.pk:
        return False
    if row.state != ReopeningState.ASKED:
        raise CannotReopenYear("Đề nghị này đã được trả lời.")
    if not is_another_person(by, row.asked_by):
        raise CannotReopenYear(
            f"{row.asked_by.full_name} là người đề nghị: phải là một người khác trả lời."
        )
    row.state, row.answered_by, row.answered_at = answer, by, now()
    row.save()
    return True


def _locked(year: EmulationYear) -> EmulationYear:
    """The year as it stands now, held until the end of the transaction."""
    return EmulationYear.objects.select_for_update().get(pk=year.pk)


def _tell(name: str, asked: YearReopening, by: User, **states: Any) -> None:
    record(name, asked.year, by=by, reason=asked.reason, **states)
