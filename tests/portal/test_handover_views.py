"""The list that is handed over: nothing open is left out, both sides read and confirm the same."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db.models import Q

from accounts.models import User
from agreements.actions import draft_agreement
from agreements.enums import AgreementState, SignatureState
from audit.models import Event
from awards.actions import add_title, register_title
from awards.enums import TitleKind
from awards.models import Award, Title
from clusters.actions import SeatFacts, lock_year, reserve_seat
from clusters.enums import GroupRole, HandoverSide
from clusters.queries import passings_in
from conferences.actions import call_conference, record_conference
from conferences.enums import ConferenceState
from conferences.rules import GeneralFacts, PurposeRow
from core.days import vn_date
from documents.actions import register_basis
from documents.rules import BasisFacts, DutyRow
from organizations.enums import Role
from portal.papers import handover_paper
from portal.queries.handover import handover_record
from portal.queries.handover_ground import Line
from scoring.actions import return_score_sheet
from tests.clusters.passing import TwoYears, fresh, pass_on, two_years
from tests.demo import begin_conference, begin_papers
from tests.people import browser_of, person
from tests.reports.reading import found, missing, told
from tests.typing_in import resend, send

pytestmark = pytest.mark.django_db
MANAGERS = "cán bộ Đơn vị 1; Văn phòng VKSND tỉnh Cụm thi đua số 1"
ARCHIVE = {
    "Danh sách đơn vị và lãnh đạo Cụm thi đua số 1 năm 2024",
    "Bảng tổng hợp điểm Cụm thi đua số 1 năm 2024",
    "Báo cáo tổng kết Cụm thi đua số 1 năm 2024",
}


@pytest.fixture
def passed(db: None) -> TwoYears:
    """Last year's group has one of everything that can be left open but an issued agreement."""
    group = two_years(leaves=True)
    before, by = group.before, group.before.by
    before.open()
    before.send(0, "60", "40")
    before.send(1, "50", "30")
    before.open_checking()
    before.check(0, "58", "40", reason="Có án quá hạn")
    return_score_sheet(sheet=before.sheet(1), reason="Thiếu minh chứng", by=before.office)
    begin_conference(before.edition, by, "Hội nghị sơ kết đang nhập")
    duty = DutyRow("Gửi báo cáo hoạt động cụm", unit_id=group.giver.pk)
    register_basis(facts=BasisFacts("Công văn", "15/VKS-VP", duties=(duty,)), by=before.office)
    draft_agreement(edition=before.edition, by=by)
    flag = add_title(name="Cờ thi đua", kind=TitleKind.TITLE, by=by)
    for unit in before.units[:2]:
        register_title(edition=before.edition, unit=unit, title=flag, by=by)
    return group


def lines(group: TwoYears, user: User | None = None) -> dict[str, Line]:
    record = handover_record(group.passing, user or group.before.by)
    return {line.what: line for part in record.parts for line in part.lines}


def page(group: TwoYears, user: User) -> str:
    return str(browser_of(user).get(group.passing.url).content.decode())


def test_every_open_thing_is_named_with_how_it_stands_and_who_can_finish_it(passed: TwoYears):
    returned = vn_date(passed.before.sheet(1).returned_at)
    waiting = {what: (line.state, line.who) for what, line in lines(passed).items() if line.who}
    assert waiting == {
        "Bảng tự chấm của Đơn vị 1": ("đã đối chiếu, hội nghị chưa thống nhất", MANAGERS),
        "Bảng tự chấm của Đơn vị 3": ("chưa gửi", "cán bộ Đơn vị 3"),
        "Gửi báo cáo hoạt động cụm (theo Công văn 15/VKS-VP)": (
            "chưa xong, chưa có hạn",
            "cán bộ Đơn vị 1",
        ),
        "Đăng ký Cờ thi đua: Đơn vị 1; Đơn vị 2": ("chưa bình xét", MANAGERS),
        "Hội nghị sơ kết đang nhập": ("kết quả đang nhập, chưa ghi nhận", MANAGERS),
        "Giao ước thi đua Cụm thi đua số 1 năm 2024": ("đang soạn, chưa phát hành", MANAGERS),
        "Bảng tự chấm của Đơn vị 2 bị trả lại": (
            f"trả lại ngày {returned}, chưa gửi lại",
            "cán bộ Đơn vị 2",
        ),
        "Chênh lệch điểm của Đơn vị 1: 01 tiêu chí": ("hội nghị chưa thống nhất", MANAGERS),
    }
    assert set(lines(passed)) - waiting.keys() == ARCHIVE


