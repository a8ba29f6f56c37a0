"""Lists cost the same for one row and for thirty, and a page of something nobody told of opens."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from awards.models import Award, Title
from clusters.actions import EditionFacts, YearFacts, join_group, lock_year, open_edition, open_year
from clusters.enums import GroupKind
from clusters.models import ClusterEdition, EmulationYear
from conferences.actions import call_conference
from conferences.rules import GeneralFacts, PurposeRow
from documents.actions import BasisFacts, register_basis
from organizations.actions import NameParts, found_unit, name_unit, plan_event
from organizations.enums import EventKind, UnitKind
from organizations.models import Unit
from organizations.rules import BeforeRow, EventFacts
from tests.people import browser_of
from tests.portal.walk import read_page
from tests.scoring.group import group as scored

pytestmark = pytest.mark.django_db
Grow = Callable[[User, int], None]


def a_unit(by: User, number: int, kind: UnitKind = UnitKind.PROVINCE) -> Unit:
    name = NameParts(full_name=f"Viện kiểm sát số {number}", short_name=f"VKS số {number}")
    return found_unit(kind=kind, name=name, by=by)


def a_group(by: User, number: int) -> ClusterEdition:
    """A group of an owner and a year of its own, with one member."""
    owner = a_unit(by, number)
    end = date(2024, 12, number % 28 + 1)
    year = open_year(owner=owner, facts=YearFacts(2024, period_end=end), by=by)
    facts = EditionFacts(kind=GroupKind.CLUSTER, name=f"Cụm {number}", number=str(number))
    group = open_edition(year=year, facts=facts, by=by)
    join_group(edition=group, unit=a_unit(by, 1000 + number, UnitKind.DISTRICT), by=by)
    return group


def a_conference(by: User, number: int) -> None:
    group = a_group(by, number)
    facts = GeneralFacts(
        title=f"Hội nghị {number}",
        purposes=(PurposeRow("mid_year", group.pk),),
        host_unit_id=group.memberships.get().unit_id,
    )
    call_conference(facts=facts, by=by)


def an_award(by: User, number: int) -> None:
    title, _ = Title.objects.get_or_create(kind="title", name="Cờ thi đua")
    Award.objects.create(unit=a_unit(by, number), title=title, title_year=2000 + number)


def a_basis(by: User, number: int) -> None:
    register_basis(facts=BasisFacts(kind="Chỉ thị", reference=f"{number}/CT"), by=by)


def an_event(by: User, number: int) -> None:
    ends = (BeforeRow(a_unit(by, number).pk),)
    plan_event(facts=EventFacts(EventKind.ABOLISH, date(2025, 7, 1), before=ends), by=by)


def a_scored_group(by: User, number: int) -> None:
    scored(1, by, name=f"Cụm {number}").open()


LISTS: list[tuple[str, Grow, int]] = [
    ("/don-vi/", a_unit, 11),
    ("/don-vi/bien-dong/", an_event, 8),
    ("/nam/", a_group, 8),
    ("/cum-khoi/", a_group, 12),
    ("/cham-diem/", a_scored_group, 12),
    ("/hoi-nghi/", a_conference, 10),
    ("/khen-thuong/", an_award, 10),
    ("/van-ban/", a_basis, 6),
    ("/van-ban/?muc=bao-cao", a_group, 7),
    ("/van-ban/?muc=bien-ban", a_conference, 9),
    ("/nhat-ky/", a_unit, 9),
    ("/", a_group, 19),
]


def queries(by: User, address: str) -> tuple[int, str]:
    browser = browser_of(by)
    with CaptureQueriesContext(connection) as asked:
        answer = browser.get(address)
    return len(asked), answer.content.decode()


@pytest.mark.parametrize(("address", "grow", "count"), LISTS, ids=[row[0] for row in LISTS])
def test_a_list_asks_as_often_for_one_row_as_for_twenty(administrator, address, grow, count):
    grow(administrator, 1)
    one, _ = queries(administrator, address)
    for number in range(2, 21):
        grow(administrator, number)
    twenty, page = queries(administrator, address)
    assert (one, twenty) == (count, count)
    assert page.count("<li>") + page.count("<tr>") > 20


def test_a_year_costs_no_more_with_twenty_owners(administrator):
    a_group(administrator, 1)
    alone, _ = queries(administrator, "/nam/2024/")
    for number in range(2, 21):
        a_group(administrator, number)
    listed, page = queries(administrator, "/nam/2024/")
    assert page.count("chu-quan-") >= 20
    first = EmulationYear.objects.order_by("pk")[0].owner_id
    one_in_full, page = queries(administrator, f"/nam/2024/?chu-quan={first}")
    assert "Cụm 1" in page
    assert max(alone, listed, one_in_full) <= 15


def opened(by: User, address: str) -> str:
    answer = browser_of(by).get(address)
    return read_page(address, answer.status_code, answer.content.decode()).text


def test_a_locked_year_is_marked(administrator):
    group = a_group(administrator, 1)
    lock_year(year=group.year, by=administrator)
    assert "đã khóa" in opened(administrator, "/nam/2024/")
    assert "đã khóa" in opened(administrator, "/nam/")


def test_a_year_tells_its_first_and_last_day(administrator):
    facts = YearFacts(2024, period_start=date(2023, 12, 1), period_end=date(2024, 12, 1))
    open_year(owner=a_unit(administrator, 1), facts=facts, by=administrator)
    page = opened(administrator, "/nam/2024/")
    assert "từ 01/12/2023 đến hết 30/11/2024" in page


def test_a_group_nobody_told_anything_of_opens_all_the_same(administrator):
    owner = a_unit(administrator, 1)
    year = open_year(owner=owner, facts=YearFacts(2024), by=administrator)
    facts = EditionFacts(kind=GroupKind.CLUSTER, name="Cụm mới")
    group = open_edition(year=year, facts=facts, by=administrator)
    page = opened(administrator, f"/cum-khoi/{group.pk}/")
    assert page.count("Chưa có thông tin") > 10
    assert "Số đơn vị: Chưa có thông tin, nêu tên 0" in page


def test_a_renamed_unit_shows_both_names_with_their_time(administrator):
    unit = Unit.objects.create(kind=UnitKind.DISTRICT)
    turn = date(2024, 7, 1)
    old = NameParts(full_name="Viện kiểm sát huyện Cũ", short_name="VKS huyện Cũ")
    new = NameParts(full_name="Viện kiểm sát thị xã Mới", short_name="VKS thị xã Mới")
    name_unit(unit=unit, name=old, valid_to=turn, by=administrator)
    name_unit(unit=unit, name=new, valid_from=turn, by=administrator)
    page = opened(administrator, f"/don-vi/{unit.pk}/")
    assert page.startswith("VKS thị xã Mới")
    assert "Đến trước ngày 01/07/2024" in page
    assert "Từ ngày 01/07/2024" in page
    assert "VKS thị xã Mới" in opened(administrator, "/don-vi/?q=huyen+cu")
