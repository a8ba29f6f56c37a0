"""All units at once with their names and places, and which unit a cell of a workbook means."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from django.db.models import F, QuerySet

from core.days import last_day, vn_date
from core.text import one_line
from organizations.models import Unit, UnitName, UnitParent
from organizations.rules.register import share_a_day
from organizations.rules.whole import HeldName, HeldPlace, WholeUnit

T = TypeVar("T")
_NAME = tuple(HeldName.__dataclass_fields__)
_PLACE = tuple(HeldPlace.__dataclass_fields__)
_OF_UNIT = ("kind", "exists_from", "exists_to", "source", "note")
NUMBER = "#"  # before the number of a unit that is in the register


def code_of(unit: int) -> str:
    """How a workbook names a unit that is in the register: “#12”."""
    return f"{NUMBER}{unit}"


def number_in(code: str) -> int | None:
    digits = code.removeprefix(NUMBER)
    is_number = code.startswith(NUMBER) and digits.isdecimal() and len(digits) <= 18
    return int(digits) if is_number else None


def spelling(name: str) -> str:
    """What two spellings of one name have in common: letters and spaces, case aside."""
    return one_line(name).casefold()


@dataclass
class UnitIndex:
    """Units of the register by number and by every full and short name."""

    units: dict[int, WholeUnit]
    by_name: dict[str, list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for key, unit in self.units.items():
            for name in unit.names:
                for words in dict.fromkeys((spelling(name.full_name), spelling(name.short_name))):
                    known = self.by_name.setdefault(words, [])
                    if key not in known:
                        known.append(key)

    def named(self, name: str, starts: date | None, ends: date | None) -> list[int]:
        """Units that bear this name, full or short, on a day of that time."""
        return [
            key
            for key in self.by_name.get(spelling(name), ())
            if self.bears(key, name, starts, ends)
        ]

    def bears(self, key: int, words: str, starts: date | None, ends: date | None) -> bool:
        """Whether the unit exists under this name on a day of that time."""
        unit, wanted = self.units[key], spelling(words)
        if not share_a_day(unit.exists_from, unit.exists_to, starts, ends):
            return False
        return any(
            wanted in {spelling(name.full_name), spelling(name.short_name)}
            and share_a_day(name.valid_from, name.valid_to, starts, ends)
            for name in unit.names
        )

    def label(self, key: int) -> str:
        """The name with number, period and unit above: “VKSND tỉnh Vĩnh Long (#12, đến …)”."""
        unit = self.units[key]
        above = unit.parents[-1].parent_id if unit.parents else 0
        days = (("từ", unit.exists_from), ("đến", last_day(unit.exists_to)))
        period = " ".join(f"{word} {vn_date(day)}" for word, day in days if day)
        place = f"thuộc {self.name(above)}" if above in self.units else ""
        return f"{self.name(key)} ({', '.join(filter(None, (code_of(key), period, place)))})"

    def name(self, key: int) -> str:
        names = self.units[key].names
        return names[-1].short_name if names else code_of(key)

    def meant(
        self, code: str, name: str, starts: date | None = None, ends: date | None = None
    ) -> int:
        """The one unit a row names; raise `ValueError` in words where none or several can be meant.

        A number and a name must agree; a name alone is never guessed at.
        """
        number = number_in(code)
        if code and (number is None or number not in self.units):
            raise ValueError(f"Không có đơn vị nào mang mã {code}.")
        if number is not None:
            if name and number not in self.by_name.get(spelling(name), ()):
                raise ValueError(f"Mã {code} là {self.name(number)}, không phải “{name}”.")
            return number
        found = self.named(name, starts, ends)
        if len(found) == 1:
            return found[0]
        if found:
            labels = "; ".join(self.label(key) for key in found[:6])
            raise ValueError(f"Có {len(found)} đơn vị tên “{name}”: {labels}. Ghi mã của đơn vị.")
        ever = self.by_name.get(spelling(name), ())
        if ever:
            labels = "; ".join(self.label(key) for key in ever[:6])
            raise ValueError(f"Trong thời gian này không có “{name}”. Đã có: {labels}.")
        raise ValueError(f"Chưa có đơn vị tên “{name}”.")


def unit_index() -> UnitIndex:
    """The whole register in three queries."""
    return UnitIndex(whole_units())


def whole_units(keys: Collection[int] | None = None) -> dict[int, WholeUnit]:
    """These units, or all, as they stand now: three queries."""
    names = _by_unit((unit, HeldName(*row)) for unit, *row in _dated(UnitName, _NAME, keys))
    places = _by_unit((unit, HeldPlace(*row)) for unit, *row in _dated(UnitParent, _PLACE, keys))
    rows = Unit.objects.order_by("pk").values("pk", *_OF_UNIT)
    return {
        key: WholeUnit(**row, names=tuple(names.get(key, ())), parents=tuple(places.get(key, ())))
        for row in (rows if keys is None else rows.filter(pk__in=keys))
        for key in [row.pop("pk")]
    }


def _dated(
    model: type[Any], fields: tuple[str, ...], keys: Collection[int] | None
) -> QuerySet[Any, Any]:
    rows: QuerySet[Any] = model._default_manager.all()
    rows = rows if keys is None else rows.filter(unit__in=keys)
    return rows.order_by(F("valid_from").asc(nulls_first=True), "pk").values_list(
        "unit_id", *fields
    )


def _by_unit(rows: Iterable[tuple[int, T]]) -> dict[int, list[T]]:
    found: dict[int, list[T]] = {}
    for unit, row in rows:
        found.setdefault(unit, []).append(row)
    return found
