"""What the yearly turn changes, in the words of its page and its paper."""

from collections.abc import Iterable
from dataclasses import dataclass

from clusters.models import EmulationYear
from clusters.queries.turn import TurnScene, both_years
from clusters.rules import (
    GroupDifference,
    KeptSeat,
    LastGroup,
    Moved,
    NotContinued,
    PlannedGroup,
    SeatToFill,
    TurnPlan,
    turn_difference,
    turn_hints,
)
from organizations.models import UnitName
from organizations.queries import name_on, names_on, parents_on

NO_GROUP = "không còn trong cụm, khối nào"
NO_GROUP_BEFORE = "năm trước không ở cụm, khối nào"
TO_ELECT = "cần bầu hoặc chọn"


@dataclass(frozen=True)
class OutcomeList:
    """“Đơn vị mới vào” with its lines; shown only where there are any."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class GroupOutcome:
    """A planned group: its members and everything about it that is otherwise than last year.

    `came_from`: the group it goes on from; `not_said`: the one it was begun from, where nobody
    says that it goes on.
    """

    name: str
    count: str
    came_from: str
    not_said: str
    members: tuple[str, ...]
    lists: tuple[OutcomeList, ...]
    seats: tuple[str, ...]

    @property
    def is_as_before(self) -> bool:
        return not self.lists and bool(self.came_from)


@dataclass(frozen=True)
class TurnOutcome:
    """The whole turn. `farewells`: groups of last year that no group goes on from.

    `unclaimed`: seats that were given away and that no group of the plan takes.
    `continued`: each claim that a group goes on, in words.
    """

    year: int
    last_year: int | None
    owner: str
    owner_letterhead: str
    parent_letterhead: str
    place: str
    summary: str
    groups: tuple[GroupOutcome, ...]
    gone: tuple[str, ...]
    new: tuple[str, ...]
    farewells: tuple[OutcomeList, ...]
    unclaimed: tuple[str, ...]
    hints: tuple[str, ...]
    continued: tuple[str, ...]


def turn_outcome(year: EmulationYear, plan: TurnPlan) -> TurnOutcome:
    """What is otherwise than in the year the plan was begun from, and what is left to do."""
    scene = TurnScene(year, plan)
    before, now = both_years(scene)
    told = _Told(scene, (each.unit_id for each in now.reserved))
    found = turn_difference(before, plan, now)
    owner = name_on(year.owner_id, scene.day)
    above = parents_on([year.owner_id], scene.day).get(year.owner_id)
    return TurnOutcome(
        year=year.label_year,
        last_year=plan.last_year,
        owner=owner.full_name,
        owner_letterhead=owner.on_papers,
        parent_letterhead=name_on(above, scene.day).on_papers if above else "",
        place=owner.place_name,
        summary=_summary(plan),
        groups=tuple(told.group(each) for each in found.groups),
        gone=told.gone(found.gone),
        new=told.new(found.new),
        farewells=tuple(told.farewell(each) for each in found.not_continued),
        unclaimed=tuple(told.unclaimed(each) for each in found.unclaimed),
        hints=tuple(turn_hints(scene.plan)),
        continued=tuple(
            f"{each.group.name} tiếp nối {told.kept(each.group, each.last)}"
            for each in found.groups
            if each.last
        ),
    )


def _summary(plan: TurnPlan) -> str:
    """“03 cụm, khối với 19 đơn vị”."""
    return f"{len(plan.groups):02d} cụm, khối với {len(plan.placed):02d} đơn vị"


class _Told:
    """Differences in words: names of now, and those of last year where they are spoken of."""

    def __init__(self, scene: TurnScene, others: Iterable[int]) -> None:
        self.scene = scene
        missing = set(others) - scene.names.keys()
        self.last = {each.key: each for each in scene.last_groups}
        self.names = scene.names | (names_on(missing, scene.day) if missing else {})

    def name(self, unit: int) -> str:
        """As it is called now; as it was last called where it is no more."""
        return _short(self.names.get(unit))

    def group(self, found: GroupDifference) -> GroupOutcome:
        planned, last_year = found.group, self.scene.kept.last_year
        lists = (
            OutcomeList("Số thay đổi", _changed("số", found.number_changed)),
            OutcomeList("Tên thay đổi", _changed("tên", found.name_changed)),
            OutcomeList("Đơn vị mới vào", self._joined(found)),
            OutcomeList("Đơn vị ra khỏi", self.left(found.left)),
            OutcomeList(
                "Đơn vị đổi tên", tuple(f"{each.last} → {each.now}" for each in found.renamed)
            ),
            OutcomeList("Khách mời chia tay", self._guests(found)),
        )
        return GroupOutcome(
            name=planned.name,
            count=f"{planned.stated_member_count or len(planned.units):02d} đơn vị",
            came_from=f"{found.last.name} năm {last_year}" if found.last else "",
            not_said="" if found.last else self._begun_from(planned),
            members=tuple(self.name(unit) for unit in self._in_order(planned.units)),
            lists=tuple(each for each in lists if each.lines),
            seats=tuple(self._seat(each) for each in found.seats),
        )

    def _begun_from(self, planned: PlannedGroup) -> str:
        last = self.last.get(planned.came_from or 0)
        return self.kept(planned, last) if last else ""

    def kept(self, planned: PlannedGroup, last: LastGroup) -> str:
        """“Cụm thi đua số 10 năm 2023 (giữ 01/05 đơn vị)”."""
        kept = f"{len(set(last.units) & set(planned.units)):02d}/{len(last.units):02d}"
        return f"{last.name} năm {self.scene.kept.last_year} (giữ {kept} đơn vị)"

    def _joined(self, found: GroupDifference) -> tuple[str, ...]:
        return tuple(f"{self.name(each.unit_id)} ({self._origin(each)})" for each in found.joined)

    def _origin(self, moved: Moved) -> str:
        """“từ Cụm thi đua số 11”, or which members of last year it came from."""
        if moved.group:
            return f"từ {moved.group}"
        names = [
            f"{_short(self.scene.last_names.get(each))} ({self.scene.was[each].name})"
            for each in self.scene.succession.get(moved.unit_id, ())
        ]
        return f"từ {', '.join(names)}" if names else NO_GROUP_BEFORE

    def left(self, units: Iterable[Moved]) -> tuple[str, ...]:
        """Who is no longer there, and where it is now."""
        return tuple(f"{self.name(each.unit_id)} ({self._now(each)})" for each in units)

    def _now(self, moved: Moved) -> str:
        if moved.unit_id in self.scene.ended:
            return "đã kết thúc hoạt động"
        return f"sang {moved.group}" if moved.group else NO_GROUP

    def gone(self, units: Iterable[Moved]) -> tuple[str, ...]:
        """Who has no group any more, and which it had."""
        return tuple(
            f"{self.name(each.unit_id)} (trước ở {each.group}"
            f"{', đã kết thúc hoạt động' if each.unit_id in self.scene.ended else ''})"
            for each in units
        )

    def new(self, units: Iterable[Moved]) -> tuple[str, ...]:
        return tuple(f"{self.name(each.unit_id)} (vào {each.group})" for each in units)

    def _guests(self, found: GroupDifference) -> tuple[str, ...]:
        return tuple(
            f"{self.name(each.unit_id)} ({found.last.name} năm {self.scene.kept.last_year})"
            for each in found.guests
            if found.last
        )

    def _seat(self, seat: SeatToFill) -> str:
        """“Cụm trưởng: cần bầu hoặc chọn”, or whom the seat is kept for."""
        if seat.unit_id is None:
            return f"{seat.label}: {TO_ELECT}"
        return f"{seat.label}: {self.name(seat.unit_id)} (dự kiến)"

    def unclaimed(self, seat: KeptSeat) -> str:
        """“Cụm phó (Cụm thi đua số 10 năm 2023 chọn): VKSND tỉnh …”."""
        chose = f"{seat.chose.name} năm {self.scene.year.label_year - 1} chọn"
        return f"{seat.label} ({chose}): {self.name(seat.unit_id)}"

    def farewell(self, found: NotContinued) -> OutcomeList:
        """A group that is not set up again: where its members are now."""
        title = f"{found.last.name} năm {self.scene.kept.last_year}"
        return OutcomeList(title, self.left(found.units))

    def _in_order(self, units: Iterable[int]) -> list[int]:
        return sorted(units, key=lambda unit: (self.names[unit].sort_key, unit))


def _changed(what: str, both: tuple[str, str] | None) -> tuple[str, ...]:
    if both is None:
        return ()
    old, new = (each or f"không có {what}" for each in both)
    return (f"{old} → {new}",)


def _short(name: UnitName | None) -> str:
    return name.short_name if name else "Đơn vị không còn trong danh mục"
