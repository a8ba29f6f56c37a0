"""The figures people type, and why some of them cannot stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from core.points import format_points
from core.problems import Problem
from scoring.rules.criteria import CriterionLine


@dataclass(frozen=True)
class SelfRow:
    """What the unit gives itself for one criterion; no points while nothing is entered."""

    criterion_id: int
    points: Decimal | None = None
    note: str = ""


@dataclass(frozen=True)
class SelfPoints:
    """The unit's own side of a sheet, in the order of the criteria."""

    rows: tuple[SelfRow, ...] = ()


@dataclass(frozen=True)
class CheckedRow:
    """What the checker gives for one criterion, and why where it differs from the unit's."""

    criterion_id: int
    points: Decimal | None = None
    reason: str = ""


@dataclass(frozen=True)
class CheckedPoints:
    """The checker's side of a sheet, in the order of the criteria."""

    rows: tuple[CheckedRow, ...] = ()


def points_field(criterion_id: int) -> str:
    return f"points_{criterion_id}"


def words_field(criterion_id: int) -> str:
    """The note of the unit, the reason of the checker."""
    return f"words_{criterion_id}"


def limit_problem(points: Decimal | None, max_points: Decimal) -> str:
    """Why this figure cannot stand, naming the maximum; empty if it can."""
    if points is None or 0 <= points <= max_points:
        return ""
    return f"Nhập điểm từ 0 đến {format_points(max_points)}."


def self_points_problems(lines: Sequence[CriterionLine], typed: SelfPoints) -> list[Problem]:
    """Figures of the unit that cannot be saved, even as a draft."""
    return _limit_problems(lines, {row.criterion_id: row.points for row in typed.rows})


def checked_points_problems(
    lines: Sequence[CriterionLine], own: SelfPoints, typed: CheckedPoints
) -> list[Problem]:
    """Figures of the checker that cannot be saved: limits, and a missing reason."""
    given = {row.criterion_id: row.points for row in own.rows}
    unexplained = [
        Problem(
            "Ghi lý do vì điểm đối chiếu khác điểm tự chấm.",
            words_field(row.criterion_id),
        )
        for row in typed.rows
        if row.points is not None and row.points != given.get(row.criterion_id) and not row.reason
    ]
    points = {row.criterion_id: row.points for row in typed.rows}
    return _limit_problems(lines, points) + unexplained


def _limit_problems(
    lines: Sequence[CriterionLine], points: Mapping[int, Decimal | None]
) -> list[Problem]:
    """Limits; a figure for a criterion that the sheet does not have is refused too."""
    known = {line.id: line for line in lines}
    problems = [
        Problem(message, points_field(line.id))
        for line in lines
        if (message := limit_problem(points.get(line.id), line.max_points))
    ]
    if set(points) != set(known):
        problems.append(Problem("Các dòng không khớp với bảng tiêu chí. Tải lại trang rồi nhập."))
    return problems
