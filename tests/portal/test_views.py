"""The screens as their readers meet them."""

import re

import pytest
from django.test import Client

from accounts.models import User
from clusters.models import ClusterEdition
from conferences.models import Conference
from documents.models import LegalBasis
from organizations.models import UnitName
from tests.people import browser_of
from tests.portal.walk import Seen, read_page

pytestmark = pytest.mark.django_db
STEP = re.compile(r"\((chưa đến|đang làm|đã xong)\)")


def opened(username: str, address: str) -> Seen:
    """The page as this person reads it."""
    answer = browser_of(User.objects.get(username=username)).get(address)
    return read_page(address, answer.status_code, answer.content.decode())


def edition(owner: str, number: str, year: int = 2024) -> ClusterEdition:
    unit = UnitName.objects.get(short_name=owner).unit
    return ClusterEdition.objects.get(year__owner=unit, number=number, year__label_year=year)


def edition_page(username: str, owner: str, number: str, year: int = 2024) -> Seen:
    return opened(username, f"/cum-khoi/{edition(owner, number, year).pk}/")


def unit_page(username: str, short_name: str) -> Seen:
    unit = UnitName.objects.get(short_name=short_name).unit
    return opened(username, f"/don-vi/{unit.pk}/")


def after(page: Seen, heading: str, lines: int) -> list[str]:
    """The lines that follow the last one that says just this."""
    before = page.text.split("\n")[::-1]
    return before[: before.index(heading)][::-1][:lines]


# Home


def test_home_lists_what_waits_with_its_action(demo):
    page = opened("cumtruong", "/")
    assert "Giao ước thi đua Cụm thi đua số 13 năm 2024" in page.text
    assert "Xem và phát hành" in page.text
    assert "1 việc chưa gấp" in page.text


def test_home_says_when_nothing_waits(demo):
    page = opened("donvi", "/")
    assert "Không có việc nào đang chờ" in page.text
    assert "Thứ Hai, 25/11/2024" in page.text


def test_home_counts_the_steps_of_my_groups_in_words(demo):
    page = opened("vanphong", "/")
    assert "3/7 bước" in page.text
    assert "5/5 đã gửi" in page.text
    assert "VKSND tỉnh Trà Vinh" not in page.text


def test_home_of_somebody_who_belongs_nowhere_says_who_can_help(stranger):
    page = opened("nguoila", "/")
    assert "Chưa thấy cụm, khối nào" in page.text
    assert "Chưa có văn bản" in page.text


def test_home_shows_another_year_when_asked(demo):
    page = opened("quantri", "/?nam=2023")
    assert "Tiến độ các cụm, khối năm 2023" in page.text
    assert "Cụm thi đua số 8" in page.text
    assert "Cụm thi đua số 13" not in after(page, "Tiến độ các cụm, khối năm 2023", 40)


# Units


@pytest.mark.parametrize("typed", ["luc ngan", "LỤC NGẠN", "Lục  Ngạn", "ngan luc"])
def test_units_are_found_without_marks_or_case(demo, typed):
    page = opened("vanphong", f"/don-vi/?q={typed}")
    assert "VKSND huyện Lục Ngạn" in page.text
    assert "1–1 trên 1" in page.text


def test_units_are_filtered_by_kind_with_a_pill_that_takes_the_filter_off(demo):
    page = opened("vanphong", "/don-vi/?loai=department&q=phong")
    assert "Phòng 1" in page.text
    assert "VKSND huyện" not in page.text
    assert "/don-vi/?q=phong" in page.links
    assert "/don-vi/?loai=department" in page.links


def test_a_search_for_units_that_finds_nothing_says_what_to_try(demo):
    page = opened("vanphong", "/don-vi/?q=khong+co+dau")
    assert "Không có đơn vị nào khớp" in page.text


def test_odd_filters_are_left_out(demo):
    page = opened("vanphong", "/don-vi/?loai=gi-do&trang=abc&nam=99999")
    assert "1–25 trên 41" in page.text


def test_units_come_in_vietnamese_order_25_a_page(demo):
    first = opened("quantri", "/don-vi/?loai=district").text
    order = ["VKSND huyện Bắc Sơn", "VKSND huyện Bình Gia", "VKSND huyện Cao Lộc"]
    assert sorted(order, key=first.index) == order
    assert "26–41 trên 41" in opened("quantri", "/don-vi/?trang=2").text


