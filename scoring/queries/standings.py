"""The table of points: one calculation for screen, PDF and Excel, the same queries for any size."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import zip_longest

from django.db.models import Prefetch

from accounts.models import User
from clusters.models import ClusterEdition, Membership
from clusters.queries import names_day, reopened_lines
from core.days import holds_on
from organizations.models import UnitName
from organizations.queries import hats_of, names_on_days
from scoring.enums import DONE_CHECKING, SENT, SheetState
from scoring.models import Criterion, ScoreEntry, ScoreSheet, ScoringRound
from scoring.queries.lines import lines_of
from scoring.queries.rights import sees_all_scores
from scoring.rules import (
    CriterionLine,
    Part,
    Place,
    Scored,
    Tally,
    parts_of,
    rank,
    scale_of,
    tally,
    tie_words,
)

Figures = tuple[Decimal | None, ...]
Names = dict[date, dict[int, UnitName]]


@dataclass(frozen=True)
class StandingRow:
    """One unit under its name of the day. Points stand in the order of the criteria, and what the
    parts of the table come to in theirs.

    Figures count once the unit has sent them, or the checker is done. A unit without a sheet, or
    not yet checked, has no rank. `state` is empty without a sheet.
    """

    unit_id: int
    name: str
    full_name: str
    sort_key: str
    rank: int | None = None
    is_tied: bool = False
    sheet_id: int | None = None
    state: str = ""
    self_points: Figures = ()
    checked_points: Figures = ()
    self_parts: Figures = ()
    checked_parts: Figures = ()
    cuts: tuple[str, ...] = ()
    self_total: Decimal | None = None
    checked_total: Decimal | None = None
    agreed_total: Decimal | None = None

    @property
    def tie(self) -> str:
        """“đồng hạng 2”, empty for a rank of one's own."""
        return tie_words(self.rank, is_tied=self.is_tied)

    @property
    def parts_beside(self) -> list[tuple[Decimal | None, Decimal | None]]:
        """What each part comes to by the unit and by the checker; nothing before it is sent."""
        return list(zip_longest(self.self_parts, self.checked_parts))

    @property
    def state_label(self) -> str:
        return SheetState(self.state).label if self.state else "Chưa có phiếu"


@dataclass(frozen=True)
class Standings:
    """The scores of one edition, best first.

    `is_partial`: the reader sees his own unit's row only, because checking is not open yet.
    `expected` is how many units belong, named or not; `remarks` stand on every print.
    """

    edition_id: int
    group: str
    kind: str
    year: int
    owner: str
    owner_letterhead: str
    rows: tuple[StandingRow, ...]
    criteria_set_id: int | None = None
    criteria_name: str = ""
    criteria: tuple[CriterionLine, ...] = ()
    has_round: bool = False
    is_agreed: bool = False
    is_illustrative: bool = False
    is_partial: bool = False
    due_on: date | None = None
    checking_opened_on: date | None = None
    submitted: int = 0
    checked: int = 0
    expected: int = 0
    remarks: tuple[str, ...] = ()

    def counting(self, row: StandingRow) -> Decimal | None:
        """The points a row is ranked by."""
        return _counting(row, self.is_agreed)

    @property
    def is_provisional(self) -> bool:
        """No conference has agreed to these points yet."""
        return not self.is_agreed

    @property
    def scale(self) -> Decimal | None:
        return scale_of(self.criteria)

    @property
    def parts(self) -> tuple[Part, ...]:
        return parts_of(self.criteria)

    @property
    def has_headings(self) -> bool:
        return any(part.heading for part in self.parts)


def standings_of(edition: ClusterEdition) -> Standings:
    """The whole table, for readers who may see all of it."""
    standings = standings_in([edition])[edition.pk]
    return replace(standings, remarks=reopened_lines([edition.year]))


def standings_visible_to(user: User, edition: ClusterEdition) -> Standings:
    """What this reader may see of the table, the same on page, PDF and Excel."""
    standings = standings_of(edition)
    if sees_all_scores(user, edition):
        return standings
    return _only(standings, hats_of(user).all_units)


def _only(standings: Standings, units: Collection[int]) -> Standings:
    """These units' own rows; a place among the others is not told."""
    own = (row for row in standings.rows if row.unit_id in units)
    rows = tuple(replace(row, rank=None, is_tied=False) for row in own)
    return replace(standings, rows=rows, is_partial=True)


def standings_in(editions: Sequence[ClusterEdition]) -> dict[int, Standings]:
    """The tables of several editions by edition id, in as many queries as for one."""
    rounds = {row.edition_id: row for row in _rounds(editions)}
    units = _units_in(editions, rounds)
    names = _names_in(editions, units)
    return {
        edition.pk: _standings(edition, rounds.get(edition.pk), units[edition.pk], names)
        for edition in editions
    }


