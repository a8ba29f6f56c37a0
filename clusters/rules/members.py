"""Who belongs to a group, as the form edits it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from clusters.rules.periods import Span, order_problems, outside_life, overlap
from core.days import last_day, vn_date
from core.problems import Problem


@dataclass(frozen=True)
class MemberRow:
    """A unit that belongs; without dates, for all of the year."""

    unit_id: int
    valid_from: date | None = None
    valid_to: date | None = None
    note: str = ""


@dataclass(frozen=True)
class CompositionFacts:
    """All members of one group, in Vietnamese order of their names."""

    members: tuple[MemberRow, ...] = ()


@dataclass(frozen=True)
class Elsewhere:
    """A unit's belonging to another group of the same owner and year."""

    unit_id: int
    group: str
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True)
class Leading:
    """A seat a unit holds in this group."""

    unit_id: int
    role: str
    valid_to: date | None = None


@dataclass(frozen=True)
class Surroundings:
    """What the members are judged by: the year, other groups, lives of units, seats, ties.

    `lives`: from when until when units exist, as far as known. `ties` says in words what hangs on a
    stored member's belonging.
    """

    names: Mapping[int, str]
    year: Span
    elsewhere: Sequence[Elsewhere] = ()
    lives: Mapping[int, Span] = field(default_factory=dict)
    leading: Sequence[Leading] = ()
    ties: Mapping[int, str] = field(default_factory=dict)


Question = Callable[[MemberRow, Sequence[MemberRow], Surroundings], str]


def composition_problems(facts: CompositionFacts, around: Surroundings) -> list[Problem]:
    """Every obstacle, each at its row."""
    asked: tuple[Question, ...] = (_twice, _in_another_group, _not_living, _still_leads)
    found = order_problems(facts.members, "members")
    for number, row in enumerate(facts.members):
        answers = (ask(row, facts.members, around) for ask in asked)
        found += [Problem(words, f"members-{number}-unit_id") for words in answers if words]
    return found + _taken_out(facts, around)


def _twice(row: MemberRow, rows: Sequence[MemberRow], around: Surroundings) -> str:
    same = [each for each in rows if each.unit_id == row.unit_id and overlap(each, row)]
    return f"{around.names[row.unit_id]} có ở hai dòng cùng thời gian." if len(same) > 1 else ""


def _in_another_group(row: MemberRow, _: Sequence[MemberRow], around: Surroundings) -> str:
    for each in around.elsewhere:
        if each.unit_id == row.unit_id and overlap(each, row):
            return f"{around.names[row.unit_id]} đã thuộc {each.group} năm này."
    return ""


def _not_living(row: MemberRow, _: Sequence[MemberRow], around: Surroundings) -> str:
    life = around.lives.get(row.unit_id, Span())
    return outside_life(around.names[row.unit_id], row, life, around.year)


def _still_leads(row: MemberRow, rows: Sequence[MemberRow], around: Surroundings) -> str:
    """A unit that leads on after it has left."""
    ends = [each.valid_to for each in rows if each.unit_id == row.unit_id]
    known = [end for end in ends if end is not None]
    if len(known) < len(ends):
        return ""
    for seat in around.leading:
        if seat.unit_id == row.unit_id and (seat.valid_to is None or seat.valid_to > max(known)):
            day = vn_date(last_day(max(known)))
            return (
                f"{around.names[row.unit_id]} còn là {seat.role} sau ngày {day}: ghi ngày thôi "
                f"{seat.role} ở trang lãnh đạo trước."
            )
    return ""


def _taken_out(facts: CompositionFacts, around: Surroundings) -> list[Problem]:
    """Stored members that something hangs on cannot be left out."""
    kept = {row.unit_id for row in facts.members}
    return [
        Problem(
            f"Không bỏ được {around.names[unit_id]} vì đang có {words}. "
            "Nếu đơn vị đã rời cụm, khối thì ghi “Đến hết ngày”.",
            "members",
        )
        for unit_id, words in around.ties.items()
        if unit_id not in kept
    ]
