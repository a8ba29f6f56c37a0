"""When a conference was held, in words and in order."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F, QuerySet

from accounts.models import User
from clusters.models import ClusterEdition
from clusters.queries import names_day
from conferences.enums import ConferenceState, PurposeKind
from conferences.models import Conference, ConferencePurpose
from conferences.queries.visibility import conferences_visible_to
from conferences.rules import when_in_words

YEAR_LINE = (PurposeKind.SIGNING, PurposeKind.MID_YEAR, PurposeKind.YEAR_END)


@dataclass(frozen=True)
class YearStep:
    """A recorded conference as a step of the year; `on` is its last day, if that is known."""

    kind: str
    conference_id: int
    title: str
    when: str
    on: date | None


def when_of(conference: Conference) -> str:
    """“chiều 25/11/2024”, “trong các ngày 19, 20, 21/3/2024”, “từ … đến …”, “Chưa rõ ngày”."""
    return when_in_words(
        conference.date_precision,
        conference.starts_on,
        conference.ends_on,
        conference.time_of_day,
    )


def held_on(conference: Conference) -> date:
    """The day whose names count: the conference's own, else that of its first edition."""
    return conference.starts_on or names_day(_purposes(conference)[0].edition)


def purposes_in_words(conference: Conference) -> str:
    """“Tổng kết năm 2023, Ký kết giao ước năm 2024”."""
    return ", ".join(
        f"{PurposeKind(row.kind).label} năm {row.edition.year.label_year}"
        for row in _purposes(conference)
    )


def _purposes(conference: Conference) -> list[ConferencePurpose]:
    return sorted(conference.purposes.all(), key=lambda row: row.position)


def in_calendar_order(conferences: QuerySet[Conference]) -> QuerySet[Conference]:
    """By day; a range stands whole between the days before and after it; unknown days last."""
    return conferences.order_by(F("starts_on").asc(nulls_last=True), "ends_on", "sort_key", "pk")


def conferences_of(edition: ClusterEdition, user: User) -> QuerySet[Conference]:
    """Conferences of an edition, whatever they were held for, as far as the reader may know."""
    purposes = ConferencePurpose.objects.filter(edition=edition).values("conference_id")
    return in_calendar_order(conferences_visible_to(user).filter(pk__in=purposes))


def year_steps_of(edition_ids: Iterable[int]) -> dict[int, dict[str, YearStep]]:
    """The recorded signing, mid-year and year-end conference of each edition, by `PurposeKind`.

    One query; of several conferences the first counts.
    """
    steps: dict[int, dict[str, YearStep]] = {edition_id: {} for edition_id in edition_ids}
    purposes = ConferencePurpose.objects.filter(
        edition_id__in=steps, kind__in=YEAR_LINE, conference__state=ConferenceState.RECORDED
    ).select_related("conference")
    in_order = purposes.order_by(F("conference__starts_on").asc(nulls_last=True), "conference_id")
    for row in in_order:
        steps[row.edition_id].setdefault(row.kind, _year_step(row.kind, row.conference))
    return steps


def _year_step(kind: str, conference: Conference) -> YearStep:
    return YearStep(
        kind=kind,
        conference_id=conference.pk,
        title=conference.title,
        when=when_of(conference),
        on=conference.ends_on,
    )
