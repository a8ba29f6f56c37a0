"""Giving, correcting, ending and reserving the seats of a group."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db import transaction

from accounts.models import User
from audit.actions import record
from clusters.actions.rows import replace_rows
from clusters.actions.years import must_be_open
from clusters.enums import GroupRole, HowChosen
from clusters.models import ClusterEdition, EmulationYear, LeadershipTerm, ReservedSeat
from clusters.queries import (
    barred_units,
    composition_of,
    leadership_of,
    lives_of,
    member_ids,
    names_day,
    seats_offered,
    terms_in_order,
)
from clusters.rules import (
    LeadershipFacts,
    Seats,
    TermRow,
    both_roles,
    leadership_problems,
    not_a_member,
    say_why,
)
from core.problems import Problem, Refused
from core.text import one_line
from core.versions import changes, plain
from organizations.actions import NO_SOURCE, Provenance, name_person
from organizations.models import Person, Unit
from organizations.queries import name_on, names_on

LONGEST_REASON = 500


class CannotLead(Refused):
    """The unit is no member, the seat is taken, or it is not said why this unit all the same."""


@dataclass(frozen=True)
class SeatFacts:
    """Who leads, in the capacity of the day; person and way of choosing may be unknown.

    `despite`: why this unit although it was not considered for emulation the year before.
    """

    role: GroupRole
    unit: Unit
    person: Person | None = None
    post: str = ""
    how: HowChosen = HowChosen.UNKNOWN
    decided_on: date | None = None
    despite: str = ""
    origin: Provenance = field(default=NO_SOURCE)


@transaction.atomic
def take_the_lead(*, edition: ClusterEdition, seat: SeatFacts, by: User) -> LeadershipTerm:
    """Give a member unit the head's or deputy's seat of this edition, for as long as it lasts."""
    must_be_open(edition.year)
    name = name_on(seat.unit, names_day(edition)).short_name
    if seat.unit.pk not in member_ids(edition):
        raise CannotLead(Problem(not_a_member(name, edition.label), "unit"))
    held = edition.terms.all()  # a seat without days shares some with every other
    if held.filter(role=seat.role).exists():
        raise CannotLead(Problem(f"{edition.role_label(seat.role)} đã có đơn vị giữ.", "role"))
    if held.filter(unit=seat.unit).exists():
        roles = [edition.role_label(role) for role in GroupRole]
        raise CannotLead(Problem(both_roles(name, roles), "unit"))
    CannotLead.if_any(_unexplained(edition, seat))
    term = LeadershipTerm.objects.create(edition=edition, **_seat_values(seat))
    record("term.began", edition, by=by, after={"role": seat.role, "unit": seat.unit.pk})
    return term


def _unexplained(edition: ClusterEdition, seat: SeatFacts) -> list[Problem]:
    """A unit that was not considered the year before leads only where somebody says why."""
    if len(seat.despite) > LONGEST_REASON:
        return [Problem(f"Viết ngắn lại: tối đa {LONGEST_REASON} ký tự.", "despite")]
    year = edition.year
    warning = barred_units(year.owner_id, year.label_year).get(seat.unit.pk)
    return [Problem(say_why(warning), "despite")] if warning and not seat.despite else []


@transaction.atomic
def save_leadership(
    *, edition: ClusterEdition, facts: LeadershipFacts, version: str, by: User
) -> None:
    """Replace the terms of a group: who leads, who led until when, what was entered wrongly."""
    must_be_open(edition.year)
    stored = leadership_of(edition)
    typed = replace(facts, terms=terms_in_order(facts.terms))
    if not changes(stored=stored, typed=typed, version=version):
        return
    CannotLead.if_any(leadership_problems(facts, _seats(edition, facts)))
    rows = [_term_values(edition, row, by) for row in typed.terms]
    replace_rows(edition.terms, rows, same=("role", "unit_id"))
    record("leadership.changed", edition, by=by, before=plain(stored), after=plain(typed))


def _seats(edition: ClusterEdition, facts: LeadershipFacts) -> Seats:
    units = {row.unit_id for row in facts.terms}
    names = names_on(units, names_day(edition))
    return Seats(
        group=edition.label,
        members=composition_of(edition).members,
        names={key: name.short_name for key, name in names.items()},
        roles={role.value: edition.role_label(role) for role in GroupRole},
        year=edition.year.span,
        lives=lives_of(units),
        barred=barred_units(edition.year.owner_id, edition.year.label_year),
    )


def _term_values(edition: ClusterEdition, row: TermRow, by: User) -> dict[str, Any]:
    values = {name: getattr(row, name) for name in row.__dataclass_fields__ if name != "person"}
    return values | {"person_id": _person_id(edition, row, by)}


def _person_id(edition: ClusterEdition, row: TermRow, by: User) -> int | None:
    """Whoever of this name leads for this unit already; else the person of this name there."""
    if not row.person:
        return None
    terms = edition.terms.filter(unit_id=row.unit_id, person__full_name=row.person)
    if known := terms.order_by("pk").values_list("person_id", flat=True).first():
        return known
    return name_person(full_name=row.person, unit=Unit.objects.get(pk=row.unit_id), by=by).pk


@transaction.atomic
def take_offered_seat(
    *, edition: ClusterEdition, seat: ReservedSeat, despite: str = "", by: User
) -> None:
    """Fill a seat as it was decided before the group existed; taking it twice is taking it once.

    `despite` says why, where the unit is not considered for emulation and nobody has said yet.
    """
    must_be_open(edition.year)
    if edition.terms.filter(role=seat.role, unit=seat.unit_id, valid_to__isnull=True).exists():
        return
    if seat not in seats_offered(edition):
        raise CannotLead(Problem("Vai trò này không còn chờ cụm, khối này nhận.", "role"))
    origin = Provenance(seat.source, seat.as_written, seat.note, seat.added_by_hand)
    facts = SeatFacts(
        role=GroupRole(seat.role),
        unit=seat.unit,
        how=HowChosen(seat.how),
        decided_on=seat.decided_on,
        despite=seat.despite or one_line(despite),
        origin=origin,
    )
    take_the_lead(edition=edition, seat=facts, by=by)


@transaction.atomic
def reserve_seat(
    *, edition: ClusterEdition, label_year: int, seat: SeatFacts, by: User
) -> ReservedSeat:
    """Keep a seat of the group that will go on from this one, before that group exists.

    Choosing somebody else for a seat that is already reserved replaces the choice; the same choice
    leaves it with whom it has followed since, or given up, which a person decided later. Raises
    `YearIsLocked` where the year that chooses, or the one chosen for, is closed.
    """
    key: dict[str, Any] = {
        "owner": edition.year.owner,
        "chosen_in": edition,
        "label_year": label_year,
        "role": seat.role,
    }
    _must_be_open(edition, label_year)
    kept = ReservedSeat.every.select_for_update().filter(**key).first() or ReservedSeat(**key)
    before = _given_to(kept)
    if seat.unit.pk != (kept.chosen_unit_id or kept.unit_id):
        kept.unit, kept.chosen_unit, kept.is_given_up = seat.unit, None, False
    kept.how, kept.decided_on, kept.despite = seat.how, seat.decided_on, seat.despite
    kept.is_released = False
    for name, value in plain(seat.origin).items():
        setattr(kept, name, value)
    kept.save()
    after = _given_to(kept)
    record(
        "seat.reserved",
        kept,
        by=by,
        before=before if before != after else None,
        after={**after, **plain(seat.origin)},
    )
    return kept


def _given_to(seat: ReservedSeat) -> dict[str, int]:
    """Whose it is, and whom the meeting chose where it has followed another unit since."""
    given = {"unit": seat.unit_id, "chosen_unit_id": seat.chosen_unit_id}
    return {name: unit for name, unit in given.items() if unit}


@transaction.atomic
def release_seat(*, seat: ReservedSeat, by: User, reason: str) -> None:
    """Take a reserved seat back, because the conference that gave it was reopened.

    It counts no more, but remembers what was decided about it since.
    """
    for year in EmulationYear.objects.filter(owner=seat.owner_id, label_year=seat.label_year):
        must_be_open(year)
    locked = ReservedSeat.every.select_for_update().get(pk=seat.pk)
    record("seat.released", locked, by=by, before=_given_to(locked), reason=reason)
    locked.is_released = True
    locked.save()


def _must_be_open(edition: ClusterEdition, label_year: int) -> None:
    """The year that chooses and, where it is there already, the year chosen for."""
    must_be_open(edition.year)
    owner = edition.year.owner_id
    for year in EmulationYear.objects.filter(owner=owner, label_year=label_year):
        must_be_open(year)


def _seat_values(seat: SeatFacts) -> dict[str, Any]:
    values = {name: getattr(seat, name) for name in seat.__dataclass_fields__}
    return values | plain(values.pop("origin"))
