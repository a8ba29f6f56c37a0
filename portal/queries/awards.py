"""Three lists that are never mixed: what was awarded, what is proposed, what was registered for."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from accounts.models import User
from awards.models import Award, Nomination, TitleRegistration
from awards.queries import awards_found, awards_of, awards_visible_to, nominations_of
from clusters.queries import editions_visible_to, names_day
from conferences.enums import ConferenceState
from conferences.models import Conference
from conferences.queries import conferences_visible_to, held_on
from core.dates import today
from core.text import fold
from organizations.models import UnitName
from organizations.queries import names_on_days, units_named

UNKNOWN_YEAR = "chua-ro"
Record = Award | Nomination | TitleRegistration


@dataclass(frozen=True)
class Honour:
    """One line of a list with its unit under the name of the right day."""

    record: Record
    unit: UnitName


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
    return rows.order_by("-title_year", "-received_year", "title__sort_key", "position", "pk")


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
    for word in fold(text).split():
        by_title &= Q(title__search_text__contains=word)
    return rows.filter(by_title | Q(unit_id__in=units_named(text).order_by().values("unit_id")))


def honours(records: Iterable[Any], day_of: Callable[[Any], date]) -> list[Honour]:
    """The records with their units' names: one more query for any number."""
    days = [(record, day_of(record)) for record in records]
    names = names_on_days((record.unit_id, day) for record, day in days)
    return [Honour(record, names[record.unit_id, day]) for record, day in days]


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


@dataclass(frozen=True)
class Proposal:
    """What was proposed in one breath: one title for several units, by one vote, on one route."""

    title: str
    route: str
    vote: str
    units: tuple[UnitName, ...]


def proposals_in(nominations: Iterable[Honour]) -> tuple[Proposal, ...]:
    """Nominations side by side, in the order they were entered."""
    units: dict[tuple[str, str, str], list[UnitName]] = {}
    for each in nominations:
        row = each.record
        title = row.title_as_written or row.title.name
        units.setdefault((title, row.route, row.vote_as_stated), []).append(each.unit)
    return tuple(Proposal(*said, tuple(named)) for said, named in units.items())


@dataclass(frozen=True)
class AwardsTold:
    """One title given to several units by one authority, in the same years."""

    title: str
    title_year: int | None
    received_year: int | None
    authority: str
    note: str
    units: tuple[UnitName, ...]


def awards_in(awards: Iterable[Honour]) -> tuple[AwardsTold, ...]:
    """Awards that differ in their units alone, side by side."""
    units: dict[tuple[str, int | None, int | None, str, str], list[UnitName]] = {}
    for each in awards:
        row = each.record
        title = row.title_as_written or row.title.name
        said = (title, row.title_year, row.received_year, row.authority, row.note)
        units.setdefault(said, []).append(each.unit)
    return tuple(AwardsTold(*said, tuple(named)) for said, named in units.items())


@dataclass(frozen=True)
class Told:
    """What one conference proposes, and the awards it tells of: two lists."""

    proposals: tuple[Proposal, ...]
    awards: tuple[AwardsTold, ...]


def honours_told_at(conference: Conference) -> Told:
    """Proposals and awards of a conference, under the names of its day."""
    day = held_on(conference)
    return Told(
        proposals_in(honours(nominations_of(conference), lambda _: day)),
        awards_in(honours(awards_of(conference), lambda _: day)),
    )


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
