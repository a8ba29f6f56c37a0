"""What is printed of a closed year stays: an event that reaches into it waits until it is reopened.

Lục Ngạn is renamed from a day within 2024, whose year-end conference is recorded and whose points
are agreed.
"""

from datetime import date

import pytest

from accounts.models import User
from clusters.actions import agree_to_reopening, ask_reopening, lock_year
from clusters.models import EmulationYear
from clusters.queries import year_list
from clusters.rules import ReopeningFacts
from conferences.models import Conference
from core.dates import now
from organizations.actions import plan_event
from organizations.enums import EventKind, Role
from organizations.models import Unit, UnitEvent
from organizations.rules import EventFacts
from portal.actions import CannotConfirm, CannotTakeEventBack, take_event_back
from portal.queries.events import consequences_of, obstacles_to_taking_back
from reports.queries.minutes import minutes_content
from scoring.queries import standings_of
from tests.organizations.happenings import NEW_YEAR, called, event, there
from tests.people import browser_of, person
from tests.portal.confirming import confirm, happen
from tests.scenarios import World, world

pytestmark = pytest.mark.django_db
JUNE, LAST_DAY, IN_DECEMBER = date(2024, 6, 1), date(2024, 12, 31), date(2024, 12, 1)
NGAN, DUNG, YEN = "huyện Lục Ngạn", "huyện Yên Dũng", "huyện Yên Thế"
CLOSED = "Năm thi đua 2024 của VKSND tỉnh Bắc Giang đã khóa"


@pytest.fixture
def bac_giang(db: None, settings) -> World:
    made = world("bac_giang")
    settings.EMULATION_TODAY = "2025-02-03"
    return made


def year_of(bac_giang: World) -> EmulationYear:
    return EmulationYear.objects.get(pk=bac_giang.editions["cum_2"].year_id)


def lock(bac_giang: World) -> None:
    lock_year(year=year_of(bac_giang), by=bac_giang.administrator)


def reopen(bac_giang: World) -> None:
    reason = ReopeningFacts("Lục Ngạn đổi tên trong năm, nay mới có văn bản")
    asked = ask_reopening(year=year_of(bac_giang), facts=reason, by=bac_giang.administrator)
    agree_to_reopening(asked=asked, by=person("nguoithuhai", Role.ADMINISTRATOR))


def renamed(unit: Unit, on: date = JUNE) -> EventFacts:
    return event(EventKind.RENAME, on, (unit,), (called("thị xã Mới"),))


def printed(bac_giang: World, by: User) -> tuple[str, ...]:
    edition = bac_giang.editions["cum_2"]
    minutes = minutes_content(bac_giang.conferences["tong_ket"], by)
    return str(year_list(year_of(bac_giang))), str(minutes), str(standings_of(edition))


def told(planned: UnitEvent, by: User) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for each in consequences_of(planned, by).touched:
        found.setdefault(each.kind, []).append(each.text)
    return found


def test_an_event_within_a_locked_year_waits_until_it_is_reopened(bac_giang: World):
    by, ngan = bac_giang.administrator, bac_giang.units[NGAN]
    before = printed(bac_giang, by)
    lock(bac_giang)
    planned = plan_event(facts=renamed(ngan), by=by)
    with pytest.raises(CannotConfirm, match=CLOSED):
        confirm(planned, by)
    assert printed(bac_giang, by) == before
    reopen(bac_giang)
    confirm(planned, by)
    assert all("thị xã Mới" in text for text in printed(bac_giang, by))


@pytest.mark.parametrize("key", [NGAN, "bac_giang"])
@pytest.mark.parametrize(
    ("on", "waits"), [(date(2020, 1, 1), True), (LAST_DAY, True), (NEW_YEAR, False)]
)
def test_the_last_day_of_the_year_decides_for_members_and_owner(
    bac_giang: World, key: str, on: date, waits: bool
):
    lock(bac_giang)
    planned = plan_event(facts=renamed(bac_giang.units[key], on), by=bac_giang.administrator)
    if waits:
        with pytest.raises(CannotConfirm, match=CLOSED):
            confirm(planned, bac_giang.administrator)
    else:
        confirm(planned, bac_giang.administrator)


def test_a_name_that_held_only_before_the_year_is_no_matter_of_it(bac_giang: World):
    by, ngan = bac_giang.administrator, bac_giang.units[NGAN]
    happen(renamed(ngan, date(2023, 6, 1)), by)
    lock(bac_giang)
    before = printed(bac_giang, by)
    facts = event(EventKind.RENAME, date(2020, 1, 1), (ngan,), (called("thị xã Cũ"),))
    happen(facts, by)
    assert printed(bac_giang, by) == before


def test_members_of_a_locked_year_do_not_end_within_it_either(bac_giang: World):
    by, dung, yen = (bac_giang.administrator, *(bac_giang.units[key] for key in (DUNG, YEN)))
    lock(bac_giang)
    absorbed = event(EventKind.ABSORB, IN_DECEMBER, (dung,), (there(yen),))
    with pytest.raises(CannotConfirm, match=CLOSED):
        happen(absorbed, by)
    assert Unit.objects.get(pk=dung.pk).exists_to is None
    happen(event(EventKind.TRANSFER, IN_DECEMBER, (dung,), (there(yen),)), by)  # nothing is printed


