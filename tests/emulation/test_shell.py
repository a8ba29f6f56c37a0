"""The frame around every page: year, who, where."""

import pytest

from accounts.models import User
from clusters.models import ClusterEdition
from emulation.shell import Shell
from tests.people import browser_of

pytestmark = pytest.mark.django_db


def frame(username: str, address: str) -> Shell:
    """The shell a page was drawn with."""
    return browser_of(User.objects.get(username=username)).get(address).context["shell"]


def current(shell: Shell) -> list[str]:
    return [item.label for section in shell.nav for item in section.items if item.is_current]


def test_the_frame_says_who_is_signed_in_and_for_which_unit(demo):
    shell = frame("vanphong", "/")
    assert (shell.user_label, shell.unit_label) == (
        User.objects.get(username="vanphong").full_name,
        "VKSND tỉnh Bắc Giang",
    )


def test_an_administrator_works_for_no_unit(demo):
    assert frame("quantri", "/").unit_label == "Quản trị"


def test_the_newest_year_that_has_begun_is_shown(demo):
    shell = frame("quantri", "/")
    assert (shell.year, shell.years, shell.is_past_year) == (2024, [2024, 2023], False)


def test_a_past_year_looks_different_and_stays_in_the_links(demo):
    shell = frame("quantri", "/cum-khoi/?nam=2023")
    assert (shell.year, shell.is_past_year) == (2023, True)
    links = {item.label: item.url for section in shell.nav for item in section.items}
    assert links["Hội nghị"] == "/hoi-nghi/?nam=2023"
    assert links["Đơn vị"] == "/don-vi/"


def test_the_page_of_a_thing_shows_the_year_of_the_thing(demo):
    old = ClusterEdition.objects.get(year__label_year=2023, number="8")
    assert frame("quantri", f"/cum-khoi/{old.pk}/").year == 2023


@pytest.mark.parametrize("odd", ["1999", "abc", "20234", "٢٠٢٤", ""])
def test_a_year_the_reader_does_not_see_is_not_shown(demo, odd):
    assert frame("vanphong", f"/?nam={odd}").year == 2024


@pytest.mark.parametrize(
    ("address", "section"),
    [
        ("/", "Trang chủ"),
        ("/nam/2024/", "Năm thi đua"),
        ("/giao-uoc/", "Giao ước"),
        ("/cham-diem/", "Chấm điểm"),
        ("/khen-thuong/", "Khen thưởng"),
        ("/don-vi/", "Đơn vị"),
    ],
)
def test_the_section_of_the_page_is_marked(demo, address, section):
    assert current(frame("quantri", address)) == [section]


def test_a_search_belongs_to_no_section(demo):
    assert current(frame("quantri", "/tim-kiem/?q=a")) == []


def test_a_reader_without_any_year_sees_this_one(stranger):
    shell = frame("nguoila", "/")
    assert (shell.year, shell.years, shell.unit_label) == (2024, [], "")
