"""Reading workbooks of friends and enemies: bounded, a clear message, cells as people see them."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from core.problems import Refused
from core.sheets import Sheet, SheetColumn, workbook
from core.workbooks import CannotRead, ReadSheet, address, read_workbook

DOCTYPE = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
)


def made(fill: Callable[[Any], Any], **of_book: Any) -> bytes:
    """A workbook as another program writes it."""
    book = Workbook()
    for name, value in of_book.items():
        setattr(book, name, value)
    fill(book.active)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def read(content: bytes, name: str = "bang.xlsx") -> list[ReadSheet]:
    return read_workbook(SimpleUploadedFile(name, content))


def refusal(content: bytes, name: str = "bang.xlsx") -> str:
    with pytest.raises(CannotRead) as refused:
        read(content, name)
    return str(refused.value)


def with_part(content: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The same workbook with one part rewritten, or added."""
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        names = old.namelist()
        for name in dict.fromkeys([*names, part]):
            data = old.read(name) if name in names else b""
            new.writestr(name, change(data) if name == part else data)
    return written.getvalue()


def small() -> bytes:
    return workbook([Sheet("Bảng", (SheetColumn("Mã"), SheetColumn("Tên")), ())])


SHEET = "xl/worksheets/sheet1.xml"


def rows(*cells: str) -> Callable[[bytes], bytes]:
    """The sheet with these rows, as XML, instead of its own."""
    inner = "".join(cells).encode()
    return lambda old: re.sub(
        rb"<sheetData>.*</sheetData>",
        b"<sheetData>" + inner + b"</sheetData>",
        old,
        flags=re.DOTALL,
    )


# What cells say


def test_cells_say_what_a_person_sees() -> None:
    def fill(sheet: Any) -> None:
        noon = datetime(2025, 7, 1, 12, 5, tzinfo=UTC).replace(tzinfo=None)
        sheet.append(["007", 7, 7.5, date(2025, 7, 1), noon, True, None])
        sheet.append([0.1 + 0.2, 1e21, -3, "  Lục Ngạn ", "Lu\u0323c", "01/07/2025", "=x"])
        sheet["G2"].data_type = "s"

    first, second = read(made(fill))[0].rows
    assert list(first.cells.values()) == ["007", "7", "7,5", "01/07/2025", "01/07/2025", "Có"]
    assert second.cells[1] == "0,3"
    assert second.cells[3] == "-3"
    assert (second.cells[4], second.cells[6], second.cells[7]) == (
        "  Lục Ngạn ",
        "01/07/2025",
        "=x",
    )
    assert first.faults == second.faults == {}


def test_both_calendars_give_the_same_day() -> None:
    def fill(sheet: Any) -> None:
        sheet.append([date(2024, 2, 29)])

    assert read(made(fill))[0].rows[0].cells == {1: "29/02/2024"}
    assert read(made(fill, epoch=CALENDAR_MAC_1904))[0].rows[0].cells == {1: "29/02/2024"}


def test_a_format_of_money_is_no_date() -> None:
    def fill(sheet: Any) -> None:
        sheet.append([45000, 45000])
        sheet["A1"].number_format = '#,##0 "đồng day"'
        sheet["B1"].number_format = "[$-42A]dd mmmm yyyy"

    assert read(made(fill))[0].rows[0].cells == {1: "45000", 2: "15/03/2023"}


def test_formulas_errors_and_merged_cells_are_told_at_their_address() -> None:
    def fill(sheet: Any) -> None:
        sheet.append(["a", "=A1&A1", "#N/A"])
        sheet["C1"].data_type = "e"
        sheet.append(["gộp", None, "x"])
        sheet.append([None, None, "y"])
        sheet.merge_cells("A2:A3")

    first, second, third = read(made(fill))[0].rows
    assert first.faults == {
        2: "Ô B1 có công thức; hãy dán giá trị.",
        3: "Ô C1 báo lỗi #N/A; hãy sửa trong Excel.",
    }
    assert second.faults == third.faults == {1: "Ô A2:A3 bị gộp; hãy bỏ gộp ô."}


def test_hidden_rows_and_columns_are_told_hidden_sheets_are_not_read() -> None:
    def fill(sheet: Any) -> None:
        sheet.append(["a", "b"])
        sheet.append(["c", "d"])
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["B"].hidden = True
        sheet.parent.create_sheet("Ẩn").sheet_state = "hidden"

    (sheet,) = read(made(fill))
    assert [row.is_hidden for row in sheet.rows] == [False, True]
    assert sheet.hidden_columns == {2}


def test_inline_texts_and_bare_rows_are_read() -> None:
    cell = '<row><c t="inlineStr"><is><t>một</t></is></c><c t="str"><v>hai</v></c>'
    more = '<c t="d"><v>2025-07-01T00:00:00</v></c><c><v>1e2e3</v></c><c><v/></c></row>'
    row = read(with_part(small(), SHEET, rows(cell, more)))[0].rows[0]
    assert list(row.cells.values())[:3] == ["một", "hai", "01/07/2025"]
    assert "không đọc được số hoặc ngày" in row.faults[4]


def test_a_cell_too_long_is_cut_and_told() -> None:
    row = read(made(lambda sheet: sheet.append(["a" * 6000])))[0].rows[0]
    assert len(row.cells[1]) == 100
    assert "dài hơn 5000 chữ" in row.faults[1]


