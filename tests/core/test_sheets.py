"""Excel files, read back with another library."""

import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from core.sheets import Sheet, SheetColumn, workbook


def sheet(**changes):
    columns = (SheetColumn("STT", 5), SheetColumn("Đơn vị", 40), SheetColumn("Điểm"))
    rows = ((1, "VKSND huyện Yên Thế", Decimal("98.25")), (2, "VKSND huyện Tân Yên", None))
    return Sheet(**{"name": "Xếp hạng", "columns": columns, "rows": rows} | changes)


def read(*sheets):
    return load_workbook(io.BytesIO(workbook(sheets)))


def test_numbers_are_numbers_dates_are_dates_and_unknown_is_an_empty_cell():
    columns = (SheetColumn("Điểm"), SheetColumn("Hạng"), SheetColumn("Ngày"), SheetColumn("Tên"))
    rows = ((Decimal("98.25"), 2, date(2024, 11, 25), "Chũ"), (None, None, None, None))
    page = read(sheet(columns=columns, rows=rows)).active
    known, unknown = page[2], page[3]
    assert [cell.value for cell in known] == [98.25, 2, datetime(2024, 11, 25), "Chũ"]  # noqa: DTZ001
    assert [cell.data_type for cell in known] == ["n", "n", "d", "s"]
    assert [cell.number_format for cell in known] == ["0.00", "0", "dd/mm/yyyy", "@"]
    assert [cell.value for cell in unknown] == [None] * 4


def test_a_moment_is_the_day_and_hour_the_clocks_in_vietnam_showed():
    evening = datetime(2024, 11, 25, 18, 30, tzinfo=UTC)
    cell = read(sheet(columns=(SheetColumn("Lúc"),), rows=((evening,),))).active["A2"]
    assert (cell.value, cell.data_type) == (datetime(2024, 11, 26, 1, 30), "d")  # noqa: DTZ001
    assert cell.number_format == "dd/mm/yyyy hh:mm"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "=cmd|' /C calc'!A0+"])
def test_text_that_looks_like_a_formula_stays_text_even_when_edited(start):
    typed = f"{start}1+1"
    cell = read(sheet(rows=((1, typed, None),))).active["B2"]
    assert cell.data_type == "s"
    assert cell.value.lstrip() == typed.lstrip()
    assert cell.quotePrefix


def test_an_address_does_not_become_a_link_and_digits_stay_text():
    page = read(sheet(rows=((1, "https://example.org", None), (2, "0012", None)))).active
    assert page["B2"].hyperlink is None
    assert (page["B3"].value, page["B3"].data_type) == ("0012", "s")


def test_the_heading_is_bold_frozen_and_repeated_on_every_printed_page():
    page = read(sheet(title=("BẢNG XẾP HẠNG", "Cụm thi đua số 2"), frozen_columns=2)).active
    assert [cell.value for cell in page[4]] == ["STT", "Đơn vị", "Điểm"]
    assert all(cell.font.bold for cell in page[4])
    assert page.freeze_panes == "C5"
    assert page.print_title_rows == "$4:$4"


def test_titles_span_the_table_and_notes_follow_it():
    page = read(sheet(title=("BẢNG XẾP HẠNG",), notes=("Số liệu minh họa",))).active
    assert page["A1"].value == "BẢNG XẾP HẠNG"
    assert "A1:C1" in {str(cells) for cells in page.merged_cells.ranges}
    assert page["A6"].value == "Số liệu minh họa"


def test_columns_of_one_group_stand_under_one_heading():
    columns = (
        SheetColumn("Đơn vị"),
        SheetColumn("Điểm", group="Tự chấm"),
        SheetColumn("Hạng", group="Tự chấm"),
        SheetColumn("Điểm", group="Thẩm định"),
    )
    page = read(sheet(columns=columns, rows=(("a", 1, 2, 3),))).active
    assert [cell.value for cell in page[1]] == ["Đơn vị", "Tự chấm", None, "Thẩm định"]
    assert [cell.value for cell in page[2]] == [None, "Điểm", "Hạng", "Điểm"]
    assert {str(cells) for cells in page.merged_cells.ranges} == {"A1:A2", "B1:C1"}
    assert page["A3"].value == "a"


def test_it_prints_on_a4_as_wide_as_the_page():
    page = read(sheet(is_landscape=True)).active
    assert page.page_setup.paperSize == "9" or page.page_setup.paperSize == 9
    assert page.page_setup.orientation == "landscape"
    assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) in {(None, 0), (1, 0)}
    assert page.column_dimensions["B"].width > 40


def test_the_same_sheets_give_the_same_bytes():
    moment = datetime(2024, 11, 25, tzinfo=UTC)
    assert workbook([sheet()]) == workbook([sheet()])
    assert workbook([sheet()], created=moment) == workbook([sheet()], created=moment)


def test_decomposed_letters_are_written_composed():
    page = read(sheet(rows=((1, "Lu\u0323c Nga\u0323n", None),))).active
    assert page["B2"].value == "Lục Ngạn"


def test_any_name_makes_a_valid_sheet_name():
    book = read(sheet(name="Cụm 2: điểm tự chấm/thẩm định [2024] và còn nữa"))
    assert book.sheetnames == ["Cụm 2- điểm tự chấm-thẩm định -"]


def test_a_row_with_another_number_of_cells_is_refused():
    with pytest.raises(ValueError, match="argument"):
        workbook([sheet(rows=((1, "a"),))])
