"""Units as a list that can be searched and filtered."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from django.db.models import QuerySet

from accounts.models import User
from clusters.models import ClusterEdition, Membership
from clusters.queries import editions_visible_to
from core.dates import today
from core.lists import Column, Filter, List
from organizations.enums import UnitKind
from organizations.models import Unit, UnitName
from organizations.queries import NamedUnits, names_on, parents_on, ties_of


@dataclass(frozen=True)
class UnitRow:
    """One unit of the list, under the name it bears today."""

    unit_id: int
    name: UnitName
    kind: str
    parent: UnitName | None
    editions: tuple[ClusterEdition, ...]
    ties: tuple[str, ...] = ()  # why it was found, what it came from and became


def units_list(user: User, year: int, words: str = "") -> List[UnitRow]:
    """Units under every name they ever bore, with the groups of that year the reader may see;
    those that came before and after the ones with these words in their name, too."""
    line = NamedUnits(words)
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
        rows=partial(unit_rows, user=user, year=year, line=line),
        cells=lambda row: (
            row.name.full_name,
            row.kind,
            row.parent.short_name if row.parent else None,
            "; ".join(edition.name for edition in row.editions) or None,
        ),
        filters=(Filter("loai", "Loại", UnitKind.choices(), _of_kind),),
        search=lambda units, _: units.filter(line.among("pk")),
        search_label="Tên đơn vị",
        placeholder="Ví dụ: luc ngan",
    )


def _of_kind(units: QuerySet[Unit], kind: str) -> QuerySet[Unit]:
    return units.filter(kind=kind)


def unit_rows(units: Sequence[Unit], *, user: User, year: int, line: NamedUnits) -> list[UnitRow]:
    """Names, units above and the groups of that year the reader may see: few queries for any."""
    keys = [unit.pk for unit in units]
    above = parents_on(keys, today())
    names = names_on([*keys, *above.values()], today())
    editions, ties = _editions_of(keys, user, year), ties_of(keys)
    return [
        UnitRow(
            unit_id=unit.pk,
            name=names[unit.pk],
            kind=UnitKind(unit.kind).label,
            parent=names.get(above.get(unit.pk, 0)),
            editions=tuple(editions.get(unit.pk, ())),
            ties=tuple(
                filter(
                    None,
                    (line.why(names[unit.pk]), *(tie.words for tie in ties.get(unit.pk, ()))),
                )
            ),
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
