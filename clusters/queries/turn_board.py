"""What the board of the yearly turn shows: a card for each unit, and the groups that stand."""

from collections.abc import Iterable
from dataclasses import dataclass

from clusters.models import ClusterEdition
from clusters.queries.turn import TurnScene
from clusters.rules import mark_stands


@dataclass(frozen=True)
class UnitCard:
    """A unit on the board. `to_check`: it was proposed and a person has to look at it."""

    unit_id: int
    name: str
    notes: tuple[str, ...] = ()
    to_check: bool = False


@dataclass(frozen=True)
class FixedColumn:
    """A group that is there already: shown, not changed here."""

    edition: ClusterEdition
    units: tuple[str, ...]


class TurnBoard(TurnScene):
    """The scene of a turn as cards and columns."""

    def cards(self, units: Iterable[int], came_from: int | None = None) -> list[UnitCard]:
        """In Vietnamese order; a unit nobody knows has no card."""
        known = [unit for unit in dict.fromkeys(units) if unit in self.names]
        known.sort(key=lambda unit: (self.names[unit].sort_key, unit))
        return [self._card(unit, came_from) for unit in known]

    def _card(self, unit: int, came_from: int | None) -> UnitCard:
        group, origins = self.was.get(unit), self.succession.get(unit, ())
        notes = [self._ending(unit), self._earlier_name(unit)]
        if group is not None and group.key != came_from:
            notes.append(f"năm trước ở {group.name}")
        came = "" if group else self._came_from(origins)
        return UnitCard(
            unit,
            self.names[unit].short_name,
            tuple(note for note in (*notes, came) if note),
            to_check=bool(came) or unit in self.ended,
        )

    def going_on(self, key: int | None) -> str:
        """“Tiếp nối Cụm thi đua số 10 năm 2023”; empty where that group may not be gone on from."""
        name = self.goes_on.get(key or 0)
        return f"Tiếp nối {name} năm {self.kept.last_year}" if name else ""

    def mark_stands(self, key: int | None, units: Iterable[int]) -> bool:
        """Whether “Tiếp nối” is still said of a group that has these units now."""
        before = {each.key: each.units for each in self.last_groups}.get(key or 0, ())
        had = {each.continues: each.units for each in self.kept.groups}.get(key, ()) if key else ()
        return mark_stands(before, had, tuple(units))

    def _ending(self, unit: int) -> str:
        return "đã kết thúc hoạt động, đưa về “Chưa xếp”" if unit in self.ended else ""

    def _earlier_name(self, unit: int) -> str:
        """What a member of last year was called then, if otherwise."""
        last = self.last_names[unit].short_name
        is_renamed = unit in self.was and last != self.names[unit].short_name
        return f"năm trước là {last}" if is_renamed else ""

    def _came_from(self, origins: Iterable[int]) -> str:
        """“đề xuất: tiếp nối VKSND huyện A (Cụm thi đua số 1)”."""
        names = [f"{self.last_names[each].short_name} ({self.was[each].name})" for each in origins]
        return f"từ {', '.join(names)}: xem lại nơi xếp" if names else ""

    @property
    def columns_there(self) -> list[FixedColumn]:
        """Groups of the year that exist."""
        return [
            FixedColumn(each, tuple(card.name for card in self.cards(self._members(each))))
            for each in self.fixed
        ]

    @staticmethod
    def _members(edition: ClusterEdition) -> list[int]:
        return [row.unit_id for row in edition.memberships.all()]
