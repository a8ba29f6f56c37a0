"""A unit's first and last day, typed into its form: nothing is left standing outside them."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from audit.models import Event
from clusters.actions import (
    EditionFacts,
    SeatFacts,
    YearFacts,
    join_group,
    open_edition,
    open_year,
    take_the_lead,
)
from clusters.enums import GroupRole
from organizations.actions import CannotAppoint, appoint
from organizations.actions.whole import Amended, CannotTakeOver, amend_units
from organizations.models import Unit, UnitEvent, UnitEventPart, UnitName, UnitParent
from organizations.queries.whole import whole_units
from organizations.rules import PostFacts
from tests.clusters.province import Province, province
from tests.organizations.register import someone
from tests.organizations.test_views import told, url
from tests.people import browser_of
from tests.typing_in import send

pytestmark = pytest.mark.django_db
B = "VKSND huyện B"
BEFORE, JUNE, AFTER = "01/01/2024", "01/06/2024", "01/01/2025"
OUTSIDE = "Nằm ngoài thời gian tồn tại của đơn vị"


@pytest.fixture
def made(db: None) -> Province:
    return province("VKSND tỉnh A", B)


def typed(made: Province, **days: str) -> Any:
    return send(browser_of(made.by), url("unit-edit", made.units[B]), days)


def in_a_cluster_of_2024(made: Province) -> None:
    year = open_year(owner=made.owner, facts=YearFacts(2024), by=made.by)
    facts = EditionFacts(kind="cluster", number="1", name="Cụm thi đua số 1")
    edition = open_edition(year=year, facts=facts, by=made.by)
    join_group(edition=edition, unit=made.units[B], by=made.by)
    take_the_lead(edition=edition, seat=SeatFacts(GroupRole.HEAD, made.units[B]), by=made.by)


def a_post_in_june(made: Province) -> None:
    days = {"valid_from": date(2024, 6, 1), "valid_to": date(2024, 7, 1)}
    person = someone("Lê Văn Bảy", None, made.by)
    appoint(person=person, facts=PostFacts(made.units[B].pk, "Kế toán", **days), by=made.by)


def a_name_in_june(made: Province) -> None:
    days = {"valid_from": date(2024, 6, 1), "valid_to": date(2024, 7, 1)}
    UnitName.objects.filter(unit=made.units[B]).update(**days)


def a_place_in_june(made: Province) -> None:
    days = {"valid_from": date(2024, 6, 1), "valid_to": date(2024, 7, 1)}
    UnitParent.objects.filter(unit=made.units[B]).update(**days)


def a_unit_below_in_june(made: Province) -> None:
    below = Unit.objects.create(kind="department")
    days = {"valid_from": date(2024, 6, 1), "valid_to": date(2024, 7, 1)}
    UnitParent.objects.create(unit=below, parent=made.units[B], **days)


def an_event_in_june(made: Province) -> None:
    event = UnitEvent.objects.create(kind="transfer", on=date(2024, 6, 1))
    UnitEvent.objects.update(state="in_force", carried_out_at="2024-06-01T00:00Z")
    UnitEventPart.objects.create(event=event, side="before", position=0, unit=made.units[B])


STANDING = [
    (in_a_cluster_of_2024, "tư cách thành viên: VKSND huyện B, Cụm thi đua số 1 năm 2024"),
    (in_a_cluster_of_2024, "vai trò trưởng, phó: VKSND huyện B, Cụm trưởng"),
    (a_post_in_june, "chức vụ: Kế toán: Lê Văn Bảy, VKSND huyện B"),
    (a_name_in_june, "tên đơn vị: VKSND huyện B"),
    (a_place_in_june, "cấp trên của đơn vị: VKSND huyện B thuộc VKSND tỉnh A"),
    (a_unit_below_in_june, "cấp trên của đơn vị: Đơn vị"),
    (an_event_in_june, "đơn vị trong biến động: Điều chuyển địa bàn từ ngày 01/06/2024"),
]


@pytest.mark.parametrize(("stand", "named"), STANDING)
@pytest.mark.parametrize(
    ("field", "label", "day"),
    [
        ("exists_to", "Kết thúc từ ngày", BEFORE),
        ("exists_from", "Thành lập từ ngày", AFTER),
    ],
)
def test_a_day_that_leaves_something_outside_is_refused_beside_it(
    made: Province, field: str, label: str, day: str, stand: Any, named: str
) -> None:
    stand(made)
    answer = typed(made, **{field: day})
    assert answer.status_code == 422
    (said,) = answer.context["form"].errors[field]
    assert said.startswith(OUTSIDE)
    assert named in said
    assert f"{label}: {OUTSIDE}" in told(answer)
    assert not Event.objects.filter(name="unit.corrected").exists()


def test_a_post_that_ended_before_the_unit_began_is_not_entered(made: Province) -> None:
    assert typed(made, exists_from=AFTER).status_code == 302
    with pytest.raises(CannotAppoint, match="Đơn vị chỉ có từ ngày 01/01/2025"):
        a_post_in_june(made)


def days_of(table: Any, made: Province) -> list[tuple[date | None, date | None]]:
    rows = table.objects.filter(unit=made.units[B]).order_by("pk")
    return list(rows.values_list("valid_from", "valid_to"))


def test_a_place_is_not_given_to_a_unit_that_has_ended(made: Province) -> None:
    above = Unit.objects.create(kind="province")
    UnitName.objects.create(unit=above, full_name="VKSND tỉnh C", short_name="VKSND tỉnh C")
    assert typed(made, exists_to=JUNE).status_code == 302
    page, browser = url("unit-parent-new", made.units[B]), browser_of(made.by)
    answer = send(browser, page, {"parent_id": "VKSND tỉnh C", "valid_from": JUNE})
    assert answer.context["form"].errors["valid_from"] == ["Đơn vị đã kết thúc từ ngày 01/06/2024."]
    assert days_of(UnitParent, made) == [(None, None)]


def test_a_name_is_not_moved_before_its_unit_began(made: Province) -> None:
    assert typed(made, exists_from=JUNE).status_code == 302
    page = url("unit-name-edit", made.units[B].names.get())
    answer = send(browser_of(made.by), page, {"valid_to": JUNE})
    assert answer.context["form"].errors["valid_to"] == ["Đơn vị chỉ có từ ngày 01/06/2024."]
    assert days_of(UnitName, made) == [(None, None)]


def test_what_has_a_day_within_stands(made: Province) -> None:
    in_a_cluster_of_2024(made)
    a_post_in_june(made)
    assert typed(made, exists_from=JUNE, exists_to="01/07/2024").status_code == 302


def test_what_was_outside_already_is_no_reason_to_keep_the_rest_as_it_is(made: Province) -> None:
    assert typed(made, exists_to=BEFORE).status_code == 302
    a_place_in_june(made)
    assert typed(made, note="Ghi lại").status_code == 302
    assert typed(made, exists_to="01/02/2024").status_code == 302
    assert typed(made, exists_to="").status_code == 302


def test_a_workbook_leaves_nothing_outside_either(made: Province) -> None:
    in_a_cluster_of_2024(made)
    key = made.units[B].pk
    stored = whole_units([key])[key]
    later = Amended(key, stored, replace(stored, exists_from=date(2025, 1, 1)))
    with pytest.raises(CannotTakeOver, match="Cụm thi đua số 1 năm 2024"):
        amend_units(amended=[later], by=made.by)
    assert whole_units([key])[key] == stored