def test_a_unit_tells_where_it_belonged_year_by_year(demo):
    page = unit_page("quantri", "VKSND tỉnh Sóc Trăng")
    told = after(page, "Qua các năm", 99)
    assert told[:2] == ["Năm 2024", "Cụm, khối"]
    assert told[2].startswith("Cụm thi đua số 13: Cụm phó")
    in_2023 = told.index("Năm 2023")
    assert told[in_2023 + 1 : in_2023 + 3] == ["Cụm, khối", "Chưa có thông tin"]


def test_a_unit_two_clusters_knew_is_shown_in_both(demo):
    page = unit_page("quantri", "VKSND tỉnh Trà Vinh")
    assert "Cụm thi đua số 13: Cụm trưởng" in page.text
    assert "Cụm thi đua số 10: thành viên" in page.text


def test_awards_without_a_year_say_so_on_the_unit(demo):
    page = unit_page("quantri", "VKSND tỉnh Vĩnh Long")
    undated = after(page, "Chưa rõ năm", 2)
    assert undated[0] == "Khen thưởng"
    assert undated[1].startswith("Cờ thi đua của Chính phủ")
    assert "Cờ thi đua của ngành Kiểm sát" in page.text.rpartition("Chưa rõ năm")[0]


def test_a_nomination_never_shows_among_the_awards_of_a_unit(demo):
    page = unit_page("quantri", "VKSND huyện Yên Thế")
    assert after(page, "Đề nghị", 1) == ["Tập thể lao động xuất sắc Cụm thi đua số 2"]
    assert "Khen thưởng" not in after(page, "Qua các năm", 99)
    assert "được công nhận" not in page.text
    assert "được tặng" not in page.text


def test_a_unit_shows_only_the_groups_its_reader_may_see(demo):
    assert "Cụm thi đua số 13" in unit_page("donvi", "VKSND tỉnh Trà Vinh").text
    assert "Cụm thi đua số 10" not in unit_page("donvi", "VKSND tỉnh Trà Vinh").text
    assert "Cụm thi đua số 13" not in unit_page("vanphong", "VKSND tỉnh Trà Vinh").text


def test_the_owner_lists_its_groups_and_the_units_below_it(demo):
    page = unit_page("quantri", "VKSND tỉnh Phú Yên")
    assert any(line.startswith("2024 01 cụm") for line in page.text.splitlines())
    assert "VKSND thị xã Sông Cầu" in page.text
    assert "Cụm thi đua số 8: thành viên" in page.text


# Years


def test_a_year_shows_each_owner_with_its_groups_counted(demo):
    page = opened("quantri", "/nam/2024/")
    assert "02 cụm, 01 khối" in page.text
    assert after(page, "02 cụm, 01 khối", 3) == [
        "Cụm thi đua số 1 : 06 đơn vị",
        "Cụm thi đua số 2 : 05 đơn vị",
        "Khối thi đua các phòng Viện tỉnh : 08 đơn vị",
    ]


def test_the_theme_of_the_sector_is_told_to_everybody(demo):
    page = opened("vanphong", "/nam/2024/")
    assert "Đoàn kết, đổi mới, vượt khó, hoàn thành xuất sắc nhiệm vụ năm 2024" in page.text
    assert "VKSND tỉnh Lạng Sơn" not in page.text


def test_a_year_of_others_does_not_exist(demo):
    assert opened("vanphong", "/nam/2023/").status == 404


# Groups


def test_a_group_says_cluster_owner_and_year_in_full(demo):
    page = edition_page("vanphong", "VKSND tỉnh Bắc Giang", "2")
    assert page.title.startswith("Cụm thi đua số 2 – VKSND tỉnh Bắc Giang, năm 2024")
    assert "05 đơn vị" in page.text


def test_the_year_of_a_group_stands_in_steps(demo):
    page = edition_page("vanphong", "VKSND tỉnh Bắc Giang", "2")
    assert [line for line in page.text.split("\n") if STEP.search(line)] == [
        "Ký giao ước (chưa đến) Chưa có thông tin",
        "Sơ kết (chưa đến) Chưa có thông tin",
        "Tự chấm (đã xong) 5/5 đã gửi",
        "Đối chiếu (đã xong) 5/5 đơn vị",
        "Tổng kết, bình xét (đã xong) chiều 25/11/2024",
        "Trình Hội đồng (đang làm) 03 đề nghị",
        "Quyết định (chưa đến) Chưa có thông tin",
    ]


