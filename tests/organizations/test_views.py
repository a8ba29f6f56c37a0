"""The register as clerks use it: forms filled in, refused, met by others, wrongly asked for."""

from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse

from organizations.enums import UnitKind
from organizations.models import Appointment, Person, Unit, UnitName, UnitParent
from tests.organizations.register import LONG_NAME, lang_son, someone, unit
from tests.people import browser_of
from tests.typing_in import resend, send

__all__ = ["lang_son"]
pytestmark = pytest.mark.django_db

DISTRICT = {
    "kind": UnitKind.DISTRICT.value,
    "full_name": "Viện kiểm sát nhân dân huyện Lộc Bình",
    "short_name": "VKSND huyện Lộc Bình",
    "place_name": "Lộc Bình",
    "parent_id": "VKSND tỉnh Lạng Sơn",
}


def url(name: str, thing: Any = None) -> str:
    return reverse(f"organizations:{name}", args=[thing.pk] if thing else [])


def told(answer: Any) -> str:
    return str(answer.content.decode()).replace("\u00a0", " ")


def test_an_administrator_and_an_office_enter_lang_son_from_nothing(administrator: Any) -> None:
    browser = browser_of(administrator)
    top = {
        "kind": "supreme",
        "full_name": "Viện kiểm sát nhân dân tối cao",
        "short_name": "Tối cao",
    }
    send(browser, url("unit-new"), top)
    province = {"kind": "province", "full_name": "VKSND tỉnh", "parent_id": "toi cao"}
    answer = send(browser, url("unit-new"), province | {"short_name": "VKSND tỉnh Lạng Sơn"})
    made = UnitName.objects.get(short_name="VKSND tỉnh Lạng Sơn").unit
    assert answer.url == reverse("portal:unit", args=[made.pk])
    assert "Tối cao" in told(browser.get(answer.url))


def test_an_office_enters_districts_and_departments_of_its_unit(lang_son: SimpleNamespace) -> None:
    browser = browser_of(lang_son.office)
    page = f"{url('unit-new')}?duoi={lang_son.province.pk}"
    assert send(browser, page, {k: v for k, v in DISTRICT.items() if k != "parent_id"}).status_code
    one = {"kind": "department", "full_name": LONG_NAME, "short_name": "Phòng 1"}
    answer = send(browser, page, one)
    below = UnitParent.objects.filter(parent=lang_son.province)
    assert below.count() == 3
    assert LONG_NAME in told(browser.get(answer.url))


def test_fifty_identical_posts_make_one_unit(lang_son: SimpleNamespace) -> None:
    browser = browser_of(lang_son.office)
    answers = {browser.post(url("unit-new"), DISTRICT).headers["Location"] for _ in range(50)}
    assert len(answers) == 1
    assert UnitName.objects.filter(short_name="VKSND huyện Lộc Bình").count() == 1


@pytest.mark.django_db(transaction=True)
def test_identical_posts_at_one_moment_make_one_unit(lang_son: SimpleNamespace) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("writers of SQLite stand in line by themselves")
    browsers = [browser_of(lang_son.office) for _ in range(8)]

    def click(browser: Any) -> int:
        try:
            return int(browser.post(url("unit-new"), DISTRICT).status_code)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as clicks:
        assert list(clicks.map(click, browsers * 6)) == [302] * 48
    assert UnitName.objects.filter(short_name="VKSND huyện Lộc Bình").count() == 1


