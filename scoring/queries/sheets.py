"""One score sheet: its figures, the values its forms edit, how far it has come."""

from dataclasses import dataclass
from decimal import Decimal

from clusters.queries import names_day
from organizations.queries import names_on
from scoring.enums import SheetState
from scoring.models import Criterion, ScoreEntry, ScoreSheet
from scoring.rules import (
    CheckedPoints,
    CheckedRow,
    CriterionLine,
    Moment,
    SelfPoints,
    SelfRow,
    total,
)


@dataclass(frozen=True)
class FigureLine:
    """One criterion of a sheet with what three hands gave for it."""

    criterion: CriterionLine
    self_points: Decimal | None
    self_note: str
    checked_points: Decimal | None
    check_reason: str
    agreed_points: Decimal | None


@dataclass(frozen=True)
class SheetFigures:
    """A whole sheet in the order of its criteria, with its totals."""

    lines: tuple[FigureLine, ...]

    @property
    def criteria(self) -> tuple[CriterionLine, ...]:
        return tuple(line.criterion for line in self.lines)

    @property
    def self_points(self) -> SelfPoints:
        """What the unit's form edits."""
        return SelfPoints(
            tuple(
                SelfRow(each.criterion.id, each.self_points, each.self_note) for each in self.lines
            )
        )

    @property
    def checked_points(self) -> CheckedPoints:
        """What the checker's form edits."""
        return CheckedPoints(
            tuple(
                CheckedRow(each.criterion.id, each.checked_points, each.check_reason)
                for each in self.lines
            )
        )

    @property
    def max_total(self) -> Decimal | None:
        return total(line.criterion.max_points for line in self.lines)

    @property
    def self_total(self) -> Decimal | None:
        return total(line.self_points for line in self.lines)

    @property
    def checked_total(self) -> Decimal | None:
        return total(line.checked_points for line in self.lines)

    @property
    def agreed_total(self) -> Decimal | None:
        return total(line.agreed_points for line in self.lines)


@dataclass(frozen=True)
class SheetHead:
    """Whose sheet it is, in which group and year; names as of the edition's day."""

    unit: str
    group: str
    owner: str
    year: int


def criterion_line(criterion: Criterion) -> CriterionLine:
    return CriterionLine(criterion.pk, criterion.code, criterion.name, criterion.max_points)


def figures_of(sheet: ScoreSheet) -> SheetFigures:
    """The sheet's figures in one query."""
    entries = sheet.entries.select_related("criterion").order_by("criterion__position")
    return SheetFigures(tuple(_line(entry) for entry in entries))


def _line(entry: ScoreEntry) -> FigureLine:
    return FigureLine(
        criterion_line(entry.criterion),
        entry.self_points,
        entry.self_note,
        entry.checked_points,
        entry.check_reason,
        entry.agreed_points,
    )


def head_of(sheet: ScoreSheet) -> SheetHead:
    edition = sheet.round.edition
    owner_id = edition.year.owner_id
    names = names_on([sheet.unit_id, owner_id], names_day(edition))
    return SheetHead(
        unit=names[sheet.unit_id].short_name,
        group=edition.name,
        owner=names[owner_id].short_name,
        year=edition.year.label_year,
    )


def self_points_of(sheet: ScoreSheet) -> SelfPoints:
    return figures_of(sheet).self_points


def checked_points_of(sheet: ScoreSheet) -> CheckedPoints:
    return figures_of(sheet).checked_points


def moment_of(sheet: ScoreSheet) -> Moment:
    """How far the sheet and its round have come."""
    agreed = ScoreSheet.objects.filter(round_id=sheet.round_id, state=SheetState.AGREED)
    is_open = sheet.round.checking_opened_on is not None
    return Moment(sheet.state, is_checking_open=is_open, is_agreed=agreed.exists())
