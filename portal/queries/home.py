"""The first page: what waits for this person, and the papers of late."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F
from django.urls import reverse

from accounts.models import User
from agreements.enums import AgreementState
from agreements.queries import agreement_url, agreements_visible_to, signed_by_paper
from conferences.enums import ConferenceState
from conferences.queries import conferences_visible_to
from core.answers import Waiting
from core.days import vn_date
from portal.queries.conferences import conference_rows
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
    """What was sent back, then nearest due date first, those without one last."""
    ordered = sorted(
        waiting, key=lambda each: (not each.is_first, each.due_on is None, each.due_on or on)
    )
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
    day: date | None


def recent_papers(user: User, count: int = 3) -> list[RecentPaper]:
    """Agreements and minutes the reader may open, the latest date first, undated ones last."""
    papers = [*_agreements(user, count), *_minutes(user, count)]
    papers.sort(key=lambda paper: paper.day or date.min, reverse=True)
    return papers[:count]


def _agreements(user: User, count: int) -> Iterable[RecentPaper]:
    agreements = agreements_visible_to(user)
    latest = F("dated_on").desc(nulls_last=True)
    order = (latest, "-edition__year__label_year", "edition__sort_key", "pk")
    latest_ones = list(agreements.order_by(*order)[:count])
    signed = signed_by_paper(each.paper_id for each in latest_ones if each.paper_id)
    for each in latest_ones:
        by_units = signed.get(each.paper_id or 0)
        yield RecentPaper(
            when=vn_date(each.dated_on),
            title=each.label,
            url=agreement_url(each),
            mark=AgreementState(each.state).label.lower(),
            tone="amber" if each.is_draft else "green",
            detail=by_units.phrase if by_units and by_units.known else "",
            day=each.dated_on,
        )


def _minutes(user: User, count: int) -> Iterable[RecentPaper]:
    held = conferences_visible_to(user).filter(state=ConferenceState.RECORDED)
    latest = held.order_by(F("starts_on").desc(nulls_last=True), "-pk")[:count]
    for row in conference_rows(list(latest), user):
        yield RecentPaper(
            when=row.when,
            title=f"Biên bản: {row.conference.title}",
            url=reverse("portal:conference", args=[row.conference.pk]),
            mark="in từ dữ liệu",
            tone="grey",
            detail=row.groups_in_words,
            day=row.conference.starts_on,
        )
