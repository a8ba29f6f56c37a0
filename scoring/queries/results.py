"""What units came to, year by year, without drawing up the tables they stand in."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any, NamedTuple

from django.db.models import Case, Q, QuerySet, Value, When
from django.urls import reverse

from accounts.models import User
from core.answers import Touched
from core.points import format_points
from core.touches import Called, day_in
from organizations.queries import hats_of
from scoring.enums import DONE_CHECKING, SheetState
from scoring.models import Criterion, ScoreEntry
from scoring.queries.lines import lines_of
from scoring.queries.rights import editions_seen_in_full, score_sheets_visible_to
from scoring.rules import CriterionLine, Place, Scored, rank, tally, tie_words

RESULTS = "Kết quả"


@dataclass(frozen=True)
class UnitResult:
    """A unit in the scoring of one group. Without points it has no rank.

    A reader who sees this unit's figures alone is not told its place among the others.
    """

    unit_id: int
    edition_id: int
    group: str
    year: int
    owner_id: int
    state: str
    points: Decimal | None
    rank: int | None
    is_tied: bool
    of: int  # how many have a rank
    is_provisional: bool
    is_illustrative: bool

    @property
    def words(self) -> str:
        """“98,25 điểm, xếp thứ 1 (tạm tính)”; how far its sheet is, where it has no points."""
        if self.points is None:
            return SheetState(self.state).label.lower()
        place = f"xếp thứ {self.rank}" if self.rank else ""
        place = tie_words(self.rank, is_tied=self.is_tied) or place
        words = ", ".join(part for part in (f"{format_points(self.points)} điểm", place) if part)
        return f"{words} (tạm tính)" if self.is_provisional else words


class _Row(NamedTuple):
    """One figure with everything around it that is asked for."""

    round_id: int
    edition_id: int
    group: str
    year: int
    owner_id: int
    set_id: int
    is_illustrative: bool
    unit_id: int
    state: str
    criterion_id: int
    checked: Decimal | None
    agreed: Decimal | None
    is_in_full: bool


def results_of(units: Collection[int], user: User) -> list[UnitResult]:
    """Of the sheets this reader may see, by year and group: two queries for any number."""
    rows = [_Row._make(row) for row in _figures(units, user)]
    lines = _lines_of({row.set_id for row in rows})
    own = hats_of(user).all_units
    found: list[UnitResult] = []
    for _, group in groupby(rows, key=lambda row: row.round_id):
        figures = list(group)
        shown = set(units) if figures[0].is_in_full else own.intersection(units)
        found += _in_round(figures, lines[figures[0].set_id], shown)
    return found


def _figures(units: Collection[int], user: User) -> QuerySet[ScoreEntry, tuple[Any, ...]]:
    """All figures of the rounds in which a unit has a sheet the reader may see."""
    mine = score_sheets_visible_to(user).filter(unit__in=units)
    rounds = mine.prefetch_related(None).order_by().values("round")
    edition = "sheet__round__edition"
    return (
        ScoreEntry.objects.filter(sheet__round__in=rounds)
        .annotate(is_in_full=_in_full(user))
        .order_by(f"{edition}__year__label_year", f"{edition}__sort_key", "sheet__round")
        .values_list(
            "sheet__round_id",
            f"{edition}_id",
            f"{edition}__name",
            f"{edition}__year__label_year",
            f"{edition}__year__owner_id",
            "sheet__round__criteria_set_id",
            "sheet__round__criteria_set__is_illustrative",
            "sheet__unit_id",
            "sheet__state",
            "criterion_id",
            "checked_points",
            "agreed_points",
            "is_in_full",
        )
    )


def _in_full(user: User) -> Case:
    """Whether the reader sees the figures of the whole group."""
    seen = Q(sheet__round__edition__in=editions_seen_in_full(user).values("pk"))
    return Case(When(seen, then=Value(value=True)), default=Value(value=False))


def _lines_of(sets: Collection[int]) -> dict[int, tuple[CriterionLine, ...]]:
    criteria: dict[int, list[Criterion]] = defaultdict(list)
    if sets:
        for each in Criterion.objects.filter(criteria_set__in=sets).order_by("position"):
            criteria[each.criteria_set_id].append(each)
    return {key: lines_of(criteria[key]) for key in sets}


def _in_round(
    rows: Iterable[_Row], lines: tuple[CriterionLine, ...], shown: Collection[int]
) -> list[UnitResult]:
    sheets: dict[int, list[_Row]] = defaultdict(list)
    for row in rows:
        sheets[row.unit_id].append(row)
    is_agreed = any(sheet[0].state == SheetState.AGREED for sheet in sheets.values())
    points = {unit: _points(sheet, lines, is_agreed) for unit, sheet in sheets.items()}
    places = {each.unit_id: each for each in rank(_scored(points))}
    ranked = sum(each is not None for each in points.values())
    return [
        _result(sheets[unit][0], points[unit], places[unit], ranked, is_agreed)
        for unit in shown
        if unit in sheets
    ]


def _scored(points: Mapping[int, Decimal | None]) -> Iterable[Scored]:
    """The order of equals is told by the tables, not here."""
    return (Scored(unit, "", each) for unit, each in points.items())


def _points(
    sheet: Iterable[_Row], lines: tuple[CriterionLine, ...], is_agreed: bool
) -> Decimal | None:
    """The total that counts: the agreed one once a conference agreed, until then the checked."""
    if is_agreed:
        return tally(lines, {row.criterion_id: row.agreed for row in sheet}).total
    done = (row for row in sheet if row.state in DONE_CHECKING)
    return tally(lines, {row.criterion_id: row.checked for row in done}).total


def _result(
    row: _Row, points: Decimal | None, place: Place, ranked: int, is_agreed: bool
) -> UnitResult:
    return UnitResult(
        unit_id=row.unit_id,
        edition_id=row.edition_id,
        group=row.group,
        year=row.year,
        owner_id=row.owner_id,
        state=row.state,
        points=points,
        rank=place.rank if row.is_in_full else None,
        is_tied=place.is_tied and row.is_in_full,
        of=ranked,
        is_provisional=not is_agreed,
        is_illustrative=row.is_illustrative,
    )


def results_in_words(results: Iterable[UnitResult], called: Called) -> list[Touched]:
    """“Cụm thi đua số 2: 98,25 điểm, xếp thứ 1”, the owner beneath."""
    return [
        Touched(
            RESULTS,
            f"{each.group}: {each.words}",
            each.year,
            reverse("scoring:standings", args=[each.edition_id]),
            " · ".join(
                part
                for part in (
                    called(each.owner_id, day_in(each.year)),
                    "Số liệu minh họa" if each.is_illustrative else "",
                )
                if part
            ),
            each.unit_id,
        )
        for each in results
    ]