def test_pronunciation_beside_a_text_is_left_out() -> None:
    strings = "<sst><si><t>Tên</t><rPh><t>đọc</t></rPh></si><si><r><t>a</t></r></si></sst>"
    content = with_part(small(), "xl/sharedStrings.xml", lambda _: strings.encode())
    assert read(content)[0].rows[0].cells == {1: "Tên", 2: "a"}


def test_addresses_pass_z() -> None:
    assert [address(7, column) for column in (1, 3, 26, 27, 703)] == [
        "A7",
        "C7",
        "Z7",
        "AA7",
        "AAA7",
    ]


# What enemies and tired clerks send


@pytest.mark.parametrize("name", ["bang.xls", "bang.csv", "bang.xlsm", "bang.ods", "bang", "x.zip"])
def test_another_ending_is_refused(name: str) -> None:
    assert "Chỉ đọc được tệp .xlsx" in refusal(small(), name)


def test_old_and_locked_files_are_told_apart_from_broken_ones() -> None:
    assert "mật khẩu" in refusal(b"\xd0\xcf\x11\xe0" + b"\x00" * 600)
    assert "không đúng loại" in refusal(b"Ma;Ten\n1;2\n")
    assert "rỗng" in refusal(b"")
    assert "hỏng" in refusal(small()[:-300])


def test_other_office_files_are_refused() -> None:
    word = with_part(small(), "word/document.xml", lambda _: b"<x/>")
    assert "Chỉ đọc được tệp .xlsx" in refusal(word)


def test_macros_are_refused() -> None:
    assert "macro" in refusal(with_part(small(), "xl/vbaProject.bin", lambda _: b"x"))
    assert "macro" in refusal(with_part(small(), "xl/macrosheets/sheet1.xml", lambda _: b"<x/>"))
    kinds = with_part(
        small(),
        "[Content_Types].xml",
        lambda old: old.replace(b"sheet.main", b"sheet.macroEnabled"),
    )
    assert "macro" in refusal(kinds)


@pytest.mark.parametrize(
    "part", [SHEET, "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml"]
)
def test_a_document_type_is_refused_before_anything_expands(part: str) -> None:
    content = with_part(
        small(),
        part,
        lambda old: (
            DOCTYPE.encode() + old[old.index(b"?>") + 2 :]
            if old.startswith(b"<?xml")
            else DOCTYPE.encode() + old
        ),
    )
    assert "hỏng" in refusal(content)


def test_a_bomb_is_refused_without_unpacking() -> None:
    bomb = with_part(small(), SHEET, lambda _: b"<a>" + b" " * (70 * 1024 * 1024))
    assert len(bomb) < 200_000
    assert "quá nhiều dữ liệu" in refusal(bomb)


def test_too_big_a_file_is_refused_unopened() -> None:
    assert "10 MB" in refusal(b"PK\x03\x04" + b"\x00" * (11 * 1024 * 1024))


def test_a_million_rows_are_refused_at_the_ten_thousandth() -> None:
    many = (
        f'<row r="{n}"><c t="str"><v>x{n * 7919 % 65521}</v></c></row>' for n in range(1, 60_000)
    )
    assert "hơn 10.000 dòng" in refusal(with_part(small(), SHEET, rows(*many)))


def test_endless_empty_cells_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.workbooks.sheet.MOST_ELEMENTS", 1_000)
    assert "quá nhiều dữ liệu" in refusal(with_part(small(), SHEET, rows("<row/>" * 1_001)))


def test_one_long_text_in_every_cell_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.workbooks.sheet.MOST_TEXT", 1_000)
    cells = '<row><c t="s"><v>0</v></c></row>' * 501
    assert "quá nhiều dữ liệu" in refusal(with_part(small(), SHEET, rows(cells)))


def test_merging_everything_is_refused_quickly() -> None:
    def merged(old: bytes) -> bytes:
        filled = rows(*(f'<row r="{n}"><c t="str"><v>x</v></c></row>' for n in range(1, 5_000)))(
            old
        )
        cells = b'<mergeCell ref="A1:XFD1048576"/>' * 5
        return filled.replace(
            b"</sheetData>", b"</sheetData><mergeCells>" + cells + b"</mergeCells>"
        )

    assert "ô gộp" in refusal(with_part(small(), SHEET, merged))


def test_links_to_outside_are_not_followed() -> None:
    rels = (
        '<Relationships><Relationship Id="rId1" Type="x/worksheet" TargetMode="External" '
        'Target="http://169.254.169.254/sheet1.xml"/></Relationships>'
    )
    content = with_part(small(), "xl/_rels/workbook.xml.rels", lambda _: rels.encode())
    assert "hỏng" in refusal(content)


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/_rels/workbook.xml.rels", SHEET])
def test_broken_parts_are_told(part: str) -> None:
    assert "hỏng" in refusal(with_part(small(), part, lambda _: b"<a><b></a>"))


def test_a_wrong_number_of_a_shared_text_is_told() -> None:
    content = with_part(small(), SHEET, rows('<row r="1"><c t="s"><v>99</v></c></row>'))
    assert "hỏng" in refusal(content)


def test_too_many_sheets_are_refused() -> None:
    content = made(lambda sheet: [sheet.parent.create_sheet(f"T{n}") for n in range(25)])
    assert "hơn 20 trang" in refusal(content)


def test_every_refusal_can_be_shown() -> None:
    assert issubclass(CannotRead, Refused)