def test_an_office_founds_nothing_outside_its_unit(lang_son: SimpleNamespace) -> None:
    browser = browser_of(lang_son.office)
    for parent in ("VKSND tỉnh Phú Yên", "VKSND tối cao", ""):
        answer = browser.post(url("unit-new"), DISTRICT | {"parent_id": parent})
        assert answer.status_code == 422
        assert "Cấp trên trực tiếp: " in told(answer)
    assert not UnitName.objects.filter(short_name=DISTRICT["short_name"]).exists()


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("", "Cần nhập mục này"),
        ("\u200b\u202e\ufeff", "Cần nhập mục này"),
        ("Dài" * 3334, "Dài 10002 ký tự, tối đa 300"),
    ],
)
def test_a_name_that_cannot_be_is_refused_and_nothing_is_lost(
    lang_son: SimpleNamespace, typed: str, message: str
) -> None:
    answer = send(browser_of(lang_son.office), url("unit-new"), DISTRICT | {"full_name": typed})
    assert answer.status_code == 422
    assert f"Tên đầy đủ: {message}" in told(answer)
    assert 'value="Lộc Bình"' in told(answer)


def test_fields_nobody_shows_change_nothing(lang_son: SimpleNamespace) -> None:
    posted = {"id": "1", "pk": "1", "exists_to": "01/01/2020", "added_by_hand": "on", "unit": "1"}
    browser_of(lang_son.office).post(url("unit-new"), DISTRICT | posted)
    made = UnitName.objects.get(short_name=DISTRICT["short_name"]).unit
    assert (made.exists_to, made.added_by_hand) == (None, False)
    assert Unit.objects.count() == 5


def test_a_unit_renamed_from_a_day_shows_both_names(lang_son: SimpleNamespace) -> None:
    browser = browser_of(lang_son.office)
    page = url("unit-name-new", lang_son.district)
    assert 'value="VKSND huyện Cao Lộc"' in told(browser.get(page))
    refused = send(browser, page, {"short_name": "VKSND thị xã Cao Lộc"})
    assert "Mang tên mới từ ngày: Nhập ngày/tháng/năm" in told(refused)
    answer = send(browser, page, {"short_name": "VKSND thị xã Cao Lộc", "valid_from": "01/01/2020"})
    shown = told(browser.get(answer.url))
    assert "Đến trước ngày 01/01/2020" in shown
    assert "VKSND thị xã Cao Lộc" in shown


def test_two_who_correct_one_name_see_both_texts(lang_son: SimpleNamespace) -> None:
    name = lang_son.district.names.get()
    page, browser = url("unit-name-edit", name), browser_of(lang_son.office)
    opened = browser.get(page)
    send(browser_of(lang_son.administrator), page, {"short_name": "Cao Lộc của người khác"})
    answer = resend(browser, page, opened, {"short_name": "Cao Lộc của tôi"})
    assert answer.status_code == 409
    for text in ("Cao Lộc của người khác", "Cao Lộc của tôi", "Người quantri"):
        assert text in told(answer)
    name.refresh_from_db()
    assert name.short_name == "Cao Lộc của người khác"
    assert resend(browser, page, answer, {}).status_code == 302
    name.refresh_from_db()
    assert name.short_name == "Cao Lộc của tôi"


def test_a_refused_deletion_lists_who_needs_the_unit(lang_son: SimpleNamespace) -> None:
    someone("Lê Văn Bảy", lang_son.district, lang_son.office, "Viện trưởng")
    browser = browser_of(lang_son.office)
    page = url("unit-delete", lang_son.district)
    for answer in (browser.get(page), browser.post(page)):
        assert "1 người: Lê Văn Bảy" in told(answer)
        assert "hãy ghi biến động" in told(answer)
    assert Unit.objects.filter(pk=lang_son.district.pk).exists()


