"""What happens to units, as the office enters it: planned, looked at, carried out, taken back."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from audit.models import Event
from clusters.models import ReservedSeat
from core.days import vn_moment
from organizations.enums import EventKind, EventState
from organizations.models import Unit, UnitEvent, UnitName
from organizations.queries import name_on
from portal.forms.event_choices import CHOICES
from portal.forms.events import FORMS
from tests.people import browser_of
from tests.scenarios import World, world
from tests.typing_in import fields_of, resend, rows, send

pytestmark = pytest.mark.django_db

NEW = "/don-vi/bien-dong/moi/"
CHU = {
    "kind": "district",
    "full_name": "Viện kiểm sát nhân dân thị xã Chũ",
    "short_name": "VKSND thị xã Chũ",
    "parent_id": "VKSND tỉnh Bắc Giang",
}
SPLIT = {
    "before_id": "VKSND huyện Lục Ngạn",
    "fate": "goes-on",
    "on": "01/01/2025",
    "basis": "Nghị quyết 1191/NQ-UBTVQH15",
    **rows("after", CHU),
}
RENAME = {
    "before_id": "VKSND huyện Yên Thế",
    "on": "01/01/2025",
    "full_name": "Viện kiểm sát nhân dân thị xã Yên Thế",
    "short_name": "VKSND thị xã Yên Thế",
}


@pytest.fixture(scope="module")
def bac_giang(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Entered once; what a test does with it is undone after the test."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield world("bac_giang", until="groups")
        transaction.set_rollback(True)


@pytest.fixture
def office(bac_giang: World) -> Client:
    return browser_of(bac_giang.office("bac_giang"))


def told(answer: Any) -> str:
    return str(answer.content.decode()).replace("\u00a0", " ")


def planned(office: Client, slug: str = "doi-ten", **typed: Any) -> str:
    """The page of an event just planned."""
    answer = send(office, f"{NEW}{slug}/", typed or RENAME)
    assert answer.status_code == 302, told(answer)
    return str(answer.url)


def unit_named(name: str) -> Unit:
    return UnitName.objects.get(short_name=name).unit


# The form of each kind


def test_every_kind_has_its_card_and_its_form(office: Client) -> None:
    assert {choice.kind for choice in CHOICES} == set(FORMS) == set(EventKind)
    shown = told(office.get(NEW))
    for choice in CHOICES:
        assert choice.title in shown
        assert office.get(f"{NEW}{choice.slug}/").status_code == 200
    assert office.get(f"{NEW}khac/").status_code == 404


def test_a_form_asks_only_what_its_kind_needs(office: Client) -> None:
    abolish = fields_of(office.get(f"{NEW}giai-the/"))
    assert "after-TOTAL_FORMS" not in abolish
    assert "full_name" not in abolish
    rename = fields_of(office.get(f"{NEW}doi-ten/"))
    assert "parent_id" not in rename
    assert "before-TOTAL_FORMS" not in rename


@pytest.mark.parametrize(
    ("slug", "field"),
    [
        ("giai-the", "before-0-unit_id"),
        ("doi-ten", "before_id"),
        ("thanh-lap", "after-0-parent_id"),
    ],
)
def test_the_unit_one_comes_from_is_chosen(
    office: Client, bac_giang: World, slug: str, field: str
) -> None:
    unit = bac_giang.units["huyện Lục Ngạn"]
    shown = fields_of(office.get(f"{NEW}{slug}/?don-vi={unit.pk}"))
    assert shown[field] == "VKSND huyện Lục Ngạn"


def test_the_unit_page_leads_to_the_wizard(office: Client, bac_giang: World) -> None:
    unit = bac_giang.units["huyện Lục Ngạn"]
    assert f"{NEW}?don-vi={unit.pk}" in told(office.get(f"/don-vi/{unit.pk}/"))
    assert f"{NEW}chia-tach/?don-vi={unit.pk}" in told(office.get(f"{NEW}?don-vi={unit.pk}"))


@pytest.mark.parametrize(
    ("slug", "typed"),
    [
        ("thanh-lap", {"on": "01/01/2025", **rows("after", CHU)}),
        ("doi-ten", RENAME),
        (
            "hop-nhat",
            {
                "on": "01/07/2025",
                **rows(
                    "before",
                    {"unit_id": "VKSND huyện Tân Yên"},
                    {"unit_id": "VKSND huyện Yên Thế"},
                ),
                **CHU,
                "kind": "region",
                "full_name": "Viện kiểm sát nhân dân khu vực 2",
                "short_name": "VKSND khu vực 2 - Bắc Giang",
            },
        ),
        (
            "sap-nhap",
            {
                "on": "01/01/2025",
                "after_id": "VKSND huyện Tân Yên",
                **rows("before", {"unit_id": "VKSND huyện Yên Dũng"}),
            },
        ),
        ("chia-tach", SPLIT),
        (
            "dieu-chuyen",
            {
                "on": "01/01/2025",
                **rows("before", {"unit_id": "VKSND huyện Sơn Động"}),
                **rows("after", {"unit_id": "VKSND huyện Lục Ngạn"}),
            },
        ),
        ("giai-the", {"on": "01/07/2025", **rows("before", {"unit_id": "VKSND huyện Yên Thế"})}),
    ],
)
def test_every_kind_is_planned_shown_and_opened_again(
    office: Client, slug: str, typed: dict[str, Any]
) -> None:
    page = planned(office, slug, **typed)
    shown = told(office.get(page))
    assert "Từ ngày 01/0" in shown
    assert "Thực hiện" in shown
    again = fields_of(office.get(f"{page}sua/"))
    assert {name: again[name] for name in typed} == typed
    assert resend(office, f"{page}sua/", office.get(f"{page}sua/"), {}).status_code == 302
    assert UnitEvent.objects.get().state == EventState.PLANNED


def test_only_who_stands_above_moves_a_unit(office: Client, bac_giang: World) -> None:
    typed = {
        "on": "01/07/2025",
        "after_id": "VKSND huyện Tân Yên",
        **rows("before", {"unit_id": "VKSND tỉnh Bắc Giang"}),
    }
    refused = send(office, f"{NEW}doi-cap-tren/", typed)
    assert refused.status_code == 422
    assert "Chỉ văn phòng đơn vị cấp trên mới ghi được biến động" in told(refused)
    above = browser_of(bac_giang.administrator)
    typed |= {"after_id": "VKSND tối cao", **rows("before", {"unit_id": "VKSND huyện Yên Thế"})}
    page = planned(above, "doi-cap-tren", **typed)
    assert "chuyển sang trực thuộc VKSND tối cao" in told(above.get(page))


# What is wrong


def test_a_mistake_is_told_beside_its_field_and_nothing_is_lost(office: Client) -> None:
    typed = SPLIT | {"on": "31/02/2025", "fate": "", "after-0-short_name": ""}
    refused = send(office, f"{NEW}chia-tach/", typed)
    assert refused.status_code == 422
    shown = told(refused)
    assert "Không có ngày 31/02/2025" in shown
    assert "Chọn một mục" in shown
    kept = fields_of(refused)
    assert kept["after-0-full_name"] == CHU["full_name"]
    assert kept["basis"] == SPLIT["basis"]
    assert not UnitEvent.objects.exists()


def test_what_the_rules_refuse_stands_at_the_field_of_a_single_unit(office: Client) -> None:
    typed = RENAME | {
        "full_name": "Viện kiểm sát nhân dân huyện Tân Yên",
        "short_name": "VKSND huyện Tân Yên",
    }
    refused = send(office, f"{NEW}doi-ten/", typed)
    assert refused.status_code == 422
    form = refused.context["form"]
    assert "đã có đơn vị mang tên" in str(form.errors["full_name"])


def test_units_others_keep_are_not_offered(office: Client) -> None:
    refused = send(office, f"{NEW}doi-ten/", RENAME | {"before_id": "VKSND tỉnh Phú Yên"})
    assert refused.status_code == 422
    assert not UnitEvent.objects.exists()


def test_the_same_typed_twice_is_planned_once(office: Client) -> None:
    assert planned(office) == planned(office)
    assert UnitEvent.objects.count() == 1


# Looking at it and carrying it out


def seat_of_luc_ngan(bac_giang: World) -> ReservedSeat:
    return ReservedSeat.objects.create(
        owner=bac_giang.units["bac_giang"],
        label_year=2025,
        chosen_in=bac_giang.editions["cum_2"],
        role="deputy",
        unit=bac_giang.units["huyện Lục Ngạn"],
        as_written="từ ngày 01/01/2025 là thị xã Chũ",
    )


def test_nothing_is_done_while_an_answer_lacks(office: Client, bac_giang: World) -> None:
    seat = seat_of_luc_ngan(bac_giang)
    page = planned(office, "chia-tach", **SPLIT)
    shown = told(office.get(page))
    assert "VKSND thị xã Chũ được tách ra từ VKSND huyện Lục Ngạn" in shown
    assert "là thị xã Chũ" in shown
    assert "checked" not in shown
    refused = send(office, page, {})
    assert refused.status_code == 422
    assert "Cần một người quyết định" in told(refused)
    assert not UnitName.objects.filter(short_name="VKSND thị xã Chũ").exists()
    seat.refresh_from_db()
    assert seat.chosen_unit is None


def test_the_seat_follows_whom_a_person_says(office: Client, bac_giang: World) -> None:
    seat = seat_of_luc_ngan(bac_giang)
    page = planned(office, "chia-tach", **SPLIT)
    answer = send(office, page, {f"answers-seat-{seat.pk}": "after-0"})
    assert answer.url == page
    chu = unit_named("VKSND thị xã Chũ")
    seat.refresh_from_db()
    assert seat.unit == chu
    shown = told(office.get(page))
    assert "Đã thực hiện" in shown
    assert "Những gì đã thay đổi" in shown
    assert "VKSND thị xã Chũ" in shown


def test_a_second_click_does_it_once(office: Client) -> None:
    page = planned(office)
    opened = office.get(page)
    assert [resend(office, page, opened, {}).status_code for _ in range(3)] == [302] * 3
    assert Event.objects.filter(name="unit_event.carried_out").count() == 1
    unit = unit_named("VKSND huyện Yên Thế")
    assert unit.names.count() == 2


def test_a_second_click_is_told_who_did_it_and_when(office: Client) -> None:
    page = planned(office)
    opened = office.get(page)
    resend(office, page, opened, {})
    office.get(page)  # where the first click is told that it was done
    for typed in ({}, {"back": "1"}):
        assert resend(office, page, opened, typed).url == page
        assert done_already() in told(office.get(page))


def done_already() -> str:
    at = vn_moment(UnitEvent.objects.get().carried_out_at)
    by = Event.objects.get(name="unit_event.carried_out").actor_label
    return f"Biến động đã được {by} thực hiện lúc {at}."


def test_what_changed_meanwhile_is_shown_before_anything_is_done(
    office: Client, bac_giang: World
) -> None:
    page = planned(office, "chia-tach", **SPLIT)
    opened = office.get(page)
    seat = seat_of_luc_ngan(bac_giang)
    answer = {f"answers-seat-{seat.pk}": "after-0"}
    met = resend(office, page, opened, answer)
    assert met.status_code == 409
    assert "Dữ liệu vừa thay đổi" in told(met)
    assert fields_of(met)[f"answers-seat-{seat.pk}"] == "after-0"
    assert UnitEvent.objects.get().state == EventState.PLANNED
    assert resend(office, page, met, {}).status_code == 302
    assert UnitEvent.objects.get().state == EventState.IN_FORCE


def test_two_who_correct_one_plan_meet_each_other(office: Client) -> None:
    page = planned(office)
    opened = office.get(f"{page}sua/")
    send(office, f"{page}sua/", {"basis": "Nghị quyết thứ nhất"})
    met = resend(office, f"{page}sua/", opened, {"basis": "Nghị quyết thứ hai"})
    assert met.status_code == 409
    assert "Nghị quyết thứ nhất" in told(met)
    assert fields_of(met)["basis"] == "Nghị quyết thứ hai"


def test_a_plan_is_dropped_and_nothing_happened(office: Client) -> None:
    page = planned(office)
    assert "mang tên VKSND thị xã Yên Thế" in told(office.get(f"{page}bo/"))
    assert office.post(f"{page}bo/").url == "/don-vi/bien-dong/"
    assert not UnitEvent.objects.exists()
    assert unit_named("VKSND huyện Yên Thế").names.count() == 1


def test_an_event_is_taken_back_and_is_planned_again(office: Client) -> None:
    page = planned(office)
    send(office, page, {})
    assert "trở lại là dự kiến" in told(office.get(f"{page}hoan-tac/")).replace("  ", " ")
    assert office.post(f"{page}hoan-tac/").url == page
    assert UnitEvent.objects.get().state == EventState.PLANNED
    assert unit_named("VKSND huyện Yên Thế").names.count() == 1


def test_who_comes_late_to_a_plan_is_told_how_it_stands(office: Client) -> None:
    page = planned(office)
    for sent in (office.get, office.post):
        assert sent(f"{page}hoan-tac/").url == page
        assert "Biến động còn là dự kiến, chưa có gì để hoàn tác." in told(office.get(page))
    opened = office.get(f"{page}sua/")
    send(office, page, {})
    office.get(page)  # where it is told that it was done
    for way in ("sua/", "bo/", "tinh-thu/"):
        assert office.get(f"{page}{way}").url == page
        assert done_already() in told(office.get(page))
    typed = {"basis": "Nghị quyết 1191/NQ-UBTVQH15"}
    refused = resend(office, f"{page}sua/", opened, typed)
    assert refused.status_code == 422
    assert fields_of(refused)["basis"] == typed["basis"]


def test_what_stands_against_taking_it_back_is_listed(office: Client) -> None:
    page = planned(office, "chia-tach", **SPLIT)
    send(office, page, {})
    later = planned(
        office,
        "doi-ten",
        before_id="VKSND thị xã Chũ",
        on="01/03/2025",
        full_name="Viện kiểm sát nhân dân Chũ mới",
        short_name="VKSND Chũ mới",
    )
    send(office, later, {})
    refused = office.post(f"{page}hoan-tac/")
    assert refused.status_code == 422
    assert "Không hoàn tác được" in told(refused)
    assert UnitEvent.objects.get(pk=page.split("/")[3]).state == EventState.IN_FORCE


# Who may


def test_who_does_not_keep_the_units_reads_and_changes_nothing(
    office: Client, bac_giang: World
) -> None:
    page = planned(office)
    for other in (bac_giang.office("phu_yen"), bac_giang.clerk("huyện Yên Thế")):
        browser = browser_of(other)
        seen = browser.get(page)
        assert seen.status_code in {200, 404}
        assert "Bỏ dự kiến" not in told(seen)
        assert "Cần bạn quyết định" not in told(seen)
        for address in (page, f"{page}sua/", f"{page}bo/", f"{page}hoan-tac/"):
            assert browser.post(address).status_code in {403, 404}
    assert UnitEvent.objects.get().state == EventState.PLANNED


def test_an_office_does_not_decide_what_becomes_of_its_own_unit(
    office: Client, bac_giang: World
) -> None:
    own = "VKSND tỉnh Bắc Giang"
    refused = send(office, f"{NEW}doi-ten/", RENAME | {"before_id": own})
    assert "Chỉ văn phòng đơn vị cấp trên mới ghi được biến động" in told(refused)
    page = planned(browser_of(bac_giang.administrator), "doi-ten", **RENAME | {"before_id": own})
    shown = told(office.get(page))
    assert "mang tên VKSND thị xã Yên Thế" in shown
    assert "Bỏ dự kiến" not in shown
    assert [office.post(f"{page}{each}").status_code for each in ("", "sua/", "bo/")] == [403] * 3


def test_groups_of_an_owner_above_are_left_to_its_office(office: Client, bac_giang: World) -> None:
    seat = seat_of_luc_ngan(bac_giang)
    ReservedSeat.objects.filter(pk=seat.pk).update(owner=bac_giang.units["toi_cao"])
    page = planned(office, "chia-tach", **SPLIT)
    shown = told(office.get(page))
    assert "Văn phòng VKSND tối cao phải xác nhận" in shown
    assert 'name="save"' not in shown
    above = browser_of(bac_giang.office("toi_cao"))
    answers = {f"answers-seat-{seat.pk}": "after-0"}
    version = fields_of(above.get(page))["version"]
    refused = office.post(page, {"version": version, **answers})
    assert refused.status_code == 422
    assert "Văn phòng VKSND tối cao phải xác nhận" in told(refused)
    assert send(above, page, answers).url == page
    assert "Văn phòng VKSND tối cao phải xác nhận" in told(office.get(f"{page}hoan-tac/"))
    assert office.post(f"{page}hoan-tac/").status_code == 422
    assert above.post(f"{page}hoan-tac/").status_code == 302


def test_a_clerk_does_not_open_the_wizard(bac_giang: World) -> None:
    browser = browser_of(bac_giang.clerk("huyện Yên Thế"))
    assert browser.get(NEW).status_code == 403
    assert browser.get(f"{NEW}giai-the/").status_code == 403
    assert "Ghi biến động" not in told(browser.get("/don-vi/bien-dong/"))


# The register, the line, the search


def test_the_register_shows_what_is_planned_first(office: Client) -> None:
    assert "Chưa ghi biến động nào" in told(office.get("/don-vi/bien-dong/"))
    done = planned(office, "doi-ten", **RENAME | {"on": "01/06/2025"})
    send(office, done, {})
    planned(office, "chia-tach", **SPLIT)
    shown = told(office.get("/don-vi/bien-dong/"))
    assert shown.index("VKSND thị xã Chũ") < shown.index("VKSND thị xã Yên Thế")
    only = told(office.get("/don-vi/bien-dong/?tinh-trang=planned"))
    assert "VKSND thị xã Yên Thế" not in only


def drawing_and_table(page: str) -> tuple[str, str]:
    drawing, _, table = page.partition('<svg class="line"')[2].partition("</svg>")
    return drawing, table


def test_the_line_is_drawn_and_told(office: Client) -> None:
    send(office, planned(office, "chia-tach", **SPLIT), {})
    send(office, planned(office), {})
    chu = unit_named("VKSND thị xã Chũ")
    drawing, table = drawing_and_table(told(office.get(f"/don-vi/{chu.pk}/lai-lich/")))
    for words in ("VKSND huyện Lục Ngạn", "VKSND thị xã Chũ", "01/01/2025"):
        assert words in drawing
        assert words in table
    assert "Nghị quyết 1191/NQ-UBTVQH15" in table
    assert "line-ring" in drawing
    assert 'style="' not in drawing
    yen_the = unit_named("VKSND huyện Yên Thế")
    _, renamed = drawing_and_table(told(office.get(f"/don-vi/{yen_the.pk}/lai-lich/")))
    assert "Đổi tên" in renamed


def test_a_unit_nothing_happened_to_has_no_line(office: Client, bac_giang: World) -> None:
    unit = bac_giang.units["huyện Yên Dũng"]
    assert "Chưa ghi biến động nào" in told(office.get(f"/don-vi/{unit.pk}/lai-lich/"))


@pytest.mark.parametrize("words", ["luc ngan", "chu"])
def test_either_name_finds_both_and_tells_the_tie(office: Client, words: str) -> None:
    send(office, planned(office, "chia-tach", **SPLIT), {})
    hits = told(office.get(f"/tim-kiem/?q={words}"))
    assert "tách ra VKSND thị xã Chũ từ ngày 01/01/2025" in hits
    assert "tách từ VKSND huyện Lục Ngạn từ ngày 01/01/2025" in hits
    listed = told(office.get(f"/don-vi/?q={words}"))
    assert "VKSND huyện Lục Ngạn" in listed
    assert "tách từ VKSND huyện Lục Ngạn" in listed


def test_a_renamed_unit_is_found_by_both_names(office: Client) -> None:
    send(office, planned(office, "doi-ten", **RENAME | {"on": "01/01/2020"}), {})
    unit = unit_named("VKSND huyện Yên Thế")
    assert name_on(unit, UnitEvent.objects.get().on).short_name == "VKSND thị xã Yên Thế"
    for words in ("huyen yen the", "thi xa yen the"):
        hits = told(office.get(f"/tim-kiem/?q={words}"))
        assert "trước mang tên VKSND huyện Yên Thế" in hits
