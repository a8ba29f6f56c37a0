"""Totals, ranks, and everything that stands in the way of a score. Plain values only."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from core.points import format_points
from core.problems import Problem
from scoring.enums import CHECKABLE, SheetState

NOTHING = Decimal("0.00")
TIE_RULE = (
    "Đơn vị bằng tổng điểm thì đồng hạng, thứ hạng kế tiếp được bỏ qua (1, 2, 2, 4); "
    "đơn vị chưa có điểm xếp cuối bảng, không xếp thứ."
)
ORDER_OF_EQUALS = "Đơn vị đồng hạng xếp theo thứ tự tên, không phải thứ hạng."

ALREADY_AGREED = "Hội nghị đã thống nhất bảng điểm; muốn sửa, mở lại kết quả hội nghị."


# ── What is edited, one frozen value per form ────────────────────────────────────────────────


@dataclass(frozen=True)
class CriterionLine:
    """A criterion as a form and a rule see it."""

    id: int
    code: str
    name: str
    max_points: Decimal


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


@dataclass(frozen=True)
class CriterionFacts:
    """One line of a new table of criteria."""

    code: str
    name: str
    max_points: Decimal


@dataclass(frozen=True)
class Moment:
    """How far a sheet and its round have come: what decides which of its sides is open."""

    state: str
    is_checking_open: bool = False
    is_agreed: bool = False


# ── Totals and ranks ─────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Scored:
    """A unit to be ranked: its id, the key of its name, its total (None: no score)."""

    unit_id: int
    sort_key: str
    points: Decimal | None


@dataclass(frozen=True)
class Place:
    """Where a unit stands; no rank without a score."""

    unit_id: int
    rank: int | None
    is_tied: bool


def total(points: Iterable[Decimal | None]) -> Decimal | None:
    """The exact sum; unknown as long as one figure is missing, never a part of it."""
    figures = tuple(points)
    known = [figure for figure in figures if figure is not None]
    return sum(known, NOTHING) if known and len(known) == len(figures) else None


def rank(units: Iterable[Scored]) -> tuple[Place, ...]:
    """The one ranking: equal totals share a rank and the next is skipped (1, 2, 2, 4).

    Units without a score have no rank, stand last and do not count for the others. Units of equal
    rank, and those without one, are listed in Vietnamese order of name; every output says so.
    """
    listed = sorted(units, key=_from_the_top)
    sizes = Counter(unit.points for unit in listed if unit.points is not None)
    ranks: dict[Decimal, int] = {}
    for points in sorted(sizes, reverse=True):
        ranks[points] = 1 + sum(sizes[better] for better in ranks)
    return tuple(
        Place(unit.unit_id, None, is_tied=False)
        if unit.points is None
        else Place(unit.unit_id, ranks[unit.points], is_tied=sizes[unit.points] > 1)
        for unit in listed
    )


def _from_the_top(unit: Scored) -> tuple[bool, Decimal, str, int]:
    return (unit.points is None, -(unit.points or NOTHING), unit.sort_key, unit.unit_id)


def tie_words(place: int | None, *, is_tied: bool) -> str:
    """“đồng hạng 2”: a tie is said in words."""
    return f"đồng hạng {place}" if is_tied else ""


# ── What is wrong with typed figures ─────────────────────────────────────────────────────────


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


# ── What is open at this moment ──────────────────────────────────────────────────────────────


def filling_problems(moment: Moment) -> list[Problem]:
    """Why the unit cannot fill in its sheet now."""
    if moment.is_agreed:
        return [Problem(ALREADY_AGREED)]
    if moment.state != SheetState.DRAFT:
        return [Problem("Bảng tự chấm đã gửi. Thủ trưởng đơn vị rút lại thì mới sửa được.")]
    return []


def submission_problems(
    moment: Moment, lines: Sequence[CriterionLine], stored: SelfPoints
) -> list[Problem]:
    """Everything that keeps a sheet from being submitted."""
    points = {row.criterion_id: row.points for row in stored.rows}
    missing = [
        Problem(f"Nhập điểm cho tiêu chí {line.code}.", points_field(line.id))
        for line in lines
        if points.get(line.id) is None
    ]
    return filling_problems(moment) + missing + self_points_problems(lines, stored)


def taking_back_problems(moment: Moment) -> list[Problem]:
    """Why a submitted sheet cannot go back to the unit: only until checking starts."""
    if moment.state != SheetState.SUBMITTED:
        return [Problem("Chỉ rút lại được bảng tự chấm đã gửi và chưa đối chiếu.")]
    if moment.is_checking_open:
        return [Problem("Đã mở đối chiếu, không rút lại bảng tự chấm được nữa.")]
    return []


def checking_problems(moment: Moment, *, is_own: bool) -> list[Problem]:
    """Why this person cannot check this sheet now; never one's own sheet, in any hat."""
    problems = []
    if is_own:
        problems.append(Problem("Không ai đối chiếu phiếu điểm của chính đơn vị mình."))
    if moment.is_agreed:
        problems.append(Problem(ALREADY_AGREED))
    elif not moment.is_checking_open:
        problems.append(Problem("Cụm, khối chưa mở đối chiếu."))
    elif moment.state not in CHECKABLE:
        problems.append(Problem("Đơn vị chưa gửi bảng tự chấm."))
    return problems


def agreement_problems(states: Iterable[str]) -> list[Problem]:
    """Why a conference cannot agree to the scores: nothing has been checked."""
    if SheetState.CHECKED not in set(states):
        return [Problem("Chưa có phiếu điểm nào đối chiếu xong để thống nhất.")]
    return []


def criteria_problems(rows: Sequence[CriterionFacts]) -> list[Problem]:
    """What is wrong with a table of criteria: empty, a code twice, a maximum that is none."""
    problems = [] if rows else [Problem("Bảng tiêu chí cần ít nhất một tiêu chí.", "criteria")]
    codes = Counter(row.code for row in rows)
    problems += [
        Problem(f"Mã tiêu chí {code} bị trùng.", "criteria")
        for code, count in codes.items()
        if count > 1
    ]
    problems += [
        Problem(f"Điểm tối đa của tiêu chí {row.code} phải lớn hơn 0.", "criteria")
        for row in rows
        if row.max_points <= 0
    ]
    return problems
