"""The table of criteria: its lines, its headings, and what is wrong with a new table.

A table has two levels. A line at the top is scored itself or heads the lines scored under it.
That a table is made like this, and the three kinds of lines, follows the tables of other branches
(1000 = 950 + 50 points; deductions). How they are counted where no text says so is an assumption,
and `rules_said` tells it on every screen and paper.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from core.points import format_points
from core.problems import Problem
from scoring.enums import CriterionKind

NOTHING = Decimal("0.00")


# ── The table as it is scored ────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Heading:
    """A line that bears no points itself; `cap` where the table sets one for its lines."""

    id: int
    code: str
    name: str
    kind: str = CriterionKind.ORDINARY
    cap: Decimal | None = None


@dataclass(frozen=True)
class CriterionLine:
    """A criterion that is scored, as a form and a rule see it."""

    id: int
    code: str
    name: str
    max_points: Decimal
    kind: str = CriterionKind.ORDINARY
    under: Heading | None = None

    @property
    def kind_label(self) -> str:
        """“Điểm thưởng”, “Điểm trừ”; nothing for an ordinary line."""
        return kind_label(self.kind)


@dataclass(frozen=True)
class Part:
    """What stands at the top of the table: one scored line, or a heading with its lines."""

    lines: tuple[CriterionLine, ...]
    heading: Heading | None = None

    @property
    def code(self) -> str:
        return (self.heading or self.lines[0]).code

    @property
    def name(self) -> str:
        return (self.heading or self.lines[0]).name

    @property
    def kind(self) -> str:
        return (self.heading or self.lines[0]).kind

    @property
    def kind_label(self) -> str:
        return kind_label(self.kind)

    @property
    def reach(self) -> Decimal:
        """What its lines of its own kind can come to together."""
        return sum((line.max_points for line in self.own_lines), NOTHING)

    @property
    def own_lines(self) -> tuple[CriterionLine, ...]:
        return tuple(line for line in self.lines if line.kind == self.kind)

    @property
    def maximum(self) -> Decimal:
        """What counts of them at most: their sum, or the cap where it is lower."""
        cap = self.heading.cap if self.heading else None
        return self.reach if cap is None else min(cap, self.reach)

    @property
    def is_capped(self) -> bool:
        return self.maximum < self.reach


def kind_label(kind: str) -> str:
    return "" if kind == CriterionKind.ORDINARY else CriterionKind(kind).label


def parts_of(lines: Iterable[CriterionLine]) -> tuple[Part, ...]:
    """The top of the table; the lines come in its order, those of a heading together."""
    grouped = groupby(lines, key=lambda line: line.under or line)
    return tuple(
        Part(tuple(each), top if isinstance(top, Heading) else None) for top, each in grouped
    )


def scale_of(lines: Iterable[CriterionLine]) -> Decimal | None:
    """The maximum of the table: ordinary parts alone, bonus comes on top of it (950 + 50)."""
    ordinary = [part.maximum for part in parts_of(lines) if part.kind == CriterionKind.ORDINARY]
    return sum(ordinary, NOTHING) if ordinary else None


def rules_said(lines: Sequence[CriterionLine]) -> tuple[str, ...]:
    """How this table is counted, wherever that is not the plain sum of its lines."""
    kinds = {line.kind for line in lines}
    capped = [part for part in parts_of(lines) if part.is_capped]
    said = [_cap_said(part) for part in capped]
    if CriterionKind.BONUS in kinds:
        said.append("Điểm thưởng cộng thêm vào tổng, không tính vào thang điểm.")
    if CriterionKind.DEDUCTION in kinds:
        said.append("Điểm trừ nhập bằng số dương; điểm của mục và tổng điểm không xuống dưới 0.")
    if any(
        part.is_capped and len({line.kind for line in part.lines}) > 1 for part in parts_of(lines)
    ):
        said.append("Mức tối đa của mục tính cho điểm chuẩn, sau đó mới cộng thưởng và trừ điểm.")
    return tuple(said)


def _cap_said(part: Part) -> str:
    return (
        f"Mục {part.code}: các dòng cộng được {format_points(part.reach)} điểm, "
        f"tính tối đa {format_points(part.maximum)}."
    )


# ── A table being made ───────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class CriterionFacts:
    """One line of a table being made; `under` is the code of its heading.

    A heading without a maximum of its own takes the sum of its lines.
    """

    code: str
    name: str
    max_points: Decimal | None = None
    kind: str = CriterionKind.ORDINARY
    under: str = ""


@dataclass(frozen=True)
class CriteriaFacts:
    """A table of criteria; `is_illustrative` marks every figure made with it as invented.

    `meant_for` is the kind of unit it scores; empty where it is for any.
    """

    name: str
    rows: tuple[CriterionFacts, ...]
    is_illustrative: bool = False
    meant_for: str = ""


def in_table_order(rows: Sequence[CriterionFacts]) -> tuple[CriterionFacts, ...]:
    """Lines at the top as they were typed, each followed by the lines under it."""
    return tuple(
        each
        for top in rows
        if not top.under
        for each in (top, *(row for row in rows if row.under == top.code))
    )


def criteria_problems(rows: Sequence[CriterionFacts]) -> list[Problem]:
    """What is wrong with a table of criteria, each problem at its row and field."""
    if not rows:
        return [Problem("Bảng tiêu chí cần ít nhất một tiêu chí.", "rows")]
    problems = [
        Problem(message, f"rows-{number}-{field}")
        for number, row in enumerate(rows)
        for field, message in _row_problems(row, rows, [each.code for each in rows[:number]])
    ]
    if not problems and not any(_is_ordinary(row) for row in rows):
        problems.append(Problem("Bảng tiêu chí cần ít nhất một dòng điểm chuẩn.", "rows"))
    return problems


def _row_problems(
    row: CriterionFacts, rows: Sequence[CriterionFacts], codes_before: Sequence[str]
) -> list[tuple[str, str]]:
    """Field and message of everything wrong with one row."""
    under = [each for each in rows if each.under == row.code and each is not row]
    found = []
    if row.code in codes_before:
        found.append(("code", f"Mã tiêu chí {row.code} bị trùng."))
    if message := _place_problem(row, rows, has_lines=bool(under)):
        found.append(("under", message))
    if message := _kind_problem(row, rows, under):
        found.append(("kind", message))
    if message := _maximum_problem(row, under):
        found.append(("max_points", message))
    return found


def _place_problem(row: CriterionFacts, rows: Sequence[CriterionFacts], *, has_lines: bool) -> str:
    if not row.under:
        return ""
    if has_lines:
        return f"Dòng {row.code} đã có dòng con: bảng tiêu chí có hai cấp."
    tops = {each.code for each in rows if not each.under}
    return "" if row.under in tops else f"Không có mục lớn mã {row.under} trong bảng."


def _kind_problem(
    row: CriterionFacts, rows: Sequence[CriterionFacts], under: Sequence[CriterionFacts]
) -> str:
    """Lines of a bonus are bonus, of a deduction deduction; an ordinary heading has a line to
    score beside them."""
    heading = next((each for each in rows if row.under and each.code == row.under), None)
    if heading and not _is_ordinary(heading) and heading.kind != row.kind:
        label = CriterionKind(heading.kind).label.lower()
        return f"Mục {heading.code} là {label}, các dòng của mục cũng phải là {label}."
    if under and _is_ordinary(row) and not any(map(_is_ordinary, under)):
        return f"Mục {row.code} chỉ có điểm thưởng, điểm trừ: chọn loại đó cho cả mục."
    return ""


def _maximum_problem(row: CriterionFacts, under: Sequence[CriterionFacts]) -> str:
    if row.max_points is None:
        return "" if under else f"Nhập điểm tối đa của tiêu chí {row.code}."
    if row.max_points <= 0:
        return f"Điểm tối đa của tiêu chí {row.code} phải lớn hơn 0."
    reach = sum((each.max_points or NOTHING for each in under if each.kind == row.kind), NOTHING)
    if under and reach < row.max_points:
        return (
            f"Các dòng của mục {row.code} chỉ cộng được {format_points(reach)}, ít hơn điểm tối đa "
            f"{format_points(row.max_points)} của mục."
        )
    return ""


def _is_ordinary(row: CriterionFacts) -> bool:
    return row.kind == CriterionKind.ORDINARY
