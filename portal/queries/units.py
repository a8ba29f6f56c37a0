"""Units: the list with its search, and everything the reader may know of one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from django.db.models import F, QuerySet

from accounts.models import User
from clusters.models import ClusterEdition, Membership
from clusters.queries import editions_visible_to, in_order
from core.answers import Touched
from core.dates import today
from core.lists import Column, Filter, List
from organizations.enums import UnitKind
from organizations.models import Unit, UnitName
from organizations.queries import (
    children_on,
    names_on,
    parents_on,
    places_of,
    staff_of,
    units_named,
)
from organizations.queries.people import StaffRow
from organizations.queries.units import PlaceRow
from portal.queries.gathered import touched_by


@dataclass(frozen=True)
class UnitRow:
    """One unit of the list, under the name it bears today."""

    unit_id: int
    name: UnitName
    kind: str
    parent: UnitName | None
    editions: tuple[ClusterEdition, ...]


@dataclass(frozen=True)
class YearTouched:
    """What is known of a unit in one year; `year` is None where no source gives it."""

    year: int | None
    rows: tuple[Touched, ...]


@dataclass(frozen=True)
class UnitRecord:
    """The page of one unit."""

    unit: Unit
    name: UnitName
    kind: str
    names: tuple[UnitName, ...]
    places: tuple[PlaceRow, ...]
    staff: tuple[StaffRow, ...]
    children: tuple[UnitName, ...]
    owned: tuple[ClusterEdition, ...]
    groups: tuple[YearTouched, ...]
    others: tuple[tuple[str, tuple[YearTouched, ...]], ...]

    @property
    def has_ended(self) -> bool:
        return self.unit.exists_to is not None and self.unit.exists_to <= today()

    @property
    def children_count(self) -> str:
        return f"{len(self.children):02d}"


def units_list(user: User, year: int) -> List[UnitRow]:
    """Units under every name they ever bore, with the groups of that year the reader may see."""
    return List(
        title="Đơn vị",
        stem="don-vi",
        noun="đơn vị",
        columns=(
            Column("Đơn vị", "ten", ("order",), width=40),
            Column("Loại", "loai", ("kind", "order"), width=24),
            Column("Cấp trên", width=30),
            Column(f"Cụm, khối năm {year}", width=40),
        ),
        rows=partial(unit_rows, user=user, year=year),
        cells=lambda row: (
            row.name.full_name,
            row.kind,
            row.parent.short_name if row.parent else None,
            "; ".join(edition.name for edition in row.editions) or None,
        ),
        filters=(Filter("loai", "Loại", UnitKind.choices(), _of_kind),),
        search=_named,
        search_label="Tên đơn vị",
        placeholder="Ví dụ: luc ngan",
    )


def _of_kind(units: QuerySet[Unit], kind: str) -> QuerySet[Unit]:
    return units.filter(kind=kind)


def _named(units: QuerySet[Unit], text: str) -> QuerySet[Unit]:
    return units.filter(pk__in=units_named(text).order_by().values("unit_id"))


def unit_rows(units: Sequence[Unit], *, user: User, year: int) -> list[UnitRow]:
    """Names, units above and the groups of that year the reader may see: few queries for any."""
    keys = [unit.pk for unit in units]
    above = parents_on(keys, today())
    names = names_on([*keys, *above.values()], today())
    editions = _editions_of(keys, user, year)
    return [
        UnitRow(
            unit_id=unit.pk,
            name=names[unit.pk],
            kind=UnitKind(unit.kind).label,
            parent=names.get(above.get(unit.pk, 0)),
            editions=tuple(editions.get(unit.pk, ())),
        )
        for unit in units
        if unit.pk in names
    ]


def _editions_of(keys: list[int], user: User, year: int) -> dict[int, list[ClusterEdition]]:
    visible = editions_visible_to(user).filter(year__label_year=year)
    rows = Membership.objects.filter(unit_id__in=keys, edition__in=visible)
    found: dict[int, list[ClusterEdition]] = {}
    for row in rows.select_related("edition__year").order_by("edition__sort_key", "pk"):
        found.setdefault(row.unit_id, []).append(row.edition)
    return found


def unit_record(unit: Unit, *, user: User, years: Iterable[int]) -> UnitRecord:
    """Everything about a unit that this reader may see, today."""
    day = today()
    below = children_on(unit, day)
    names = names_on([unit.pk, *below], day)
    touched = touched_by(unit, user)
    return UnitRecord(
        unit=unit,
        name=names[unit.pk],
        kind=UnitKind(unit.kind).label,
        names=tuple(unit.names.order_by(F("valid_from").asc(nulls_first=True), "pk")),
        places=tuple(places_of(unit, day)),
        staff=tuple(staff_of(unit, user)),
        children=tuple(sorted((names[key] for key in below), key=_in_order)),
        owned=tuple(in_order(editions_visible_to(user).filter(year__owner=unit))),
        groups=_by_year([row for row in touched if row.kind == "Cụm, khối"], years),
        others=_by_kind([row for row in touched if row.kind != "Cụm, khối"]),
    )


def _in_order(name: UnitName) -> tuple[str, int]:
    return name.sort_key, name.unit_id


def _by_kind(rows: list[Touched]) -> tuple[tuple[str, tuple[YearTouched, ...]], ...]:
    kinds = dict.fromkeys(row.kind for row in rows)
    return tuple((kind, _by_year([row for row in rows if row.kind == kind])) for kind in kinds)


def _by_year(rows: list[Touched], also: Iterable[int] = ()) -> tuple[YearTouched, ...]:
    """Newest year first, the unknown year last; years named in `also` show even when empty."""
    years = {row.year for row in rows} | set(also)
    known = sorted((year for year in years if year is not None), reverse=True)
    order = [*known, *([None] if None in years else [])]
    return tuple(
        YearTouched(year, tuple(row for row in rows if row.year == year)) for year in order
    )