def _units_in(
    editions: Sequence[ClusterEdition], rounds: Mapping[int, ScoringRound]
) -> dict[int, set[int]]:
    """Members of the day and whoever has a sheet, by edition id."""
    days = {edition.pk: names_day(edition) for edition in editions}
    units: dict[int, set[int]] = {edition.pk: set() for edition in editions}
    for row in Membership.objects.filter(edition__in=editions):
        if holds_on(row.valid_from, row.valid_to, days[row.edition_id]):
            units[row.edition_id].add(row.unit_id)
    for edition_id, scored in rounds.items():
        units[edition_id] |= {sheet.unit_id for sheet in scored.sheets.all()}
    return units


def _names_in(editions: Sequence[ClusterEdition], units: Mapping[int, set[int]]) -> Names:
    """Names of units and owners, by the day they are needed for."""
    wanted = {
        (unit, names_day(edition))
        for edition in editions
        for unit in units[edition.pk] | {edition.year.owner_id}
    }
    names: Names = defaultdict(dict)
    for (unit, day), name in names_on_days(wanted).items():
        names[day][unit] = name
    return names


def _rounds(editions: Sequence[ClusterEdition]) -> Iterable[ScoringRound]:
    criteria = Criterion.objects.order_by("position")
    entries = ScoreEntry.objects.order_by("criterion__position")
    return (
        ScoringRound.objects.filter(edition__in=editions)
        .select_related("criteria_set")
        .prefetch_related(
            Prefetch("criteria_set__criteria", queryset=criteria),
            Prefetch("sheets__entries", queryset=entries),
        )
    )


def _standings(
    edition: ClusterEdition, scored: ScoringRound | None, units: set[int], all_names: Names
) -> Standings:
    names = all_names[names_day(edition)]
    owner = names[edition.year.owner_id]
    sheets = {sheet.unit_id: sheet for sheet in scored.sheets.all()} if scored else {}
    lines = lines_of(scored.criteria_set.criteria.all()) if scored else ()
    standings = Standings(
        edition_id=edition.pk,
        group=edition.name,
        kind=edition.kind,
        year=edition.year.label_year,
        owner=owner.short_name,
        owner_letterhead=owner.on_papers,
        criteria=lines,
        rows=_ranked([_row(unit, names[unit], sheets.get(unit), lines) for unit in units]),
        expected=edition.stated_member_count or len(units),
    )
    return _with_round(standings, scored) if scored else standings


def _with_round(standings: Standings, scored: ScoringRound) -> Standings:
    states = [row.state for row in standings.rows]
    return replace(
        standings,
        has_round=True,
        criteria_set_id=scored.criteria_set_id,
        criteria_name=scored.criteria_set.name,
        is_agreed=SheetState.AGREED in states,
        is_illustrative=scored.criteria_set.is_illustrative,
        due_on=scored.due_on,
        checking_opened_on=scored.checking_opened_on,
        submitted=sum(state in SENT for state in states),
        checked=sum(state in DONE_CHECKING for state in states),
    )


def _row(
    unit_id: int, name: UnitName, sheet: ScoreSheet | None, lines: Sequence[CriterionLine]
) -> StandingRow:
    row = StandingRow(unit_id, name.short_name, name.full_name, name.sort_key)
    if sheet is None:
        return row
    entries = list(sheet.entries.all())
    own = {each.criterion_id: each.self_points for each in entries if sheet.state in SENT}
    checked = {
        each.criterion_id: each.checked_points for each in entries if sheet.state in DONE_CHECKING
    }
    agreed = {each.criterion_id: each.agreed_points for each in entries}
    by_unit, by_checker = tally(lines, own), tally(lines, checked)
    return replace(
        row,
        sheet_id=sheet.pk,
        state=sheet.state,
        self_points=tuple(own.values()),
        checked_points=tuple(checked.values()),
        self_parts=_parts(by_unit) if own else (),
        checked_parts=_parts(by_checker) if checked else (),
        cuts=(by_checker if checked else by_unit).cuts,
        self_total=by_unit.total,
        checked_total=by_checker.total,
        agreed_total=tally(lines, agreed).total,
    )


def _parts(side: Tally) -> Figures:
    return tuple(each.points for each in side.subtotals)


def _ranked(rows: list[StandingRow]) -> tuple[StandingRow, ...]:
    """By the agreed points once a conference agreed to them, until then by the checked ones."""
    is_agreed = any(row.state == SheetState.AGREED for row in rows)
    places = rank(Scored(row.unit_id, row.sort_key, _counting(row, is_agreed)) for row in rows)
    by_unit = {row.unit_id: row for row in rows}
    return tuple(_placed(by_unit[place.unit_id], place) for place in places)


def _counting(row: StandingRow, is_agreed: bool) -> Decimal | None:
    return row.agreed_total if is_agreed else row.checked_total


def _placed(row: StandingRow, place: Place) -> StandingRow:
    return replace(row, rank=place.rank, is_tied=place.is_tied)
