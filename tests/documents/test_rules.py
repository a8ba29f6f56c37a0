"""The wording of dates, counts and citations."""

from datetime import date

import pytest

from documents import rules

LAW = date(2022, 6, 15)


@pytest.mark.parametrize(
    ("on", "written"),
    [
        (date(2026, 2, 5), "Bắc Ninh, ngày 05 tháng 02 năm 2026"),
        (date(2026, 1, 31), "Bắc Ninh, ngày 31 tháng 01 năm 2026"),
        (date(2024, 3, 5), "Bắc Ninh, ngày 05 tháng 3 năm 2024"),
        (date(2024, 9, 10), "Bắc Ninh, ngày 10 tháng 9 năm 2024"),
        (date(2024, 12, 1), "Bắc Ninh, ngày 01 tháng 12 năm 2024"),
        (None, "Bắc Ninh, ngày … tháng … năm …"),
    ],
)
def test_a_date_line_has_a_nought_before_small_days_and_the_first_two_months(on, written):
    assert rules.date_line("Bắc Ninh", on) == written


def test_a_known_year_is_printed_though_its_day_is_unknown():
    assert rules.date_line("Trà Vinh", None, year=2024) == "Trà Vinh, ngày … tháng … năm 2024"


def test_an_unknown_place_is_dots():
    assert rules.date_line("", date(2024, 3, 5)) == "……, ngày 05 tháng 3 năm 2024"


def test_a_number_line_is_padded_and_leaves_room_while_there_is_no_number():
    assert rules.number_line(5, "KH-CTĐ2") == "Số: 05/KH-CTĐ2"
    assert rules.number_line(112, "KH-CTĐ2") == "Số: 112/KH-CTĐ2"
    assert rules.number_line(None, "KH-CTĐ13").split() == ["Số:", "/KH-CTĐ13"]
    assert "…" not in rules.number_line(None, "KH-CTĐ13")


def test_counts_have_two_figures():
    assert [rules.count2(count) for count in (0, 5, 12, 104)] == ["00", "05", "12", "104"]


def test_the_last_of_several_is_joined_by_and():
    assert rules.vietnamese_join([]) == ""
    assert rules.vietnamese_join(["Chũ"]) == "Chũ"
    assert rules.vietnamese_join(["Chũ", "Tân Yên"]) == "Chũ và Tân Yên"
    assert rules.vietnamese_join(["A", "B", "C"]) == "A, B và C"


def test_roman_numbers():
    assert [rules.roman(n) for n in (1, 4, 6, 9, 14, 19)] == ["I", "IV", "VI", "IX", "XIV", "XIX"]


def test_a_law_is_cited_by_name_and_date_without_number_and_issuer():
    cited = rules.basis_citation(
        "Luật", "06/2022/QH15", issued_on=LAW, issuer="Quốc hội", abstract="Thi đua, khen thưởng"
    )
    assert cited == "Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022"


def test_another_paper_is_cited_with_number_symbol_day_issuer_and_abstract():
    cited = rules.basis_citation(
        "Hướng dẫn",
        "9",
        "HD-VKSTC",
        issued_on=date(2024, 3, 1),
        issuer="Viện kiểm sát nhân dân tối cao",
        abstract="về hoạt động của cụm, khối thi đua",
    )
    assert cited == (
        "Hướng dẫn số 09/HD-VKSTC ngày 01 tháng 3 năm 2024 của Viện kiểm sát nhân dân tối cao "
        "về hoạt động của cụm, khối thi đua"
    )


@pytest.mark.parametrize(
    ("number", "symbol", "written"),
    [
        ("", "CT-VKSTC", "số ……/CT-VKSTC"),
        ("/CT-VKSTC", "", "số ……/CT-VKSTC"),
        ("", "", "số ……"),
        ("02/CT-VKSTC", "", "số 02/CT-VKSTC"),
        ("317", "VKS-VP", "số 317/VKS-VP"),
    ],
)
def test_an_unknown_number_is_dots_and_a_known_reference_stands_as_it_is(number, symbol, written):
    cited = rules.basis_citation("Chỉ thị", number, symbol)
    assert cited == f"Chỉ thị {written} ngày … tháng … năm ……"


@pytest.mark.parametrize("ending", ["", ".", ";", "./.", " .", ";;"])
def test_a_sentence_is_closed_by_exactly_one_mark(ending):
    assert rules.closed(f"có giá trị như nhau{ending}", "./.") == "có giá trị như nhau./."


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2026, 2, 5), "ngày 05 tháng 02 năm 2026"),
        (date(2024, 3, 5), "ngày 05 tháng 3 năm 2024"),
        (date(2024, 11, 25), "ngày 25 tháng 11 năm 2024"),
        (None, "ngày … tháng … năm …"),
    ],
)
def test_a_day_on_paper(day: date | None, written: str) -> None:
    assert rules.long_day(day) == written


def test_file_names_have_no_accents_and_drafts_say_so():
    words = "biên bản Hội nghị: “Đắk Lắk – 2024”"
    assert rules.file_stem(words, is_draft=False) == "bien-ban-hoi-nghi-dak-lak-2024"
    assert rules.file_stem(words, is_draft=True).endswith("-2024-du-thao")
    assert len(rules.file_stem("rất dài " * 50, is_draft=True)) <= 120
