"""What a clerk types is read as meant, or refused with what to do."""

import unicodedata
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.forms import RadioSelect

from clusters.enums import HowChosen
from core.forms.fields import (
    DayField,
    KeyField,
    LineField,
    OwnKeyField,
    PointsField,
    ProseField,
    WholeField,
    WordField,
    YearField,
    spoken,
)


def refusal(field, typed):
    with pytest.raises(ValidationError) as caught:
        field.clean(typed)
    return caught.value.messages[0]


def test_text_is_kept_as_composed_letters_on_one_line():
    decomposed = unicodedata.normalize("NFD", "  Tân   Yên\u200b ")
    assert LineField().clean(decomposed) == "Tân Yên"


def test_text_too_long_is_refused_with_both_counts_and_not_cut_off_in_the_browser():
    field = LineField(max_length=500)
    assert refusal(field, "x" * 612) == "Dài 612 ký tự, tối đa 500. Hãy rút ngắn."
    assert "maxlength" not in field.widget_attrs(field.widget)


def test_length_is_measured_in_composed_letters():
    assert LineField(max_length=3).clean(unicodedata.normalize("NFD", "Chũ")) == "Chũ"


def test_a_text_of_several_lines_keeps_them():
    assert ProseField().clean("Khai mạc \r\nBáo cáo\r\n\r\n") == "Khai mạc\nBáo cáo"


@pytest.mark.parametrize("typed", ["25/11/2024", "25-11-2024", "25.11.2024", " 25/11/2024 "])
def test_a_day_is_read_day_first(typed):
    assert DayField().clean(typed) == date(2024, 11, 25)


def test_the_fifth_of_march_is_not_the_third_of_may():
    assert DayField().clean("05/03/2024") == date(2024, 3, 5)


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("31/02/2024", "Không có ngày 31/02/2024. Nhập ngày/tháng/năm, ví dụ 25/11/2024."),
        ("25/11/24", "Không có ngày 25/11/24. Nhập ngày/tháng/năm, ví dụ 25/11/2024."),
        ("hôm qua", "Nhập ngày/tháng/năm, ví dụ 25/11/2024."),
        ("25/11/0024", "Năm phải từ 1945 đến 2100."),
    ],
)
def test_a_wrong_day_is_refused_with_an_example(typed, message):
    assert refusal(DayField(), typed) == message


def test_a_day_is_shown_as_it_is_written():
    field = DayField()
    assert field.widget.format_value(date(2024, 3, 5)) == "05/03/2024"
    assert spoken(field, date(2024, 3, 5)) == "05/03/2024"


@pytest.mark.parametrize("typed", ["năm", "0", "1000", "2,5", "9" * 30])
def test_a_number_out_of_reach_is_refused_with_its_limits(typed):
    field = WholeField(lowest=1, highest=500)
    assert refusal(field, typed) == "Nhập số từ 1 đến 500."


def test_a_number_may_stay_unknown():
    assert WholeField(lowest=1, highest=500, required=False).clean("") is None
    assert YearField(required=False).clean("2023") == 2023


@pytest.mark.parametrize("typed", ["8,5", "8.5", "8,50"])
def test_points_are_read_with_comma_or_point(typed):
    assert PointsField(highest=Decimal(10)).clean(typed) == Decimal("8.50")


def test_points_above_the_maximum_are_refused():
    assert refusal(PointsField(highest=Decimal(10)), "10,5") == "Nhập điểm từ 0 đến 10,00."


def test_points_that_are_no_number_are_refused():
    assert refusal(PointsField(highest=Decimal(10)), "8,555").startswith("Nhập điểm bằng số")


def test_points_stay_empty_and_are_shown_with_a_comma():
    field = PointsField(highest=Decimal(10), required=False)
    assert field.clean("") is None
    assert field.prepare_value(field.clean("8.5")) == "8,50"
    assert spoken(field, Decimal("8.5")) == "8,50"


def test_a_word_is_one_of_its_list():
    field = WordField(HowChosen, required=False)
    assert field.clean("chosen") == "chosen"
    assert field.clean("") == ""
    assert refusal(field, "drawn") == "Chọn một mục trong danh sách."
    assert spoken(field, "chosen") == "bình chọn"


def test_buttons_to_choose_from_offer_no_empty_one():
    field = WordField([("all", "Tất cả"), ("none", "Không")], widget=RadioSelect)
    assert [value for value, _ in field.choices] == ["all", "none"]


def test_a_key_is_a_number_from_a_list_that_may_be_grouped():
    field = KeyField([("Năm 2024", [(7, "Cụm thi đua số 2")])])
    assert field.clean("7") == 7
    assert refusal(field, "8") == "Chọn một mục trong danh sách."
    assert refusal(field, "") == "Chọn một mục."
    assert spoken(field, 7) == "Cụm thi đua số 2"


def test_what_is_not_known_is_not_spoken():
    assert spoken(LineField(lead="ghi là "), "") == ""
    assert spoken(LineField(lead="ghi là "), "Giấy khen") == "ghi là Giấy khen"


def test_the_key_of_a_kept_row_is_sent_along_but_never_read_out():
    assert OwnKeyField().widget.is_hidden
    assert spoken(OwnKeyField(), OwnKeyField().clean("1014")) == ""
