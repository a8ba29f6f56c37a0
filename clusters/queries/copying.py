"""What a year can take over from the one before it."""

from collections.abc import Sequence
from dataclasses import dataclass

from clusters.models import ClusterEdition, EmulationYear
from clusters.queries.visibility import in_order
from clusters.queries.years import closing_day, opening_day
from core.days import holds_on, vn_date
from organizations.models import Unit
from organizations.queries import names_on


@dataclass(frozen=True)
class LeftOut:
    """A member that does not come along, and why."""

    name: str
    why: str

    @property
    def words(self) -> str:
        return f"{self.name} ({self.why})"


@dataclass(frozen=True)
class Copy:
    """A group of last year: what comes along, who does not; `made` where it is there already."""

    edition: ClusterEdition
    units: tuple[int, ...]
    left_out: tuple[LeftOut, ...] = ()
    made: ClusterEdition | None = None

    @property
    def label(self) -> str:
        """“Cụm thi đua số 1: 06 đơn vị; không đưa sang VKSND … (đã kết thúc …)”."""
        text = f"{self.edition.name}: {len(self.units):02d} đơn vị"
        names = "; ".join(each.words for each in self.left_out)
        return f"{text}; không đưa sang {names}" if names else text


def year_before(year: EmulationYear) -> EmulationYear | None:
    """The nearest earlier year of the same owner."""
    years = EmulationYear.objects.filter(owner_id=year.owner_id, label_year__lt=year.label_year)
    return years.order_by("-label_year").first()


def copies_for(year: EmulationYear) -> list[Copy]:
    """Every group of the year before, as it would stand in this one."""
    before = year_before(year)
    if before is None:
        return []
    groups = list(in_order(before.editions.prefetch_related("memberships__unit")))
    made = list(year.editions.all())
    taken = _taken(year)
    return [_copy(group, _made_of(group, made), year, taken) for group in groups]


def _taken(year: EmulationYear) -> dict[int, str]:
    """Units that belong to a group of this year, with the name of that group."""
    rows = year.editions.filter(memberships__isnull=False)
    return dict(rows.values_list("memberships__unit_id", "name"))


def _made_of(group: ClusterEdition, made: Sequence[ClusterEdition]) -> ClusterEdition | None:
    """The group of this year that is this one's continuation, or bears its number or name."""
    for each in made:
        same_kind = each.kind == group.kind
        same_number = bool(group.number) and each.number == group.number
        if each.continues_id == group.pk or (
            same_kind and (same_number or each.name == group.name)
        ):
            return each
    return None


def _copy(
    group: ClusterEdition,
    made: ClusterEdition | None,
    year: EmulationYear,
    taken: dict[int, str],
) -> Copy:
    day = closing_day(group.year)
    rows = group.memberships.all()
    units = [row.unit for row in rows if holds_on(row.valid_from, row.valid_to, day)]
    if made is not None:
        return Copy(group, tuple(unit.pk for unit in units), made=made)
    names = names_on(units, day)
    why = {unit.pk: _why_not(unit, year, taken) for unit in units}
    left = (LeftOut(names[pk].short_name, words) for pk, words in why.items() if words)
    return Copy(group, tuple(pk for pk, words in why.items() if not words), tuple(left))


def _why_not(unit: Unit, year: EmulationYear, taken: dict[int, str]) -> str:
    if unit.exists_to is not None and unit.exists_to <= opening_day(year):
        return f"đã kết thúc từ ngày {vn_date(unit.exists_to)}"
    return f"đã thuộc {taken[unit.pk]}" if unit.pk in taken else ""