def test_a_unit_below_one_that_ends_counts_with_it(bac_giang: World):
    """The province ends; districts that are members of a year of the sector would move."""
    by, province = bac_giang.administrator, bac_giang.units["bac_giang"]
    EmulationYear.objects.filter(pk=year_of(bac_giang).pk).update(owner=bac_giang.units["toi_cao"])
    lock(bac_giang)
    planned = plan_event(facts=event(EventKind.ABOLISH, IN_DECEMBER, (province,)), by=by)
    with pytest.raises(CannotConfirm, match="Năm thi đua 2024 của VKSND tối cao đã khóa"):
        confirm(planned, by, heir="none", below=f"unit-{bac_giang.units['toi_cao'].pk}")


def test_the_page_says_it_before_anybody_presses(bac_giang: World):
    by = bac_giang.administrator
    lock(bac_giang)
    planned = plan_event(facts=renamed(bac_giang.units[NGAN]), by=by)
    page = browser_of(by).get(f"/don-vi/bien-dong/{planned.pk}/").content.decode()
    page = page.replace("\u00a0", " ")
    assert CLOSED in page
    assert "một người đề nghị, người thứ hai đồng ý" in page
    assert 'name="save"' not in page


def test_recorded_conferences_and_agreed_points_are_shown(bac_giang: World):
    by, ngan = bac_giang.administrator, bac_giang.units[NGAN]
    meeting = bac_giang.conferences["tong_ket"].label
    within = told(plan_event(facts=renamed(ngan), by=by), by)
    assert within["Hội nghị đã ghi nhận"] == [f"{meeting}: nội dung giữ nguyên, in tên mới"]
    [points] = within["Điểm đã thống nhất"]
    assert points.startswith("VKSND huyện Lục Ngạn: Cụm thi đua số 2 năm 2024")
    after = told(plan_event(facts=renamed(ngan, NEW_YEAR), by=by), by)
    assert {"Hội nghị đã ghi nhận", "Điểm đã thống nhất"}.isdisjoint(after)
    lock(bac_giang)
    assert told(UnitEvent.objects.earliest("pk"), by)["Năm đã khóa"] == [
        "Năm thi đua 2024 của VKSND tỉnh Bắc Giang: thành viên giữ nguyên, phải mở lại năm trước "
        "khi thực hiện"
    ]


def test_a_conference_whose_day_nobody_told_counts_in_its_year(bac_giang: World):
    by, ngan = bac_giang.administrator, bac_giang.units[NGAN]
    nowhen = {"date_precision": "unknown", "starts_on": None, "ends_on": None}
    Conference.objects.filter(pk=bac_giang.conferences["tong_ket"].pk).update(
        scores_agreed=False, **nowhen
    )
    kind = "Hội nghị đã ghi nhận"
    assert kind in told(plan_event(facts=renamed(ngan), by=by), by)
    assert kind not in told(plan_event(facts=renamed(ngan, NEW_YEAR), by=by), by)


def test_who_ends_is_still_named_by_what_was_recorded(bac_giang: World):
    by, dung = bac_giang.administrator, bac_giang.units[DUNG]
    found = told(plan_event(facts=event(EventKind.ABOLISH, JUNE, (dung,)), by=by), by)
    assert found["Hội nghị đã ghi nhận"][0].endswith(": giữ nguyên")


# Taking back


def test_a_year_locked_since_keeps_the_name(bac_giang: World):
    by = bac_giang.administrator
    done = happen(renamed(bac_giang.units[NGAN]), by)
    assert obstacles_to_taking_back(done) == []
    lock(bac_giang)
    with pytest.raises(CannotTakeEventBack, match=f"{CLOSED}: hoàn tác biến động từ ngày 01/06"):
        take_event_back(event=done, by=by)
    reopen(bac_giang)
    take_event_back(event=done, by=by)


def test_a_year_of_which_members_were_changed_is_told_once(bac_giang: World):
    by, dung = bac_giang.administrator, bac_giang.units[DUNG]
    done = happen(event(EventKind.ABOLISH, IN_DECEMBER, (dung,)), by, membership="end", heir="none")
    lock(bac_giang)
    assert [each.message for each in obstacles_to_taking_back(done)] == [
        "Năm thi đua 2024 đã khóa: thành viên và vai trò trong năm không sửa được nữa."
    ]


def test_a_conference_recorded_since_keeps_the_event(bac_giang: World):
    by, ngan = bac_giang.administrator, bac_giang.units[NGAN]
    meeting = bac_giang.conferences["tong_ket"]
    within = happen(renamed(ngan), by)
    Conference.objects.filter(pk=meeting.pk).update(recorded_at=now())
    with pytest.raises(CannotTakeEventBack, match="đã thống nhất điểm: Hội nghị"):
        take_event_back(event=within, by=by)


def test_a_conference_held_before_the_day_keeps_nothing(bac_giang: World):
    by, ngan = bac_giang.administrator, bac_giang.units[NGAN]
    after = happen(renamed(ngan, NEW_YEAR), by)
    Conference.objects.filter(pk=bac_giang.conferences["tong_ket"].pk).update(recorded_at=now())
    take_event_back(event=after, by=by)
    assert UnitEvent.objects.get().carried_out_at is None


def test_an_exchange_of_territory_is_taken_back_whatever_was_recorded(bac_giang: World):
    by, dung, yen = (bac_giang.administrator, *(bac_giang.units[key] for key in (DUNG, YEN)))
    done = happen(event(EventKind.TRANSFER, IN_DECEMBER, (dung,), (there(yen),)), by)
    Conference.objects.update(recorded_at=now())
    lock(bac_giang)
    take_event_back(event=done, by=by)
