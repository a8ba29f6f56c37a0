"""As many groups as a benchmark needs, each with all that a list can show, by the real actions."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from accounts.models import User
from agreements.actions import draft_agreement
from awards.actions import save_proposals
from awards.models import Title
from awards.queries import proposals_of
from awards.rules import AwardRow, NominationRow, ProposalFacts
from clusters.actions import (
    EditionFacts,
    SeatFacts,
    YearFacts,
    join_group,
    open_edition,
    open_year,
    rest_on,
    take_the_lead,
)
from clusters.enums import GroupKind, GroupRole
from clusters.models import ClusterEdition, EmulationYear
from conferences.actions import call_conference
from conferences.enums import DatePrecision, PurposeKind
from conferences.rules import GeneralFacts, PurposeRow
from core.versions import version_of
from documents.actions import BasisFacts, register_basis
from organizations.actions import NameParts, found_unit, grant_role
from organizations.enums import Role, UnitKind
from organizations.models import Unit
from portal.actions import record_results
from scoring.actions import CriteriaFacts, create_criteria_set, open_scoring
from scoring.models import CriteriaSet
from scoring.rules import CriterionFacts

START = date(2024, 1, 8)


@dataclass
class Province:
    """An owner whose year of 2024 grows group by group."""

    by: User
    owner: Unit
    year: EmulationYear
    criteria: CriteriaSet
    title: Title
    editions: list[ClusterEdition] = field(default_factory=list)

    def grow(self, groups: int) -> None:
        while len(self.editions) < groups:
            self.editions.append(self._group(len(self.editions) + 1))

    def _group(self, number: int) -> ClusterEdition:
        facts = EditionFacts(GroupKind.CLUSTER, f"Cụm thi đua số {number}", str(number))
        edition = open_edition(year=self.year, facts=facts, by=self.by)
        units = [unit(f"huyện Thử {number}{letter}", self.by, self.owner) for letter in "AB"]
        for each in units:
            join_group(edition=edition, unit=each, by=self.by)
        take_the_lead(edition=edition, seat=SeatFacts(GroupRole.HEAD, units[0]), by=self.by)
        self._papers(edition, number)
        open_scoring(edition=edition, criteria_set=self.criteria, by=self.by)
        self._conference(edition, units, number)
        return edition

    def _papers(self, edition: ClusterEdition, number: int) -> None:
        facts = BasisFacts(
            kind="Công văn",
            reference=f"{number}/VKS-VP",
            issued_on=START,
            issuer="VKSND tỉnh Thử Nghiệm",
            abstract="Chia cụm, khối thi đua",
        )
        rest_on(edition=edition, basis=register_basis(facts=facts, by=self.by), by=self.by)
        draft_agreement(edition=edition, by=self.by)

    def _conference(self, edition: ClusterEdition, units: list[Unit], number: int) -> None:
        day = START + timedelta(days=7 * (number % 40))
        kinds = (PurposeKind.YEAR_END, PurposeKind.NOMINATION)
        facts = GeneralFacts(
            title=f"Hội nghị tổng kết công tác thi đua của Cụm thi đua số {number}",
            purposes=tuple(PurposeRow(kind, edition.pk) for kind in kinds),
            date_precision=DatePrecision.DAY,
            starts_on=day,
            ends_on=day,
            place="Hội trường VKSND huyện",
            host_unit_id=units[0].pk,
        )
        conference = call_conference(facts=facts, by=self.by)
        save_proposals(
            conference=conference,
            facts=ProposalFacts(
                (NominationRow(edition.pk, units[0].pk, self.title.pk),),
                (AwardRow(units[1].pk, self.title.pk, title_year=2023, edition_id=edition.pk),),
            ),
            version=version_of(proposals_of(conference)),
            by=self.by,
        )
        record_results(conference=conference, by=self.by)


def province(by: User) -> Province:
    """A new owner with an open year and criteria; its actions are done by its own office."""
    owner = unit("tỉnh Thử Nghiệm", by, kind=UnitKind.PROVINCE)
    grant_role(user=by, role=Role.OFFICE, unit=owner, by=by)
    criterion = CriterionFacts("I", "Công tác năm", Decimal(100))
    criteria = create_criteria_set(
        owner=owner, facts=CriteriaFacts("Bảng tiêu chí", (criterion,)), by=by
    )
    year = open_year(owner=owner, facts=YearFacts(2024), by=by)
    return Province(by, owner, year, criteria, Title.objects.order_by("pk")[0])


def unit(
    locality: str, by: User, parent: Unit | None = None, kind: UnitKind = UnitKind.DISTRICT
) -> Unit:
    name = NameParts(
        full_name=f"Viện kiểm sát nhân dân {locality}",
        short_name=f"VKSND {locality}",
        place_name=locality.partition(" ")[2],
    )
    return found_unit(kind=kind, name=name, parent=parent, by=by)
