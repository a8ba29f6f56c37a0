"""Every name of some units, read once and asked for as many days as one likes."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from organizations.models import UnitName
from organizations.queries.units import fits


class NameBook:
    """The names these units ever bore: one query."""

    def __init__(self, units: Iterable[int]) -> None:
        self._names: dict[int, list[UnitName]] = defaultdict(list)
        for name in UnitName.objects.filter(unit_id__in=set(units)).order_by("pk"):
            self._names[name.unit_id].append(name)

    def of(self, unit: int) -> list[UnitName]:
        """All names of one unit, the first first."""
        return sorted(self._names[unit], key=lambda name: name.valid_from or date.min)

    def on(self, unit: int, day: date) -> UnitName:
        """As `names_on`; raise `UnitName.DoesNotExist` for a unit that never had any."""
        if not self._names[unit]:
            raise UnitName.DoesNotExist
        return max(self._names[unit], key=lambda name: fits(name, day))

    def called(self, unit: int, day: date) -> str:
        """The short name of the day."""
        return self.on(unit, day).short_name