def test_equal_totals_share_a_rank_at_a_glance(demo):
    page = edition_page("vanphong", "VKSND tỉnh Bắc Giang", "2")
    table = after(page, "Đề nghị", 40)
    ranks = [line for line in table if line.isdigit()]
    assert ranks == ["1", "2", "2", "4", "4"]
    assert "Số liệu minh họa." in page.text
    assert "không phải thứ hạng" in page.text


def test_next_years_leaders_are_provisional_and_this_years_unknown(demo):
    page = edition_page("vanphong", "VKSND tỉnh Bắc Giang", "2")
    assert after(page, "Cụm trưởng năm 2024", 1) == ["Chưa có thông tin"]
    assert after(page, "Cụm phó năm 2025 dự kiến", 1) == [
        "VKSND huyện Lục Ngạn từ ngày 01/01/2025 là thị xã Chũ · bình chọn 25/11/2024"
    ]


def test_proposals_stand_apart_and_say_they_are_no_result(demo):
    page = edition_page("vanphong", "VKSND tỉnh Bắc Giang", "2")
    assert "đề nghị, chưa phải kết quả" in page.text
    assert "Biểu quyết: 100% ý kiến thống nhất" in page.text
    assert "5/5 ý kiến" not in page.text
    assert "Đã tặng" not in page.text


def test_a_bloc_of_eight_with_two_names_is_not_a_bloc_of_two(demo):
    page = opened("quantri", f"/cum-khoi/{ClusterEdition.objects.get(kind='bloc').pk}/")
    assert "08 đơn vị, nêu tên 2, chưa nêu tên 6" in page.text
    assert "và 06 đơn vị khác chưa nêu tên" in page.text
    assert "Khối trưởng năm 2024" in page.text
    assert "Cụm trưởng" not in page.text.partition("Căn cứ và nguồn")[0]
    assert "kiểm sát xét xử sơ thẩm án hình sự về an ninh, ma túy" in page.text


def test_a_group_without_papers_is_warned(demo):
    assert "Chưa ghi văn bản làm căn cứ" in edition_page("quantri", "VKSND tỉnh Phú Yên", "2").text
    assert "Chưa ghi văn bản làm căn cứ" not in edition_page("quantri", "VKSND tối cao", "13").text


def test_what_a_person_concluded_is_marked(demo):
    page = edition_page("quantri", "VKSND tỉnh Phú Yên", "2")
    assert "người nhập bổ sung" in page.text


def test_a_list_that_may_be_incomplete_says_so_and_counts_nothing(demo):
    page = edition_page("quantri", "VKSND tối cao", "10", 2023)
    assert "Danh sách có thể chưa đầy đủ." in page.text
    assert "Số đơn vị: Chưa có thông tin, nêu tên 5" in page.text


def test_registrations_are_counted_of_all_members(demo):
    assert "6/6 (100%)" in edition_page("donvi", "VKSND tối cao", "13").text


def test_only_who_may_enter_results_is_offered_to(demo):
    bac_giang = ("VKSND tỉnh Bắc Giang", "2")
    assert "Nhập kết quả hội nghị" in edition_page("vanphong", *bac_giang).text
    assert "Nhập kết quả hội nghị" not in edition_page("lanhdao", *bac_giang).text
    assert "Nhập kết quả hội nghị" not in edition_page("donvi", "VKSND tối cao", "13").text


def test_a_group_of_others_does_not_exist(demo):
    assert edition_page("donvi", "VKSND tỉnh Bắc Giang", "2").status == 404
    assert edition_page("donvi", "VKSND tối cao", "10", 2023).status == 404


def test_groups_of_a_year_stand_by_owner(demo):
    page = opened("quantri", "/cum-khoi/?nam=2024")
    assert "6 cụm, khối" in page.text
    assert "Khối thi đua các phòng Viện tỉnh" in page.text


def client_of(username: str) -> Client:
    return browser_of(User.objects.get(username=username))


# Papers


def test_unknown_parts_of_a_legal_basis_say_so_and_two_issuers_stand_side_by_side(demo):
    unnumbered = LegalBasis.objects.filter(reference="").first()
    page = opened("donvi", f"/van-ban/can-cu/{unnumbered.pk}/")
    assert after(page, "Số, ký hiệu", 1) == ["Chưa có thông tin"]
    guide = LegalBasis.objects.get(reference="09/HD-VKSTC")
    page = opened("quantri", f"/van-ban/can-cu/{guide.pk}/")
    assert "Nơi khác ghi" in page.text
    assert "Cụm thi đua số 13" in page.text


