"""Which year is meant, and the day whose names count in it."""

from datetime import date, timedelta

from accounts.models import User
from clusters.models import ClusterEdition, EmulationYear
from clusters.queries.visibility import years_visible_to
from core.dates import today


def label_years(user: User) -> list[int]:
    """The years that the year switch offers, newest first. Asked once a request, like hats."""
    cached: list[int] | None = getattr(user, "_label_years", None)
    if cached is None:
        years = years_visible_to(user).order_by("-label_year")
        cached = list(years.values_list("label_year", flat=True).distinct())
        user._label_years = cached  # type: ignore[attr-defined]
    return cached


def year_to_show(years: list[int], asked: str) -> int:
    """The year asked for (`?nam=`) if the reader sees it, else the newest that has begun."""
    newest = next((year for year in years if year <= today().year), today().year)
    return next((year for year in years if str(year) == asked), newest)


def shown_year(user: User, asked: str) -> int:
    """`year_to_show` among the years of this reader."""
    return year_to_show(label_years(user), asked)


def year_day(year: EmulationYear) -> date:
    """The day whose names count in a year: today, or its last day once it is over."""
    return min(today(), closing_day(year))


def names_day(edition: ClusterEdition, paper_date: date | None = None) -> date:
    """The day whose names count: the paper's own date, else today within the edition's year."""
    return paper_date or year_day(edition.year)


def opening_day(year: EmulationYear) -> date:
    """The first day of a year; New Year where its period is unknown."""
    return year.first_day


def closing_day(year: EmulationYear) -> date:
    """The last day of a year; New Year's Eve where its period is unknown."""
    return year.day_after - timedelta(days=1)
