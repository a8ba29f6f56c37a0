"""A year that is over, with everything that is printed of it, and what those papers say."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from accounts.models import User
from agreements.actions import draft_agreement, issue_agreement
from agreements.models import Agreement
from agreements.queries import agreement_text
from clusters.actions import (
    EditionFacts,
    SeatFacts,
    YearFacts,
    join_group,
    open_edition,
    open_year,
    take_the_lead,
)
from clusters.enums import GroupRole
from clusters.models import ClusterEdition
from clusters.queries import year_list
from documents.models import Paper, PaperFile
from organizations.models import Unit
from reports.queries.unit_years import unit_year_content
from scoring.actions import agree_scores
from scoring.queries import standings_of
from scoring.rules import CriterionFacts
from tests.abuse.world import no_drawing
from tests.agreements.signing import CLAUSE, write
from tests.scoring.group import Group

POINTS = ("98.25", "96.50", "96.50", "94.00")


@dataclass(frozen=True)
class YearBefore:
    """A cluster with an issued agreement and agreed scores, two of them equal."""

    edition: ClusterEdition
    agreement: Agreement
    by: User

    def told(self) -> tuple[object, ...]:
        """List, agreement and standings as printed today; what was issued."""
        edition = ClusterEdition.objects.get(pk=self.edition.pk)
        agreement = Agreement.objects.get(pk=self.agreement.pk)
        return (
            year_list(edition.year),
            agreement_text(agreement),
            standings_of(edition),
            *(list(table.objects.order_by("pk").values_list()) for table in (Paper, PaperFile)),
        )

    def years_of_units(self) -> list[object]:
        """The paper of each member's year, as printed today."""
        units = Unit.objects.filter(memberships__edition=self.edition).order_by("pk")
        return [unit_year_content(unit, 2024, self.by) for unit in units]


def year_before(owner: Unit, units: list[Unit], by: User) -> YearBefore:
    year = open_year(owner=owner, facts=YearFacts(2024), by=by)
    facts = EditionFacts(kind="cluster", number="1", name="Cụm thi đua số 1")
    edition = open_edition(year=year, facts=facts, by=by)
    for unit in units:
        join_group(edition=edition, unit=unit, by=by)
    take_the_lead(edition=edition, seat=SeatFacts(GroupRole.HEAD, units[0]), by=by)
    _score(Group(by, owner, edition, units))
    return YearBefore(edition, _agree(edition, by), by)


def _agree(edition: ClusterEdition, by: User) -> Agreement:
    agreement = draft_agreement(edition=edition, by=by)
    write(agreement, by, clauses=(CLAUSE,), dated_on=date(2024, 3, 29))
    agreement.refresh_from_db()
    with no_drawing():
        issue_agreement(agreement=agreement, by=by)
    return agreement


def _score(scored: Group) -> None:
    scored.open((CriterionFacts("I", "Công tác năm", Decimal(100)),))
    for index, points in enumerate(POINTS):
        scored.send(index, points)
    scored.open_checking()
    for index, points in enumerate(POINTS):
        scored.check(index, points)
    agree_scores(edition=scored.edition, by=scored.by)
