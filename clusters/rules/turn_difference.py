"""What a plan changes: who joins, leaves, is called otherwise, leads and is to be invited."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from clusters.enums import GroupRole, role_label
from clusters.rules.seats import receiver_of
from clusters.rules.turn import LastGroup, PlannedGroup, TurnPlan
from core.text import sort_key


@dataclass(frozen=True)
class Before:
    """The earlier year: its groups, and what units were called then."""

    groups: tuple[LastGroup, ...] = ()
    names: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class KeptSeat:
    """A seat of the new year, the group of the earlier one that gave it away, and to whom."""

    chose: LastGroup
    role: GroupRole
    unit_id: int

    @property
    def label(self) -> str:
        """“Cụm phó”."""
        return role_label(self.chose.kind, self.role)


@dataclass(frozen=True)
class Now:
    """The new year: what units are called, groups it has already, who is no more, seats decided.

    `elsewhere`: unit to the name of a group that is there already; `standing`: those groups;
    `reserved`: seats that were given away before there was a group to take them (“dự kiến”).
    """

    names: Mapping[int, str] = field(default_factory=dict)
    elsewhere: Mapping[int, str] = field(default_factory=dict)
    ended: frozenset[int] = frozenset()
    standing: tuple[PlannedGroup, ...] = ()
    reserved: tuple[KeptSeat, ...] = ()


@dataclass(frozen=True)
class Moved:
    """A unit and its group of the other year; empty where it belonged, or belongs, to none."""

    unit_id: int
    group: str = ""


@dataclass(frozen=True)
class Renamed:
    """A unit that is called otherwise than in the earlier year."""

    unit_id: int
    last: str
    now: str


@dataclass(frozen=True)
class SeatToFill:
    """“Cụm trưởng”: to be elected, or kept for a unit that was chosen before."""

    label: str
    unit_id: int | None = None


@dataclass(frozen=True)
class GroupDifference:
    """One group of the new year beside the one it goes on from.

    `guests`: units of that one which leave and still exist; they are invited to the farewell.
    """

    group: PlannedGroup
    last: LastGroup | None
    joined: tuple[Moved, ...]
    left: tuple[Moved, ...]
    renamed: tuple[Renamed, ...]
    seats: tuple[SeatToFill, ...]
    guests: tuple[Moved, ...]

    @property
    def number_changed(self) -> tuple[str, str] | None:
        """Old and new number."""
        if self.last is None or self.last.number == self.group.number:
            return None
        return self.last.number, self.group.number

    @property
    def name_changed(self) -> tuple[str, str] | None:
        """Old and new name."""
        if self.last is None or self.last.name == self.group.name:
            return None
        return self.last.name, self.group.name


@dataclass(frozen=True)
class NotContinued:
    """A group of the earlier year that none of the new one goes on from: where its units are."""

    last: LastGroup
    units: tuple[Moved, ...]


@dataclass(frozen=True)
class TurnDifference:
    """All groups; units no group has any more; units no group had; groups nothing goes on from.

    `unclaimed`: seats that were given away and that no group of the new year takes.
    """

    groups: tuple[GroupDifference, ...] = ()
    gone: tuple[Moved, ...] = ()
    new: tuple[Moved, ...] = ()
    not_continued: tuple[NotContinued, ...] = ()
    unclaimed: tuple[KeptSeat, ...] = ()


def turn_difference(before: Before, plan: TurnPlan, now: Now) -> TurnDifference:
    """What changes between the earlier year and the plan; lists in Vietnamese order of names."""
    compared = _Compared(before, plan, now)
    continued = {group.continues for group in plan.groups}
    return TurnDifference(
        groups=tuple(compared.group(at, each) for at, each in enumerate(plan.groups)),
        gone=compared.moved(compared.was.keys() - compared.stands.keys(), compared.was),
        new=compared.moved(plan.placed.keys() - compared.was.keys(), compared.stands),
        not_continued=tuple(
            NotContinued(each, compared.moved(each.units, compared.stands))
            for each in before.groups
            if each.key not in continued
        ),
        unclaimed=tuple(seat for seat, at in compared.kept if at is None),
    )


class _Compared:
    """Both years side by side: `was` and `stands` give a unit's group then and now."""

    def __init__(self, before: Before, plan: TurnPlan, now: Now) -> None:
        self.before, self.now = before, now
        self.last = {each.key: each for each in before.groups}
        self.was = {unit: each.name for each in before.groups for unit in each.units}
        self.stands = {**now.elsewhere, **plan.placed}
        groups = (*plan.groups, *now.standing)
        self.kept = [(seat, receiver_of(seat.chose, groups)) for seat in now.reserved]
        names = {**before.names, **now.names}
        known = plan.units | self.was.keys()
        self._order = {unit: sort_key(names.get(unit, "")) for unit in known}

    def group(self, at: int, group: PlannedGroup) -> GroupDifference:
        last = self.last.get(group.continues or 0)
        before, after = set(last.units if last else ()), set(group.units)
        left = self.moved(before - after, self.stands)
        return GroupDifference(
            group=group,
            last=last,
            joined=self.moved(after - before, self.was),
            left=left,
            renamed=self._renamed(after),
            seats=tuple(self._seat(at, group, role) for role in GroupRole),
            guests=tuple(each for each in left if each.unit_id not in self.now.ended),
        )

    def moved(self, units: Iterable[int], groups: Mapping[int, str]) -> tuple[Moved, ...]:
        return tuple(Moved(unit, groups.get(unit, "")) for unit in self._in_order(units))

    def _renamed(self, units: Iterable[int]) -> tuple[Renamed, ...]:
        """Of units that belonged to some group before; who is new has no earlier name to tell."""
        both = (
            Renamed(unit, self.before.names.get(unit, ""), self.now.names.get(unit, ""))
            for unit in self._in_order(units)
            if unit in self.was
        )
        return tuple(each for each in both if each.last and each.now and each.last != each.now)

    def _seat(self, at: int, group: PlannedGroup, role: GroupRole) -> SeatToFill:
        kept = (seat.unit_id for seat, taker in self.kept if (taker, seat.role) == (at, role))
        return SeatToFill(role_label(group.kind, role), next(kept, None))

    def _in_order(self, units: Iterable[int]) -> list[int]:
        return sorted(units, key=lambda unit: (self._order[unit], unit))
