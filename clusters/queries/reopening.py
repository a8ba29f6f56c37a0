"""Closed years that are asked to be opened again, and those that were."""

from collections.abc import Iterable, Mapping

from accounts.models import User
from clusters.enums import ReopeningState
from clusters.models import EmulationYear, YearReopening
from clusters.rules import reopened_in_words
from core.text import fold
from organizations.queries import hats_of
from organizations.queries.accounts import person_of


def reopening_asked(year: EmulationYear) -> YearReopening | None:
    """The request that waits for a second person."""
    waiting = year.reopenings.filter(state=ReopeningState.ASKED)
    return waiting.select_related("year__owner", "asked_by").first()


def is_another_person(user: User, other: User) -> bool:
    """Neither the same account nor another one of somebody of that name."""
    return user.pk != other.pk and not (_names_of(user) & _names_of(other))


def _names_of(user: User) -> set[str]:
    """The account's name and that of the person who uses it."""
    person = person_of(user)
    return {fold(name) for name in (user.full_name, person.full_name if person else "") if name}


def reopenings_to_answer(user: User) -> list[YearReopening]:
    """Requests of others about years of the reader's owners; an administrator hears of all."""
    asked = YearReopening.objects.filter(state=ReopeningState.ASKED).exclude(asked_by_id=user.pk)
    hats = hats_of(user)
    if not hats.is_administrator:
        asked = asked.filter(year__owner_id__in=hats.office_of | hats.leader_of)
    found = asked.select_related("year__owner", "asked_by").order_by("asked_at", "pk")
    return [each for each in found if is_another_person(user, each.asked_by)]


def reopenings_of(years: Iterable[EmulationYear]) -> Mapping[int, tuple[YearReopening, ...]]:
    """Requests of each year, agreed to or still waiting, by year id, the oldest first."""
    found: dict[int, tuple[YearReopening, ...]] = {}
    rows = YearReopening.objects.filter(year__in=[year.pk for year in years])
    rows = rows.exclude(state=ReopeningState.DECLINED).select_related("year", "asked_by")
    for row in rows.order_by("asked_at", "pk"):
        found[row.year_id] = (*found.get(row.year_id, ()), row)
    return found


def reopened_lines(years: Iterable[EmulationYear]) -> tuple[str, ...]:
    """What every paper of these years says of their reopening, a line for each time."""
    return tuple(
        line for rows in reopenings_of(years).values() for row in rows if (line := said_of(row))
    )


def said_of(row: YearReopening) -> str:
    """“Năm thi đua 2024 được mở lại ngày …”; empty while nobody has agreed."""
    if row.state != ReopeningState.AGREED or row.answered_at is None:
        return ""
    return reopened_in_words(row.year.label_year, row.answered_at, row.reason)