# Every table that says of its rows whether they are done: what is still open in the group, and the
# words by which the list names it. What is not of a group says why.
UNDONE = ("state", "done_on", "withdrawn_on", "checking_opened_on")
Named = tuple[Callable[[TwoYears], Q], Callable[[Any], str]]
OPEN: dict[str, Named] = {
    "Agreement": (
        lambda group: Q(edition=group.before.edition) & ~Q(state=AgreementState.ISSUED),
        lambda row: row.label,
    ),
    "Conference": (
        lambda group: Q(purposes__edition=group.before.edition, state=ConferenceState.ENTERING),
        lambda row: row.title,
    ),
    "Duty": (lambda group: Q(unit=group.giver, done_on=None), lambda row: row.what),
    "ScoreSheet": (
        lambda group: Q(round__edition=group.before.edition) & ~Q(state="agreed"),
        lambda row: f"Bảng tự chấm của {row.unit.label}",
    ),
    "ScoringRound": (
        lambda group: Q(edition=group.before.edition, checking_opened_on=None),
        lambda _row: "Đối chiếu điểm",
    ),
    "Signature": (
        lambda group: Q(agreement__edition=group.before.edition) & ~Q(state=SignatureState.SIGNED),
        lambda row: f"Chữ ký giao ước của {row.unit.label}",
    ),
    "TitleRegistration": (
        lambda group: Q(edition=group.before.edition, withdrawn_on=None),
        lambda row: row.unit.label,
    ),
}
OF_NO_GROUP = {
    "EmulationYear": "the whole year, closed by its owner",
    "ImportRun": "of the register",
    "Paper": "kept since it was issued",
    "UnitEvent": "of units",
    "YearReopening": "of the owner's year",
}


def test_no_table_with_something_open_is_forgotten():
    stateful = {
        model.__name__
        for model in apps.get_models()
        if (settings.BASE_DIR / model._meta.app_label).is_dir()
        and any(field.name in UNDONE for field in model._meta.get_fields())
    }
    assert stateful - OPEN.keys() == OF_NO_GROUP.keys()


@pytest.mark.parametrize("is_issued", [False, True])
def test_nothing_open_is_orphaned(passed: TwoYears, is_issued: bool):
    edition = passed.before.edition
    if is_issued:
        begin_papers(edition, passed.before.by)
    edition.scoring_round.checking_opened_on = None
    edition.scoring_round.save()
    told_of, tried = lines(passed), set()
    for model in apps.get_models():
        if model.__name__ not in OPEN:
            continue
        rows, words = OPEN[model.__name__]
        for row in model._default_manager.filter(rows(passed)).distinct():
            tried.add(model.__name__)
            named = [line for what, line in told_of.items() if words(row) in what and line.who]
            assert named, f"{model.__name__}: {words(row)}"
    assert tried == OPEN.keys() - {"Agreement" if is_issued else "Signature"}


