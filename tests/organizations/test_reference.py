"""The units every office needs: loaded once, beside a demo as in an empty database."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from organizations.enums import EventKind, UnitKind
from organizations.models import Unit, UnitEvent, UnitName
from organizations.queries import lineage_of, name_on, units_above
from tests.demo import load_demo
from tests.people import person

pytestmark = pytest.mark.django_db
JUNE, JULY = date(2025, 6, 30), date(2025, 7, 1)


def load(**options: str) -> str:
    out = StringIO()
    call_command("load_reference", stdout=out, **options)
    return out.getvalue()


def living(kind: UnitKind, on: date) -> list[Unit]:
    return [
        unit
        for unit in Unit.objects.filter(kind=kind)
        if (unit.exists_from is None or unit.exists_from <= on)
        and (unit.exists_to is None or on < unit.exists_to)
    ]


def test_63_provinces_become_34_and_the_second_load_finds_all_of_it(administrator: User) -> None:
    load()
    assert len(living(UnitKind.PROVINCE, JUNE)) == 63
    assert len(living(UnitKind.PROVINCE, JULY)) == 34
    assert len(living(UnitKind.HIGH, JUNE)) == 3
    assert living(UnitKind.HIGH, JULY) == []
    merged = UnitEvent.objects.filter(kind=EventKind.MERGE)
    assert merged.count() == 23
    assert sum(event.parts.filter(side="before").count() for event in merged) == 52
    units = Unit.objects.count()
    assert "0 mới, 0 thay đổi" in load()
    assert Unit.objects.count() == units


def test_the_new_bac_ninh_is_another_unit_than_the_old_one(administrator: User) -> None:
    load()
    names = UnitName.objects.filter(short_name="VKSND tỉnh Bắc Ninh").order_by("valid_from")
    assert len({name.unit_id for name in names}) == 2
    new = Unit.objects.get(exists_from=JULY, names__short_name="VKSND tỉnh Bắc Ninh")
    before = {name_on(node.unit_id, JUNE).short_name for node in lineage_of(new).units}
    assert {"VKSND tỉnh Bắc Ninh", "VKSND tỉnh Bắc Giang"} <= before


def test_hue_is_renamed_and_stays_the_same_unit(administrator: User) -> None:
    load()
    hue = UnitName.objects.get(short_name="VKSND thành phố Huế").unit
    assert name_on(hue, date(2024, 12, 31)).short_name == "VKSND tỉnh Thừa Thiên Huế"
    assert name_on(hue, date(2025, 1, 1)).short_name == "VKSND thành phố Huế"
    assert UnitEvent.objects.get(kind=EventKind.RENAME).on == date(2025, 1, 1)


def test_beside_the_demo_no_unit_is_there_twice() -> None:
    load_demo()
    known = set(UnitName.objects.values_list("full_name", flat=True))
    load()
    for name in known:
        units = UnitName.objects.filter(full_name=name, unit__exists_from__isnull=True)
        assert len(set(units.values_list("unit_id", flat=True))) == 1, name
    tuy_an = UnitName.objects.get(short_name="VKSND huyện Tuy An").unit
    assert name_on(units_above(tuy_an, JUNE)[0], JUNE).short_name == "VKSND tỉnh Phú Yên"
    assert "0 mới, 0 thay đổi" in load()


def test_somebody_must_stand_behind_it() -> None:
    person("canbo")
    with pytest.raises(CommandError, match="quản trị"):
        load()
    assert not Unit.objects.exists()
