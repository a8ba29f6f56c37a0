"""The log in words a clerk understands, and only for those whose business it is."""

from datetime import date, datetime
from io import BytesIO

import pytest
from django.http import QueryDict
from django.urls import reverse
from django.utils.timezone import make_aware
from openpyxl import load_workbook

from accounts.models import User
from agreements.models import Agreement
from audit.actions import record
from audit.models import Event
from awards.models import Title
from clusters.models import ClusterEdition
from conferences.models import Conference
from core.lists import Listing
from documents.models import LegalBasis
from organizations.models import Person, Unit, UnitName
from portal.queries.log import log_list, log_rows
from portal.queries.log_changes import Change
from portal.queries.log_rights import BY_TYPE, events_visible_to
from scoring.models import CriteriaSet, ScoreSheet
from tests.demo import begin_conference, begin_scoring
from tests.people import browser_of
from tests.portal.walk import Seen, read_page

pytestmark = pytest.mark.django_db


def account(username: str) -> User:
    return User.objects.get(username=username)


def opened(username: str, address: str) -> Seen:
    answer = browser_of(account(username)).get(address)
    return read_page(address, answer.status_code, answer.content.decode())


def cum_13() -> ClusterEdition:
    return ClusterEdition.objects.get(name="Cụm thi đua số 13")


def bac_giang() -> ClusterEdition:
    owner = UnitName.objects.get(short_name="VKSND tỉnh Bắc Giang").unit
    return ClusterEdition.objects.get(year__owner=owner, year__label_year=2024)


def unit_named(short_name: str) -> Unit:
    return UnitName.objects.get(short_name=short_name).unit


def types_seen(username: str) -> set[str]:
    return set(events_visible_to(account(username)).values_list("thing_type", flat=True))


# Words


def row_of(name: str, thing: object, **kept: object):
    event = record(name, thing, by=account("quantri"), **kept)
    return log_rows([event])[0]


def test_a_sentence_names_the_unit_of_a_sheet(demo):
    sheet = ScoreSheet.objects.get(unit=unit_named("VKSND huyện Tân Yên"))
    row = row_of(
        "score_sheet.submitted",
        sheet,
        before={"state": "draft"},
        after={"state": "submitted", "total": "97.00"},
    )
    assert row.done == "gửi bảng tự chấm của VKSND huyện Tân Yên"
    assert [each.text for each in row.changes] == [
        "Tình trạng: Đang tự chấm → Đã gửi",
        "Tổng điểm: để trống → 97,00",
    ]


def test_a_change_tells_names_for_numbers_and_days_as_they_are_written(demo):
    host = unit_named("VKSND tỉnh Cà Mau").pk
    row = row_of(
        "conference.general_saved",
        Conference.objects.order_by("pk")[0],
        before={"host_unit_id": None, "starts_on": "2024-03-29", "place": "Trà Vinh", "copies": 3},
        after={"host_unit_id": host, "starts_on": "2024-04-01", "place": "", "copies": 3},
        reason="Ghi nhầm",
    )
    assert row.changes == (
        Change("Đơn vị đăng cai", "để trống", "VKSND tỉnh Cà Mau"),
        Change("Ngày bắt đầu", "29/03/2024", "01/04/2024"),
        Change("Địa điểm", "Trà Vinh", "để trống"),
    )
    assert row.reason == "Ghi nhầm"


@pytest.mark.parametrize(
    ("key", "model"),
    [
        ("person_id", Person),
        ("submitted_by", User),
        ("edition_id", ClusterEdition),
        ("conference", Conference),
        ("title", Title),
        ("basis", LegalBasis),
        ("criteria_set", CriteriaSet),
    ],
)
def test_a_number_that_stands_for_a_record_is_told_by_its_label(demo, key, model):
    known = model.objects.order_by("pk").first()
    (change,) = row_of("edition.opened", bac_giang(), after={key: known.pk}).changes
    assert change.after == known.label


