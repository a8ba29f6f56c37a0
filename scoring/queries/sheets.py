"""One score sheet: its figures, the values its forms edit, how far it has come."""

from dataclasses import dataclass
from decimal import Decimal

from clusters.queries import names_day
from core.days import vn_moment
from organizations.queries import names_on
from scoring.enums import SheetState
from scoring.models import ScoreEntry, ScoreSheet
from scoring.queries.lines import line_of
from scoring.rules import (
    ALREADY_AGREED,
    CheckedPoints,
    CheckedRow,
    CriterionLine,
    Moment,
    Part,
    SelfPoints,
    SelfRow,
    Subtotal,
    Tally,
    parts_of,
    rules_said,
    scale_of,
    tally,
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
        return scale_of(self.criteria)

    @property
    def rules_said(self) -> tuple[str, ...]:
        return rules_said(self.criteria)

    @property
    def has_extras(self) -> bool:
        """Lines of bonus or deduction, which most units leave at nothing."""
        return any(line.criterion.kind_label for line in self.lines)

    @property
    def own(self) -> Tally:
        return tally(self.criteria, {each.criterion.id: each.self_points for each in self.lines})

    @property
    def checked(self) -> Tally:
        return tally(self.criteria, {each.criterion.id: each.checked_points for each in self.lines})

    @property
    def agreed(self) -> Tally:
        return tally(self.criteria, {each.criterion.id: each.agreed_points for each in self.lines})

    @property
    def self_total(self) -> Decimal | None:
        return self.own.total

    @property
    def checked_total(self) -> Decimal | None:
        return self.checked.total

    @property
    def agreed_total(self) -> Decimal | None:
        return self.agreed.total

    @property
    def parts(self) -> tuple["FigurePart", ...]:
        """The sheet as it is laid out: headings with their lines and subtotals."""
        by_id = {line.criterion.id: line for line in self.lines}
        sides = (self.own.subtotals, self.checked.subtotals, self.agreed.subtotals)
        return tuple(
            FigurePart(part, tuple(by_id[line.id] for line in part.lines), *subtotals)
            for part, *subtotals in zip(parts_of(self.criteria), *sides, strict=True)
        )


@dataclass(frozen=True)
class FigurePart:
    """A part of the table on a sheet, with what each of three hands comes to for it."""

    part: Part
    lines: tuple[FigureLine, ...]
    own: Subtotal
    checked: Subtotal
    agreed: Subtotal


@dataclass(frozen=True)
class SheetHead:
    """Whose sheet it is, in which group and year; names as of the edition's day. `checker` is
    the unit in whose name it was checked."""

    unit: str
    group: str
    owner: str
    year: int
    checker: str = ""


def figures_of(sheet: ScoreSheet) -> SheetFigures:
    """The sheet's figures in one query."""
    entries = sheet.entries.select_related("criterion__parent").order_by("criterion__position")
    return SheetFigures(tuple(_line(entry) for entry in entries))


def _line(entry: ScoreEntry) -> FigureLine:
    return FigureLine(
        line_of(entry.criterion, entry.criterion.parent),
        entry.self_points,
        entry.self_note,
        entry.checked_points,
        entry.check_reason,
        entry.agreed_points,
    )


def head_of(sheet: ScoreSheet) -> SheetHead:
    edition = sheet.round.edition
    owner_id = edition.year.owner_id
    checker_id = sheet.checked_by_unit_id or owner_id
    names = names_on([sheet.unit_id, owner_id, checker_id], names_day(edition))
    return SheetHead(
        unit=names[sheet.unit_id].short_name,
        group=edition.name,
        owner=names[owner_id].short_name,
        year=edition.year.label_year,
        checker=names[checker_id].short_name if sheet.checked_by_unit_id else "",
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


def stands(sheet: ScoreSheet) -> str:
    """“Phiếu đã được trả lại lúc 08:05 ngày 25/11/2024.”: what happened to the sheet last."""
    moment = moment_of(sheet)
    if moment.is_agreed:
        return ALREADY_AGREED
    if sheet.checked_at is not None:
        return f"Phiếu đã đối chiếu lúc {vn_moment(sheet.checked_at)}."
    if sheet.submitted_at is not None:
        opened = " Cụm, khối đã mở đối chiếu." if moment.is_checking_open else ""
        return f"Phiếu đã gửi lúc {vn_moment(sheet.submitted_at)}.{opened}"
    if sheet.returned_at is not None:
        return f"Phiếu đã được trả lại lúc {vn_moment(sheet.returned_at)}."
    return "Phiếu đang ở đơn vị, chưa gửi."
