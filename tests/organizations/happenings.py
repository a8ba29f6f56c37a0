"""Units for the tests of events, and how an event is described, carried out and taken back."""

from dataclasses import dataclass, field
from datetime import date

from accounts.models import User
from organizations.actions import (
    Journal,
    NameParts,
    carry_out,
    found_unit,
    plan_event,
)
from organizations.enums import EventKind, UnitKind
from organizations.models import Unit, UnitEvent
from organizations.queries import name_on
from organizations.rules import AfterRow, BeforeRow, EventFacts

SUMMER, NEW_YEAR = date(2025, 7, 1), date(2025, 1, 1)


def new(name: str, parent: Unit | int | None, kind: UnitKind = UnitKind.DISTRICT) -> AfterRow:
    """A unit yet to be founded."""
    key = parent.pk if isinstance(parent, Unit) else parent
    return AfterRow(
        kind=kind,
        full_name=f"Viện kiểm sát nhân dân {name}",
        short_name=f"VKSND {name}",
        parent_id=key,
    )


def there(unit: Unit) -> AfterRow:
    return AfterRow(unit_id=unit.pk)


def called(name: str) -> AfterRow:
    """A new name."""
    return AfterRow(full_name=f"Viện kiểm sát nhân dân {name}", short_name=f"VKSND {name}")


def event(
    kind: EventKind,
    on: date | None,
    before: tuple[Unit | BeforeRow, ...] = (),
    after: tuple[AfterRow, ...] = (),
    basis: str = "Nghị quyết 84/2025/UBTVQH15",
) -> EventFacts:
    rows = tuple(
        each if isinstance(each, BeforeRow) else BeforeRow(each.pk, ends=False) for each in before
    )
    return EventFacts(kind=kind, on=on, basis=basis, before=rows, after=after)


@dataclass
class Province:
    """VKSND tối cao, a province and what stands below it."""

    by: User
    top: Unit = field(init=False)
    unit: Unit = field(init=False)

    def __post_init__(self) -> None:
        self.top = self.found("tối cao", kind=UnitKind.SUPREME)
        self.unit = self.found("tỉnh Bắc Giang", self.top, UnitKind.PROVINCE)

    def found(
        self, name: str, parent: Unit | None = None, kind: UnitKind = UnitKind.DISTRICT
    ) -> Unit:
        parts = NameParts(f"Viện kiểm sát nhân dân {name}", f"VKSND {name}")
        return found_unit(kind=kind, name=parts, parent=parent, by=self.by)

    def district(self, name: str) -> Unit:
        return self.found(f"huyện {name}", self.unit)

    def happens(self, facts: EventFacts) -> UnitEvent:
        """Planned and carried out at once."""
        planned = plan_event(facts=facts, by=self.by)
        return carry_out(event=planned, journal=Journal(planned), by=self.by)


def name_of(unit: Unit, on: date) -> str:
    return name_on(unit, on).short_name


def made_by(happened: UnitEvent, position: int = 0) -> Unit:
    """A unit the event founded."""
    part = happened.parts.get(side="after", position=position)
    assert part.unit is not None
    return part.unit
