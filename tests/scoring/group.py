"""A group to be scored, built by actions: as many units as a test needs, two criteria."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from accounts.models import User
from clusters.actions import (
    EditionFacts,
    SeatFacts,
    YearFacts,
    join_group,
    open_edition,
    open_year,
    take_the_lead,
)
from clusters.enums import GroupKind, GroupRole
from clusters.models import ClusterEdition
from core.points import parse_points
from core.versions import version_of
from organizations.actions import NameParts, found_unit
from organizations.enums import Role, UnitKind
from organizations.models import Unit
from scoring.actions import (
    CriteriaFacts,
    create_criteria_set,
    open_checking,
    open_scoring,
    save_checked_points,
    save_self_points,
    submit_score_sheet,
)
from scoring.enums import CriterionKind
from scoring.models import CriteriaSet, ScoreSheet, ScoringRound
from scoring.queries import checked_points_of, self_points_of
from scoring.rules import CheckedPoints, CheckedRow, CriterionFacts, SelfPoints, SelfRow
from tests.people import person

TWO_LEVELS = (
    CriterionFacts("I", "Nhiệm vụ chuyên môn", Decimal("55.00")),
    CriterionFacts("I.1", "Công tác hình sự", Decimal("30.00"), under="I"),
    CriterionFacts("I.2", "Công tác dân sự", Decimal("30.00"), under="I"),
    CriterionFacts("I.3", "Báo cáo trễ hạn", Decimal("5.00"), CriterionKind.DEDUCTION, "I"),
    CriterionFacts("II", "Xây dựng Ngành", Decimal("40.00")),
    CriterionFacts("III", "Được khen cao", Decimal("5.00"), CriterionKind.BONUS),
)
CRITERIA = (
    CriterionFacts("I", "Nhiệm vụ chuyên môn", Decimal("60.00")),
    CriterionFacts("II", "Xây dựng Ngành", Decimal("40.00")),
)


@dataclass
class Group:
    """An edition with its units, and the people around it, each with a single hat."""

    by: User
    owner: Unit
    edition: ClusterEdition
    units: list[Unit] = field(default_factory=list)
    people: dict[tuple[Role, int], User] = field(default_factory=dict)

    def who(self, role: Role, unit: Unit) -> User:
        key = (role, unit.pk)
        if key not in self.people:
            self.people[key] = person(f"{role}{unit.pk}", role, unit)
        return self.people[key]

    def clerk(self, index: int) -> User:
        return self.who(Role.CLERK, self.units[index])

    def head(self, index: int) -> User:
        return self.who(Role.HEAD, self.units[index])

    @property
    def office(self) -> User:
        return self.who(Role.OFFICE, self.owner)

    @property
    def leader(self) -> User:
        return self.who(Role.LEADER, self.owner)

    @property
    def round(self) -> ScoringRound:
        return ScoringRound.objects.get(edition=self.edition)

    def sheet(self, index: int) -> ScoreSheet:
        return ScoreSheet.objects.get(round__edition=self.edition, unit=self.units[index])

    def lead(self, index: int, role: GroupRole = GroupRole.HEAD) -> None:
        take_the_lead(edition=self.edition, seat=SeatFacts(role, self.units[index]), by=self.by)

    def open(self, rows: tuple[CriterionFacts, ...] = CRITERIA) -> None:
        """Open scoring by the owner's table, which is made the first time."""
        facts = CriteriaFacts("Bảng tiêu chí", rows)
        made = CriteriaSet.objects.filter(owner=self.owner, name=facts.name).first()
        criteria = made or create_criteria_set(owner=self.owner, facts=facts, by=self.by)
        open_scoring(edition=self.edition, criteria_set=criteria, by=self.by)

    def open_checking(self) -> None:
        open_checking(edition=self.edition, by=self.by)

    def fill(self, index: int, *points: str, by: User | None = None) -> None:
        sheet = self.sheet(index)
        version = version_of(self_points_of(sheet))
        typed = self_points(sheet, points)
        save_self_points(sheet=sheet, points=typed, version=version, by=by or self.by)

    def send(self, index: int, *points: str) -> None:
        self.fill(index, *points)
        submit_score_sheet(sheet=self.sheet(index), by=self.by)

    def check(self, index: int, *points: str, reason: str = "", by: User | None = None) -> None:
        sheet = self.sheet(index)
        version = version_of(checked_points_of(sheet))
        typed = checked_points(sheet, points, reason)
        save_checked_points(sheet=sheet, points=typed, version=version, by=by or self.by)


def group(
    count: int, by: User, *, name: str = "Cụm thi đua số 1", beside: Group | None = None
) -> Group:
    """A cluster of Đơn vị 1, Đơn vị 2, …; of an owner of its own, or `beside` another group."""
    if beside is None:
        owner = unit(f"VKSND tỉnh {name}", by, UnitKind.PROVINCE)
        year = open_year(owner=owner, facts=YearFacts(2024), by=by)
    else:
        owner, year = beside.owner, beside.edition.year
    edition = open_edition(year=year, facts=EditionFacts(GroupKind.CLUSTER, name), by=by)
    made = Group(by, owner, edition)
    for number in range(1, count + 1):
        made.units.append(unit(f"Đơn vị {number}", by))
        join_group(edition=edition, unit=made.units[-1], by=by)
    return made


def unit(name: str, by: User, kind: UnitKind = UnitKind.DISTRICT) -> Unit:
    return found_unit(kind=kind, name=NameParts(name, name), by=by)


def self_points(sheet: ScoreSheet, points: Sequence[str], note: str = "") -> SelfPoints:
    """Figures for the criteria in their order; “” leaves one open."""
    rows = zip(self_points_of(sheet).rows, points, strict=True)
    return SelfPoints(tuple(SelfRow(row.criterion_id, figure(text), note) for row, text in rows))


def checked_points(sheet: ScoreSheet, points: Sequence[str], reason: str = "") -> CheckedPoints:
    rows = zip(self_points_of(sheet).rows, points, strict=True)
    return CheckedPoints(
        tuple(
            CheckedRow(row.criterion_id, figure(text), "" if figure(text) == row.points else reason)
            for row, text in rows
        )
    )


def figure(text: str) -> Decimal | None:
    return parse_points(text) if text else None
