"""What people do with years, groups, members and leaders."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction

from accounts.models import User
from audit.actions import record
from clusters.enums import GroupKind, GroupRole, HowChosen, YearState
from clusters.models import (
    ClusterEdition,
    EmulationYear,
    LeadershipTerm,
    Membership,
    ReservedSeat,
    Supervision,
)
from clusters.queries import member_ids, names_day
from core.problems import Problem, Refused
from core.versions import plain
from documents.models import LegalBasis
from organizations.actions import NO_SOURCE, Provenance
from organizations.models import Person, Unit
from organizations.queries import name_on


class YearIsLocked(Refused):
    """Nothing in a locked year changes."""


class CannotOpenEdition(Refused):
    """The year already has a group of this number or name."""


class CannotJoin(Refused):
    """The unit belongs there already, or to another group of the same owner and year."""


class CannotLead(Refused):
    """The unit is no member, or the seat is taken."""


@dataclass(frozen=True)
class YearFacts:
    """What is said of a year; theme and motto may be unknown."""

    label_year: int
    theme: str = ""
    motto: str = ""
    period_start: date | None = None
    period_end: date | None = None


@dataclass(frozen=True)
class EditionFacts:
    """What is said of a cluster or bloc; number and count may be unknown."""

    kind: GroupKind
    name: str
    number: str = ""
    stated_member_count: int | None = None
    composition_note: str = ""
    is_list_incomplete: bool = False


@dataclass(frozen=True)
class SeatFacts:
    """Who leads, in the capacity of the day; person and way of choosing may be unknown."""

    role: GroupRole
    unit: Unit
    person: Person | None = None
    post: str = ""
    how: HowChosen = HowChosen.UNKNOWN
    decided_on: date | None = None
    origin: Provenance = field(default=NO_SOURCE)


def must_be_open(year: EmulationYear) -> None:
    """Raise `YearIsLocked` unless the year is open; asked inside each writing transaction."""
    state = EmulationYear.objects.select_for_update().values_list("state", flat=True)
    if state.get(pk=year.pk) != YearState.OPEN:
        raise YearIsLocked(f"Năm {year.label_year} đã khóa, không sửa được.")


@transaction.atomic
def open_year(
    *, owner: Unit, facts: YearFacts, origin: Provenance = NO_SOURCE, by: User
) -> EmulationYear:
    """Open an emulation year of an owner."""
    if EmulationYear.objects.filter(owner=owner, label_year=facts.label_year).exists():
        raise CannotOpenEdition(Problem("Năm này đã được mở.", "label_year"))
    year = EmulationYear(owner=owner, **_values(facts), **_values(origin))
    year.save()
    record("year.opened", year, by=by, after=plain(facts) | {"owner": owner.pk})
    return year


@transaction.atomic
def rest_year_on(*, year: EmulationYear, basis: LegalBasis, by: User) -> None:
    """Name a paper the year's work rests on."""
    must_be_open(year)
    year.bases.add(basis)
    record("year.basis_added", year, by=by, after={"basis": basis.pk, "label": basis.label})


@transaction.atomic
def lock_year(*, year: EmulationYear, by: User) -> None:
    """Close a year: from now on it only reads."""
    must_be_open(year)
    EmulationYear.objects.filter(pk=year.pk).update(state=YearState.LOCKED)
    year.refresh_from_db()
    record("year.locked", year, by=by, before={"state": "open"}, after={"state": "locked"})


@transaction.atomic
def open_edition(
    *, year: EmulationYear, facts: EditionFacts, origin: Provenance = NO_SOURCE, by: User
) -> ClusterEdition:
    """Set up a cluster or bloc; number and name are unique within owner, year and kind."""
    must_be_open(year)
    same_kind = year.editions.filter(kind=facts.kind)
    if facts.number and same_kind.filter(number=facts.number).exists():
        raise CannotOpenEdition(Problem("Năm này đã có cụm, khối mang số đó.", "number"))
    if same_kind.filter(name=facts.name).exists():
        raise CannotOpenEdition(Problem("Năm này đã có cụm, khối mang tên đó.", "name"))
    edition = ClusterEdition(year=year, **_values(facts), **_values(origin))
    edition.save()
    record("edition.opened", edition, by=by, after=plain(facts))
    return edition


