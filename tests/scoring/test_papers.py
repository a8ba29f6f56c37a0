"""The table of points on paper and in Excel says what the screen says."""

from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from accounts.models import User
from core.text import sort_key
from documents.papers import Paper, Table, paper_text
from scoring.papers import file_name, standings_paper, standings_pdf, standings_xlsx
from scoring.queries import StandingRow, Standings, standings_of
from scoring.rules import CriterionLine, Scored, rank
from tests.people import browser_of
from tests.readers import pdf_info, pdf_text
from tests.scoring.group import TWO_LEVELS, Group, group

CRITERIA = (
    CriterionLine(1, "I", "Nhiệm vụ chuyên môn", Decimal("60.00")),
    CriterionLine(2, "II", "Xây dựng Ngành", Decimal("40.00")),
)
NAMES = ("Yên Thế", "Tân Yên", "Yên Dũng", "Lục Ngạn", "Sơn Động", "Đức Huệ")
TOTALS = st.sampled_from([None, "94.00", "96.50", "96.50", "98.25"])


def table(totals: list[str | None], **more: object) -> Standings:
    """Standings of units with these checked totals; None was not checked."""
    rows = {at: _row(at, NAMES[at], total) for at, total in enumerate(totals)}
    scored = (Scored(at, row.sort_key, row.checked_total) for at, row in rows.items())
    return Standings(
        edition_id=1,
        group="Cụm thi đua số 2",
        kind="cluster",
        year=2024,
        owner="VKSND tỉnh Bắc Giang",
        owner_letterhead="VIỆN KIỂM SÁT NHÂN DÂN TỈNH BẮC GIANG",
        rows=tuple(
            replace(rows[place.unit_id], rank=place.rank, is_tied=place.is_tied)
            for place in rank(scored)
        ),
        criteria_name="Bảng tiêu chí 2024",
        criteria=CRITERIA,
        has_round=True,
        expected=len(totals),
        **more,  # type: ignore[arg-type]
    )


def _row(at: int, name: str, total: str | None) -> StandingRow:
    own = (Decimal("58.00"), Decimal("39.00"))
    row = StandingRow(
        at, name, name, sort_key(name), self_points=own, self_parts=own, self_total=sum(own)
    )
    if total is None:
        return replace(row, state="submitted")
    checked = (Decimal(total) - 40, Decimal("40.00"))
    return replace(
        row,
        state="checked",
        checked_points=checked,
        checked_parts=checked,
        checked_total=Decimal(total),
        sheet_id=at + 1,
    )


def main_table(paper: Paper) -> Table:
    return next(block for block in paper.blocks if isinstance(block, Table))


def on_paper(standings: Standings) -> list[tuple[str, str]]:
    """Name and place as the text of the PDF gives them."""
    lines = paper_text(standings_paper(standings)).splitlines()
    cells = [line.split("\t") for line in lines if line.count("\t") > 5 and line[0].isdigit()]
    return [(row[1], row[-2]) for row in cells]


def in_excel(standings: Standings) -> list[tuple[str, str]]:
    page = excel(standings)
    return [(row[1], str(row[-2])) for row in data_rows(page)]


def excel(standings: Standings) -> Worksheet:
    return load_workbook(BytesIO(standings_xlsx(standings))).worksheets[0]


def data_rows(page: Worksheet) -> list[tuple[object, ...]]:
    return [row for row in page.iter_rows(values_only=True) if isinstance(row[0], int)]


def on_screen(standings: Standings) -> list[tuple[str, str]]:
    shown = {"standings": standings, "notes": []}
    html = render_to_string("scoring/includes/standings_table.html", shown)
    places = []
    for row in html.split("<tbody>")[1].split("</tr>")[:-1]:
        place = row.split('<span class="rank')[1].split(">")[1].split("<")[0]
        name = next(name for name in NAMES if name.replace(" ", "\u00a0") in row)
        places.append((name, place))
    return places


@settings(max_examples=25)
@given(st.lists(TOTALS, min_size=1, max_size=len(NAMES)))
def test_screen_paper_and_excel_give_the_same_ranks(totals: list[str | None]) -> None:
    standings = table(totals)
    assert on_paper(standings) == on_screen(standings)
    assert in_excel(standings) == on_screen(standings)


def test_ties_and_missing_scores_are_said_in_words() -> None:
    rows = main_table(standings_paper(table(["98.25", "96.50", "96.50", None]))).rows
    assert [(row[1], *row[-2:]) for row in rows] == [
        ("Yên Thế", "1", ""),
        ("Tân Yên", "2", "đồng hạng 2"),
        ("Yên Dũng", "2", "đồng hạng 2"),
        ("Lục Ngạn", "—", "Đã gửi"),
    ]


def test_the_paper_prints_points_with_a_comma_and_its_rules() -> None:
    words = paper_text(standings_paper(table(["98.25", "96.50", "96.50"])))
    for expected in (
        "BẢNG TỔNG HỢP ĐIỂM THI ĐUA",
        "Năm 2024 của Cụm thi đua số 2",
        "CỤM THI ĐUA SỐ 2",
        "98,25",
        "Bảng tiêu chí 2024; thang điểm 100,00",
        "I Nhiệm vụ chuyên môn (tối đa 60,00)",
        "thứ hạng kế tiếp được bỏ qua (1, 2, 2, 4)",
        "Đơn vị đồng hạng xếp theo thứ tự tên, không phải thứ hạng.",
        "THƯ KÝ",
        "CỤM TRƯỞNG",
    ):
        assert expected in words


