"""Who belonged when: a year may hold several compositions, one after the other."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from clusters.models import ClusterEdition
from clusters.queries.members import Member, members_of
from clusters.queries.years import closing_day, names_day, opening_day
from clusters.rules import period_in_words
from core.days import holds_on

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Period:
    """The members from a day until before another, under the names of that time."""

    starts: date
    ends: date
    members: tuple[Member, ...]

    @property
    def words(self) -> str:
        """“từ 01/01/2025 đến hết 30/06/2025”."""
        return period_in_words(self.starts, self.ends)

    @property
    def heading(self) -> str:
        """“Từ 01/01/2025 đến hết 30/06/2025: 05 đơn vị”."""
        words = self.words
        return f"{words[:1].upper()}{words[1:]}: {len(self.members):02d} đơn vị"


def periods_of(edition: ClusterEdition) -> tuple[Period, ...]:
    """The compositions of the year in order; empty where one list holds all year.

    A period that is over bears the names of its last day, one to come those of its first.
    """
    days = _turns(edition)
    spans = list(pairwise(days))
    joined = _joined(edition, spans)
    if len(joined) < 2:
        return ()
    return tuple(
        Period(starts, ends, tuple(members_of(edition, _names_day(edition, starts, ends))))
        for starts, ends in joined
    )


def _turns(edition: ClusterEdition) -> list[date]:
    """First day of the year, days on which somebody joins or leaves, day after its last one."""
    first, after = opening_day(edition.year), closing_day(edition.year) + ONE_DAY
    rows = edition.memberships.all()
    days = {day for row in rows for day in (row.valid_from, row.valid_to) if day}
    return [first, *sorted(day for day in days if first < day < after), after]


def _joined(edition: ClusterEdition, spans: Sequence[tuple[date, date]]) -> list[tuple[date, date]]:
    """Neighbouring spans of the same units are one."""
    found: list[tuple[date, date]] = []
    units: set[int] | None = None
    for starts, ends in spans:
        here = _units_on(edition, starts)
        if found and here == units:
            found[-1] = found[-1][0], ends
        else:
            found.append((starts, ends))
        units = here
    return found


def _units_on(edition: ClusterEdition, day: date) -> set[int]:
    rows = edition.memberships.all()
    return {row.unit_id for row in rows if holds_on(row.valid_from, row.valid_to, day)}


def _names_day(edition: ClusterEdition, starts: date, ends: date) -> date:
    return min(max(names_day(edition), starts), ends - ONE_DAY)
