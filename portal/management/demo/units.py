"""Units of the demo and their names."""

import re
from typing import Any

from accounts.models import User
from organizations.actions import NameParts, Provenance, found_unit, place_unit
from organizations.enums import UnitKind
from organizations.models import Unit
from portal.management.demo.files import facts

PROCURACY = "Viện kiểm sát nhân dân"


def load_units(by: User) -> dict[str, Unit]:
    """Every unit of the five cases, by its key in the file; a district's key is its locality."""
    tables = facts("units")
    units = {
        row["key"]: _procuracy(UnitKind(row["kind"]), row["locality"], by) for row in tables["unit"]
    }
    for row in tables["province"]:
        units |= _province(row, units["toi_cao"], by)
    for row in tables["department"]:
        units[row["key"]] = _department(row, units[row["parent"]], by)
    return units


def _procuracy(kind: UnitKind, locality: str, by: User, parent: Unit | None = None) -> Unit:
    place = re.sub("^(tỉnh|huyện|thị xã|thành phố|tối cao) ?", "", locality)
    name = NameParts(
        full_name=f"{PROCURACY} {locality}", short_name=f"VKSND {locality}", place_name=place
    )
    return found_unit(kind=kind, name=name, parent=parent, by=by)


def _province(row: dict[str, Any], supreme: Unit, by: User) -> dict[str, Unit]:
    province = _procuracy(UnitKind.PROVINCE, f"tỉnh {row['place']}", by, parent=supreme)
    units = {row["key"]: province}
    by_hand = Provenance(note=row.get("note", ""), added_by_hand=row.get("by_hand", False))
    for locality in row.get("districts", []):
        units[locality] = _procuracy(UnitKind.DISTRICT, locality, by)
        place_unit(unit=units[locality], parent=province, origin=by_hand, by=by)
    return units


def _department(row: dict[str, Any], parent: Unit, by: User) -> Unit:
    name = NameParts(
        full_name=row["full_name"],
        short_name=row.get("short_name", row["full_name"]),
        as_written=row["as_written"],
    )
    return found_unit(kind=UnitKind.DEPARTMENT, name=name, parent=parent, by=by)