@transaction.atomic
def rest_on(*, edition: ClusterEdition, basis: LegalBasis, by: User) -> None:
    """Name a paper the group is set up by."""
    must_be_open(edition.year)
    edition.bases.add(basis)
    record("edition.basis_added", edition, by=by, after={"basis": basis.pk, "label": basis.label})


@transaction.atomic
def join_group(
    *, edition: ClusterEdition, unit: Unit, origin: Provenance = NO_SOURCE, by: User
) -> Membership:
    """Make a unit a member. Two groups of one owner in one year are refused; two levels are not."""
    must_be_open(edition.year)
    elsewhere = Membership.objects.filter(unit=unit, edition__year=edition.year).first()
    if elsewhere is not None:
        name = name_on(unit, names_day(edition)).short_name
        where = elsewhere.edition.name
        raise CannotJoin(Problem(f"{name} đã thuộc {where} năm này.", "unit"))
    row = Membership.objects.create(edition=edition, unit=unit, **_values(origin))
    record("membership.added", edition, by=by, after={"unit": unit.pk, **plain(origin)})
    return row


@transaction.atomic
def take_the_lead(*, edition: ClusterEdition, seat: SeatFacts, by: User) -> LeadershipTerm:
    """Give a member unit the head's or deputy's seat of this edition."""
    must_be_open(edition.year)
    if seat.unit.pk not in member_ids(edition):
        raise CannotLead(Problem(_not_a_member(edition, seat.unit), "unit"))
    if edition.terms.filter(role=seat.role, valid_to__isnull=True).exists():
        raise CannotLead(Problem(f"{edition.role_label(seat.role)} đã có đơn vị giữ.", "role"))
    term = LeadershipTerm.objects.create(edition=edition, **_seat_values(seat))
    record("term.began", edition, by=by, after={"role": seat.role, "unit": seat.unit.pk})
    return term


@transaction.atomic
def reserve_seat(
    *, edition: ClusterEdition, label_year: int, seat: SeatFacts, by: User
) -> ReservedSeat:
    """Keep a seat of the next group of the same owner, kind and number, before that group exists.

    Choosing somebody else for a seat that is already reserved replaces the choice.
    """
    key: dict[str, Any] = {
        "owner": edition.year.owner,
        "kind": edition.kind,
        "number": edition.number,
        "label_year": label_year,
        "role": seat.role,
    }
    values: dict[str, Any] = {
        "unit": seat.unit,
        "how": seat.how,
        "decided_on": seat.decided_on,
        **_values(seat.origin),
    }
    reserved, _created = ReservedSeat.objects.update_or_create(**key, defaults=values)
    record("seat.reserved", reserved, by=by, after={"unit": seat.unit.pk, **plain(seat.origin)})
    return reserved


@transaction.atomic
def release_seat(*, seat: ReservedSeat, by: User, reason: str) -> None:
    """Take a reserved seat back, because the conference that gave it was reopened."""
    record("seat.released", seat, by=by, before={"unit": seat.unit_id}, reason=reason)
    seat.delete()


@transaction.atomic
def put_in_charge(
    *,
    edition: ClusterEdition,
    person: Person,
    post: str,
    wording: str = "",
    origin: Provenance = NO_SOURCE,
    by: User,
) -> Supervision:
    """Enter who is in charge of (phụ trách) the group."""
    must_be_open(edition.year)
    row = Supervision.objects.create(
        edition=edition, person=person, post=post, wording=wording, **_values(origin)
    )
    record("supervision.began", edition, by=by, after={"person": person.label, "post": post})
    return row


def _values(facts: YearFacts | EditionFacts | Provenance) -> dict[str, Any]:
    return {name: getattr(facts, name) for name in facts.__dataclass_fields__}


def _seat_values(seat: SeatFacts) -> dict[str, Any]:
    values = {name: getattr(seat, name) for name in seat.__dataclass_fields__}
    return values | _values(values.pop("origin"))


def _not_a_member(edition: ClusterEdition, unit: Unit) -> str:
    name = name_on(unit, names_day(edition)).short_name
    return f"{name} không phải thành viên của {edition.label}."
