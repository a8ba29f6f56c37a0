"""What an event in force made of groups and of the seats in them, read from its journal."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.db.models import F, Model, Q, QuerySet

from accounts.models import User
from clusters.enums import GroupRole
from clusters.models import ClusterEdition, LeadershipTerm, Membership, ReservedSeat
from clusters.queries.events import seats_reached
from clusters.queries.visibility import editions_visible_to, in_order
from clusters.rules import stands_beside
from organizations.models import UnitEvent, UnitEventChange, UnitName
from organizations.queries import Course, course_of, names_on
from organizations.queries.changes import before_event

Row = TypeVar("Row", Membership, LeadershipTerm)
VACANT = "để trống"


@dataclass(frozen=True)
class SeatChange:
    """A leading role before and after; `before`, `after` are empty where nobody holds it.

    `is_left`: the unit is no more, and nobody was put in its place.
    """

    label: str
    before: str
    after: str
    is_left: bool = False

    @property
    def is_lost(self) -> bool:
        return self.is_left or not self.after

    @property
    def words(self) -> str:
        """“VKSND huyện A → VKSND khu vực 1”, “VKSND huyện A → để trống”."""
        if self.is_left:
            return f"{self.before}, chưa đơn vị nào nhận thay"
        if self.before == self.after:
            return f"vẫn là {self.after}"
        return f"{self.before or VACANT} → {self.after or VACANT}"


@dataclass(frozen=True)
class GroupChange:
    """Who belongs from the day on, by name. `stay` is empty for who may not see the group.

    `is_whole`: all members are named and seen. `one_place`: the unit that has the place of several.
    """

    label: str
    left: tuple[str, ...] = ()
    joined: tuple[str, ...] = ()
    stay: tuple[str, ...] = ()
    is_whole: bool = False
    one_place: str = ""
    seats: tuple[SeatChange, ...] = ()

    @property
    def sizes(self) -> tuple[int, int]:
        """How many are named before and after."""
        return len(self.stay) + len(self.left), len(self.stay) + len(self.joined)

    @property
    def members(self) -> str:
        """“Thôi: A, B. Thêm: C. Từ 4 đơn vị thành 3 đơn vị được nêu tên.”"""
        told = (("Thôi", self.left), ("Thêm", self.joined))
        words = [f"{word}: {', '.join(names)}." for word, names in told if names]
        if words and self.stay:
            words.append("Từ {} đơn vị thành {} đơn vị được nêu tên.".format(*self.sizes))
        return " ".join(words) or "Không đổi"

    @property
    def warned(self) -> str:
        return "; ".join(self.warnings)

    @property
    def warnings(self) -> tuple[str, ...]:
        """What a person should know before it is done."""
        words = [f"{seat.label}: {seat.words}" for seat in self.seats if seat.is_lost]
        left_over = (*self.joined, *self.stay)
        if self.is_whole and not left_over:
            words.append("Không còn đơn vị nào")
        if self.is_whole and len(left_over) == 1:
            words.append(f"Chỉ còn một đơn vị: {left_over[0]}")
        if self.one_place:
            words.append(f"Các đơn vị hợp lại chỉ còn một chỗ: {self.one_place}")
        return tuple(words)


@dataclass(frozen=True)
class EventOutcome:
    """Groups whose members or leaders are others from the day on, and seats kept for later years.

    Told in names: what is yet to be has no key.
    """

    groups: tuple[GroupChange, ...] = ()
    seats: tuple[SeatChange, ...] = ()


def event_outcome(event: UnitEvent, user: User) -> EventOutcome:
    """The same number of queries for any number of groups."""
    course = course_of(event)
    changes = list(event.changes.filter(record_type__startswith="clusters.").order_by("position"))
    return EventOutcome(_groups(course, changes, user), _seats(course, changes))


# Groups


@dataclass(frozen=True)
class _Sides:
    """Members and terms of groups that go on on the day or later, without the event and with it."""

    members: tuple[list[Membership], list[Membership]]
    terms: tuple[list[LeadershipTerm], list[LeadershipTerm]]

    @property
    def units(self) -> set[int]:
        sides = (*self.members, *self.terms)
        return {row.unit_id for side in sides for row in side}

    def of(self, edition: ClusterEdition) -> "_Sides":
        return _Sides(_picked(self.members, edition), _picked(self.terms, edition))


def _picked(sides: tuple[list[Row], list[Row]], edition: ClusterEdition) -> tuple[Any, Any]:
    before, after = ([row for row in side if row.edition_id == edition.pk] for side in sides)
    return before, after


def _groups(
    course: Course, changes: Sequence[UnitEventChange], user: User
) -> tuple[GroupChange, ...]:
    editions = list(in_order(_changed(changes)).select_related("year"))
    visible = editions_visible_to(user).filter(pk__in=[each.pk for each in editions])
    seen = set(visible.values_list("pk", flat=True))
    sides = _Sides(
        _around(Membership, editions, changes, course.on),
        _around(LeadershipTerm, editions, changes, course.on),
    )
    told = _Told(course, names_on(sides.units, course.on))
    return tuple(
        told.group(edition, sides.of(edition), is_seen=edition.pk in seen) for edition in editions
    )


def _changed(changes: Iterable[UnitEventChange]) -> QuerySet[ClusterEdition]:
    """Groups of which a row was made, changed or dropped."""
    dropped = {(change.before or {}).get("edition_id") for change in changes} - {None}
    members, terms = _keys(Membership, changes), _keys(LeadershipTerm, changes)
    return ClusterEdition.objects.filter(
        Q(pk__in=dropped)
        | Q(pk__in=Membership.objects.filter(pk__in=members).values("edition"))
        | Q(pk__in=LeadershipTerm.objects.filter(pk__in=terms).values("edition"))
    )


def _keys(model: type[Model], changes: Iterable[UnitEventChange]) -> set[int]:
    return {change.record_id for change in changes if change.record_type == model._meta.label}


def _around(
    model: type[Row],
    editions: Sequence[ClusterEdition],
    changes: Sequence[UnitEventChange],
    on: date,
) -> tuple[list[Row], list[Row]]:
    found = model._default_manager.filter(edition__in=editions)
    rows = list(found.order_by(F("valid_from").asc(nulls_first=True), "pk"))
    sides = before_event(model, rows, changes), rows
    before, after = ([row for row in side if _goes_on(row, on)] for side in sides)
    return before, after


def _goes_on(row: Membership | LeadershipTerm, on: date) -> bool:
    return row.valid_to is None or row.valid_to > on


@dataclass(frozen=True)
class _Told:
    """Groups in words."""

    course: Course
    names: dict[int, UnitName]

    def group(self, edition: ClusterEdition, sides: _Sides, *, is_seen: bool) -> GroupChange:
        was, now = ({row.unit_id for row in side} for side in sides.members)
        taken_in = (was - now) | was & self._successors()
        one = now & self._successors() if len(taken_in) > 1 else ()
        is_named = edition.stated_member_count in {None, len(was)}
        return GroupChange(
            label=edition.label,
            left=self._named(was - now),
            joined=self._named(now - was),
            stay=self._named(was & now) if is_seen else (),
            is_whole=is_seen and is_named and not edition.is_list_incomplete,
            one_place=", ".join(self._named(one)),
            seats=tuple(self._seats(edition, sides)),
        )

    def _successors(self) -> set[int]:
        return {each.unit_id for each in self.course.successors if each.unit_id}

    def _named(self, units: Iterable[int]) -> tuple[str, ...]:
        names = sorted((self.names[unit] for unit in units), key=lambda name: name.sort_key)
        return tuple(name.short_name for name in names)

    def _seats(self, edition: ClusterEdition, sides: _Sides) -> Iterator[SeatChange]:
        """The roles that others hold from the day on, or nobody."""
        for role in GroupRole:
            was, now = (_holders(side, role) for side in sides.terms)
            if was != now:
                before, after = (", ".join(self._in_turn(side)) for side in (was, now))
                yield SeatChange(edition.role_label(role), before, after)

    def _in_turn(self, units: Iterable[int]) -> list[str]:
        return [self.names[unit].short_name for unit in units]


def _holders(terms: Sequence[LeadershipTerm], role: GroupRole) -> list[int]:
    """Whose seat it is, in turn; who stands in beside a head holds none."""
    return [term.unit_id for term in terms if term.role == role and not stands_beside(term, terms)]


# Seats of later years


def _seats(course: Course, changes: Sequence[UnitEventChange]) -> tuple[SeatChange, ...]:
    """Seats that are kept for another unit or for nobody from now on, and those of units that
    ended or were divided."""
    moved = ReservedSeat.every.filter(pk__in=_keys(ReservedSeat, changes))
    moved = moved.select_related("chosen_in")
    kept = seats_reached([*course.ended, *course.divided, *course.moved], course.on)
    rows = {seat.pk: seat for seat in (*moved, *kept)}
    was = {seat.pk: seat.unit_id for seat in before_event(ReservedSeat, rows.values(), changes)}
    names = names_on({*was.values(), *(seat.unit_id for seat in rows.values())}, course.on)
    ordered = sorted(rows.values(), key=lambda seat: (seat.label_year, seat.label, seat.pk))
    return tuple(
        SeatChange(
            label=f"Dự kiến {seat.label}",
            before=names[was[seat.pk]].short_name,
            after="" if seat.is_given_up else names[seat.unit_id].short_name,
            is_left=seat.unit_id in course.ended,
        )
        for seat in ordered
    )
