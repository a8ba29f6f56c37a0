"""Conferences and awards as their readers meet them."""

import re

import pytest

from accounts.models import User
from conferences.actions import call_conference
from conferences.models import Conference
from conferences.rules import GeneralFacts, PurposeRow
from tests.portal.test_views import after, edition, opened

pytestmark = pytest.mark.django_db

PHU_YEN = "Hội nghị tổng kết công tác thi đua năm 2023 và ký kết giao ước thi đua năm 2024"
TRA_VINH = "Hội nghị ký kết giao ước thi đua năm 2024"
BAC_GIANG = "Hội nghị tổng kết công tác thi đua khen thưởng năm 2024"


def conference_page(username, title):
    return opened(username, f"/hoi-nghi/{Conference.objects.get(title=title).pk}/")


# The calendar


@pytest.mark.parametrize("year", [2023, 2024])
def test_one_meeting_for_two_years_appears_in_both(demo, year):
    page = opened("quantri", f"/hoi-nghi/?nam={year}")
    assert PHU_YEN in page.text
    assert "Tổng kết năm 2023" in page.text
    assert "Ký kết giao ước năm 2024" in page.text


def test_the_calendar_goes_by_day_and_keeps_unknown_days_last(demo):
    text = opened("quantri", "/hoi-nghi/?nam=2024").text
    order = ["trong các ngày 19, 20, 21/3/2024", "29/03/2024", "chiều 25/11/2024"]
    places = [text.index(day) for day in order]
    assert places == sorted(places)
    assert text.index("chiều 25/11/2024") < text.index("\nChưa rõ ngày\n") < text.index(PHU_YEN)


def test_no_day_is_made_up_for_a_range(demo):
    text = opened("quantri", "/hoi-nghi/?nam=2024").text
    assert not re.search(r"(19|20|21)/0?3/2024", text.replace("19, 20, 21/3/2024", ""))


def test_conferences_of_others_do_not_show(demo):
    page = opened("vanphong", "/hoi-nghi/")
    assert BAC_GIANG in page.text
    assert PHU_YEN not in page.text
    assert conference_page("vanphong", PHU_YEN).status == 404


def test_a_year_without_conferences_says_so(stranger):
    assert "Chưa có hội nghị nào" in opened("nguoila", "/hoi-nghi/").text


def test_a_draft_shows_to_those_who_enter_it_alone(demo):
    group = edition("VKSND tỉnh Bắc Giang", "2")
    facts = GeneralFacts("Hội nghị giao ban", (PurposeRow("mid_year", group.pk),))
    draft = call_conference(facts=facts, by=User.objects.get(username="vanphong"))
    page = opened("vanphong", "/hoi-nghi/")
    assert after(page, "Hội nghị giao ban", 4)[3] == "đang nhập"
    assert "Hội nghị giao ban" not in opened("lanhdao", "/hoi-nghi/").text
    assert opened("lanhdao", f"/hoi-nghi/{draft.pk}/").status == 404
    assert "Nhập tiếp" in opened("vanphong", f"/hoi-nghi/{draft.pk}/").text
    assert (
        f"/hoi-nghi/{draft.pk}/ket-qua/thong-tin/"
        in opened("vanphong", f"/cum-khoi/{group.pk}/").links
    )


# One conference


def test_the_page_tells_purposes_people_papers_and_awards(demo):
    page = conference_page("quantri", PHU_YEN)
    assert after(page, "Thời gian", 1) == ["Chưa rõ ngày Nguồn ghi: “vừa tổ chức”, không nêu ngày"]
    assert after(page, "Địa điểm", 1) == ["Chưa có thông tin"]
    assert "phụ trách Cụm thi đua số 2" in page.text
    assert "Cụm trưởng, thay mặt Cụm" in page.text
    flag, progressive = after(page, "Khen thưởng được nêu tại hội nghị", 2)
    assert flag == (
        "Cờ thi đua dẫn đầu Khối VKSND thị xã Sông Cầu Danh hiệu năm 2023 "
        "Cấp quyết định: VKSND tối cao"
    )
    assert progressive.startswith(
        "Tập thể lao động tiên tiến VKSND huyện Tuy An VKSND huyện Đồng Xuân VKSND huyện Sơn Hòa "
        "Danh hiệu năm 2023 Cấp quyết định: VKSND tỉnh"
    )


def test_what_was_proposed_is_never_called_awarded(demo):
    page = conference_page("vanphong", BAC_GIANG)
    assert "chưa phải kết quả" in page.text
    assert "Khen thưởng được nêu tại hội nghị" not in page.text
    for claim in ("được công nhận", "được tặng", "5/5 ý kiến"):
        assert claim not in page.text


