"""The register of papers: what others rest on, what was issued, what is being written."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import User
from agreements.models import Agreement
from agreements.queries import agreements_visible_to, in_order
from clusters.models import ClusterEdition, EmulationYear
from clusters.queries import editions_visible_to, names_day, year_day, years_visible_to
from clusters.queries import in_order as editions_in_order
from core.text import search_words
from documents.models import LegalBasis
from documents.queries import bases_visible_to
from documents.queries import in_order as bases_in_order
from organizations.models import UnitName
from organizations.queries import names_on_days
from portal.queries.conferences import ConferenceRow, conference_rows, conferences_listed
from scoring.models import ScoringRound


@dataclass(frozen=True)
class Citations:
    """Who rests on a legal basis, as far as the reader may know."""

    years: tuple[tuple[EmulationYear, UnitName], ...]
    editions: tuple[tuple[ClusterEdition, UnitName], ...]
    agreements: tuple[Agreement, ...]


def bases_listed(user: User, text: str) -> QuerySet[LegalBasis]:
    """Legal bases with these words in number, issuer or abstract, newest first."""
    bases = bases_visible_to(user)
    for word in search_words(text):
        bases = bases.filter(search_text__contains=word)
    return bases_in_order(bases)


def agreements_listed(user: User) -> list[tuple[Agreement, UnitName]]:
    """Agreements with the owner of their group, which tells groups of one number apart."""
    agreements = list(in_order(agreements_visible_to(user)))
    return list(zip(agreements, _owners(each.edition for each in agreements), strict=True))


def editions_to_print(user: User, year: int) -> list[tuple[ClusterEdition, UnitName]]:
    """Groups of the year whose report can be printed, and the points of those that are scored."""
    visible = editions_visible_to(user).filter(year__label_year=year)
    scored = ScoringRound.objects.filter(edition=OuterRef("pk"))
    editions = list(editions_in_order(visible.annotate(is_scored=Exists(scored))))
    return list(zip(editions, _owners(editions), strict=True))


def _owners(editions: Iterable[ClusterEdition]) -> list[UnitName]:
    wanted = [(edition.year.owner_id, names_day(edition)) for edition in editions]
    names = names_on_days(wanted)
    return [names[each] for each in wanted]


def conferences_to_print(user: User, year: int) -> list[ConferenceRow]:
    """Conferences held for the year whose minutes can be printed."""
    return conference_rows(list(conferences_listed(user, year)), user)


def citations_of(basis: LegalBasis, user: User) -> Citations:
    """Years, groups and agreements that name this paper."""
    years = list(years_visible_to(user).filter(bases=basis).order_by("-label_year", "pk"))
    editions = list(editions_in_order(editions_visible_to(user).filter(bases=basis)))
    days = {year.pk: year_day(year) for year in years}
    owners = names_on_days((year.owner_id, days[year.pk]) for year in years)
    return Citations(
        years=tuple((year, owners[year.owner_id, days[year.pk]]) for year in years),
        editions=tuple(zip(editions, _owners(editions), strict=True)),
        agreements=tuple(in_order(agreements_visible_to(user).filter(cited__basis=basis))),
    )
