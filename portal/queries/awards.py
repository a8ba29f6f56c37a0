"""Three lists that are never mixed: what was awarded, what is proposed, what was registered for."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet

from accounts.models import User
from awards.models import Award, Nomination, TitleRegistration
from awards.queries import awards_found, awards_visible_to
from clusters.queries import editions_visible_to, names_day
from conferences.enums import ConferenceState
from conferences.queries import conferences_visible_to, held_on
from core.dates import today
from core.text import search_words
from organizations.queries import units_named

UNKNOWN_YEAR = "chua-ro"


@dataclass(frozen=True)
class Section:
    """One of the three lists."""

    key: str
    label: str
    rows: Callable[[User, str, str], QuerySet[Any]]
    day: Callable[[Any], date]


def awarded(user: User, text: str, year: str) -> QuerySet[Award]:
    """Awards; the year is the title's, else that of receipt; “chua-ro” is no title year."""
    rows = awards_found(text, user) if text else awards_visible_to(user)
    if year == UNKNOWN_YEAR:
        rows = rows.filter(title_year__isnull=True)
    elif year:
        by_receipt = Q(title_year__isnull=True, received_year=year)
        rows = rows.filter(Q(title_year=year) | by_receipt)
    latest = (F("title_year").desc(nulls_last=True), F("received_year").desc(nulls_last=True))
    return rows.order_by(*latest, "title__sort_key", "position", "pk")


def proposed(user: User, text: str, year: str) -> QuerySet[Nomination]:
    """What recorded conferences propose; nothing of it is decided."""
    rows = Nomination.objects.filter(
        conference__state=ConferenceState.RECORDED,
        conference__in=conferences_visible_to(user).values("pk"),
    ).prefetch_related("conference__purposes__edition__year")
    rows = _with_words(rows, text).select_related("title", "edition__year", "conference")
    return _of_year(rows, year).order_by(
        "-edition__year__label_year", "edition__sort_key", "edition_id", "position", "pk"
    )


def registered(user: User, text: str, year: str) -> QuerySet[TitleRegistration]:
    """What units set out to earn, the withdrawn ones too."""
    rows = TitleRegistration.objects.filter(edition__in=editions_visible_to(user).values("pk"))
    rows = _with_words(rows, text).select_related("title", "edition__year")
    return _of_year(rows, year).order_by(
        "-edition__year__label_year", "edition__sort_key", "edition_id", "title__sort_key", "pk"
    )


def _of_year(rows: QuerySet[Any], year: str) -> QuerySet[Any]:
    if year == UNKNOWN_YEAR:
        return rows.none()
    return rows.filter(edition__year__label_year=year) if year else rows


def _with_words(rows: QuerySet[Any], text: str) -> QuerySet[Any]:
    if not text:
        return rows
    by_title = Q()
    for word in search_words(text):
        by_title &= Q(title__search_text__contains=word)
    return rows.filter(by_title | Q(unit_id__in=units_named(text).order_by().values("unit_id")))


def conferences_open_to(user: User, records: Iterable[Any]) -> set[int]:
    """Conferences these records come from that the reader may open: awards are told to all."""
    told_at = [getattr(record, "conference_id", None) for record in records]
    visible = conferences_visible_to(user).filter(pk__in=[key for key in told_at if key])
    return set(visible.values_list("pk", flat=True))


def award_day(award: Award) -> date:
    """The decision's day, else the end of the year it tells of, never after today."""
    year = award.title_year or award.received_year
    of_year = date(year, 12, 31) if year else today()
    return award.decided_on or min(today(), of_year)


def _proposal_day(nomination: Nomination) -> date:
    return held_on(nomination.conference)


def _registration_day(registration: TitleRegistration) -> date:
    return names_day(registration.edition)


SECTIONS = (
    Section("da-tang", "Đã tặng", awarded, award_day),
    Section("de-nghi", "Đề nghị", proposed, _proposal_day),
    Section("dang-ky", "Đăng ký", registered, _registration_day),
)


def section_named(key: str) -> Section:
    """The list asked for, else the first."""
    return next((section for section in SECTIONS if section.key == key), SECTIONS[0])


def years_of_awards(user: User) -> list[int]:
    """Every year that some award, proposal or registration of this reader's bears."""
    awards = awards_visible_to(user).order_by()
    editions = editions_visible_to(user).order_by()
    years = {
        *awards.values_list("title_year", flat=True).distinct(),
        *awards.values_list("received_year", flat=True).distinct(),
        *editions.values_list("year__label_year", flat=True).distinct(),
    }
    return sorted((year for year in years if year), reverse=True)
