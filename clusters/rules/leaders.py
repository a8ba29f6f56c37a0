"""Who leads a group and who is in charge of it, as the forms edit them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from clusters.enums import GroupRole
from clusters.rules.members import MemberRow
from clusters.rules.periods import Dated, Span, order_problems, outside_life, overlap
from core.problems import Problem


@dataclass(frozen=True)
class TermRow:
    """A unit in a role; person, way of choosing and days may be unknown.

    `stands_in`: only acts for the one who should lead; beside a head of another unit, it is the
    deputy that stands in for these days while the head keeps its seat. `despite`: why this unit
    although it was not considered for emulation the year before.
    """

    role: str
    unit_id: int
    person: str = ""
    post: str = ""
    stands_in: bool = False
    how: str = ""
    decided_on: date | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    despite: str = ""
    note: str = ""


@dataclass(frozen=True)
class LeadershipFacts:
    """All terms of one group, heads before deputies, earlier ones first."""

    terms: tuple[TermRow, ...] = ()


@dataclass(frozen=True)
class SupervisionRow:
    """Somebody in charge of the group, in the words of the paper that says so."""

    person: str
    post: str = ""
    wording: str = ""
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True)
class SupervisionFacts:
    """All who are or were in charge of one group, in the order entered."""

    supervisions: tuple[SupervisionRow, ...] = ()


@dataclass(frozen=True)
class Seats:
    """What the terms are judged by: the year, who belongs when, how units and roles are called.

    `lives`: from when until when units exist, as far as known. `barred`: units not considered for
    emulation the year before, each with the rule in words.
    """

    group: str
    members: Sequence[MemberRow]
    names: Mapping[int, str]
    roles: Mapping[str, str]
    year: Span
    lives: Mapping[int, Span] = field(default_factory=dict)
    barred: Mapping[int, str] = field(default_factory=dict)


def leadership_problems(facts: LeadershipFacts, seats: Seats) -> list[Problem]:
    """Every obstacle, each at its row."""
    found = order_problems(facts.terms, "terms")
    for number, term in enumerate(facts.terms):
        before = facts.terms[:number]
        place, message = _obstacle(term, before, facts.terms, seats)
        if message:
            found.append(Problem(message, f"terms-{number}-{place}"))
        elif not term.despite and (warning := seats.barred.get(term.unit_id)):
            found.append(Problem(say_why(warning), f"terms-{number}-despite"))
    return found


def _obstacle(
    term: TermRow, before: Sequence[TermRow], terms: Sequence[TermRow], seats: Seats
) -> tuple[str, str]:
    name = seats.names[term.unit_id]
    if not any(row.unit_id == term.unit_id and overlap(row, term) for row in seats.members):
        return "unit_id", not_a_member(name, seats.group)
    if words := outside_life(name, term, seats.lives.get(term.unit_id, Span()), seats.year):
        return "unit_id", words
    if found := _wrongly_beside(term, terms, seats.roles):
        return found
    for other in before:
        if not overlap(other, term) or _side_by_side(other, term, terms):
            continue
        if other.role == term.role:
            return "valid_from", _taken(seats.roles[term.role], seats.names[other.unit_id])
        if other.unit_id == term.unit_id:
            return "unit_id", both_roles(name, [seats.roles[role] for role in GroupRole])
    return "", ""


class Led(Dated, Protocol):
    """A unit in a role for a time, typed or kept."""

    @property
    def role(self) -> str: ...
    @property
    def unit_id(self) -> int: ...
    @property
    def stands_in(self) -> bool: ...


def stands_beside(term: Led, terms: Iterable[Led]) -> bool:
    """Whether it stands in for a head that keeps its seat; the seat is not its own then."""
    return (
        term.role == GroupRole.HEAD
        and term.stands_in
        and any(
            each.role == term.role
            and not each.stands_in
            and each.unit_id != term.unit_id
            and overlap(each, term)
            for each in terms
        )
    )


def _side_by_side(one: TermRow, other: TermRow, terms: Sequence[TermRow]) -> bool:
    """The head and who stands in for it; the deputy's own seat and its standing in."""
    if one.role == other.role:
        return stands_beside(one, [other]) or stands_beside(other, [one])
    head = one if one.role == GroupRole.HEAD else other
    return one.unit_id == other.unit_id and stands_beside(head, terms)


def _wrongly_beside(
    term: TermRow, terms: Sequence[TermRow], roles: Mapping[str, str]
) -> tuple[str, str] | None:
    """Beside the head it is the deputy, and for days that are told."""
    if not stands_beside(term, terms):
        return None
    head, deputy = (roles[role] for role in GroupRole)
    if term.valid_from is None or term.valid_to is None:
        return "valid_from", f"Ghi “Từ ngày” và “Đến hết ngày” của thời gian điều hành thay {head}."
    if not any(_covers(row, term) for row in terms if row.role == GroupRole.DEPUTY):
        return "unit_id", f"Chỉ đơn vị {deputy} trong thời gian đó điều hành thay {head}."
    return None


def _covers(deputy: TermRow, term: TermRow) -> bool:
    """Whether the same unit is deputy on every day of the term."""
    begins = deputy.valid_from is None or (
        term.valid_from is not None and deputy.valid_from <= term.valid_from
    )
    ends = deputy.valid_to is None or (
        term.valid_to is not None and term.valid_to <= deputy.valid_to
    )
    return deputy.unit_id == term.unit_id and begins and ends


def say_why(warning: str) -> str:
    return f"{warning} Muốn vẫn chọn thì ghi lý do."


def not_a_member(name: str, group: str) -> str:
    return f"{name} không phải thành viên của {group}."


def both_roles(name: str, roles: Sequence[str]) -> str:
    return f"{name} không thể vừa là {roles[0]} vừa là {roles[1]}."


def _taken(role: str, holder: str) -> str:
    return (
        f"{role} trong thời gian này đã là {holder}. Ghi “Đến hết ngày” của đơn vị trước và "
        "“Từ ngày” của đơn vị sau, hoặc sửa dòng của đơn vị trước."
    )


def supervision_problems(facts: SupervisionFacts) -> list[Problem]:
    """The same person twice at the same time, or a period the wrong way round."""
    rows = facts.supervisions
    return order_problems(rows, "supervisions") + [
        Problem(f"{row.person} đã có ở một dòng trên.", f"supervisions-{number}-person")
        for number, row in enumerate(rows)
        if any(each.person == row.person and overlap(each, row) for each in rows[:number])
    ]
