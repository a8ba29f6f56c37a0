"""A table of points as if some of its units had been one. Plain values only."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import floor

from scoring.rules.ranks import Place, Scored, rank

ONE = 0  # stands for the id of the unit that the others are taken as
MEAN_RULE = "Bình quân cộng điểm các đơn vị, làm tròn một lần đến hai chữ số (nửa làm tròn lên)"


@dataclass(frozen=True)
class Joining:
    """Units taken as one, and how their points become one: those of `points_of`, or their mean.

    `sort_key` is that of the name the one unit bears.
    """

    units: frozenset[int]
    sort_key: str = ""
    points_of: int | None = None


@dataclass(frozen=True)
class Moved:
    """Where a unit stands and where it would. `ONE` stood nowhere; its units would no more."""

    unit_id: int
    points: Decimal | None
    before: Place | None = None
    after: Place | None = None


def as_one(units: Iterable[Scored], joining: Joining) -> tuple[Moved, ...]:
    """The table in its new order, the units that are taken as one right below `ONE`.

    The others keep their points and their order among themselves.
    """
    listed = list(units)
    points = {unit.unit_id: unit.points for unit in listed}
    before = {place.unit_id: place for place in rank(listed)}
    parts = [key for key in before if key in joining.units]
    points[ONE] = joined_points({key: points[key] for key in parts}, joining.points_of)
    one = Scored(ONE, joining.sort_key, points[ONE])
    rest = [unit for unit in listed if unit.unit_id not in joining.units]
    rows: list[Moved] = []
    for place in rank([*rest, one] if parts else rest):
        key = place.unit_id
        rows.append(Moved(key, points[key], before.get(key), place))
        if key == ONE:
            rows += [Moved(part, points[part], before[part]) for part in parts]
    return tuple(rows)


def joined_points(points: dict[int, Decimal | None], of: int | None = None) -> Decimal | None:
    """The points of units taken as one, by unit: those of one of them, or the mean of all.

    A unit that stands alone keeps its own. What cannot be known stays unknown: the mean as long as
    one has no points, the points of a unit that did not stand there.
    """
    if len(points) > 1 and of is not None:
        return points.get(of)
    known = [each for each in points.values() if each is not None]
    return mean(known) if known and len(known) == len(points) else None


def mean(points: Sequence[Decimal]) -> Decimal:
    """The exact mean, rounded once to two decimals, half up.

    >>> mean([Decimal("98.25"), Decimal("97.50")])
    Decimal('97.88')
    """
    hundredths = Fraction(sum(points)) * 100 / len(points)
    return Decimal(floor(hundredths + Fraction(1, 2))).scaleb(-2)
