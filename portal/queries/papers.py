"""The register of papers: what others rest on, what was issued, what is being written."""

from dataclasses import dataclass

from django.db.models import QuerySet

from accounts.models import User
from agreements.models import Agreement
from agreements.queries import agreements_visible_to, in_order
from clusters.models import ClusterEdition, EmulationYear
from clusters.queries import editions_visible_to, names_day, year_day, years_visible_to
from clusters.queries import in_order as editions_in_order
from conferences.models import Conference
from conferences.queries import conferences_visible_to, in_calendar_order
from core.text import fold
from documents.models import LegalBasis
from documents.queries import bases_visible_to
from documents.queries import in_order as bases_in_order
from organizations.models import UnitName
from organizations.queries import names_on_days


@dataclass(frozen=True)
class Citations:
    """Who rests on a legal basis, as far as the reader may know."""

    years: tuple[tuple[EmulationYear, UnitName], ...]
    editions: tuple[tuple[ClusterEdition, UnitName], ...]
    agreements: tuple[Agreement, ...]


def bases_listed(user: User, text: str) -> QuerySet[LegalBasis]:
    """Legal bases with these words in number, issuer or abstract, newest first."""
    bases = bases_visible_to(user)
    for word in fold(text).split():
        bases = bases.filter(search_text__contains=word)
    return bases_in_order(bases)


def agreements_listed(user: User) -> list[Agreement]:
    return list(in_order(agreements_visible_to(user)))


def editions_to_print(user: User, year: int) -> QuerySet[ClusterEdition]:
    """Groups of the year whose table of points and report can be printed from the data."""
    return editions_in_order(editions_visible_to(user).filter(year__label_year=year))


def conferences_to_print(user: User, year: int) -> QuerySet[Conference]:
    """Conferences held for the year whose minutes can be printed."""
    held = conferences_visible_to(user).filter(purposes__edition__year__label_year=year)
    return in_calendar_order(held.distinct())


def citations_of(basis: LegalBasis, user: User) -> Citations:
    """Years, groups and agreements that name this paper."""
    years = list(years_visible_to(user).filter(bases=basis).order_by("-label_year", "pk"))
    editions = list(editions_in_order(editions_visible_to(user).filter(bases=basis)))
    days = {year.pk: year_day(year) for year in years}
    names = names_on_days(
        [
            *((year.owner_id, days[year.pk]) for year in years),
            *((edition.year.owner_id, names_day(edition)) for edition in editions),
        ]
    )
    return Citations(
        years=tuple((year, names[year.owner_id, days[year.pk]]) for year in years),
        editions=tuple(
            (edition, names[edition.year.owner_id, names_day(edition)]) for edition in editions
        ),
        agreements=tuple(in_order(agreements_visible_to(user).filter(cited__basis=basis))),
    )
