"""The first page: what waits for this person, and the papers of late."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from accounts.models import User
from core.answers import Waiting
from portal.queries.gathered import waiting_for
from portal.rules import due_words


@dataclass(frozen=True)
class Task:
    """One thing to do; the first of the list carries the page's red button."""

    due_label: str
    tone: str
    title: str
    detail: str
    url: str
    action: str
    is_main: bool


def waiting_tasks(waiting: Iterable[Waiting], on: date) -> list[Task]:
    """Nearest due date first, those without one last."""
    ordered = sorted(waiting, key=lambda each: (each.due_on is None, each.due_on or on))
    return [_task(each, on, is_main=place == 0) for place, each in enumerate(ordered)]


def _task(waiting: Waiting, on: date, *, is_main: bool) -> Task:
    label, tone = due_words(waiting.due_on, on)
    return Task(
        due_label=label,
        tone=tone,
        title=waiting.title,
        detail=waiting.detail,
        url=waiting.url,
        action=waiting.action,
        is_main=is_main,
    )