def test_of_rows_only_those_that_differ_are_told(demo):
    kept = {"kind": "photo", "caption": "Ảnh chung", "key": 1}
    row = row_of(
        "conference.attachments_saved",
        Conference.objects.order_by("pk")[0],
        before={"attachments": [kept, {"kind": "photo", "caption": "Mờ", "key": 2}]},
        after={"attachments": [kept], "sha256": {}},
    )
    assert [each.text for each in row.changes] == ["Tệp đính kèm: Ảnh, Mờ → để trống"]


def test_what_could_be_a_secret_is_never_told(demo):
    user = account("donvi")
    row = row_of(
        "account.renamed", user, before={"password": "a"}, after={"password": "b", "token": "c"}
    )
    assert row.changes == ()


# Who reads what


def test_an_administrator_reads_everything(demo):
    assert events_visible_to(account("quantri")).count() == Event.objects.count()


def test_an_office_reads_of_what_it_owns_and_keeps_alone(demo):
    user = account("vanphong")
    seen = events_visible_to(user)
    assert types_seen("vanphong") >= {"ClusterEdition", "EmulationYear", "Conference", "ScoreSheet"}
    assert not {"User", "SecondFactorDemand"} & types_seen("vanphong")
    editions = seen.filter(thing_type="ClusterEdition").values_list("thing_id", flat=True)
    owners = {ClusterEdition.objects.get(pk=key).year.owner for key in set(editions)}
    assert owners == {unit_named("VKSND tỉnh Bắc Giang")}
    units = {int(key) for key in seen.filter(thing_type="Unit").values_list("thing_id", flat=True)}
    assert unit_named("VKSND huyện Tân Yên").pk in units
    assert unit_named("VKSND tỉnh Phú Yên").pk not in units


def test_a_member_reads_of_its_own_sheet_alone(demo):
    begin_scoring(cum_13(), account("cumtruong"), "Bảng tiêu chí")
    own, other = (
        ScoreSheet.objects.get(unit=unit_named(name))
        for name in ("VKSND tỉnh Cà Mau", "VKSND tỉnh Sóc Trăng")
    )
    for sheet in (own, other):
        record("score_sheet.filled_in", sheet, by=account("quantri"), after={"note": "thử"})
    assert [event.thing_id for event in events_visible_to(account("donvi"))] == [str(own.pk)]
    assert opened("donvi", f"/nhat-ky/phieu-diem/{own.pk}/").status == 200
    assert opened("donvi", f"/nhat-ky/phieu-diem/{other.pk}/").status == 404


def test_whoever_belongs_nowhere_reads_nothing(stranger):
    record("account.opened", stranger, by=stranger)
    assert not events_visible_to(stranger).exists()
    page = opened("nguoila", "/nhat-ky/")
    assert "Chưa có việc nào trong nhật ký bạn được xem" in page.text


def test_who_took_which_paper_is_told_to_those_who_manage_the_group(demo):
    agreement = Agreement.objects.get(edition=cum_13())
    browser_of(account("donvi")).get(reverse("agreements:agreement-docx", args=[agreement.pk]))
    browser_of(account("donvi")).get(reverse("reports:year-report-docx", args=[cum_13().pk]))
    took = {"agreement.draft_downloaded", "paper.downloaded"}
    managing = events_visible_to(account("cumtruong"))
    assert set(managing.values_list("name", flat=True)) == took
    assert not events_visible_to(account("donvi")).exists()
    page = opened("cumtruong", f"/nhat-ky/giao-uoc/{agreement.pk}/?viec=tai")
    assert "tải dự thảo Giao ước thi đua Cụm thi đua số 13 năm 2024" in page.text
    assert "Tệp: " in page.text


def test_a_file_of_a_conference_that_leaves_the_house_is_noted(demo):
    group = bac_giang()
    draft = begin_conference(group, account("vanphong"), "Hội nghị thử")
    file = draft.attachments.get()
    browser_of(account("vanphong")).get(reverse("portal:attachment", args=[file.pk])).getvalue()
    event = Event.objects.latest("pk")
    assert (event.name, event.thing_id) == ("conference.attachment_downloaded", str(draft.pk))
    assert event.after == {"file": file.file_name}