def test_what_was_entered_by_mistake_goes_after_a_question(lang_son: SimpleNamespace) -> None:
    browser, by = browser_of(lang_son.office), lang_son.office
    one = someone("Lê Văn Bảy", lang_son.district, by, "Viện trưởng")
    department = unit("Phòng 1", lang_son.district, by)
    send(
        browser, url("unit-name-new", department), {"short_name": "P1", "valid_from": "01/01/2024"}
    )
    later = department.names.get(short_name="P1")
    link = department.parents.get()
    asked = [
        (url("appointment-delete", one.appointments.get()), "Viện trưởng"),
        (url("person-delete", one), "Lê Văn Bảy"),
        (url("unit-name-delete", later), "đơn vị lại mang tên"),
        (url("unit-parent-delete", link), "chỉ quản trị viên ghi lại được"),
    ]
    for page, words in asked:
        assert words in told(browser.get(page))
        assert browser.post(page).status_code == 302
    assert not Appointment.objects.exists()
    assert not Person.objects.exists()
    assert not department.parents.exists()
    only = lang_son.district.names.get()
    assert "tên duy nhất" in told(browser.get(url("unit-name-delete", only)))
    # Without a unit above it only an administrator reaches it.
    assert browser.post(url("unit-delete", department)).status_code == 403
    page = url("unit-delete", lang_son.district)
    assert "VKSND tỉnh Lạng Sơn" in told(browser.get(page))
    below = unit("Phòng 2", lang_son.district, by)
    assert "đang là cấp trên của" in told(browser.get(page))
    assert browser.post(page).status_code == 422
    below.parents.all().delete()
    assert browser.post(page).status_code == 302


def test_a_unit_is_corrected_moved_and_the_move_mended(lang_son: SimpleNamespace) -> None:
    browser = browser_of(lang_son.administrator)
    send(browser, url("unit-edit", lang_son.district), {"kind": "region", "note": "Đổi loại"})
    lang_son.district.refresh_from_db()
    assert lang_son.district.kind == UnitKind.REGION
    typed = {"parent_id": "VKSND tỉnh Phú Yên", "valid_from": "01/01/2024"}
    send(browser, url("unit-parent-new", lang_son.district), typed)
    link = lang_son.district.parents.get(parent=lang_son.elsewhere)
    send(browser, url("unit-parent-edit", link), {"valid_from": "01/02/2024"})
    link.refresh_from_db()
    assert (link.valid_from.month, link.parent) == (2, lang_son.elsewhere)
    link.valid_from = lang_son.district.parents.get(parent=lang_son.province).valid_to
    link.save()
    page = told(browser.get(url("unit-parent-delete", link)))
    assert "Đơn vị lại trực thuộc VKSND tỉnh Lạng Sơn" in page


def test_a_person_is_entered_corrected_and_given_a_post(lang_son: SimpleNamespace) -> None:
    browser = browser_of(lang_son.office)
    typed = {"full_name": "Lê Văn Bảy", "post": "Viện trưởng", "valid_from": "01/03/2024"}
    page = f"{url('person-new')}?don-vi={lang_son.district.pk}"
    answer = send(browser, page, typed)
    one = Person.objects.get()
    assert answer.url == url("person", one)
    send(browser, url("person-edit", one), {"full_name": "Lê Văn Bẩy"})
    send(browser, url("appointment-new", one), {"post": "Bí thư chi bộ"})
    held = one.appointments.get(post="Viện trưởng")
    send(browser, url("appointment-edit", held), {"valid_to": "01/07/2024"})
    shown = told(browser.get(url("person", one)))
    for words in ("Lê Văn Bẩy", "Bí thư chi bộ", "Từ ngày 01/03/2024 đến trước ngày 01/07/2024"):
        assert words in shown
    assert "Bí thư chi bộ" in told(browser.get(reverse("portal:unit", args=[held.unit_id])))


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"valid_from": "01/03/2024"}, "Chức vụ: Nhập chức vụ"),
        ({"post": "Viện trưởng"}, "Đơn vị: Chọn đơn vị"),
        ({"full_name": "", "post": ""}, "Họ và tên: Cần nhập"),
    ],
)
def test_a_person_typed_by_half_is_refused(
    lang_son: SimpleNamespace, typed: dict[str, str], message: str
) -> None:
    answer = send(browser_of(lang_son.office), url("person-new"), {"full_name": "Lê An"} | typed)
    assert answer.status_code == 422
    assert message in told(answer)
    assert not Person.objects.exists()


