"""“Danh sách cụm, khối thi đua”: what is known is printed, what is not stays open."""

from dataclasses import replace
from io import BytesIO

import pytest
from openpyxl import load_workbook

from clusters.papers import file_name, year_list_paper, year_list_pdf, year_list_xlsx
from clusters.queries.year_list import LeaderLine, ListedGroup, YearList
from documents.papers import paper_text
from tests.readers import poppler

LONG = (
    "Phòng Thực hành quyền công tố, kiểm sát điều tra, kiểm sát xét xử sơ thẩm án hình sự về "
    "an ninh, ma túy, kinh tế về tham nhũng, chức vụ (Phòng 1)"
)
BLOC = ListedGroup(
    name="Khối thi đua",
    kind="bloc",
    count=8,
    members=((1, LONG), (2, "Văn phòng tổng hợp")),
    leaders=(LeaderLine(2, "Khối trưởng"), LeaderLine(1, "Khối phó", "Nguyễn Văn A, Trưởng phòng")),
    supervisors=("Nguyễn Thúy Liễu, Phó Viện trưởng",),
    noun="phòng",
)
YEAR = YearList(
    year=2024,
    owner="Viện kiểm sát nhân dân tỉnh Lạng Sơn",
    owner_letterhead="VIỆN KIỂM SÁT NHÂN DÂN TỈNH LẠNG SƠN",
    parent_letterhead="VIỆN KIỂM SÁT NHÂN DÂN TỐI CAO",
    place="Lạng Sơn",
    theme="",
    motto="Kỷ cương - Hiệu quả",
    period="",
    bases=("Căn cứ Công văn số 317/VKS-VP ngày 11 tháng 3 năm 2024 về chia cụm, khối",),
    groups=(BLOC,),
)


def said(content: YearList) -> str:
    return paper_text(year_list_paper(content))


def test_a_bloc_of_eight_with_two_named_counts_the_six_others():
    text = said(YEAR)
    assert "1. Khối thi đua (08 phòng)" in text
    assert "và 06 phòng khác chưa nêu tên" in text
    assert "Khối phó (Nguyễn Văn A, Trưởng phòng)" in text
    assert "Phụ trách: Nguyễn Thúy Liễu, Phó Viện trưởng" in text
    assert "Viện kiểm sát nhân dân tỉnh Lạng Sơn có 01 khối thi đua." in text


def test_what_nobody_told_is_left_out_or_dotted():
    text = said(YEAR)
    assert "Chủ đề" not in text
    assert "Phương châm: Kỷ cương - Hiệu quả" in text
    assert "Lạng Sơn, ngày … tháng … năm 2024" in text
    unknown = replace(BLOC, count=None, members=(), leaders=(), supervisors=(), is_incomplete=True)
    text = said(replace(YEAR, groups=(unknown,)))
    assert "Khối thi đua (…… phòng)" in text
    assert "Danh sách có thể chưa đầy đủ." in text
    nobody = replace(BLOC, members=(), leaders=())
    assert "08 phòng chưa nêu tên" in said(replace(YEAR, groups=(nobody,)))


def test_a_year_without_groups_says_so():
    empty = replace(YEAR, groups=(), bases=())
    assert "Năm 2024 chưa có cụm, khối thi đua." in said(empty)


def test_the_longest_name_is_printed_whole_and_within_the_page():
    pdf = year_list_pdf(YEAR)
    assert LONG in " ".join(poppler("pdftotext", pdf, "-raw", output=("-",)).split())
    assert "Danh sách cụm, khối thi đua năm 2024" in poppler("pdfinfo", pdf)
    assert year_list_pdf(YEAR) == pdf


def test_a_group_of_fourteen_fits_on_paper():
    many = replace(BLOC, members=tuple((number, LONG) for number in range(14)), count=14)
    text = poppler("pdftotext", year_list_pdf(replace(YEAR, groups=(many,) * 3)), output=("-",))
    assert " ".join(text.split()).count("(Phòng 1)") == 3 * 14


def test_the_workbook_has_a_row_a_unit_and_counts_as_numbers():
    book = load_workbook(BytesIO(year_list_xlsx(YEAR)))
    cells = [[cell.value for cell in row] for row in book.active.iter_rows()]
    assert [1, "Khối thi đua", LONG, "Khối phó (Nguyễn Văn A, Trưởng phòng)", 8] in [
        row[:5] for row in cells
    ]
    assert any("và 06 phòng khác chưa nêu tên" in row for row in cells)
    empty = replace(BLOC, members=(), leaders=(), count=None, note="=1+1")
    book = load_workbook(BytesIO(year_list_xlsx(replace(YEAR, groups=(empty,)))))
    notes = [cell for row in book.active.iter_rows() for cell in row if cell.value == "=1+1"]
    assert [cell.data_type for cell in notes] == ["s"]


@pytest.mark.parametrize("ending", ["pdf", "xlsx"])
def test_files_are_named_without_accents(ending: str):
    assert file_name(YEAR, ending) == f"danh-sach-cum-khoi-thi-dua-nam-2024.{ending}"
