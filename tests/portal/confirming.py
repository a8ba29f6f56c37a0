"""How a person confirms an event: the page is read, its questions are answered."""

from accounts.models import User
from core.versions import version_of
from organizations.actions import plan_event
from organizations.models import Unit, UnitEvent
from organizations.rules import EventFacts
from portal.actions import confirm_event
from portal.queries.events import consequences_of


def keys_asked(event: UnitEvent, by: User) -> set[str]:
    return {question.key for question in consequences_of(event, by).questions}


def confirm(event: UnitEvent, by: User, **answers: str) -> UnitEvent:
    """Answer by key or by the word before the dash (`heir="none"`); else as proposed."""
    shown = consequences_of(event, by)
    said = {
        each.key: answers.get(each.key.replace("-", "_"), answers.get(each.key.split("-")[0], ""))
        or each.proposed
        for each in shown.questions
    }
    return confirm_event(event=event, answers=said, version=version_of(shown), by=by)


def happen(facts: EventFacts, by: User, **answers: str) -> UnitEvent:
    """Planned and confirmed."""
    return confirm(plan_event(facts=facts, by=by), by, **answers)


def again(unit: Unit) -> Unit:
    return Unit.objects.get(pk=unit.pk)
