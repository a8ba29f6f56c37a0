"""The first page: what waits for this person, and the papers of late."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F

from accounts.models import User
from agreements.enums import AgreementState
from agreements.queries import agreement_url, agreements_visible_to
from core.answers import Waiting
from core.days import vn_date
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


@dataclass(frozen=True)
class RecentPaper:
    """A line of the papers of late; `when` is empty where the paper bears no date."""

    when: str
    title: str
    url: str
    mark: str
    tone: str
    detail: str


def recent_papers(user: User, count: int = 5) -> list[RecentPaper]:
    """Agreements the reader may open, the latest date first, undated ones last."""
    agreements = agreements_visible_to(user)
    latest = agreements.order_by(
        F("dated_on").desc(nulls_last=True), "-edition__year__label_year", "edition__sort_key", "pk"
    )
    return [
        RecentPaper(
            when=vn_date(each.dated_on),
            title=each.label,
            url=agreement_url(each),
            mark=AgreementState(each.state).label.lower(),
            tone="amber" if each.is_draft else "green",
            detail=each.signed_as_stated,
        )
        for each in latest[:count]
    ]