def test_what_was_proposed_and_chosen_and_not_decided_waits_for_the_office(passed: TwoYears):
    before, by = passed.before, passed.before.by
    unit, edition = before.units[1], before.edition
    facts = GeneralFacts("Hội nghị tổng kết", purposes=(PurposeRow("year_end", edition.pk),))
    meeting = call_conference(facts=facts, by=by)
    record_conference(conference=meeting, by=by)
    title = Title.objects.get(name="Cờ thi đua")
    edition.nominations.create(conference=meeting, position=1, unit=unit, title=title)
    chosen = SeatFacts(GroupRole.DEPUTY, before.units[2])
    reserve_seat(edition=edition, label_year=passed.after.year.label_year, seat=chosen, by=by)
    told_of = lines(passed)
    office = "Văn phòng VKSND tỉnh Cụm thi đua số 1"
    proposed = told_of["Đề nghị Cờ thi đua: Đơn vị 2"]
    assert (proposed.state, proposed.who) == ("chưa có quyết định", office)
    assert told_of["Đăng ký Cờ thi đua: Đơn vị 1"].state == "chưa bình xét"
    assert told_of["Cụm phó: đã được chọn: Đơn vị 3."].who == office
    assert told_of["Biên bản: Hội nghị tổng kết"].url
    Award.objects.create(unit=unit, title=title, title_year=edition.year.label_year)
    assert "Đề nghị Cờ thi đua: Đơn vị 2" not in lines(passed)


def test_both_sides_read_the_same_lines_and_links_only_where_they_may_open_them(passed: TwoYears):
    people = passed.before
    giver, taker, office = people.head(0), people.head(1), people.office
    sides = [lines(passed, user) for user in (giver, taker, office)]
    assert sides[0].keys() == sides[1].keys() == sides[2].keys()
    draft = "Hội nghị sơ kết đang nhập"
    assert [bool(side[draft].url) for side in sides] == [False, False, True]
    for user, side in zip((giver, taker, office), sides, strict=True):
        browser = browser_of(user)
        for line in side.values():
            assert not line.url or browser.get(line.url).status_code == 200, line.what


def test_a_closed_year_says_that_nobody_can_go_on(passed: TwoYears):
    lock_year(year=passed.before.edition.year, by=passed.before.office)
    told_of = lines(passed)
    assert told_of["Bảng tự chấm của Đơn vị 3"].who == "Chỉ xem: năm 2024 đã khóa"
    assert told_of["Hội nghị sơ kết đang nhập"].who == "Chỉ xem: năm 2024 đã khóa"
    assert "Bên giao" in page(passed, passed.before.head(0))


def test_what_a_unit_that_is_no_more_left_goes_to_its_heir_or_to_the_office(passed: TwoYears):
    gone, heir = passed.before.units[2], passed.before.units[1]
    gone.exists_to = passed.before.edition.year.period_start or "2024-01-01"
    gone.save()
    sheet = "Bảng tự chấm của Đơn vị 3"
    assert lines(passed)[sheet].who == "Văn phòng VKSND tỉnh Cụm thi đua số 1"
    gone.heir = heir
    gone.save()
    assert lines(passed)[sheet].who == "cán bộ Đơn vị 2"


def test_the_page_exists_for_both_units_and_the_owner_alone(passed: TwoYears):
    people, url = passed.before, passed.passing.url
    readers = [people.clerk(0), people.head(0), people.clerk(1), people.office, people.leader]
    assert [browser_of(user).get(url).status_code for user in readers] == [200] * 5
    others = [people.clerk(2), person("nguoila")]
    assert [browser_of(user).get(url).status_code for user in others] == [404, 404]
    pdf = f"{url}bien-ban-ban-giao.pdf"
    assert [browser_of(user).get(pdf).status_code for user in others] == [404, 404]
    assert browser_of(people.office).get(url.replace("truong", "pho")).status_code == 404
    assert browser_of(people.office).get(url.replace("truong", "thu-ky")).status_code == 404


def test_only_heads_have_the_button_and_a_post_of_others_is_refused(passed: TwoYears):
    people, url = passed.before, passed.passing.url
    assert "Đã bàn giao</button>" in page(passed, people.head(0))
    assert "Đã nhận</button>" in page(passed, people.head(1))
    for user in (people.clerk(0), people.office, people.leader):
        assert "</button>" not in page(passed, user).partition("<main")[2]
        assert browser_of(user).post(url, {"note": "x", "save": "1"}).status_code == 403
    assert "chưa xác nhận" in page(passed, people.office)


