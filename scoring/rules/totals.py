"""Subtotals and the total of a sheet: one calculation for every screen, paper and rank."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from core.points import format_points
from scoring.enums import CriterionKind
from scoring.rules.criteria import NOTHING, CriterionLine, Part, parts_of

Figures = Mapping[int, Decimal | None]


@dataclass(frozen=True)
class Subtotal:
    """What a part comes to: `claimed` by its own lines, and the `points` that count.

    Both are unknown as long as one of its lines is.
    """

    part: Part
    claimed: Decimal | None = None
    points: Decimal | None = None

    @property
    def cut(self) -> str:
        """“khai 62,00, tính 50,00” where the cap took something away."""
        if self.claimed is None or self.claimed <= self.part.maximum:
            return ""
        return f"khai {format_points(self.claimed)}, tính {format_points(self.part.maximum)}"

    @property
    def signed(self) -> Decimal | None:
        """What it does to the total."""
        if self.points is None or self.part.kind != CriterionKind.DEDUCTION:
            return self.points
        return -self.points


@dataclass(frozen=True)
class Tally:
    """A side of a sheet, added up."""

    subtotals: tuple[Subtotal, ...]
    total: Decimal | None

    @property
    def cuts(self) -> tuple[str, ...]:
        """Every cap that took something away: “mục V: khai 62,00, tính 50,00”."""
        return tuple(f"mục {each.part.code}: {each.cut}" for each in self.subtotals if each.cut)


def total(points: Iterable[Decimal | None]) -> Decimal | None:
    """The exact sum; unknown as long as one figure is missing, never a part of it."""
    figures = tuple(points)
    known = [figure for figure in figures if figure is not None]
    return sum(known, NOTHING) if known and len(known) == len(figures) else None


def tally(lines: Sequence[CriterionLine], figures: Figures) -> Tally:
    """Add up figures by criterion.

    Bonus is added up to its own maximum (50 of 62 claimed), deductions are typed as positive
    numbers and taken off. Neither a part nor the total falls below 0 (assumption, said on screen
    and in the PDF).
    """
    subtotals = tuple(_subtotal(part, figures) for part in parts_of(lines))
    whole = total(each.signed for each in subtotals)
    return Tally(subtotals, whole if whole is None else max(whole, NOTHING))


def _subtotal(part: Part, figures: Figures) -> Subtotal:
    """A cap limits the lines of the part's own kind; bonus and deductions of an ordinary part
    count after it (assumption, said on screen and in the PDF)."""
    if any(figures.get(line.id) is None for line in part.lines):
        return Subtotal(part)
    claimed = _sum(part, part.kind, figures)
    points = min(claimed, part.maximum)
    if part.kind == CriterionKind.ORDINARY:
        points += _sum(part, CriterionKind.BONUS, figures)
        points -= _sum(part, CriterionKind.DEDUCTION, figures)
    return Subtotal(part, claimed, max(points, NOTHING))


def _sum(part: Part, kind: str, figures: Figures) -> Decimal:
    points = (figures.get(line.id) for line in part.lines if line.kind == kind)
    return sum((each for each in points if each is not None), NOTHING)
