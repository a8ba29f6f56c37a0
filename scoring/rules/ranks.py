"""The one ranking, and what every output says about it. Plain values only."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from scoring.rules.criteria import NOTHING

TIE_RULE = (
    "Đơn vị bằng tổng điểm thì đồng hạng, thứ hạng kế tiếp được bỏ qua (1, 2, 2, 4); "
    "đơn vị chưa có điểm xếp cuối bảng, không xếp thứ."
)
ORDER_OF_EQUALS = "Đơn vị đồng hạng xếp theo thứ tự tên, không phải thứ hạng."


@dataclass(frozen=True)
class Scored:
    """A unit to be ranked: its id, the key of its name, its total (None: no score)."""

    unit_id: int
    sort_key: str
    points: Decimal | None


@dataclass(frozen=True)
class Place:
    """Where a unit stands; no rank without a score."""

    unit_id: int
    rank: int | None
    is_tied: bool


def rank(units: Iterable[Scored]) -> tuple[Place, ...]:
    """The one ranking: equal totals share a rank and the next is skipped (1, 2, 2, 4).

    Units without a score have no rank, stand last and do not count for the others. Units of equal
    rank, and those without one, are listed in Vietnamese order of name; every output says so.
    """
    listed = sorted(units, key=_from_the_top)
    sizes = Counter(unit.points for unit in listed if unit.points is not None)
    ranks: dict[Decimal, int] = {}
    for points in sorted(sizes, reverse=True):
        ranks[points] = 1 + sum(sizes[better] for better in ranks)
    return tuple(
        Place(unit.unit_id, None, is_tied=False)
        if unit.points is None
        else Place(unit.unit_id, ranks[unit.points], is_tied=sizes[unit.points] > 1)
        for unit in listed
    )


def _from_the_top(unit: Scored) -> tuple[bool, Decimal, str, int]:
    return (unit.points is None, -(unit.points or NOTHING), unit.sort_key, unit.unit_id)


def tie_words(place: int | None, *, is_tied: bool) -> str:
    """“đồng hạng 2”: a tie is said in words."""
    return f"đồng hạng {place}" if is_tied else ""