def test_the_log_of_a_group_tells_of_its_scoring_too(demo):
    page = opened("vanphong", f"/nhat-ky/cum-khoi/{bac_giang().pk}/")
    assert "lập Cụm thi đua số 2 năm 2024" in page.text
    assert "mở đối chiếu: Chấm điểm Cụm thi đua số 2 năm 2024" in page.text


def test_a_log_of_nothing_or_of_others_does_not_exist(demo):
    assert opened("quantri", "/nhat-ky/la-lung/1/").status == 404
    assert opened("vanphong", f"/nhat-ky/cum-khoi/{cum_13().pk}/").status == 404
    assert opened("vanphong", f"/nhat-ky/tai-khoan/{account('donvi').pk}/").status == 404
    assert opened("vanphong", "/nhat-ky/tai-khoan/999999/").status == 404


def test_the_page_of_a_thing_leads_to_its_log_where_there_is_one(demo):
    group = bac_giang()
    way = f"/nhat-ky/cum-khoi/{group.pk}/"
    assert way in opened("vanphong", f"/cum-khoi/{group.pk}/").links
    assert way not in opened("lanhdao", f"/cum-khoi/{group.pk}/").links


# Finding


def found(address: str) -> list[str]:
    of = log_list(account("quantri"), "Nhật ký", "nhat-ky")
    listing = Listing(of=of, found=Event.objects.all(), asked=QueryDict(address))
    return [row.done for row in listing.rows]


def test_events_are_found_by_the_name_of_a_unit_without_marks(demo):
    done = found("q=tan+yen&co=100")
    assert "gửi bảng tự chấm của VKSND huyện Tân Yên" in done
    assert all("Sơn Động" not in each for each in done)


def test_events_are_filtered_by_person_kind_and_deed(demo):
    assert found(f"ai={account('donvi').pk}&loai=phieu-diem") == []
    moved = found("loai=phieu-diem&viec=chuyen-buoc")
    assert len(moved) == 5
    assert all(each.startswith("gửi bảng tự chấm") for each in moved)


@pytest.mark.parametrize(
    ("period", "days"),
    [("1", [25]), ("7", [25, 20]), ("30", [25, 20, 1]), ("2024-11", [25, 20, 1]), ("2023", [])],
)
def test_a_period_ends_with_today(stranger, monkeypatch, period, days):
    for day in (1, 20, 25):
        moment = make_aware(datetime(2024, 11, day, 23, 59))  # noqa: DTZ001
        monkeypatch.setattr("audit.actions.now", lambda moment=moment: moment)
        record("account.signed_in", stranger, by=stranger, reason=str(day))
    of = log_list(stranger, "", "")
    found = Event.objects.filter(name="account.signed_in", actor_id=str(stranger.pk))
    listing = Listing(of=of, found=found, asked=QueryDict(f"khi={period}"))
    assert [int(row.reason) for row in listing.rows] == days


def test_the_workbook_says_the_same(demo):
    answer = browser_of(account("quantri")).get("/nhat-ky/?viec=chuyen-buoc&xuat=xlsx")
    rows = list(load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True))
    assert rows[3][:4] == ("Lúc", "Ai làm gì", "Thay đổi", "Lý do")
    sentences = [row[1] for row in rows]
    assert any("gửi bảng tự chấm của VKSND huyện Tân Yên" in (each or "") for each in sentences)
    assert rows[4][0].date() == date(2024, 11, 25)


def test_a_reader_narrows_by_the_kinds_he_meets_alone(demo):
    def offered(username: str) -> set[str]:
        of = log_list(account(username), "Nhật ký", "nhat-ky")
        return {slug for slug, _ in of.filters[1].choices}

    assert "tai-khoan" in offered("quantri")
    assert {"tai-khoan", "vai-tro", "hai-buoc"} & offered("vanphong") == set()
    assert {BY_TYPE[each].slug for each in types_seen("vanphong")} == offered("vanphong")
