"""The first steps of a new office tick themselves off by what has been entered."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from clusters.actions import EditionFacts, YearFacts, join_group, open_edition, open_year
from clusters.enums import GroupKind
from organizations.actions import NameParts, found_unit
from organizations.enums import Role, UnitKind
from organizations.models import Unit
from portal.queries.first_steps import first_steps
from scoring.models import CriteriaSet
from tests.people import browser_of, person

pytestmark = pytest.mark.django_db


def a_unit(by: User, place: str, parent: Unit | None = None) -> Unit:
    name = NameParts(f"Viện kiểm sát nhân dân {place}", f"VKSND {place}")
    return found_unit(kind=UnitKind.PROVINCE, name=name, parent=parent, by=by)


def done(user: User) -> list[bool]:
    return [step.is_done for step in first_steps(User.objects.get(pk=user.pk)).steps]


def page(user: User, address: str = "/") -> str:
    return browser_of(user).get(address).content.decode()


def test_each_step_ticks_itself_off(administrator):
    assert done(administrator) == [False] * 6
    above = a_unit(administrator, "tối cao")
    own = a_unit(administrator, "tỉnh Lạng Sơn", above)
    assert done(administrator) == [True, False, False, False, False, False]
    district = a_unit(administrator, "huyện Chi Lăng", own)
    assert done(administrator)[:3] == [True, True, False]
    office = person("vanphong", Role.OFFICE, own)
    assert done(administrator)[2:4] == [True, False]
    year = open_year(owner=own, facts=YearFacts(2024), by=office)
    group = open_edition(
        year=year, facts=EditionFacts(kind=GroupKind.CLUSTER, name="Cụm số I"), by=office
    )
    assert done(administrator)[3:] == [True, False, False]
    join_group(edition=group, unit=district, by=office)
    CriteriaSet.objects.create(owner=own, name="Bảng tiêu chí")
    assert done(administrator) == [True] * 6
    assert "Xem lại các bước" in page(administrator)
    assert "Tiếp theo:" not in page(administrator)
    assert "6/6 bước đã xong" in page(administrator, "/khoi-dau/")


def test_home_names_the_next_step_to_those_who_keep_the_register(administrator, stranger):
    assert "Đơn vị của mình và cấp trên" in page(administrator)
    assert "Bắt đầu làm việc" not in page(stranger)
    assert browser_of(stranger).get("/khoi-dau/").status_code == 403


def test_each_sees_the_way_to_his_own_steps_and_who_does_the_others(administrator):
    office = person("vanphong", Role.OFFICE, a_unit(administrator, "tỉnh Lạng Sơn"))
    ours = [bool(step.url) for step in first_steps(office).steps]
    theirs = [bool(step.url) for step in first_steps(administrator).steps]
    assert ours == [True, True, False, True, True, True]
    assert theirs == [True, True, True, False, False, False]
    assert "Quản trị viên làm" in page(office, "/khoi-dau/")
    assert "Văn phòng của đơn vị tổ chức cụm, khối nhập" in page(administrator, "/khoi-dau/")


def test_an_administrator_may_take_the_office_too_until_he_has(administrator):
    unit = a_unit(administrator, "tỉnh Lạng Sơn")
    offer = "Tôi cũng làm Văn phòng của đơn vị"
    assert offer in page(administrator, "/khoi-dau/")
    both = person("cahai", Role.ADMINISTRATOR)
    both.grants.create(role=Role.OFFICE, unit=unit)
    assert offer not in page(both, "/khoi-dau/")


def test_all_steps_cost_one_question(administrator):
    first_steps(administrator)
    with CaptureQueriesContext(connection) as asked:
        first_steps(administrator)
    assert len(asked) == 1