def test_seats_of_next_year_keep_the_words_of_the_source(demo):
    page = conference_page("vanphong", BAC_GIANG)
    deputy = after(page, "Cụm phó năm 2025 dự kiến", 1)[0]
    assert deputy.startswith("VKSND huyện Lục Ngạn từ ngày 01/01/2025 là thị xã Chũ")
    assert "05/05 đơn vị có mặt (tất cả)" in page.text


def test_guests_keep_their_former_group_and_speakers_their_capacity(demo):
    page = conference_page("quantri", TRA_VINH)
    assert "đại diện Cụm thi đua số 10 năm 2023" in page.text
    assert "đại diện Cụm trưởng Cụm thi đua số 10 năm 2023" in page.text
    assert after(page, "Chủ trì", 1) == ["Chưa có thông tin"]


def test_a_group_the_reader_may_not_open_is_named_without_a_link(demo):
    page = conference_page("donvi", TRA_VINH)
    old = edition("VKSND tối cao", "10", 2023)
    assert "Cụm thi đua số 10 – VKSND tối cao" in page.text
    assert f"/cum-khoi/{old.pk}/" not in page.links


def test_captions_show_though_the_picture_is_not_at_hand(demo):
    page = conference_page("quantri", PHU_YEN)
    assert "Đại biểu chụp ảnh lưu niệm Chỉ có chú thích, chưa có tệp" in page.text


def test_only_who_may_reopen_is_offered_to(demo):
    assert "Mở lại" in conference_page("vanphong", BAC_GIANG).text
    assert "Mở lại" not in conference_page("lanhdao", BAC_GIANG).text


# Awards


def test_three_lists_are_never_mixed(demo):
    given = opened("quantri", "/khen-thuong/").text
    proposed = opened("quantri", "/khen-thuong/?muc=de-nghi").text
    registered = opened("quantri", "/khen-thuong/?muc=dang-ky").text
    assert "VKSND huyện Yên Thế" in proposed
    assert "VKSND huyện Yên Thế" not in given
    assert "VKSND tỉnh Bến Tre" in registered
    assert "VKSND tỉnh Bến Tre" not in given + proposed
    assert "Đề nghị của hội nghị, chưa phải kết quả khen thưởng" in proposed


def test_awards_of_unknown_year_have_a_filter_of_their_own(demo):
    page = opened("quantri", "/khen-thuong/?nam=chua-ro")
    assert "Chưa rõ năm" in page.text
    assert "1–4 trên 4" in page.text
    assert "VKSND tỉnh Kiên Giang" in page.text
    assert "VKSND thị xã Sông Cầu" not in page.text


def test_awards_of_2023_count_each_unit_and_title_once(demo):
    page = opened("quantri", "/khen-thuong/?nam=2023")
    assert "1–10 trên 10" in page.text
    assert page.text.count("Tập thể lao động tiên tiến") == 3


def test_awards_are_filtered_by_words_and_by_year_together(demo):
    page = opened("quantri", "/khen-thuong/?q=dong+thap&nam=2023")
    assert "1–1 trên 1" in page.text
    assert "/khen-thuong/?nam=2023" in page.links
    assert "Không có khen thưởng nào khớp" in opened("quantri", "/khen-thuong/?q=zzz").text
    proposed = opened("quantri", "/khen-thuong/?muc=de-nghi&q=giay khen").text
    assert "1–2 trên 2" in proposed
    assert "1–1 trên 1" in opened("quantri", "/khen-thuong/?muc=dang-ky&q=soc trang").text


@pytest.mark.parametrize("muc", ["", "da-tang", "de-nghi", "dang-ky", "la-lung"])
def test_a_list_without_rows_says_how_rows_come_about(stranger, muc):
    assert "Chưa" in opened("nguoila", f"/khen-thuong/?muc={muc}").text


def test_proposals_and_registrations_of_others_do_not_show(demo):
    assert "VKSND huyện Yên Thế" not in opened("donvi", "/khen-thuong/?muc=de-nghi").text
    assert "VKSND tỉnh Bến Tre" not in opened("vanphong", "/khen-thuong/?muc=dang-ky").text
    of_2023 = opened("quantri", "/khen-thuong/?muc=de-nghi&nam=2023")
    assert "Không có đề nghị nào khớp" in of_2023.text
    unknown = opened("quantri", "/khen-thuong/?muc=dang-ky&nam=chua-ro")
    assert "Không có đăng ký nào khớp" in unknown.text
