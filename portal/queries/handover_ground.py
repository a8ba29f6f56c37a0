"""What the lines of a handover stand on: the group, who can go on, what the reader may open."""

from dataclasses import dataclass, field

from accounts.models import User
from agreements.models import Agreement
from agreements.queries import agreement_of
from clusters.enums import GroupRole
from clusters.models import ClusterEdition
from clusters.queries import Passing, editions_visible_to, leading_unit, names_day
from core.dates import today
from organizations.models import Unit
from organizations.queries import names_on
from scoring.models import ScoreSheet

NOBODY = "Chỉ xem: năm {} đã khóa"


@dataclass(frozen=True)
class Line:
    """One thing: what it is, how it stands, who can finish it now; archive needs nobody."""

    what: str
    state: str
    who: str = ""
    url: str = ""


@dataclass(frozen=True)
class Ground:
    """Read once for all lines."""

    passing: Passing
    user: User
    is_visible: bool
    agreement: Agreement | None
    sheets: tuple[ScoreSheet, ...]
    names: dict[int, str] = field(default_factory=dict)

    @property
    def edition(self) -> ClusterEdition:
        return self.passing.from_edition

    @property
    def office(self) -> str:
        return f"Văn phòng {self.names[self.edition.year.owner_id]}"

    @property
    def managers(self) -> str:
        """Who enters the group's conferences and papers now."""
        if locked := self.locked:
            return locked
        roles = (GroupRole.HEAD, GroupRole.DEPUTY)
        leading = next((unit for role in roles if (unit := leading_unit(self.edition, role))), None)
        clerk = self.clerk_of(leading) if leading else ""
        return "; ".join(each for each in (clerk, self.office) if each)

    @property
    def locked(self) -> str:
        """Why nobody can go on; empty while the year is open."""
        year = self.edition.year
        return "" if year.is_open else NOBODY.format(year.label_year)

    def clerk_of(self, unit: int) -> str:
        """“cán bộ VKSND tỉnh X”: of the unit, or of the one that finishes its work."""
        living = heir_of(unit)
        return f"cán bộ {self.name_of(living)}" if living else ""

    def of_unit(self, unit: int) -> str:
        """Who goes on with what one unit alone can do; its owner's office has to say, if nobody."""
        return self.locked or self.clerk_of(unit) or self.office

    def name_of(self, unit: int) -> str:
        if unit not in self.names:
            self.names.update(_names([unit], self.edition))
        return self.names[unit]

    def link(self, url: str) -> str:
        """For whoever may see the group."""
        return url if self.is_visible else ""


def ground_of(passing: Passing, user: User) -> Ground:
    edition = passing.from_edition
    sheets = ScoreSheet.objects.filter(round__edition=edition).select_related("round")
    rows = tuple(sheets.prefetch_related("entries").order_by("pk"))
    members = edition.memberships.values_list("unit_id", flat=True)
    known = {edition.year.owner_id, passing.from_unit, passing.to_unit, *members}
    names = _names([*known, *(row.unit_id for row in rows)], edition)
    return Ground(
        passing=passing,
        user=user,
        is_visible=editions_visible_to(user).filter(pk=edition.pk).exists(),
        agreement=agreement_of(edition),
        sheets=tuple(sorted(rows, key=lambda row: (names[row.unit_id], row.pk))),
        names=names,
    )


def _names(units: list[int], edition: ClusterEdition) -> dict[int, str]:
    found = names_on(units, names_day(edition))
    return {unit: name.short_name for unit, name in found.items()}


def heir_of(unit: int) -> int | None:
    """The unit itself while it lives, else who finishes its work; None where nobody was named."""
    seen: set[int] = set()
    row = Unit.objects.get(pk=unit)
    while row.exists_to is not None and row.exists_to <= today():
        if row.heir_id is None or row.pk in seen:
            return None
        seen.add(row.pk)
        row = Unit.objects.get(pk=row.heir_id)
    return row.pk
