"""Whose turn it is to lead a group, by the years that are recorded."""

from collections.abc import Iterable
from dataclasses import dataclass

from core.text import sort_key

NEVER = -1  # before every year


@dataclass(frozen=True)
class Standing:
    """A member. `last`: the latest recorded year in which it, or a unit it came from, led."""

    unit_id: int
    name: str
    last: int | None = None
    is_barred: bool = False


def rotation_order(standings: Iterable[Standing]) -> list[tuple[Standing, ...]]:
    """Who never led, then who led longest ago; units that stand alike are one entry, by name.

    A barred unit has no turn and is in none.
    """
    alike: dict[int, list[Standing]] = {}
    for each in standings:
        if not each.is_barred:
            alike.setdefault(NEVER if each.last is None else each.last, []).append(each)
    return [tuple(sorted(alike[year], key=_by_name)) for year in sorted(alike)]


def next_to_lead(standings: Iterable[Standing]) -> tuple[Standing, ...]:
    """Everybody whose turn it is: a person chooses among units that stand alike."""
    return next(iter(rotation_order(standings)), ())


def _by_name(standing: Standing) -> tuple[str, int]:
    return sort_key(standing.name), standing.unit_id


def turn_in_words(standings: Iterable[Standing], role: str, label_year: int) -> str:
    """“Đến lượt làm Cụm trưởng năm 2024, theo các năm đã ghi: …”."""
    found = next_to_lead(standings)
    if not found:
        return ""
    last = found[0].last
    since = f"chưa làm {role}" if last is None else f"làm {role} gần nhất năm {last}"
    alike = "; ngang nhau nên xếp theo tên, người có thẩm quyền chọn" if len(found) > 1 else ""
    names = "; ".join(each.name for each in found)
    return f"Đến lượt làm {role} năm {label_year}, theo các năm đã ghi: {names} ({since}{alike})."
