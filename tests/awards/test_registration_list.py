"""A group's registrations as a list: found, narrowed, sorted, taken away as a workbook."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from awards.actions import add_title, register_title, withdraw_registration
from awards.enums import TitleKind
from awards.models import TitleRegistration
from clusters.enums import GroupRole
from organizations.actions import name_person, rename_unit
from organizations.rules import NameFacts
from tests.conferences.meeting import Group, group
from tests.people import browser_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def cluster(db: None) -> Group:
    """A flag for Yên Thế, given up, and Tân Yên; a badge for a person of Sơn Động."""
    made = group()
    flag = add_title(name="Cờ thi đua", kind=TitleKind.TITLE, by=made.by)
    badge = add_title(name="Bằng khen", kind=TitleKind.FORM, by=made.by)
    for place in ("Yên Thế", "Tân Yên"):
        register_title(edition=made.edition, unit=made.units[place], title=flag, by=made.by)
    unit = made.units["Sơn Động"]
    who = name_person(full_name="Nguyễn Văn An", unit=unit, by=made.by)
    register_title(edition=made.edition, unit=unit, title=badge, person=who, by=made.by)
    given_up = TitleRegistration.objects.get(unit=made.units["Yên Thế"])
    day = date(2024, 6, 30)
    withdraw_registration(registration=given_up, on=day, reason="Sáp nhập", by=made.by)
    return made


def address(cluster: Group) -> str:
    return reverse("awards:registrations", args=[cluster.edition.pk])


def listed(cluster: Group, by=None, **asked: str) -> list[str]:
    """“title, who” of each row, in order."""
    answer = browser_of(by or cluster.office).get(address(cluster), asked)
    rows = answer.context["listing"].rows
    return [f"{row.title}, {row.person or row.name.short_name}" for row in rows]


YEN_THE, TAN_YEN = "Cờ thi đua, VKSND huyện Yên Thế", "Cờ thi đua, VKSND huyện Tân Yên"
AN = "Bằng khen, Nguyễn Văn An"


def test_it_stands_by_title_and_unit_in_vietnamese_order(cluster: Group):
    assert listed(cluster) == [AN, TAN_YEN, YEN_THE]
    assert listed(cluster, xep="-danh-hieu") == [TAN_YEN, YEN_THE, AN]


def test_a_unit_stands_where_its_name_of_the_year_does(cluster: Group):
    new = NameFacts("Viện kiểm sát nhân dân huyện A", "VKSND huyện A", valid_from=date(2025, 7, 1))
    rename_unit(unit=cluster.units["Yên Thế"], facts=new, by=cluster.by)
    assert listed(cluster) == [AN, TAN_YEN, YEN_THE]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "co thi"}, [TAN_YEN, YEN_THE]),
        ({"q": "yen the"}, [YEN_THE]),
        ({"q": "van an"}, [AN]),
        ({"nguoi": "ca-nhan"}, [AN]),
        ({"nguoi": "tap-the"}, [TAN_YEN, YEN_THE]),
        ({"tinh-trang": "rut"}, [YEN_THE]),
        ({"tinh-trang": "dang"}, [AN, TAN_YEN]),
    ],
)
def test_it_is_searched_and_narrowed(cluster: Group, asked: dict[str, str], found: list[str]):
    assert listed(cluster, **asked) == found


def test_the_workbook_tells_when_and_why_somebody_gave_up(cluster: Group):
    answer = browser_of(cluster.office).get(address(cluster), {"xuat": "xlsx", "q": "yen the"})
    sheet = load_workbook(BytesIO(answer.content)).active
    [row] = [row for row in sheet.iter_rows(values_only=True) if row[0] == "Cờ thi đua"]
    assert row[1:3] == ("VKSND huyện Yên Thế", "Đã rút")
    assert (row[4].date(), row[5]) == (date(2024, 6, 30), "Sáp nhập")


def test_what_may_be_done_with_a_row_stays_beside_it(cluster: Group):
    standing = TitleRegistration.objects.get(unit=cluster.units["Tân Yên"])
    links = {
        name: reverse(f"awards:registration-{name}", args=[standing.pk])
        for name in ("withdraw", "delete")
    }
    log = reverse("portal:log-of", args=["dang-ky", standing.pk])
    office = browser_of(cluster.office).get(address(cluster)).content.decode()
    assert all(link in office for link in (*links.values(), log))
    member = browser_of(cluster.clerk("Tân Yên")).get(address(cluster)).content.decode()
    assert links["withdraw"] in member
    assert links["delete"] not in member
    assert log not in member


def test_whoever_leads_the_group_is_not_led_to_a_log_he_may_not_read(cluster: Group):
    cluster.lead(GroupRole.HEAD, "Tân Yên")
    page = browser_of(cluster.clerk("Tân Yên")).get(address(cluster)).content.decode()
    assert "Xóa vì nhập nhầm" in page
    assert "/nhat-ky/dang-ky/" not in page


def test_titles_and_awards_lead_to_their_log(cluster: Group):
    title = TitleRegistration.objects.first().title
    log = reverse("portal:log-of", args=["danh-hieu", title.pk])
    browser = browser_of(cluster.office)
    assert log in browser.get(reverse("awards:titles")).content.decode()
    assert log in browser.get(reverse("awards:title-edit", args=[title.pk])).content.decode()
    assert browser.get(log).status_code == 200
    award = cluster.units["Tân Yên"].awards.create(title=title)
    edit_url = reverse("awards:award-edit", args=[award.pk])
    edit = browser_of(cluster.by).get(edit_url).content.decode()
    assert reverse("portal:log-of", args=["khen-thuong", award.pk]) in edit