def test_both_heads_confirm_on_the_page_and_both_words_stand_there(passed: TwoYears):
    people, url = passed.before, passed.passing.url
    for number, note in ((0, "Giao kèm 02 tập hồ sơ giấy."), (1, "Đã nhận đủ.")):
        answer = send(browser_of(people.head(number)), url, {"note": note}, "save=1")
        assert answer.status_code == 302
    for user in (people.clerk(0), people.clerk(1), people.office):
        said = page(passed, user)
        assert "chưa xác nhận" not in said
        assert not missing(said, "Giao kèm 02 tập hồ sơ giấy.", "Đã nhận đủ.", "Người head")
    assert "Đã bàn giao</button>" not in page(passed, people.head(0))


def test_who_confirms_from_an_old_page_is_told_and_keeps_what_was_typed(passed: TwoYears):
    url, quick = passed.passing.url, browser_of(passed.before.head(0))
    slow = browser_of(person("thutruongkhac", Role.HEAD, passed.giver))
    opened = slow.get(url)
    assert send(quick, url, {"note": "Lời người nhanh"}, "save=1").status_code == 302
    answer = resend(slow, url, opened, {"note": "Lời người chậm"}, "save=1")
    assert answer.status_code == 409
    said = answer.content.decode()
    assert not missing(said, "vừa được người khác xác nhận", "Lời người nhanh", "Lời người chậm")


def test_it_waits_on_the_home_page_of_both_heads_until_confirmed(passed: TwoYears):
    people = passed.before
    words = "Xác nhận đã bàn giao nhiệm vụ Cụm trưởng"
    assert words in browser_of(people.head(0)).get("/").content.decode()
    passed.confirm(HandoverSide.GIVER)
    assert words not in browser_of(people.head(0)).get("/").content.decode()
    home = browser_of(people.head(1)).get("/").content.decode()
    assert "Xác nhận đã nhận bàn giao nhiệm vụ Cụm trưởng" in home


def test_the_page_of_the_group_leads_to_it_for_those_who_may_read(passed: TwoYears):
    people, url = passed.before, passed.passing.url
    before = f"/cum-khoi/{people.edition.pk}/"
    after = f"/cum-khoi/{passed.after.pk}/"
    for address in (before, after):
        assert url in browser_of(people.office).get(address).content.decode()
    assert url in browser_of(people.clerk(0)).get(before).content.decode()
    assert url not in browser_of(people.clerk(2)).get(after).content.decode()


def pages_of_the_year(group: TwoYears) -> list[str]:
    """The addresses the page of the latest passing lists, in their order."""
    said = page(group, group.before.office)
    listed = said.partition("Các lần bàn giao trong năm")[2].partition("</ul>")[0]
    return re.findall(r'href="([^"]+)"', listed)


def test_every_passing_of_a_year_has_its_page_its_list_and_its_confirmations(passed: TwoYears):
    first = passed.passing
    assert pages_of_the_year(passed) == []
    pass_on(passed, "2025-07-01", 2)
    pass_on(passed, "2025-10-01", 1)
    passings = passings_in(fresh(passed))
    assert pages_of_the_year(passed) == [each.url for each in passings]
    assert passings[-1].url == first.url
    taken = send(browser_of(passed.before.head(1)), first.url, {"note": "Nhận đầu năm"}, "save=1")
    assert (taken.status_code, taken.url) == (302, first.url)
    browser = browser_of(passed.before.office)
    told_of = [browser.get(each.url).content.decode() for each in passings]
    assert ["Nhận đầu năm" in said for said in told_of] == [False, False, True]
    duty = "Gửi báo cáo hoạt động cụm"  # of the unit that gave the seat in the beginning
    assert [duty in said for said in told_of] == [False, False, True]
    heading = "Cụm thi đua số 1 năm 2025 từ ngày 01/10/2025"
    found_in = [heading in said.replace("\u00a0", " ") for said in told_of]
    assert found_in == [True, False, False]
    assert f"{passings[1].url}bien-ban-ban-giao.pdf" in told_of[1]


