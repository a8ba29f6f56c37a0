"""What every step of a long form has in common when it is posted."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from core.forms.facts import Difference, FactsForm
from core.problems import Refused
from core.versions import Stale

SHOWN, REFUSED, CONFLICT = 200, 422, 409


@dataclass(frozen=True)
class Answer:
    """What a post comes to: the status it is shown again with, none once saved; both versions
    where somebody saved meanwhile; what the action made."""

    status: int = 0
    conflict: tuple[Difference, ...] = ()
    made: Any = None


def saved(form: FactsForm[Any], save: Callable[..., Any]) -> Answer:
    """Save the form unless it only asks for another row, is wrong, or is out of date."""
    if form.added_to:
        return Answer(SHOWN)
    if not form.is_valid():
        return Answer(REFUSED)
    facts = form.facts()
    try:
        made = save(facts=facts, **form.extras())
    except Stale as stale:
        return Answer(CONFLICT, tuple(form.differences(stale.stored)))
    except Refused as refused:
        form.refuse(refused.problems)
        return Answer(REFUSED)
    return Answer(made=made)
