"""A paper as a Word file, for offices that finish their texts there: the same words as the PDF."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from core import word
from core.word import Look
from documents.papers.clean import cleaned
from documents.papers.closing import Pair, closing_of
from documents.papers.tables import Column, HeadingCell, Table
from documents.papers.values import MOTTO, NATION, Appendix, Letterhead, Paper, Paragraph, Signature

MARGINS = (20, 15, 20, 30)
PORTRAIT, LANDSCAPE = 165, 252  # millimetres between the margins
ISSUER_HALF, NATION_HALF = 75, 90
MOTTO_WIDTH = 57  # of the bold 13 point motto, which never changes
ROOM_TO_SIGN = 60  # points

BODY = Look(align="justify", first_line=12.7, before=6, line=1.15)
CENTRED = Look(align="centre")
SPACE = Look(before=6, line=0.5, is_kept=True)
BOLD = Look(align="centre", is_bold=True)
LOOKS = {
    "body": BODY,
    "basis": BODY,
    "section": replace(BODY, is_kept=True),
    "article": replace(BODY, is_kept=True),
    "clause": replace(BODY, is_kept=True),
    "centred": replace(BODY, align="centre", first_line=0),
    "note": replace(BODY, size=12, is_italic=True),
}

ALIGN: dict[str, word.Align] = {"text": "left", "number": "right", "centre": "centre"}


def paper_docx(paper: Paper, *, created: datetime | None = None) -> bytes:
    """The paper as .docx; byte-identical for the same arguments."""
    paper = cleaned(paper)
    document = word.new_document(title=paper.title, created=created)
    _set_section(document.sections[0], paper, is_landscape=paper.is_landscape)
    _letterhead(document, paper)
    _title(document, paper)
    closing = closing_of(paper)
    _blocks(document, closing.opening, paper.is_landscape)
    _blocks(document, closing.last_lines, paper.is_landscape, is_kept=True)
    _closing(document, paper, (*closing.kept, *closing.loose))
    for appendix in paper.appendices:
        _appendix(document, paper, appendix)
    return word.to_bytes(document)


def _width(*, is_landscape: bool) -> int:
    """Between the margins, in millimetres."""
    return LANDSCAPE if is_landscape else PORTRAIT


def _set_section(section: Any, paper: Paper, *, is_landscape: bool) -> None:
    word.set_page(section, is_landscape=is_landscape, margins=MARGINS)
    word.number_pages(section, draft_mark=paper.watermark, foot=paper.mark)


def _letterhead(document: Any, paper: Paper) -> None:
    head = paper.letterhead
    wide = LANDSCAPE - PORTRAIT if paper.is_landscape else 0
    widths = (ISSUER_HALF + wide // 2, NATION_HALF + wide // 2)
    if not head.issuer:
        widths = (0, sum(widths))
    table = word.add_table(document, rows=2, widths=[w for w in widths if w], is_ruled=False)
    if head.issuer:
        _issuer(table.cell(0, 0), head, widths[0])
    _nation(table.rows[0].cells[-1], widths[1])
    _date_and_number(table, head)


def _issuer(cell: Any, head: Letterhead, width: float) -> None:
    parent = [(head.parent, replace(CENTRED, size=12))] if head.parent else []
    _fill(cell, [*parent, (head.issuer, replace(BOLD, size=12))])
    word.rule(word.add(cell, "", Look(size=2)), within=width, width=25)


def _nation(cell: Any, width: float) -> None:
    _fill(cell, [(NATION, replace(BOLD, size=12)), (MOTTO, replace(BOLD, size=13))])
    word.rule(cell.paragraphs[-1], within=width, width=MOTTO_WIDTH)


def _date_and_number(table: Any, head: Letterhead) -> None:
    dated = replace(CENTRED, size=13, is_italic=True, before=6)
    lines = [(head.number, replace(CENTRED, size=13, before=6)), (head.date_line, dated)]
    if head.issuer:
        for cell, line in zip(table.rows[1].cells, lines, strict=True):
            _fill(cell, [line])
    else:
        _fill(table.cell(1, 0), [line for line in lines if line[0]])


def _title(document: Any, paper: Paper) -> None:
    word.add(document, paper.kind, replace(BOLD, before=16, is_kept=True))
    if paper.subtitle:
        word.add(document, paper.subtitle, replace(BOLD, is_kept=True))
        width = _width(is_landscape=paper.is_landscape)
        word.rule(word.add(document, "", Look(size=2)), within=width, width=55)
    lines = paper.addressee_lines
    if len(lines) == 1:
        word.add(document, f"Kính gửi: {lines[0]}", replace(CENTRED, before=12))
    elif lines:
        word.add(document, "Kính gửi:", Look(first_line=30, before=12))
        for line in lines:
            word.add(document, line, Look(first_line=50))


def _blocks(
    document: Any,
    blocks: Iterable[Paragraph | Table],
    is_landscape: bool = False,
    *,
    is_kept: bool = False,
) -> None:
    for block in blocks:
        if isinstance(block, Table):
            _table(document, block, _width(is_landscape=is_landscape))
        else:
            _paragraph(document, block, is_kept=is_kept)


def _paragraph(document: Any, paragraph: Paragraph, *, is_kept: bool) -> None:
    look = LOOKS[paragraph.style]
    look = replace(look, is_kept=look.is_kept or is_kept)
    written = word.add(document, "", look)
    for run in paragraph.runs:
        italic = run.is_italic or look.is_italic
        word.add_run(written, run.text, replace(look, is_bold=run.is_bold, is_italic=italic))


def _table(document: Any, table: Table, width: int) -> None:
    size = 12 if table.is_compact else 13
    if table.caption:
        word.add(document, table.caption, replace(BOLD, before=6, is_kept=True))
    widths = [share * width / 10000 for share in table.shares]
    headings = len(table.headings)
    rows = headings + len(table.rows) + len(table.totals)
    drawn = word.add_table(document, rows=rows, widths=widths, is_ruled=True)
    word.repeat_heading(drawn, headings)
    _headings(drawn, table.headings, size)
    body = table.cells + table.total_cells
    for at, (row, cells) in enumerate(zip(drawn.rows[headings:], body, strict=True)):
        is_kept = at + 1 < len(body) and (table.is_short or at in {0, len(body) - 2})
        _row(row, cells, Look(size=size, is_kept=is_kept))
    for row in drawn.rows[headings + len(table.rows) :]:
        _embolden(row)
    if table.note:
        word.add(document, table.note, LOOKS["note"])


def _headings(drawn: Any, headings: tuple[tuple[HeadingCell, ...], ...], size: int) -> None:
    look = replace(BOLD, size=size, is_kept=True)
    free = [list(range(len(drawn.columns))) for _ in headings]
    for level, cells in enumerate(headings):
        for heading in cells:
            at = free[level][0]
            taken = range(at, at + heading.columns)
            for below in range(level, level + heading.rows):
                free[below] = [column for column in free[below] if column not in taken]
            last = drawn.rows[level + heading.rows - 1].cells[at + heading.columns - 1]
            _fill(drawn.rows[level].cells[at].merge(last), [(heading.title, look)])


def _row(row: Any, cells: tuple[tuple[Column, str], ...], look: Look) -> None:
    for cell, (column, words) in zip(row.cells, cells, strict=True):
        _fill(cell, [(words, replace(look, align=ALIGN[column.kind]))])


def _embolden(row: Any) -> None:
    for cell in row.cells:
        for run in cell.paragraphs[0].runs:
            run.bold = True


def _closing(document: Any, paper: Paper, pairs: tuple[Pair, ...]) -> None:
    width = _width(is_landscape=paper.is_landscape)
    if len(paper.signatures) < 2:
        _signed_by_one(document, paper, width)
        return
    for pair in pairs:
        word.add(document, "", SPACE)
        widths = [width / len(pair)] * len(pair)
        table = word.add_table(document, rows=2, widths=widths, is_ruled=False)
        for head, foot, signature in zip(*(row.cells for row in table.rows), pair, strict=True):
            _fill(head, _head_lines(signature))
            _fill(foot, _foot_lines(signature))
    for line in _recipient_lines(paper):
        word.add(document, *line)


def _signed_by_one(document: Any, paper: Paper, width: float) -> None:
    if paper.signatures or paper.recipients:
        word.add(document, "", SPACE)
        table = word.add_table(document, rows=1, widths=[width / 2] * 2, is_ruled=False)
        _fill(table.cell(0, 0), _recipient_lines(paper))
        for signature in paper.signatures:
            _fill(table.cell(0, 1), _head_lines(signature) + _foot_lines(signature))


def _recipient_lines(paper: Paper) -> list[tuple[str, Look]]:
    if not paper.recipients:
        return []
    before = 12 if len(paper.signatures) > 1 else 0
    label = ("Nơi nhận:", Look(size=12, is_bold=True, is_italic=True, before=before))
    return [label, *((line, Look(size=11)) for line in paper.recipient_lines)]


def _head_lines(signature: Signature) -> list[tuple[str, Look]]:
    post = replace(BOLD, size=13, is_kept=True)
    bracketed = replace(post, is_bold=False)
    return [(line, bracketed if line.startswith("(") else post) for line in signature.head]


def _foot_lines(signature: Signature) -> list[tuple[str, Look]]:
    """The first line leaves the room to sign above it, also when nobody is named yet."""
    first, *others = signature.foot or ("",)
    return [
        (first, replace(BOLD, size=13, before=ROOM_TO_SIGN)),
        *((line, BOLD) for line in others),
    ]


def _fill(cell: Any, lines: list[tuple[str, Look]]) -> None:
    """Write the lines into a cell, the first into the paragraph that is there already."""
    first, *others = lines or [("", CENTRED)]
    word.write(cell.paragraphs[0], *first)
    for line in others:
        word.add(cell, *line)


def _appendix(document: Any, paper: Paper, appendix: Appendix) -> None:
    _set_section(word.add_section(document), paper, is_landscape=appendix.is_landscape)
    for words, look in (
        (appendix.label, BOLD),
        (appendix.title, BOLD),
        (appendix.attached_to, replace(CENTRED, is_italic=True)),
    ):
        if words:
            word.add(document, words, look)
    _blocks(document, appendix.body, appendix.is_landscape)
