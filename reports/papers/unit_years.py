"""One year of a unit on paper and in Excel."""

from core.sheets import Sheet, SheetColumn, Value, workbook
from documents.papers import Block, Column, Heading, Letterhead, Paper, Table, paper_pdf, text
from documents.rules import file_stem, in_capitals
from reports.papers.parts import mark
from reports.rules import Held, InGroup, UnitYear

UNKNOWN = "Chưa có thông tin"
AWARDS = "Khen thưởng"
NOTE = "Chỉ gồm những gì người lập bảng được xem."


def unit_year_pdf(content: UnitYear) -> bytes:
    return paper_pdf(unit_year_paper(content))


def unit_year_paper(content: UnitYear) -> Paper:
    """A section a kind; each line names its group and whose group it is."""
    sections = [_section(title, _lines(rows)) for title, rows in content.sections]
    sections.append(_section(AWARDS, _awards(content.awards)))
    blocks = [
        block
        for number, (title, told) in enumerate(sections, start=1)
        for block in (Heading(f"{number}. {title}", "clause"), told)
    ]
    return Paper(
        kind="THÔNG TIN THI ĐUA",
        subtitle=f"Năm {content.year} của {content.unit}",
        letterhead=Letterhead(
            parent=in_capitals(content.parent_letterhead),
            issuer=in_capitals(content.letterhead),
            place=content.place,
        ),
        blocks=(*blocks, text(NOTE, style="note")),
        has_end_mark=False,
        mark=mark(is_illustrative=content.is_illustrative),
    )


def _section(title: str, table: Block | None) -> tuple[str, Block]:
    return title, table or text(f"{UNKNOWN}.")


def _lines(rows: tuple[InGroup, ...]) -> Table | None:
    columns = (
        Column("STT", 6, "centre"),
        Column("Cụm, khối", 22),
        Column("Đơn vị tổ chức", 28),
        Column("Nội dung", 26),
        Column("Ghi chú", 18),
    )
    cells = tuple(
        (str(number), row.group, row.owner, row.told, row.note)
        for number, row in enumerate(rows, start=1)
    )
    return Table(columns, cells, is_compact=True) if cells else None


def _awards(rows: tuple[Held, ...]) -> Table | None:
    columns = (
        Column("STT", 6, "centre"),
        Column("Danh hiệu, hình thức", 44),
        Column("Cấp quyết định", 30),
        Column("Ghi chú", 20),
    )
    cells = tuple(
        (str(number), row.title, row.authority or UNKNOWN, row.note)
        for number, row in enumerate(rows, start=1)
    )
    return Table(columns, cells, is_compact=True) if cells else None


def unit_year_xlsx(content: UnitYear) -> bytes:
    """One row for each thing that is known; a kind of which nothing is known says so."""
    columns = (
        SheetColumn("Mục", 26),
        SheetColumn("Cụm, khối", 28),
        SheetColumn("Đơn vị tổ chức", 36),
        SheetColumn("Nội dung", 40),
        SheetColumn("Ghi chú", 32),
    )
    rows: list[tuple[Value, ...]] = []
    for title, lines in content.sections:
        told = [(title, row.group, row.owner, row.told, row.note or None) for row in lines]
        rows += told or [(title, None, None, UNKNOWN, None)]
    held = [
        (AWARDS, None, row.authority or UNKNOWN, row.title, row.note or None)
        for row in content.awards
    ]
    rows += held or [(AWARDS, None, None, UNKNOWN, None)]
    words = (f"Thông tin thi đua năm {content.year}", content.unit)
    sheet = Sheet(f"Năm {content.year}", columns, tuple(rows), words, (NOTE,), is_landscape=True)
    return workbook([sheet])


def unit_year_file(content: UnitYear, ending: str) -> str:
    """“thong-tin-thi-dua-nam-2024-vksnd-tinh-soc-trang.pdf”"""
    words = f"thông tin thi đua năm {content.year} {content.short_name}"
    return f"{file_stem(words)}.{ending}"
