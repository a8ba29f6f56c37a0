"""What follows from an event of units for members and seats, as a person decided."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from clusters.actions.years import must_be_open
from clusters.enums import GroupRole
from clusters.models import LeadershipTerm, Membership, ReservedSeat
from clusters.queries import lives_of, opening_day, ties_of
from clusters.queries.events import (
    ALL,
    END,
    KEEP,
    event_questions,
    memberships_reached,
    seats_reached,
    terms_reached,
    years_of_seats,
)
from clusters.rules import both_roles, not_a_member, outside_life, overlap
from core.problems import Problem, Refused
from organizations.actions import Journal
from organizations.models import UnitName
from organizations.queries import Course, names_on


class CannotFollow(Refused):
    """A unit cannot step in for another; each problem at `answers-<key>`."""


@dataclass(frozen=True)
class _Passing:
    """What all steps need."""

    course: Course
    answers: Mapping[str, str]
    journal: Journal
    names: dict[int, UnitName]

    @property
    def on(self) -> date:
        return self.course.on

    def said(self, key: str) -> str:
        """What was decided; what is not asked stays as it is."""
        return self.answers.get(key, KEEP)

    def instead_of(self, unit: int) -> dict[str, str]:
        """Where a row comes from that takes the place of another one."""
        note = f"Thay {self.course.names[unit]}. {self.course.because}."
        return {"source": self.course.basis, "note": note}


def follow_event(*, course: Course, answers: Mapping[str, str], journal: Journal) -> None:
    """Let members and seats go as the questions were answered.

    Within the transaction that carries the event out; `course` names the units it founded.
    Raises `CannotFollow`, `YearIsLocked`.
    """
    units = [each.unit_id for each in course.successors if each.unit_id]
    asked = {question.key for question in event_questions(course)}
    said = {key: value for key, value in answers.items() if key in asked}
    passing = _Passing(course, said, journal, names_on(units, course.on))
    reached = [*course.ended, *course.divided, *course.moved]
    terms = terms_reached(reached, course.on)
    members = memberships_reached(reached, course.on)
    seats = seats_reached(reached, course.on)
    _must_be_open(terms, members, seats)
    belonging = [_belonging(row, passing) for row in members]
    kept = [term for term in terms if passing.said(f"term-{term.pk}") == KEEP]
    held = [made for term in terms if (made := _pass_on(term, passing))]
    problems = [*_let_leave(belonging, passing), *_let_join(belonging, passing)]
    problems += [problem for made in held for problem in _cannot_lead(made, passing)]
    problems += [problem for term in kept for problem in _left_but_leads(term, passing)]
    CannotFollow.if_any(problems)
    for seat in seats:
        answer = passing.said(f"seat-{seat.pk}")
        if answer == END:
            journal.change(seat, is_given_up=True)
        elif unit := course.successor(answer):
            journal.change(seat, unit_id=unit, chosen_unit_id=seat.chosen_unit_id or seat.unit_id)


def _must_be_open(
    terms: Iterable[LeadershipTerm], members: Iterable[Membership], seats: list[ReservedSeat]
) -> None:
    editions = [*(row.edition for row in terms), *(row.edition for row in members)]
    years = {edition.year_id: edition.year for edition in editions}
    years |= {year.pk: year for year in years_of_seats(seats)}
    for key in sorted(years):
        must_be_open(years[key])


# Seats

Made = tuple[int, LeadershipTerm]  # the term it comes from, the term as it is now


def _pass_on(term: LeadershipTerm, passing: _Passing) -> Made | None:
    """End the term on the day, or change it where it had not begun by then."""
    answer, asked = passing.said(f"term-{term.pk}"), term.pk
    if answer == KEEP:
        return None
    unit, ends = passing.course.successor(answer), term.valid_to
    if _has_begun(term, passing.on):
        passing.journal.change(term, valid_to=passing.on)
    elif unit is None:
        passing.journal.drop(term)
    if unit is None:
        return None
    origin = passing.instead_of(term.unit_id)
    if _has_begun(term, passing.on):
        row = {"edition": term.edition, "role": term.role, "unit_id": unit}
        period = {"valid_from": passing.on, "valid_to": ends}
        return asked, passing.journal.make(LeadershipTerm, **row, **period, **origin)
    note = " ".join(part for part in (term.note, origin["note"]) if part)
    nobody: dict[str, Any] = {"person": None, "post": "", "stands_in": False}
    passing.journal.change(term, unit_id=unit, note=note, **nobody)
    return asked, term


def _has_begun(row: Any, on: date) -> bool:
    """Whether a membership or term held before the day."""
    return bool((row.valid_from or opening_day(row.edition.year)) < on)


def _cannot_lead(made: Made, passing: _Passing) -> Iterable[Problem]:
    asked, term = made
    edition, field = term.edition, f"answers-term-{asked}"
    name = passing.names[term.unit_id].short_name
    members = edition.memberships.filter(unit=term.unit_id)
    if not any(overlap(row, term) for row in members):
        yield Problem(not_a_member(name, edition.label), field)
    others = edition.terms.filter(unit=term.unit_id).exclude(pk=term.pk)
    if any(overlap(row, term) for row in others):
        yield Problem(both_roles(name, [edition.role_label(role) for role in GroupRole]), field)


def _left_but_leads(term: LeadershipTerm, passing: _Passing) -> Iterable[Problem]:
    """A unit that keeps its seat keeps its place in the group too."""
    rest = LeadershipTerm(valid_from=passing.on, valid_to=term.valid_to)
    members = term.edition.memberships.filter(unit=term.unit_id)
    if not any(overlap(row, rest) for row in members):
        name = passing.course.names[term.unit_id]
        yield Problem(not_a_member(name, term.edition.label), f"answers-term-{term.pk}")


# Members


@dataclass(frozen=True)
class _Belonging:
    """A membership as it was before the event, and what was decided about it."""

    row: Membership
    field: str
    answer: str
    has_begun: bool
    ends: date | None

    @property
    def leaves(self) -> bool:
        return not self.answer.startswith(KEEP)


def _belonging(row: Membership, passing: _Passing) -> _Belonging:
    key = f"membership-{row.pk}"
    has_begun = _has_begun(row, passing.on)
    return _Belonging(row, f"answers-{key}", passing.said(key), has_begun, row.valid_to)


def _let_leave(members: Iterable[_Belonging], passing: _Passing) -> Iterable[Problem]:
    """End memberships on the day; one that had not begun by then goes, unless something hangs
    on it."""
    for each in members:
        row = each.row
        if not each.leaves:
            continue
        ties = "" if each.has_begun else ties_of(row.edition, row.unit_id)
        if row.valid_from is not None and row.valid_from >= passing.on and ties:
            words = f"{passing.course.names[row.unit_id]} đang có {ties} trong {row.edition.label}."
            yield Problem(words, each.field)
        elif each.has_begun or ties:
            passing.journal.change(row, valid_to=passing.on)
        else:
            passing.journal.drop(row)


def _let_join(members: Iterable[_Belonging], passing: _Passing) -> Iterable[Problem]:
    """Who steps in belongs from the day on; where the year begins later, for all of it."""
    for each in members:
        answer = each.answer.removeprefix(f"{KEEP}-")
        if answer in {KEEP, END}:
            continue
        for successor in passing.course.successors:
            if successor.unit_id and answer in {ALL, successor.value}:
                yield from _join(each, successor.unit_id, passing)


def _join(each: _Belonging, unit: int, passing: _Passing) -> Iterable[Problem]:
    edition = each.row.edition
    starts = passing.on if each.has_begun else each.row.valid_from
    values = {"edition": edition, "unit_id": unit, "valid_from": starts, "valid_to": each.ends}
    joining, name = Membership(**values), passing.names[unit].short_name
    if words := outside_life(name, joining, lives_of([unit])[unit], edition.year.span):
        yield Problem(words, each.field)
    there = Membership.objects.filter(unit=unit, edition__year=edition.year)
    for other in there.select_related("edition"):
        if overlap(other, joining):
            if other.edition_id != edition.pk:
                where = other.edition.name
                words = f"{name} đã thuộc {where} năm này. Chọn một cụm, khối cho đơn vị."
                yield Problem(words, each.field)
            return
    passing.journal.make(Membership, **values, **passing.instead_of(each.row.unit_id))
