"""What happens to units: planned, corrected, dropped, carried out."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from accounts.models import User
from audit.actions import record
from core.dates import now
from core.locks import one_at_a_time
from core.problems import Problem, Refused
from core.versions import changes, plain
from organizations.actions.journal import Journal
from organizations.actions.names import begin_name
from organizations.actions.parents import begin_place
from organizations.enums import EventKind, EventSide, EventState
from organizations.models import Unit, UnitEvent, UnitEventPart, UnitName, UnitParent
from organizations.queries import around_event, event_facts
from organizations.rules import SHAPES, AfterRow, EventFacts, event_problems, settled
from organizations.rules.events import NAME_PARTS

DONE_ALREADY = "Biến động này đã được thực hiện, không sửa hay xóa được. Hãy hoàn tác trước."


class CannotPlanEvent(Refused):
    """The event as described is impossible, or is carried out already."""


class CannotCarryOut(Refused):
    """What was planned is possible no more."""


# Planning


@transaction.atomic
def plan_event(*, facts: EventFacts, by: User) -> UnitEvent:
    """Keep an event that is to be carried out; the same planned twice is planned once.

    Raises `CannotPlanEvent`.
    """
    one_at_a_time("unit")
    typed = settled(facts)
    CannotPlanEvent.if_any(event_problems(typed, around_event(typed)))
    if same := _planned_already(typed):
        return same
    event = UnitEvent.objects.create(**_own(typed))
    _write_parts(event, typed)
    record("unit_event.planned", event, by=by, after=plain(typed))
    return event


def _planned_already(typed: EventFacts) -> UnitEvent | None:
    waiting = UnitEvent.objects.filter(kind=typed.kind, state=EventState.PLANNED)
    return next((event for event in waiting if event_facts(event) == typed), None)


@transaction.atomic
def correct_plan(*, event: UnitEvent, facts: EventFacts, version: str, by: User) -> None:
    """Describe a planned event otherwise; raise `CannotPlanEvent`, `Stale`."""
    one_at_a_time("unit")
    locked = _planned(event)
    stored, typed = event_facts(locked), settled(facts)
    if not changes(stored=stored, typed=typed, version=version):
        return
    CannotPlanEvent.if_any(event_problems(typed, around_event(typed)))
    for name, value in _own(typed).items():
        setattr(locked, name, value)
    locked.save()
    locked.parts.all().delete()
    _write_parts(locked, typed)
    record("unit_event.corrected", locked, by=by, before=plain(stored), after=plain(typed))


@transaction.atomic
def drop_plan(*, event: UnitEvent, by: User) -> None:
    """Delete an event that was not carried out; raise `CannotPlanEvent`."""
    one_at_a_time("unit")
    locked = _planned(event)
    record("unit_event.dropped", locked, by=by, before=plain(event_facts(locked)))
    locked.delete()


def _planned(event: UnitEvent) -> UnitEvent:
    locked = UnitEvent.objects.select_for_update().get(pk=event.pk)
    if locked.state != EventState.PLANNED:
        raise CannotPlanEvent(Problem(DONE_ALREADY))
    return locked


def _own(facts: EventFacts) -> dict[str, Any]:
    return {name: getattr(facts, name) for name in ("kind", "on", "basis", "source", "note")}


def _write_parts(event: UnitEvent, facts: EventFacts) -> None:
    for number, row in enumerate(facts.before):
        values = {"unit_id": row.unit_id, "ends": row.ends}
        event.parts.create(side=EventSide.BEFORE, position=number, **values)
    for number, after in enumerate(facts.after):
        event.parts.create(side=EventSide.AFTER, position=number, **vars(after))


# Carrying out


@transaction.atomic
def carry_out(
    *, event: UnitEvent, journal: Journal, by: User, decided: Sequence[str] = ()
) -> UnitEvent:
    """Let a planned event happen to its units; asked twice, done once. Raises `CannotCarryOut`.

    `decided`: what a person decided about it, in words, for the log.
    """
    one_at_a_time("unit")
    locked = UnitEvent.objects.select_for_update().get(pk=event.pk)
    if locked.state == EventState.IN_FORCE:
        return locked
    facts = event_facts(locked)
    CannotCarryOut.if_any(event_problems(facts, around_event(facts)))
    _let_happen(locked, facts, journal)
    locked.state, locked.carried_out_at = EventState.IN_FORCE, now()
    locked.save()
    after = plain(facts) | ({"decided": list(decided)} if decided else {})
    record("unit_event.carried_out", locked, by=by, after=after)
    return locked


def _let_happen(event: UnitEvent, facts: EventFacts, journal: Journal) -> None:
    if SHAPES[facts.kind].founds:
        _found_all(event, facts, journal)
    for row in facts.before:
        unit = Unit.objects.select_for_update().get(pk=row.unit_id or 0)
        if facts.kind == EventKind.RENAME:
            values = _name(facts.after[0]) | _origin(event)
            begin_name(unit=unit, day=event.on, values=values, rows=journal)
        elif facts.kind == EventKind.MOVE:
            place_by_event(event, unit, facts.after[0].unit_id or 0, journal)
        elif row.ends:
            end_by_event(event, unit, journal)


def _found_all(event: UnitEvent, facts: EventFacts, journal: Journal) -> None:
    parts = event.parts.filter(side=EventSide.AFTER).order_by("position")
    for part, row in zip(parts, facts.after, strict=True):
        _found(event, part, row, journal)


def _found(event: UnitEvent, part: UnitEventPart, row: AfterRow, journal: Journal) -> None:
    on, origin = event.on, _origin(event)
    unit = journal.make(Unit, kind=row.kind, exists_from=on, **origin)
    journal.make(UnitName, unit=unit, valid_from=on, **_name(row), **origin)
    if row.parent_id:
        journal.make(UnitParent, unit=unit, parent_id=row.parent_id, valid_from=on, **origin)
    part.unit = unit
    part.save()


def _name(row: AfterRow) -> dict[str, str]:
    return {part: getattr(row, part) for part in NAME_PARTS}


def _origin(event: UnitEvent) -> dict[str, str]:
    return {"source": event.source or event.basis}


def place_by_event(event: UnitEvent, unit: Unit, parent: int, journal: Journal) -> None:
    """From the day of the event the unit stands under that one."""
    values = {"parent_id": parent, **_origin(event)}
    begin_place(unit=unit, day=event.on, values=values, rows=journal)


def end_by_event(event: UnitEvent, unit: Unit, journal: Journal) -> None:
    """From the day of the event the unit is no more; a place that began that day is none."""
    for link in unit.parents.filter(valid_from=event.on):
        journal.drop(link)
    if unit.exists_to != event.on:
        journal.change(unit, exists_to=event.on)
