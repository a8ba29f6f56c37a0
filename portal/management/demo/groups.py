"""Papers, years, groups, members and leaders of a case."""

from dataclasses import dataclass, field
from typing import Any

from accounts.models import User
from clusters.actions import (
    EditionFacts,
    SeatFacts,
    YearFacts,
    join_group,
    open_edition,
    open_year,
    rest_on,
    rest_year_on,
    take_the_lead,
)
from clusters.enums import GroupKind, GroupRole, HowChosen
from clusters.models import ClusterEdition, EmulationYear
from documents.actions import BasisFacts, register_basis
from documents.models import LegalBasis
from organizations.actions import Provenance, name_person
from organizations.models import Unit
from portal.management.demo.files import facts

Row = dict[str, Any]


@dataclass
class Shelf:
    """What one case has entered so far, by the keys of its file."""

    tables: Row
    units: dict[str, Unit]
    by: User
    bases: dict[str, LegalBasis] = field(default_factory=dict)
    years: dict[str, EmulationYear] = field(default_factory=dict)
    editions: dict[str, ClusterEdition] = field(default_factory=dict)

    @property
    def source(self) -> str:
        text: str = self.tables["source"]
        return text

    def origin(self, row: Row) -> Provenance:
        """The case's source with what this row adds to it."""
        return Provenance(
            source=self.source,
            as_written=row.get("as_written", ""),
            note=row.get("note", ""),
            added_by_hand=row.get("added_by_hand", False),
        )


def open_shelf(case: str, units: dict[str, Unit], by: User) -> Shelf:
    return Shelf(tables=facts(case), units=units, by=by)


def load_groups(shelf: Shelf) -> None:
    """Papers, years and editions with members and leaders."""
    for row in shelf.tables.get("basis", []):
        shelf.bases[row["key"]] = _basis(shelf, row)
    for row in shelf.tables["year"]:
        shelf.years[row["key"]] = _year(shelf, row)
    for row in shelf.tables["edition"]:
        shelf.editions[row["key"]] = _edition(shelf, row)


def _basis(shelf: Shelf, row: Row) -> LegalBasis:
    """A paper two cases speak of is one paper."""
    known = LegalBasis.objects.filter(
        reference=row.get("reference", ""), issued_on=row.get("issued_on")
    ).exclude(reference="")
    values = {key: value for key, value in row.items() if key != "key"}
    return known.first() or register_basis(
        facts=BasisFacts(source=shelf.source, **values), by=shelf.by
    )


def _year(shelf: Shelf, row: Row) -> EmulationYear:
    owner = shelf.units[row["owner"]]
    known = EmulationYear.objects.filter(owner=owner, label_year=row["label_year"]).first()
    if known is not None:
        return known
    said = YearFacts(row["label_year"], theme=row.get("theme", ""), motto=row.get("motto", ""))
    year = open_year(owner=owner, facts=said, origin=shelf.origin(row), by=shelf.by)
    for key in row.get("bases", []):
        rest_year_on(year=year, basis=shelf.bases[key], by=shelf.by)
    return year


def _edition(shelf: Shelf, row: Row) -> ClusterEdition:
    said = EditionFacts(
        kind=GroupKind(row["kind"]),
        name=row["name"],
        number=row.get("number", ""),
        stated_member_count=row.get("stated_member_count"),
        composition_note=row.get("composition_note", ""),
        is_list_incomplete=row.get("is_list_incomplete", False),
    )
    year = shelf.years[row["year"]]
    edition = open_edition(year=year, facts=said, origin=shelf.origin(row), by=shelf.by)
    for key in row.get("bases", []):
        rest_on(edition=edition, basis=shelf.bases[key], by=shelf.by)
    _join(shelf, edition, row)
    for seat in row.get("seats", []):
        _lead(shelf, edition, seat)
    return edition


def _join(shelf: Shelf, edition: ClusterEdition, row: Row) -> None:
    stated = Provenance(
        source=shelf.source,
        note=row.get("members_note", ""),
        added_by_hand=row.get("members_by_hand", False),
    )
    concluded = Provenance(
        source=shelf.source, note=row.get("concluded_note", ""), added_by_hand=True
    )
    for key in row["members"]:
        join_group(edition=edition, unit=shelf.units[key], origin=stated, by=shelf.by)
    for key in row.get("members_concluded", []):
        join_group(edition=edition, unit=shelf.units[key], origin=concluded, by=shelf.by)


def _lead(shelf: Shelf, edition: ClusterEdition, seat: Row) -> None:
    unit = shelf.units[seat["unit"]]
    person = None
    if "person" in seat:
        person = name_person(full_name=seat["person"], unit=unit, by=shelf.by)
    said = SeatFacts(
        role=GroupRole(seat["role"]),
        unit=unit,
        person=person,
        post=seat.get("post", ""),
        how=HowChosen(seat.get("how", "")),
        origin=shelf.origin(seat),
    )
    take_the_lead(edition=edition, seat=said, by=shelf.by)