def test_a_bloc_is_signed_by_its_own_head() -> None:
    bloc = replace(table(["98.25"]), kind="bloc", group="Khối thi đua")
    assert "KHỐI TRƯỞNG" in paper_text(standings_paper(bloc))


def test_a_provisional_table_is_a_draft() -> None:
    provisional = table(["98.25"])
    assert standings_paper(provisional).is_draft
    assert "tạm tính" in paper_text(standings_paper(provisional))
    assert "DỰ THẢO" in str(excel(provisional)["A3"].value)
    agreed = table(["98.25"], is_agreed=True)
    assert not standings_paper(agreed).is_draft
    assert "tạm tính" not in paper_text(standings_paper(agreed))


def test_invented_figures_say_so_on_paper_and_in_every_row() -> None:
    invented = table(["98.25", None], is_illustrative=True)
    assert standings_paper(invented).mark == "Số liệu minh họa"
    assert [row[-1] for row in data_rows(excel(invented))] == ["Số liệu minh họa"] * 2
    assert "Số liệu minh họa" not in paper_text(standings_paper(table(["98.25"])))


def test_a_part_of_the_table_says_that_it_is_one() -> None:
    assert "chưa mở đối chiếu" in paper_text(standings_paper(table([None], is_partial=True)))


def test_excel_has_numbers_as_numbers() -> None:
    (row,) = data_rows(excel(table(["98.25"])))
    assert row[:8] == (1, "Yên Thế", 58, 39, 97, 58.25, 40, 98.25)


def many(count: int) -> Standings:
    """One unit judged by so many criteria."""
    lines = tuple(CriterionLine(at, f"{at}", f"Tiêu chí {at}", Decimal(10)) for at in range(count))
    points = (Decimal("1.00"),) * count
    standings = table(["96.50"])
    (row,) = standings.rows
    row = replace(
        row, self_points=points, self_parts=points, checked_points=points, checked_parts=points
    )
    return replace(standings, criteria=lines, rows=(row,))


@pytest.mark.parametrize(("count", "tables"), [(4, 1), (5, 3), (12, 3), (13, 1)])
def test_more_criteria_move_into_tables_of_their_own(count: int, tables: int) -> None:
    blocks = standings_paper(many(count)).blocks
    assert sum(isinstance(block, Table) for block in blocks) == tables
    assert ("Tiêu chí 0" in paper_text(standings_paper(many(count)))) == (count <= 12)


def test_the_pdf_is_one_landscape_page_whose_text_comes_out_whole() -> None:
    pdf = standings_pdf(table(["98.25", "96.50", "96.50", "94.00", None], is_illustrative=True))
    info, words = pdf_info(pdf), pdf_text(pdf)
    assert info["Pages"] == "1"
    assert info["Page size"].startswith("841.89 x 595.2")
    for name in NAMES[:5]:
        assert name in words.replace("\u00a0", " ")


def test_a_file_is_named_without_accents() -> None:
    assert file_name(table([None]), "pdf") == "bang-tong-hop-diem-cum-thi-dua-so-2-nam-2024.pdf"


# Two levels


@pytest.fixture
def scored(administrator: User) -> Group:
    """Two units by a table with a cap, a deduction and a bonus; the first is checked."""
    made = group(2, administrator)
    made.open(TWO_LEVELS)
    made.send(0, "30", "28", "1", "39", "2,5")
    made.send(1, "20", "20", "0", "40", "0")
    made.open_checking()
    made.check(0, "30", "27,5", "2", "39", "2", reason="Đối chiếu lại")
    return made


@pytest.mark.django_db
def test_screen_paper_and_excel_show_what_each_part_comes_to(scored: Group) -> None:
    standings = standings_of(scored.edition)
    first = standings.rows[0]
    assert [str(each) for each in first.self_parts] == ["54.00", "39.00", "2.50"]
    assert [str(each) for each in first.checked_parts] == ["53.00", "39.00", "2.00"]
    assert first.checked_total == Decimal("94.00")
    assert standings.scale == Decimal("95.00")
    words = pdf_text(standings_pdf(standings)).replace("\u00a0", " ")
    screen = standings_page(scored)
    for said in ("mục I: khai 57,50, tính 55,00", "các dòng cộng được 60,00", "không xuống dưới 0"):
        assert said in " ".join(words.split())
        assert said in screen
    assert "III Được khen cao (điểm thưởng, tối đa 5,00)" in " ".join(words.split())
    for figure in ("53,00", "39,00", "94,00"):
        assert figure in words
        assert figure in screen


@pytest.mark.django_db
def test_excel_has_every_line_beside_what_its_heading_comes_to(scored: Group) -> None:
    page = excel(standings_of(scored.edition))
    heads = next(row for row in page.iter_rows(values_only=True) if "I cộng" in row)
    assert list(heads[2:9]) == ["I cộng", "I.1", "I.2", "I.3", "II", "III", "Tổng"]
    first, second = data_rows(page)
    assert list(first[2:9]) == [54, 30, 28, 1, 39, 2.5, 95.5]
    assert list(second[9:16]) == [None] * 7


@pytest.mark.django_db
def test_a_sheet_shows_headings_subtotals_and_the_words_of_bonus_and_deduction(
    scored: Group,
) -> None:
    url = reverse("scoring:sheet", args=[scored.sheet(0).pk])
    page = browser_of(scored.leader).get(url).content.decode()
    for said in ("khai 57,50, tính 55,00", "Điểm thưởng", "Điểm trừ", "94,00", "95,50"):
        assert said in page


def standings_page(made: Group) -> str:
    url = reverse("scoring:standings", args=[made.edition.pk])
    return browser_of(made.leader).get(url).content.decode().replace("\u00a0", " ")
