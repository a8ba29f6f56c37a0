"""The two forms of a score sheet: the unit's figures, the checker's figures with their reasons."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from django import forms
from django.forms import BoundField
from django.http import QueryDict

from core.forms.facts import Difference
from core.forms.fields import LineField, PointsField
from core.points import format_points
from core.problems import Problem
from core.versions import version_of
from scoring.enums import CriterionKind
from scoring.queries import FigureLine, FigurePart, SheetFigures
from scoring.rules import (
    NOTHING,
    CheckedPoints,
    CheckedRow,
    SelfPoints,
    SelfRow,
    checked_points_problems,
    points_field,
    words_field,
)

Points = SelfPoints | CheckedPoints
Row = SelfRow | CheckedRow


@dataclass(frozen=True)
class FormRow:
    """A criterion with the two fields beside it."""

    line: FigureLine
    points: BoundField
    words: BoundField


class FiguresForm(forms.Form):
    """Two fields for each criterion: points, and words about them."""

    points_label: ClassVar[str]
    words_label: ClassVar[str]
    use_required_attribute = False

    def __init__(self, figures: SheetFigures, data: QueryDict | None = None) -> None:
        super().__init__(data)
        self.figures = figures
        stored = self.side_of(figures)
        self.version = version_of(stored) if data is None else data.get("version", "")
        rows: Sequence[Row] = stored.rows
        for line, row in zip(figures.lines, rows, strict=True):
            self.fields |= self._fields_for(line, row)

    def side_of(self, figures: SheetFigures) -> Points:
        """The side of a sheet that this form edits."""
        raise NotImplementedError

    def facts(self) -> Points:
        """What was typed; ask only once `is_valid`."""
        raise NotImplementedError

    def _fields_for(self, line: FigureLine, row: Row) -> dict[str, forms.Field]:
        code = line.criterion.code
        points = PointsField(
            highest=line.criterion.max_points,
            required=False,
            label=f"{self._label(line)}, tiêu chí {code}",
            initial=row.points,
        )
        points.widget.attrs["autocomplete"] = "off"
        words = LineField(
            max_length=500,
            required=False,
            label=f"{self.words_label}, tiêu chí {code}",
            initial=words_of(row),
        )
        return {points_field(line.criterion.id): points, words_field(line.criterion.id): words}

    def _label(self, line: FigureLine) -> str:
        """What to type, a bonus or a deduction said so."""
        extra = line.criterion.kind_label.lower()
        return f"{self.points_label} ({extra})" if extra else self.points_label

    def parts(self) -> list[tuple[FigurePart, list[FormRow]]]:
        """The sheet as it is laid out, each part of the table with its rows."""
        return [(part, [self._row(line) for line in part.lines]) for part in self.figures.parts]

    def _row(self, line: FigureLine) -> FormRow:
        key = line.criterion.id
        return FormRow(line, self[points_field(key)], self[words_field(key)])

    def typed(self, line: FigureLine) -> tuple[Decimal | None, str]:
        key = line.criterion.id
        values = self.cleaned_data
        return values.get(points_field(key)), values.get(words_field(key), "")

    def refuse(self, problems: Iterable[Problem]) -> None:
        """Show an action's problems at the fields they name."""
        for problem in problems:
            self.add_error(problem.field if problem.field in self.fields else None, problem.message)

    def differences(self, figures: SheetFigures) -> list[Difference]:
        """What was typed and what stands there now; from now on the form carries its version."""
        stored = self.side_of(figures)
        self.version = version_of(stored)
        typed_rows: Sequence[Row] = self.facts().rows
        stored_rows: Sequence[Row] = stored.rows
        return [
            Difference(f"{line.criterion.code}. {line.criterion.name}", said(mine), said(theirs))
            for line, mine, theirs in zip(self.figures.lines, typed_rows, stored_rows, strict=True)
        ]


class SelfPointsForm(FiguresForm):
    """What the unit's clerk types."""

    points_label = "Điểm tự chấm"
    words_label = "Ghi chú"

    def side_of(self, figures: SheetFigures) -> SelfPoints:
        return figures.self_points

    def facts(self) -> SelfPoints:
        lines = self.figures.lines
        return SelfPoints(tuple(SelfRow(line.criterion.id, *self.typed(line)) for line in lines))


class CheckedPointsForm(FiguresForm):
    """What the checker types; a figure that differs from the unit's needs its reason."""

    points_label = "Điểm đối chiếu"
    words_label = "Lý do"

    def side_of(self, figures: SheetFigures) -> CheckedPoints:
        return figures.checked_points

    def facts(self) -> CheckedPoints:
        lines = self.figures.lines
        return CheckedPoints(
            tuple(CheckedRow(line.criterion.id, *self.typed(line)) for line in lines)
        )

    def clean(self) -> None:
        own = self.figures.self_points
        self.refuse(checked_points_problems(self.figures.criteria, own, self.facts()))


def with_self_points(figures: SheetFigures, data: QueryDict) -> QueryDict:
    """What the checker typed, with the unit's figure wherever nothing was typed yet."""
    filled = data.copy()
    for line in figures.lines:
        name = points_field(line.criterion.id)
        if not filled.get(name, "").strip():
            filled[name] = format_points(line.self_points, unknown="")
    return filled


def with_nothing_extra(figures: SheetFigures, data: QueryDict) -> QueryDict:
    """What the unit typed, with 0 for every bonus and deduction where nothing was typed yet."""
    filled = data.copy()
    for line in figures.lines:
        name = points_field(line.criterion.id)
        if line.criterion.kind != CriterionKind.ORDINARY and not filled.get(name, "").strip():
            filled[name] = format_points(NOTHING)
    return filled


def words_of(row: Row) -> str:
    return row.note if isinstance(row, SelfRow) else row.reason


def said(row: Row) -> str:
    """“58,75 – lý do …”: one row in words."""
    parts = (format_points(row.points, unknown=""), words_of(row))
    return " – ".join(part for part in parts if part)
