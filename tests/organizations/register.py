"""Lạng Sơn entered from nothing, as its clerks type it."""

from types import SimpleNamespace
from typing import Any

import pytest

from accounts.models import User
from organizations.actions import enter_person, enter_unit
from organizations.enums import Role, UnitKind
from organizations.models import Person, Unit
from organizations.rules import NewPersonFacts, NewUnitFacts
from tests.people import person

LONG_NAME = (
    "Phòng Thực hành quyền công tố, kiểm sát điều tra, kiểm sát xét xử sơ thẩm án hình sự về an"
    " ninh, ma túy, trật tự xã hội, kinh tế và chức vụ, tham nhũng"
)


def unit(name: str, parent: Unit | None, by: User, **more: Any) -> Unit:
    """A procuracy of that place, or a department under its whole name."""
    full = name if name.startswith(("Phòng", "Văn phòng")) else f"Viện kiểm sát nhân dân {name}"
    typed = {"kind": UnitKind.DISTRICT, "full_name": full, "short_name": f"VKSND {name}"} | more
    return enter_unit(facts=NewUnitFacts(parent_id=parent.pk if parent else None, **typed), by=by)


def someone(name: str, where: Unit | None, by: User, post: str = "") -> Person:
    facts = NewPersonFacts(full_name=name, unit_id=where.pk if where else None, post=post)
    return enter_person(facts=facts, by=by)


@pytest.fixture
def lang_son(administrator: User) -> SimpleNamespace:
    """The supreme procuracy, the province and its office, a district; another province beside."""
    supreme = unit("tối cao", None, administrator, kind=UnitKind.SUPREME)
    province = unit("tỉnh Lạng Sơn", supreme, administrator, kind=UnitKind.PROVINCE)
    office = person("vanphong", Role.OFFICE, province)
    return SimpleNamespace(
        supreme=supreme,
        province=province,
        office=office,
        district=unit("huyện Cao Lộc", province, office),
        elsewhere=unit("tỉnh Phú Yên", supreme, administrator, kind=UnitKind.PROVINCE),
        clerk=person("canbo", Role.CLERK, province),
        administrator=administrator,
    )
