"""A bloc of which next to nothing is known, and every paper the product prints of it."""

from collections.abc import Callable
from dataclasses import dataclass

from accounts.models import User
from agreements.actions import cite_basis, draft_agreement
from agreements.models import Agreement
from agreements.papers import agreement_paper
from agreements.queries import agreement_text
from clusters.actions import (
    EditionFacts,
    SeatFacts,
    YearFacts,
    join_group,
    open_edition,
    open_year,
    rest_on,
    rest_year_on,
    take_the_lead,
)
from clusters.enums import GroupKind, GroupRole
from clusters.models import ClusterEdition
from clusters.papers import year_list_paper
from clusters.queries import passing_at, year_list
from conferences.actions import call_conference, record_conference
from conferences.models import Conference
from conferences.rules import GeneralFacts, PurposeRow
from documents.actions import register_basis
from documents.papers import Paper
from documents.rules import BasisFacts
from organizations.actions import NameParts, found_unit
from organizations.enums import Role, UnitKind
from organizations.models import Unit
from portal.papers import handover_paper
from portal.queries.handover import HandoverRecord, handover_record
from reports.papers import minutes_paper, unit_year_paper, year_report_paper
from reports.queries import minutes_content, unit_year_content, year_report_content
from scoring.papers import standings_paper
from scoring.queries import standings_of
from tests.clusters.passing import continue_from
from tests.demo import begin_scoring
from tests.people import person

YEAR = 2022


@dataclass
class Bare:
    """The bloc of 2022, which continues that of 2021 under another head."""

    by: User
    edition: ClusterEdition
    units: list[Unit]
    conference: Conference
    agreement: Agreement

    @property
    def head(self) -> Unit:
        return self.units[1]


PAPERS: dict[str, Callable[[Bare], Paper]] = {
    "giao ước": lambda bare: agreement_paper(agreement_text(bare.agreement), is_draft=False),
    "biên bản": lambda bare: minutes_paper(minutes_content(bare.conference, bare.by)),
    "báo cáo tổng kết": lambda bare: year_report_paper(year_report_content(bare.edition, bare.by)),
    "danh sách cụm, khối": lambda bare: year_list_paper(year_list(bare.edition.year)),
    "bảng tổng hợp điểm": lambda bare: standings_paper(standings_of(bare.edition)),
    "biên bản bàn giao": lambda bare: handover_paper(_handover(bare)),
    "một năm của đơn vị": lambda bare: unit_year_paper(unit_year_content(bare.head, YEAR, bare.by)),
}


def _handover(bare: Bare) -> HandoverRecord:
    passing = passing_at(bare.edition, "truong")
    assert passing is not None
    return handover_record(passing, bare.by)


def bare_group() -> Bare:
    """Units without a place name, a bloc without a number, a meeting without day and place."""
    by = person("quantri", Role.ADMINISTRATOR)
    owner = _unit("Viện kiểm sát nhân dân tỉnh A", "VKSND tỉnh A", UnitKind.PROVINCE, by)
    units = [_unit(f"Phòng {name}", f"Phòng {name}", UnitKind.DEPARTMENT, by) for name in "BC"]
    basis = register_basis(facts=BasisFacts("Công văn"), by=by)
    before, edition = (_bloc(owner, label_year, units, by) for label_year in (YEAR - 1, YEAR))
    for group, unit in ((before, units[0]), (edition, units[1])):
        take_the_lead(edition=group, seat=SeatFacts(GroupRole.HEAD, unit), by=by)
    continue_from(edition, before, by)
    rest_on(edition=edition, basis=basis, by=by)
    rest_year_on(year=edition.year, basis=basis, by=by)
    begin_scoring(edition, by, "Bảng tiêu chí")
    purposes = (PurposeRow("year_end", edition.pk),)
    facts = GeneralFacts(title="Hội nghị tổng kết", purposes=purposes)
    conference = call_conference(facts=facts, by=by)
    record_conference(conference=conference, by=by)
    agreement = draft_agreement(edition=edition, by=by)
    cite_basis(agreement=agreement, basis=basis, by=by)
    fresh = ClusterEdition.objects.select_related("year__owner", "continues__year")
    return Bare(
        by,
        fresh.get(pk=edition.pk),
        units,
        Conference.objects.get(pk=conference.pk),
        Agreement.objects.select_related("edition__year__owner").get(pk=agreement.pk),
    )


def _unit(full: str, short: str, kind: UnitKind, by: User) -> Unit:
    return found_unit(kind=kind, name=NameParts(full, short), by=by)


def _bloc(owner: Unit, label_year: int, units: list[Unit], by: User) -> ClusterEdition:
    year = open_year(owner=owner, facts=YearFacts(label_year), by=by)
    edition = open_edition(year=year, facts=EditionFacts(GroupKind.BLOC, "Khối thi đua"), by=by)
    for unit in units:
        join_group(edition=edition, unit=unit, by=by)
    return edition
