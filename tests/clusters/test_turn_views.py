"""The pages of the yearly turn: start, board without a script, what changes, setting up."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit.models import Event
from clusters.actions import lock_year, start_turn
from clusters.models import ClusterEdition, EmulationYear, YearTurn
from clusters.queries import kept_plan, turn_of
from core.pdf import PdfFailed
from organizations.enums import Role, UnitKind
from tests.clusters.province import SAVE, Province, province, said_wrong
from tests.clusters.turning import (
    ELEVEN,
    NEW,
    OLD,
    TEN,
    THIRTEEN,
    cum,
    keys,
    name,
    sector_of_2023,
    year_of,
)
from tests.people import browser_of, person
from tests.readers import pdf_text
from tests.typing_in import fields_of, resend, send

pytestmark = pytest.mark.django_db
PAGES = ("turn-new", "turn", "turn-check", "turn-drop", "turn-pdf")


@pytest.fixture
def sector(db: None) -> Province:
    return sector_of_2023()


@pytest.fixture
def year(sector: Province) -> EmulationYear:
    return year_of(sector)


@pytest.fixture
def begun(sector: Province, year: EmulationYear) -> EmulationYear:
    start_turn(year=year, last_year=OLD, by=sector.office)
    return year


def url(page: str, year: EmulationYear) -> str:
    return reverse(f"clusters:{page}", args=[year.pk])


def board(sector: Province, year: EmulationYear, typed: dict[str, Any], button: str = SAVE) -> Any:
    """Open the board, change something, press a button."""
    return send(sector.browser, url("turn", year), typed, button)


def text_of(page: Any) -> str:
    return " ".join(page.content.decode().replace("\u00a0", " ").split())


def words(units: tuple[int, ...]) -> str:
    return " ".join(map(str, units))


def kept(year: EmulationYear) -> dict[str, tuple[int, ...]]:
    plan = kept_plan(turn_of(year))
    return {each.name: each.units for each in plan.groups} | {"": plan.waiting}


# Who may


def test_the_turn_is_the_owners_office_alone(sector, begun):
    member = person("canbo", Role.CLERK, sector.units[name("Cà Mau")])
    leader = person("lanhdao", Role.LEADER, sector.owner)
    stranger = province("VKSND tỉnh X").office
    for page in PAGES:
        assert browser_of(stranger).get(url(page, begun)).status_code == 404
        assert browser_of(member).get(url(page, begun)).status_code in {403, 404}
        assert browser_of(leader).get(url(page, begun)).status_code == 403
        assert browser_of(sector.by).get(url(page, begun)).status_code == 403


def test_a_locked_year_opens_no_page_of_the_turn(sector, begun):
    lock_year(year=begun, by=sector.office)
    for page in PAGES:
        assert sector.browser.get(url(page, begun)).status_code == 403
        assert sector.browser.post(url(page, begun), {"save": "1"}).status_code in {403, 405}
    assert not ClusterEdition.objects.filter(year=begun).exists()


def test_pages_of_a_plan_that_is_not_there_lead_to_its_start(sector, year):
    for page in ("turn", "turn-check", "turn-pdf"):
        answer = sector.browser.get(url(page, year))
        assert answer.headers["Location"] == url("turn-new", year)


# The start


def test_the_start_offers_earlier_years_and_an_empty_board(sector, year):
    page = text_of(sector.browser.get(url("turn-new", year)))
    assert "Các cụm, khối của năm 2023" in page
    assert "Bảng trống" in page
    answer = send(sector.browser, url("turn-new", year), {"last_year": ""}, SAVE)
    assert answer.headers["Location"] == url("turn", year)
    assert kept_plan(turn_of(year)).groups == ()
    again = sector.browser.get(url("turn-new", year))
    assert again.headers["Location"] == url("turn", year)


@pytest.mark.parametrize("typed", [{"last_year": "1999"}, {"last_year": "x" * 10_000}, {}])
def test_a_year_that_is_not_offered_starts_nothing(sector, year, typed):
    answer = sector.browser.post(url("turn-new", year), typed | {"save": "1"})
    assert answer.status_code == 422
    assert not YearTurn.objects.exists()


def test_the_year_page_leads_to_the_turn(sector, year):
    page = sector.browser.get(reverse("portal:year", args=[NEW])).content.decode()
    assert url("turn-new", year) in page


# The board


def test_the_board_shows_every_unit_once(sector, begun):
    page = text_of(sector.browser.get(url("turn", begun)))
    for place in (*TEN, "Cà Mau", "Bến Tre"):
        assert page.count(f"<span>{name(place)}") == 1
    assert "Chưa xếp <span" in page
    assert "Còn 01 đơn vị chưa xếp" in page


def test_ticked_units_move_without_a_script_and_are_kept_when_saved(sector, begun):
    two = keys(sector, "Bến Tre", "Cà Mau")
    answer = board(sector, begun, {"pick": list(two), "to": "0"}, "move=1")
    assert answer.status_code == 200
    assert set(two).isdisjoint(kept(begun)["Cụm thi đua số 10"])
    assert resend(sector.browser, url("turn", begun), answer, {}, SAVE).status_code == 302
    assert set(two) <= set(kept(begun)["Cụm thi đua số 10"])
    assert set(two).isdisjoint(kept(begun)["Cụm thi đua số 11"])


def test_a_unit_goes_back_to_those_who_wait(sector, begun):
    (unit,) = keys(sector, "Cà Mau")
    moved = board(sector, begun, {"pick": str(unit), "to": ""}, "move=1")
    resend(sector.browser, url("turn", begun), moved, {}, SAVE)
    assert unit in kept(begun)[""]


def test_moving_what_is_not_on_the_board_or_to_nowhere_changes_nothing(sector, begun):
    before = fields_of(sector.browser.get(url("turn", begun)))
    for typed in ({"pick": "987654", "to": "0"}, {"pick": "x", "to": "77"}, {"to": "x"}):
        answer = board(sector, begun, typed, "move=1")
        assert answer.status_code == 200
        after = fields_of(answer)
        for key in ("waiting", "groups-0-units", "groups-1-units"):
            assert set(after[key].split()) == set(before[key].split())


def test_a_group_is_renumbered_and_another_added(sector, begun):
    grown = board(sector, begun, {"groups-0-number": "13", "groups-0-name": ""}, "add_groups=1")
    assert grown.status_code == 200
    typed = {
        "groups-2-kind": "bloc",
        "groups-2-name": "Khối các Vụ",
        "groups-2-stated_member_count": "9",
    }
    assert resend(sector.browser, url("turn", begun), grown, typed, SAVE).status_code == 302
    plan = kept_plan(turn_of(begun))
    assert [(each.name, each.number) for each in plan.groups] == [
        ("Cụm thi đua số 13", "13"),
        ("Cụm thi đua số 11", "11"),
        ("Khối các Vụ", ""),
    ]
    assert plan.groups[0].continues == cum("10").pk


def test_units_of_a_dropped_group_wait(sector, begun):
    assert board(sector, begun, {"groups-0-DELETE": "on"}).status_code == 302
    assert set(keys(sector, *TEN)) <= set(kept(begun)[""])
    assert "Cụm thi đua số 10" not in kept(begun)


def test_that_a_group_goes_on_is_only_what_a_person_left_said(sector, begun):
    page = text_of(sector.browser.get(url("turn", begun)))
    assert "Tiếp nối Cụm thi đua số 10 năm 2023</label>" in page
    board(sector, begun, {"groups-0-goes_on": ""})
    assert goes_on(begun) == [None, cum("11").pk]
    page = text_of(sector.browser.get(url("turn-check", begun)))
    assert "Chưa ghi. Bắt đầu từ Cụm thi đua số 10 năm 2023 (giữ 05/05 đơn vị)" in page
    assert (
        "<li>Cụm thi đua số 11 tiếp nối Cụm thi đua số 11 năm 2023 (giữ 06/06 đơn vị)</li>" in page
    )
    board(sector, begun, {"groups-0-goes_on": "on"})
    assert goes_on(begun) == [cum("10").pk, cum("11").pk]
    answer = board(sector, begun, {"groups-0-other": "Cụm thi đua số 99"})
    assert "Không có cụm, khối năm trước tên “Cụm thi đua số 99”" in said_wrong(answer)[0]
    answer = board(sector, begun, {"groups-0-other": "Cụm thi đua số 11"})
    assert "Hai cụm, khối cùng tiếp nối một cụm, khối năm trước." in said_wrong(answer)
    board(sector, begun, {"groups-0-other": "Cụm thi đua số 11", "groups-1-goes_on": ""})
    assert goes_on(begun) == [cum("11").pk, None]


def test_a_mark_nobody_set_goes_with_the_members_and_is_set_again_by_hand(sector, begun):
    moved_away = words(keys(sector, "Trà Vinh", "Cà Mau"))
    rest = words(keys(sector, *TEN[1:], *ELEVEN[1:]))
    typed = {"groups-0-units": moved_away, "groups-1-units": "", "waiting": rest}
    board(sector, begun, typed)
    assert goes_on(begun) == [None, None]
    assert "Không cụm, khối nào ghi tiếp nối năm trước." in text_of(
        sector.browser.get(url("turn-check", begun))
    )
    board(sector, begun, {"groups-0-goes_on": "on"})
    assert goes_on(begun) == [cum("10").pk, None]
    board(sector, begun, {"groups-0-number": "12", "groups-0-name": ""})
    assert goes_on(begun) == [cum("10").pk, None]


def test_a_group_without_an_earlier_one_has_no_mark(sector, begun):
    board(sector, begun, {"groups-0-came_from": "", "groups-0-goes_on": "on"})
    assert goes_on(begun) == [None, cum("11").pk]
    page = text_of(sector.browser.get(url("turn", begun)))
    assert "Tiếp nối Cụm thi đua số 10 năm 2023</label>" not in page


def goes_on(year: EmulationYear) -> list[int | None]:
    return [each.continues for each in kept_plan(turn_of(year)).groups]


FAR = "VKSND huyện Xa"


def test_a_unit_from_elsewhere_is_taken_by_name(sector, begun):
    unit = province("VKSND tỉnh X", FAR).units[FAR].pk
    wrong = board(sector, begun, {"another": "Không có thật"}, "take=1")
    assert "Không có đơn vị tên “Không có thật”" in text_of(wrong)
    taken = board(sector, begun, {"another": FAR}, "take=1")
    assert fields_of(taken)["waiting"].split().count(str(unit)) == 1
    assert resend(sector.browser, url("turn", begun), taken, {}, SAVE).status_code == 302
    assert unit in kept(begun)[""]


def test_a_name_typed_and_not_yet_taken_is_saved_along(sector, begun):
    unit = province("VKSND tỉnh X", FAR).units[FAR].pk
    assert board(sector, begun, {"another": FAR}).status_code == 302
    assert unit in kept(begun)[""]
    assert board(sector, begun, {"another": "Không có thật"}).status_code == 422


def test_what_was_typed_stays_when_it_is_refused(sector, begun):
    long = "Tên " * 2_500
    answer = board(sector, begun, {"groups-0-name": long, "groups-1-number": "12"})
    assert answer.status_code == 422
    assert "tối đa 300" in text_of(answer)
    shown = fields_of(answer)
    assert shown["groups-0-name"].split() == long.split()
    assert shown["groups-1-number"] == "12"
    twice = board(sector, begun, {"groups-0-number": "11"})
    assert "Năm này đã có cụm, khối mang số đó." in " ".join(said_wrong(twice))


@pytest.mark.parametrize(
    "wrong", ["x", "-1", "1 2 ba", "9" * 400, "<b>1</b>", words(tuple(range(90_000)))]
)
def test_damaged_keys_are_refused_and_nothing_is_kept(sector, begun, wrong):
    before = kept(begun)
    answer = board(sector, begun, {"groups-0-units": wrong})
    assert answer.status_code == 422
    assert kept(begun) == before


def test_units_nobody_knows_are_refused_on_the_page(sector, begun):
    answer = board(sector, begun, {"groups-0-units": "987654321"})
    assert answer.status_code == 422
    assert "không còn trong danh mục" in text_of(answer)


def test_the_second_to_save_sees_both_versions(sector, begun):
    page = sector.browser.get(url("turn", begun))
    first = {"groups-0-name": "Cụm của người thứ nhất"}
    second = {"groups-0-name": "Cụm của người thứ hai"}
    assert resend(sector.browser, url("turn", begun), page, first, SAVE).status_code == 302
    answer = resend(sector.browser, url("turn", begun), page, second, SAVE)
    assert answer.status_code == 409
    for said in (*first.values(), *second.values()):
        assert said in text_of(answer)
    assert resend(sector.browser, url("turn", begun), answer, {}, SAVE).status_code == 302
    assert "Cụm của người thứ hai" in kept(begun)


def test_groups_that_stand_are_shown_and_not_changed(sector, year):
    made = sector.set_up(year, number="5")
    sector.compose(made, name("Cà Mau"))
    start_turn(year=year, last_year=OLD, by=sector.office)
    page = text_of(sector.browser.get(url("turn", year)))
    assert "Đã lập, không đổi ở đây" in page
    assert reverse("clusters:composition", args=[made.pk]) in page
    taken = words(keys(sector, "Cà Mau"))
    answer = board(sector, year, {"groups-0-units": taken})
    assert "VKSND tỉnh Cà Mau đã thuộc Cụm thi đua số 5 năm này." in said_wrong(answer)


# What changes, and setting it up


def thirteen(sector: Province, year: EmulationYear) -> None:
    units = words(keys(sector, *THIRTEEN))
    typed = {"groups-0-number": "13", "groups-0-name": "", "groups-0-units": units}
    rest = {"groups-1-DELETE": "on", "groups-1-units": "", "waiting": ""}
    answer = board(sector, year, typed | rest, "save=next")
    assert answer.headers["Location"] == url("turn-check", year)
    board(sector, year, {"groups-0-goes_on": "on"})


def test_what_changes_is_shown_and_printed(sector, begun):
    thirteen(sector, begun)
    page = text_of(sector.browser.get(url("turn-check", begun)))
    answer = sector.browser.get(url("turn-pdf", begun))
    paper = " ".join(pdf_text(answer.content).split())
    for said in (
        "10 → 13",
        "VKSND tỉnh Bạc Liêu (từ Cụm thi đua số 11)",
        "VKSND tỉnh Đồng Tháp (Cụm thi đua số 10 năm 2023)",
        "Cụm trưởng: cần bầu hoặc chọn",
    ):
        assert said in page
        assert said in paper
    assert "PHƯƠNG ÁN Chia cụm, khối thi đua năm 2024" in paper
    assert "DỰ THẢO" in paper
    assert "Khách mời chia tay: VKSND tỉnh Đồng Tháp" in paper
    assert "CHIA TAY CỤM THI ĐUA SỐ 11 NĂM 2023" in paper
    assert Event.objects.get(name="paper.downloaded").after == {
        "file": "phuong-an-chia-cum-khoi-thi-dua-nam-2024.pdf"
    }


def test_a_plan_that_cannot_be_drawn_says_so(sector, begun, monkeypatch):
    def fail(_content: object) -> bytes:
        raise PdfFailed("too long")

    monkeypatch.setattr("clusters.views.papers.turn_pdf", fail)
    answer = sector.browser.get(url("turn-pdf", begun), follow=True)
    assert "Chưa tạo được tệp PDF" in answer.content.decode()


def test_everything_is_set_up_by_one_button_and_a_second_press_does_nothing(sector, begun):
    thirteen(sector, begun)
    browser = sector.browser
    page = browser.get(url("turn-check", begun))
    answer = resend(browser, url("turn-check", begun), page, {}, SAVE)
    assert answer.headers["Location"].startswith(reverse("portal:year", args=[NEW]))
    said = text_of(browser.get(answer.headers["Location"]))
    assert "Đã lập 01 cụm, khối thi đua năm 2024." in said
    again = resend(browser, url("turn-check", begun), page, {}, SAVE)
    assert again.headers["Location"].startswith(reverse("portal:year", args=[NEW]))
    assert "Phương án không còn nữa" in text_of(browser.get(again.headers["Location"]))
    (made,) = ClusterEdition.objects.filter(year=begun)
    assert made.memberships.count() == 6
    year_page = text_of(sector.browser.get(reverse("portal:year", args=[NEW])))
    assert url("year-list-pdf", begun) in year_page
    assert url("year-list-xlsx", begun) in year_page


def test_a_plan_changed_meanwhile_is_shown_again_and_not_set_up(sector, begun):
    page = sector.browser.get(url("turn-check", begun))
    board(sector, begun, {"groups-0-number": "14", "groups-0-name": ""})
    answer = resend(sector.browser, url("turn-check", begun), page, {}, SAVE)
    assert answer.status_code == 409
    assert "vừa được người khác sửa" in text_of(answer)
    assert "10 → 14" in text_of(answer)
    assert not ClusterEdition.objects.filter(year=begun).exists()


def test_what_stands_in_the_way_is_said_instead_of_the_button(sector, begun):
    page = sector.browser.get(url("turn-check", begun))
    made = sector.set_up(begun, number="10")
    shown = text_of(sector.browser.get(url("turn-check", begun)))
    assert "Chưa lập được" in shown
    assert "Lập tất cả" not in shown
    answer = resend(sector.browser, url("turn-check", begun), page, {}, SAVE)
    assert answer.status_code == 422
    assert list(ClusterEdition.objects.filter(year=begun)) == [made]


def test_an_empty_plan_has_nothing_to_set_up(sector, year):
    start_turn(year=year, last_year=None, by=sector.office)
    assert "Chưa có cụm, khối nào" in text_of(sector.browser.get(url("turn-check", year)))


def test_a_plan_is_given_up_on_its_own_page(sector, begun):
    assert sector.browser.get(url("turn-drop", begun)).status_code == 200
    assert sector.browser.post(url("turn-drop", begun)).status_code == 302
    assert not YearTurn.objects.exists()


# Size


@pytest.mark.parametrize("groups", [1, 30])
def test_the_board_asks_as_much_for_one_group_as_for_thirty(sector, year, groups):
    last = year_of(sector, OLD)
    sector.found(*(f"VKSND Vùng {n}" for n in range(groups)), kind=UnitKind.REGION)
    for number in range(groups):
        edition = ClusterEdition(
            year=last, kind="cluster", number=str(100 + number), name=f"Cụm {100 + number}"
        )
        edition.save()
        edition.memberships.create(unit=sector.units[f"VKSND Vùng {number}"])
    start_turn(year=year, last_year=OLD, by=sector.office)
    browser = sector.browser
    browser.get(url("turn", year))
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(url("turn", year)).status_code == 200
    assert len(asked) <= 15, [each["sql"][:120] for each in asked]
