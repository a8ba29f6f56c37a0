"""Tables of past years as if units of today had been one unit then."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q

from accounts.models import User
from clusters.models import ClusterEdition
from clusters.queries import closing_day, in_order
from scoring.queries.rights import editions_seen_in_full
from scoring.queries.standings import Standings, standings_in
from scoring.rules import ONE, Joining, Moved, Place, Scored, as_one, tie_words


@dataclass(frozen=True)
class AsOneRow:
    """A unit before and after: `is_one` is the unit the others are taken as, `is_part` one of
    those."""

    unit_id: int
    name: str
    points: Decimal | None
    before: Place | None
    after: Place | None
    is_one: bool = False
    is_part: bool = False

    @property
    def was(self) -> str:
        return "" if self.is_one else place_words(self.before)

    @property
    def would_be(self) -> str:
        return "tính chung" if self.is_part else place_words(self.after)

    @property
    def is_newly_tied(self) -> bool:
        was_tied = self.before is not None and self.before.is_tied
        return self.after is not None and self.after.is_tied and not was_tied


def place_words(place: Place | None) -> str:
    """“2”, “đồng hạng 2”, a dash for a unit without points."""
    if place is None or place.rank is None:
        return "—"
    return tie_words(place.rank, is_tied=place.is_tied) or str(place.rank)


@dataclass(frozen=True)
class AsOneTable:
    """One group of one year, computed with these units as one. `left`: how many would belong."""

    edition_id: int
    label: str
    rows: tuple[AsOneRow, ...]
    left: int
    is_provisional: bool
    is_illustrative: bool

    @property
    def title(self) -> str:
        """Which table it is and how far its figures can be relied on."""
        about = (("tạm tính", self.is_provisional), ("số liệu minh họa", self.is_illustrative))
        words = ", ".join(word for word, holds in about if holds)
        return f"{self.label} ({words})" if words else self.label

    @property
    def same(self) -> str:
        return f"Chỉ {self.parts[0].name} có trong bảng: thứ hạng không đổi."

    @property
    def parts(self) -> tuple[AsOneRow, ...]:
        """The units that are taken as one and stood in this group."""
        return tuple(row for row in self.rows if row.is_part)

    @property
    def has_ranks(self) -> bool:
        return any(row.before and row.before.rank for row in self.rows)

    @property
    def is_same(self) -> bool:
        """One of them alone stood there: only its name would be another."""
        return len(self.parts) == 1


def past_scored(units: Collection[int], before: date, user: User) -> list[ClusterEdition]:
    """Groups of years over before the day in which one of the units stands in the table of points,
    as far as the reader sees all of the table."""
    seen = editions_seen_in_full(user).filter(
        Q(scoring_round__sheets__unit__in=units)
        | Q(memberships__unit__in=units, scoring_round__isnull=False)
    )
    editions = ClusterEdition.objects.filter(pk__in=seen.values("pk")).select_related("year")
    return [each for each in in_order(editions) if closing_day(each.year) < before]


def tables_as_one(
    editions: Sequence[ClusterEdition], joining: Joining, name: str
) -> tuple[AsOneTable, ...]:
    """Each table with the units as one of that name: the queries of `standings_in`."""
    tables = standings_in(editions)
    return tuple(
        _table(edition, tables[edition.pk], joining, name)
        for edition in editions
        if any(row.unit_id in joining.units for row in tables[edition.pk].rows)
    )


def _table(
    edition: ClusterEdition, standings: Standings, joining: Joining, name: str
) -> AsOneTable:
    scored = [Scored(row.unit_id, row.sort_key, standings.counting(row)) for row in standings.rows]
    names = {row.unit_id: row.name for row in standings.rows} | {ONE: name}
    rows = tuple(_row(moved, names[moved.unit_id]) for moved in as_one(scored, joining))
    return AsOneTable(
        edition_id=edition.pk,
        label=f"{standings.group} – {standings.owner}, năm {standings.year}",
        rows=rows,
        left=standings.expected + 1 - sum(row.is_part for row in rows),
        is_provisional=standings.is_provisional,
        is_illustrative=standings.is_illustrative,
    )


def _row(moved: Moved, name: str) -> AsOneRow:
    return AsOneRow(
        unit_id=moved.unit_id,
        name=name,
        points=moved.points,
        before=moved.before,
        after=moved.after,
        is_one=moved.unit_id == ONE,
        is_part=moved.after is None,
    )
