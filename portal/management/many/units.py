"""Invented units: one at the top, provinces, under each its regions and departments."""

from dataclasses import dataclass, field
from datetime import date

from organizations.enums import UnitKind
from organizations.models import Appointment, Person, Unit, UnitName, UnitParent
from portal.management.many.rows import written

PROVINCES = 34
RENAMED_EVERY, FAMILIES = 20, ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ")


@dataclass
class Province:
    """An owner of groups and what they are made of."""

    unit: Unit
    regions: list[Unit] = field(default_factory=list)
    departments: list[Unit] = field(default_factory=list)


@dataclass
class Register:
    """All units, by what they are for."""

    top: Unit
    provinces: list[Province]

    @property
    def below(self) -> list[Unit]:
        return [
            unit
            for province in self.provinces
            for unit in (*province.regions, *province.departments)
        ]


def load_units(count: int, renamed_on: date) -> Register:
    """As many units as asked, named, placed, each with somebody at its head."""
    top, *others = written(Unit(kind=kind, note="Dữ liệu để đo") for kind in _kinds(count))
    provinces = [Province(unit) for unit in others[:PROVINCES]]
    for place, unit in enumerate(others[PROVINCES:]):
        province = provinces[place % PROVINCES]
        is_region = unit.kind == UnitKind.REGION
        (province.regions if is_region else province.departments).append(unit)
    register = Register(top, provinces)
    _name(register, renamed_on)
    _place(register)
    _staff([top, *others])
    return register


def _kinds(count: int) -> list[str]:
    """Two regions for each department."""
    below = range(count - 1 - PROVINCES)
    kinds = [
        UnitKind.DEPARTMENT if place // PROVINCES % 3 == 2 else UnitKind.REGION for place in below
    ]
    return [UnitKind.SUPREME, *[UnitKind.PROVINCE] * PROVINCES, *kinds]


def _name(register: Register, renamed_on: date) -> None:
    names = [_called(register.top, "tối cao")]
    for number, province in enumerate(register.provinces, start=1):
        names.append(_called(province.unit, f"tỉnh Thử Nghiệm {number}"))
        for place, unit in enumerate(province.regions, start=1):
            names.append(_called(unit, f"khu vực {place} - Thử Nghiệm {number}"))
        for place, unit in enumerate(province.departments, start=1):
            label = f"Phòng {place} VKSND tỉnh Thử Nghiệm {number}"
            names.append(UnitName(unit=unit, full_name=label, short_name=label))
    for name in names[::RENAMED_EVERY]:
        name.valid_from = renamed_on
    earlier = [
        UnitName(
            unit=name.unit,
            full_name=f"{name.full_name} cũ",
            short_name=f"{name.short_name} cũ",
            valid_to=renamed_on,
        )
        for name in names[::RENAMED_EVERY]
    ]
    written([*names, *earlier])


def _called(unit: Unit, place: str) -> UnitName:
    return UnitName(
        unit=unit,
        full_name=f"Viện kiểm sát nhân dân {place}",
        short_name=f"VKSND {place}",
        place_name=place.partition(" ")[2],
    )


def _place(register: Register) -> None:
    links = [UnitParent(unit=each.unit, parent=register.top) for each in register.provinces]
    links += [
        UnitParent(unit=unit, parent=province.unit)
        for province in register.provinces
        for unit in (*province.regions, *province.departments)
    ]
    written(links)


def _staff(units: list[Unit]) -> None:
    people = written(
        Person(full_name=f"{FAMILIES[place % len(FAMILIES)]} Văn Thứ {place}", unit=unit)
        for place, unit in enumerate(units, start=1)
    )
    written(
        Appointment(
            person=person,
            unit=unit,
            post="Trưởng phòng" if unit.kind == UnitKind.DEPARTMENT else "Viện trưởng",
            is_exclusive=True,
        )
        for person, unit in zip(people, units, strict=True)
    )
