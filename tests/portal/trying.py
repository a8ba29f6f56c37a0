"""A province whose units are to be merged: two clusters of 2025, seats, and what 2024 came to."""

from collections.abc import Collection
from dataclasses import dataclass, field
from decimal import Decimal
from hashlib import sha256

from accounts.models import User
from clusters.actions import (
    EditionFacts,
    SeatFacts,
    YearFacts,
    join_group,
    open_edition,
    open_year,
    reserve_seat,
    take_the_lead,
)
from clusters.enums import GroupRole
from clusters.models import ClusterEdition, EmulationYear
from core.versions import version_of
from organizations.actions import plan_event
from organizations.enums import EventKind
from organizations.models import Unit, UnitEvent
from organizations.rules import EventFacts
from portal.queries.events import consequences_of
from tests.kept import tables
from tests.organizations.happenings import SUMMER, Province, event, new, there
from tests.scoring.group import Group


@dataclass
class Clusters:
    """Cụm 1 of A (head), B (deputy) and C; Cụm 2 of D alone. The head's seat of 2026 is C's."""

    here: Province
    units: dict[str, Unit] = field(default_factory=dict)
    years: dict[int, EmulationYear] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.units = {name: self.here.district(name) for name in "ABCD"}
        first = self.group(2025, "1", "ABC")
        self.group(2025, "2", "D")
        for role, name in ((GroupRole.HEAD, "A"), (GroupRole.DEPUTY, "B")):
            seat = SeatFacts(role, self.units[name])
            take_the_lead(edition=first, seat=seat, by=self.here.by)
        seat = SeatFacts(GroupRole.HEAD, self.units["C"])
        reserve_seat(edition=first, label_year=2026, seat=seat, by=self.here.by)

    def group(self, year: int, number: str, names: str) -> ClusterEdition:
        by, owner = self.here.by, self.here.unit
        if year not in self.years:
            self.years[year] = open_year(owner=owner, facts=YearFacts(year), by=by)
        facts = EditionFacts("cluster", f"Cụm thi đua số {number}", number=number)
        edition = open_edition(year=self.years[year], facts=facts, by=by)
        for name in names:
            join_group(edition=edition, unit=self.units[name], by=by)
        return edition

    def scored(self, year: int, number: str, points: dict[str, str]) -> ClusterEdition:
        """A group whose units came to these points; “” is a unit that has none."""
        edition = self.group(year, number, "".join(points))
        made = Group(self.here.by, self.here.unit, edition, [self.units[name] for name in points])
        made.open()
        known = [(at, str(Decimal(each) - 40)) for at, each in enumerate(points.values()) if each]
        for at, first in known:
            made.send(at, first, "40")
        made.open_checking()
        for at, first in known:
            made.check(at, first, "40")
        return edition

    def planned(self, facts: EventFacts) -> UnitEvent:
        return plan_event(facts=facts, by=self.here.by)

    def merger(self, names: str = "AB") -> UnitEvent:
        before = tuple(self.units[name] for name in names)
        region = new("khu vực 1", self.here.unit)
        return self.planned(event(EventKind.MERGE, SUMMER, before, (region,)))

    def absorption(self, names: str, into: str) -> UnitEvent:
        before = tuple(self.units[name] for name in names)
        facts = event(EventKind.ABSORB, SUMMER, before, (there(self.units[into]),))
        return self.planned(facts)


def answered(planned: UnitEvent, by: User, turn: int = 0, **answers: str) -> dict[str, object]:
    """How a person answers what is asked: by the word before the dash, else by turns."""
    shown = consequences_of(planned, by)
    said = {
        each.key: answers.get(each.key.replace("-", "_"), answers.get(each.key.split("-")[0], ""))
        or each.choices[(turn + number) % len(each.choices)][0]
        for number, each in enumerate(shown.questions)
    }
    return {"event": planned, "answers": said, "version": version_of(shown), "by": by}


def all_rows(apart_from: Collection[str] = ()) -> str:
    """The hash of every row of every table, but for these tables."""
    told = [each for each in tables() if each._meta.db_table not in apart_from]
    rows = [(each.__name__, list(each._base_manager.order_by("pk").values())) for each in told]
    return sha256(repr(rows).encode()).hexdigest()
