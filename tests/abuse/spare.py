"""Things nothing depends on yet, for the pages that refuse what has a history."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

from accounts.models import User
from agreements.actions import draft_agreement
from awards.actions import add_title
from awards.enums import TitleKind
from clusters.actions import EditionFacts, YearFacts, join_group, open_edition, open_year
from clusters.enums import GroupKind
from clusters.models import ClusterEdition
from core.versions import version_of
from documents.actions import register_basis
from documents.rules import BasisFacts
from organizations.actions import NameParts, Provenance, found_unit, grant_role, rename_unit
from organizations.enums import Role, UnitKind
from organizations.models import Unit
from organizations.rules import NameFacts
from scoring.actions import (
    CriteriaFacts,
    create_criteria_set,
    open_checking,
    open_scoring,
    save_self_points,
    submit_score_sheet,
)
from scoring.models import CriteriaSet, ScoreSheet
from scoring.queries import self_points_of
from scoring.rules import CriterionFacts, SelfPoints, SelfRow
from tests.people import person

NEXT = date(2030, 1, 1)


def spare_things(supreme: Unit, of_2024: ClusterEdition, by: User) -> SimpleNamespace:
    """By address argument: an empty group, an unused table, a role that has not begun, …"""
    unit = founded("VKSND Vùng 1", supreme, by)
    empty, busy = [group(of_2024, number, by) for number in ("77", "78")]
    member = founded("VKSND Vùng 2", supreme, by)
    join_group(edition=busy, unit=member, by=by)
    join_group(edition=empty, unit=founded("VKSND Vùng 3", supreme, by), by=by)
    user = User.objects.get(username="donvi")
    grant = grant_role(user=user, role=Role.CLERK, unit=member, valid_from=NEXT, by=by)
    later = NameFacts("Viện kiểm sát nhân dân Vùng 1 mới", "VKSND Vùng 1 mới", valid_from=NEXT)
    return SimpleNamespace(
        unit=unit.pk,
        unit_name=rename_unit(unit=unit, facts=later, by=by).pk,
        nam=open_year(owner=supreme, facts=YearFacts(2030), by=by).pk,
        edition=empty.pk,
        agreement=draft_agreement(edition=busy, by=by).pk,
        sheet=being_checked(busy, by).pk,
        criteria=table("Bảng chưa dùng", supreme, by).pk,
        title=add_title(name="Giấy khen thử", kind=TitleKind.TITLE, by=by).pk,
        basis=register_basis(facts=BasisFacts("Công văn", "77/CV"), by=by).pk,
        grant=grant.pk,
    )


def founded(name: str, parent: Unit, by: User) -> Unit:
    parts = NameParts(name.replace("VKSND", "Viện kiểm sát nhân dân"), name)
    return found_unit(kind=UnitKind.REGION, name=parts, parent=parent, by=by)


def group(like: ClusterEdition, number: str, by: User) -> ClusterEdition:
    facts = EditionFacts(GroupKind.CLUSTER, f"Cụm thi đua số {number}", number=number)
    return open_edition(year=like.year, facts=facts, by=by)


def table(name: str, owner: Unit, by: User) -> CriteriaSet:
    facts = CriteriaFacts(name, (CriterionFacts("I", "Công tác năm", Decimal(100)),))
    return create_criteria_set(owner=owner, facts=facts, origin=Provenance(), by=by)


def being_checked(edition: ClusterEdition, by: User) -> ScoreSheet:
    """A sheet that was sent; nobody leads its group, so that the office checks it."""
    criteria = table("Bảng đang dùng", edition.year.owner, by)
    open_scoring(edition=edition, criteria_set=criteria, by=by)
    sheet = ScoreSheet.objects.get(round__edition=edition)
    clerk = person("canbovung2", Role.CLERK, sheet.unit)
    points = SelfPoints((SelfRow(criteria.criteria.get().pk, Decimal(90)),))
    stored = version_of(self_points_of(sheet))
    save_self_points(sheet=sheet, points=points, version=stored, by=clerk)
    submit_score_sheet(sheet=sheet, by=person("thutruongvung2", Role.HEAD, sheet.unit))
    open_checking(edition=edition, by=by)
    return sheet