def test_the_role_alone_leads_to_its_latest_passing(passed: TwoYears):
    pass_on(passed, "2025-07-01", 2)
    browser = browser_of(passed.before.office)
    latest = passed.passing.url
    bare = latest.replace("truong-2025-07-01", "truong")
    assert browser.get(bare).url == latest
    assert browser.get(latest.replace("07-01", "07-02")).status_code == 404
    assert browser_of(passed.before.clerk(0)).get(bare).status_code == 404  # not of this passing
    assert browser_of(passed.before.clerk(0)).get(latest).status_code == 404


def test_home_names_each_passing_and_leads_to_it(passed: TwoYears):
    pass_on(passed, "2025-07-01", 2)
    home = browser_of(passed.before.head(1)).get("/").content.decode()
    for each in passings_in(fresh(passed)):
        assert each.url in home
    assert "Cụm thi đua số 1 năm 2025 từ ngày 01/07/2025" in home


def test_the_file_of_a_passing_within_the_year_bears_its_day(passed: TwoYears) -> None:
    pass_on(passed, "2025-07-01", 2)
    answer = browser_of(passed.before.office).get(f"{passed.passing.url}bien-ban-ban-giao.pdf")
    name = "cum-truong-cum-thi-dua-so-1-nam-2025-tu-ngay-01-07-2025.pdf"
    assert f'{name}"' in answer["Content-Disposition"]


# ── The paper ────────────────────────────────────────────────────────────────────────────────


def paper(group: TwoYears) -> str:
    return told(handover_paper(handover_record(group.passing, group.before.by)))


def test_the_minutes_name_both_units_and_every_line_and_leave_hands_their_room(passed: TwoYears):
    said = paper(passed)
    assert not missing(
        said,
        "BIÊN BẢN Bàn giao nhiệm vụ Cụm trưởng Cụm thi đua số 1 năm 2025",
        "Hôm nay, ngày … tháng … năm …, tại ……, hai bên gồm:",
        "Bên giao: Đơn vị 1 Đại diện: …… Chức vụ: ……",
        "Bên nhận: Đơn vị 2 Đại diện: …… Chức vụ: ……",
        "bàn giao nhiệm vụ Cụm trưởng Cụm thi đua số 1 năm 2024 như sau:",
        "I. VIỆC ĐANG MỞ",
        "IV. HỒ SƠ, TÀI LIỆU",
        "Bên giao (Đơn vị 1): Đã bàn giao: ……",
        "Bên nhận (Đơn vị 2): Đã nhận: ……",
    )
    squeezed = said.replace(" ", "")
    assert [what for what in lines(passed) if what.replace(" ", "") not in squeezed] == []
    assert "ĐẠI DIỆN BÊN GIAO ĐẠI DIỆN BÊN NHẬN Nơi nhận:" in said
    assert not found(said, "None", "Người head", "Chưa có thông tin")


def test_the_minutes_say_who_confirmed_and_what_he_noted(passed: TwoYears):
    row = passed.confirm(HandoverSide.GIVER, "Giao kèm 02 tập hồ sơ giấy.")
    said = paper(passed)
    assert f"ngày {vn_date(row.given_at)} (Người head" in said
    assert "Ghi chú: Giao kèm 02 tập hồ sơ giấy." in said
    assert "Đã nhận: ……" in said


def test_the_file_is_a_pdf_and_taking_it_is_logged(passed: TwoYears):
    answer = browser_of(passed.before.clerk(1)).get(f"{passed.passing.url}bien-ban-ban-giao.pdf")
    assert answer.content.startswith(b"%PDF")
    name = "bien-ban-ban-giao-nhiem-vu-cum-truong-cum-thi-dua-so-1-nam-2025.pdf"
    assert name in answer["Content-Disposition"]
    log = Event.objects.get(name="paper.downloaded")
    assert (log.after, log.thing_id) == ({"file": name}, str(passed.after.pk))