def test_who_rests_on_a_paper_is_told_only_of_what_the_reader_may_see(demo):
    guide = LegalBasis.objects.get(reference="09/HD-VKSTC")
    page = opened("donvi", f"/van-ban/can-cu/{guide.pk}/")
    assert "Cụm thi đua số 13 năm 2024" in page.text
    assert "VKSND tỉnh Lạng Sơn" not in after(page, "Nơi viện dẫn", 12)


@pytest.mark.parametrize("typed", ["09/HD", "09/hd-vkstc", "huong dan 09"])
def test_legal_bases_are_found_by_number_or_kind(demo, typed):
    page = opened("donvi", f"/van-ban/?q={typed}")
    assert "09/HD-VKSTC" in page.text
    assert "317/VKS-VP" not in page.text


def test_the_register_keeps_drafts_and_issued_papers_apart(demo):
    issued = opened("donvi", "/van-ban/?muc=giao-uoc&tinh-trang=issued")
    assert "Không có giao ước nào khớp" in issued.text
    page = opened("donvi", "/van-ban/?muc=giao-uoc&tinh-trang=draft")
    assert after(page, "Cụm thi đua số 13 năm 2024 · PDF Cụm thi đua số 13 VKSND tối cao", 4) == [
        "06 đơn vị đã nhập người ký 0/6",
        "29/03/2024",
        "Dự thảo Thành viên Cụm thi đua số 13 ký kết tại Hội nghị ngày 29/3/2024",
        "1–1 trên 1",
    ]
    assert "VKSND tỉnh Phú Yên" not in page.text


def test_what_is_printed_from_the_data_stands_in_the_register(demo):
    group = edition("VKSND tối cao", "13")
    held = Conference.objects.filter(purposes__edition=group).distinct().get()
    assert (
        f"/cum-khoi/{group.pk}/bao-cao-tong-ket.pdf"
        in opened("donvi", "/van-ban/?muc=bao-cao").links
    )
    assert f"/hoi-nghi/{held.pk}/bien-ban.pdf" in opened("donvi", "/van-ban/?muc=bien-ban").links
    assert "VKSND tỉnh Phú Yên" not in opened("donvi", "/van-ban/?muc=bien-ban").text


# Search


def test_an_empty_search_says_what_can_be_found(demo):
    assert "Gõ từ cần tìm" in opened("donvi", "/tim-kiem/").text
    assert "Gõ từ cần tìm" in opened("donvi", "/tim-kiem/?q=%00%20").text


@pytest.mark.parametrize(
    ("typed", "kind", "title"),
    [
        ("son dong", "Đơn vị", "VKSND huyện Sơn Động"),
        ("cum 2 2024", "Cụm, khối", "Cụm thi đua số 2 năm 2024"),
        ("tan yen", "Hội nghị", "Hội nghị tổng kết công tác thi đua khen thưởng năm 2024"),
        ("tap the lao dong", "Danh hiệu", "Tập thể lao động xuất sắc"),
        ("317/vks", "Văn bản", "Công văn 317/VKS-VP"),
    ],
)
def test_one_box_finds_everything_the_reader_may_see(demo, typed, kind, title):
    page = opened("vanphong", f"/tim-kiem/?q={typed}")
    assert kind in page.text
    assert title in page.text


def test_a_conference_is_found_by_whoever_took_part_but_not_by_strangers(demo):
    told = Conference.objects.get(title__startswith="Hội nghị tổng kết công tác thi đua năm 2023")
    assert told.title in opened("quantri", "/tim-kiem/?q=nguyen kim hoang").text
    assert told.title not in opened("vanphong", "/tim-kiem/?q=nguyen kim hoang").text


def test_a_search_that_finds_nothing_helps_on(demo):
    page = opened("donvi", "/tim-kiem/?q=zzzz")
    assert "Không tìm thấy gì" in page.text
    assert "/don-vi/" in page.links


def test_what_is_typed_is_shown_as_text(demo):
    answer = client_of("donvi").get("/tim-kiem/", {"q": "<script>alert(1)</script>"})
    assert "<script>alert" not in answer.content.decode()