def test_people_are_listed_found_narrowed_and_exported(lang_son: SimpleNamespace) -> None:
    someone("Lê Văn Bảy", lang_son.district, lang_son.office, "Viện trưởng")
    someone("Trần Thị Ánh", lang_son.province, lang_son.office)
    browser = browser_of(lang_son.office)
    assert "Lê Văn Bảy" in told(browser.get("/nguoi/?q=bay&loai=district"))
    assert "Lê Văn Bảy" not in told(browser.get("/nguoi/?loai=province"))
    assert browser.get("/nguoi/?xuat=xlsx").content[:2] == b"PK"


NEEDS_OFFICE = ("unit-new", "person-new")
OF_UNIT = ("unit-edit", "unit-delete", "unit-name-new", "unit-parent-new")
OF_PERSON = ("person-edit", "person-delete", "appointment-new")


@pytest.mark.parametrize("who", ["clerk", "office"])
def test_who_may_not_is_refused_and_sees_no_button(lang_son: SimpleNamespace, who: str) -> None:
    theirs = lang_son.elsewhere
    one = someone("Lê Phú Yên", theirs, lang_son.administrator, "Viện trưởng")
    held, name, link = one.appointments.get(), theirs.names.get(), theirs.parents.get()
    pages = [url(page, theirs) for page in OF_UNIT] + [url(page, one) for page in OF_PERSON]
    pages += [url("unit-name-edit", name), url("unit-name-delete", name)]
    pages += [url("unit-parent-edit", link), url("unit-parent-delete", link)]
    pages += [url("appointment-edit", held), url("appointment-delete", held)]
    pages += [url(page) for page in NEEDS_OFFICE] if who == "clerk" else []
    browser = browser_of(getattr(lang_son, who))
    answers = [(page, browser.get(page), browser.post(page)) for page in pages]
    let_in = [page for page, *each in answers if {one.status_code for one in each} != {403}]
    assert let_in == []
    for page in (reverse("portal:unit", args=[theirs.pk]), url("person", one)):
        assert "/sua/" not in told(browser.get(page))


def test_an_office_cannot_move_itself_from_under_the_eyes_above(lang_son: SimpleNamespace) -> None:
    link = lang_son.province.parents.get()
    browser = browser_of(lang_son.office)
    assert browser.post(url("unit-parent-delete", link)).status_code == 403
    assert UnitParent.objects.filter(pk=link.pk).exists()


def test_an_office_neither_renames_nor_ends_its_own_unit(lang_son: SimpleNamespace) -> None:
    own, below, browser = lang_son.province, lang_son.district, browser_of(lang_son.office)
    typed = {"short_name": "VKSND Xứ Lạng", "valid_from": "01/01/2020"}
    assert browser.post(url("unit-name-new", own), typed).status_code == 403
    refused = send(browser, url("unit-edit", own), {"exists_to": "01/01/2030"})
    assert refused.status_code == 422
    assert "Chỉ văn phòng đơn vị cấp trên mới ghi được ngày" in told(refused)
    assert send(browser, url("unit-edit", own), {"note": "Trụ sở mới"}).status_code == 302
    assert send(browser, url("unit-edit", below), {"exists_to": "01/01/2030"}).status_code == 302
    own.refresh_from_db()
    assert (own.exists_to, own.note, own.names.count()) == (None, "Trụ sở mới", 1)
    pages = [told(browser.get(reverse("portal:unit", args=[each.pk]))) for each in (own, below)]
    assert ["Biến động…" in page for page in pages] == [False, True]
    assert ["Ghi thêm một tên" in page for page in pages] == [False, True]


def test_whom_the_reader_may_not_know_does_not_exist(lang_son: SimpleNamespace) -> None:
    one = someone("Lê Kín", lang_son.elsewhere, lang_son.administrator)
    browser = browser_of(lang_son.office)
    for page in ("person", *OF_PERSON):
        assert browser.get(url(page, one)).status_code == 404
