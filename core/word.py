"""Word files: the few things of WordprocessingML that papers need, and bytes that stay the same.

Measures are millimetres and points. The file that comes out depends on its content alone.
"""

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Any, Literal
from xml.sax.saxutils import escape

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_ALIGN_VERTICAL, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

FONT = "Times New Roman"
UNDATED = datetime(2000, 1, 1, tzinfo=UTC)
ZIP_DAY = (1980, 1, 1, 0, 0, 0)

Align = Literal["left", "centre", "right", "justify"]
_ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "centre": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}


@dataclass(frozen=True)
class Look:
    """How a paragraph stands and what its letters are."""

    size: int = 14
    is_bold: bool = False
    is_italic: bool = False
    align: Align = "left"
    first_line: float = 0  # millimetres
    before: int = 0  # points
    line: float = 1.0
    is_kept: bool = False  # on one page with the next paragraph


def new_document(*, title: str, created: datetime | None = None) -> Any:
    """An empty document in Vietnamese and Times New Roman."""
    document = Document()
    properties = document.core_properties
    properties.title = title[:255]
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.language = "vi-VN"
    properties.created = properties.modified = created or UNDATED
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(14)
    fonts = normal.element.rPr.rFonts
    for script in ("w:eastAsia", "w:cs", "w:hAnsi"):
        fonts.set(qn(script), FONT)
    normal.element.rPr.append(_element("w:lang", val="vi-VN"))
    return document


def to_bytes(document: Any) -> bytes:
    """The .docx, without the time of day that a zip file usually carries."""
    saved, written = BytesIO(), BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(written, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, ZIP_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return written.getvalue()


# ── Pages ────────────────────────────────────────────────────────────────────────────────────


def set_page(section: Any, *, is_landscape: bool, margins: tuple[int, int, int, int]) -> None:
    """A4 with the margins top, right, bottom, left."""
    sides = (Mm(297), Mm(210)) if is_landscape else (Mm(210), Mm(297))
    section.page_width, section.page_height = sides
    section.orientation = WD_ORIENT.LANDSCAPE if is_landscape else WD_ORIENT.PORTRAIT
    top, right, bottom, left = (Mm(side) for side in margins)
    section.top_margin, section.right_margin = top, right
    section.bottom_margin, section.left_margin = bottom, left
    section.header_distance = section.footer_distance = Mm(10)


def number_pages(section: Any, *, draft_mark: str = "", foot: str = "") -> None:
    """Own count from 1; the number in the middle of the top margin, but not on the first page."""
    section.different_first_page_header_footer = True
    _count_from_one(section._sectPr)
    number = _own(section.header)
    first = _own(section.first_page_header)
    _add_page_field(number)
    for paragraph in (number, first):
        if draft_mark:
            paragraph.add_run()._r.append(_draft_picture(draft_mark))
    for footer in (section.footer, section.first_page_footer):
        write(_own(footer), foot, Look(size=12, is_italic=True, align="centre"))


def add_section(document: Any) -> Any:
    """A new section on a new page; its break takes no room, so it cannot cause an empty page."""
    section = document.add_section()
    document.paragraphs[-1].paragraph_format.line_spacing = Pt(1)
    return section


def _count_from_one(properties: Any) -> None:
    """A section made after another is its copy and may have the element already."""
    for copied in properties.findall(qn("w:pgNumType")):
        properties.remove(copied)
    properties.find(qn("w:pgMar")).addnext(_element("w:pgNumType", start="1"))


def _own(part: Any) -> Any:
    """The first paragraph of a header or footer of this section alone."""
    part.is_linked_to_previous = False
    return part.paragraphs[0]


def _add_page_field(paragraph: Any) -> None:
    run = write(paragraph, "", Look(size=13, align="centre"))
    for kind in ("begin", "instr", "end"):
        if kind == "instr":
            field = OxmlElement("w:instrText")
            field.text = "PAGE"
        else:
            field = _element("w:fldChar", fldCharType=kind)
        run._r.append(field)


def _draft_picture(words: str) -> Any:
    """Word's own way of a watermark: a grey, turned text shape behind the page."""
    return parse_xml(_WATERMARK.format(font=FONT, words=escape(words, {'"': "&quot;"})))


# Shape type 136 is “plain text” of Word; a file has to bring its definition along.
_WATERMARK = """
<w:pict xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">
  <v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800"
               path="m@7,l@8,m@5,21600l@6,21600e">
    <v:formulas>
      <v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/>
      <v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>
      <v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/>
      <v:f eqn="mid @5 @6"/><v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/>
      <v:f eqn="mid @6 @7"/><v:f eqn="sum @6 0 @5"/>
    </v:formulas>
    <v:path textpathok="t" o:connecttype="custom"
            o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" o:connectangles="270,180,90,0"/>
    <v:textpath on="t" fitshape="t"/>
  </v:shapetype>
  <v:shape id="draft" type="#_x0000_t136" fillcolor="#e6e6e6" stroked="f" style="position:absolute;
      width:430pt;height:110pt;rotation:322;z-index:-251658752;
      mso-position-horizontal:center;mso-position-horizontal-relative:page;
      mso-position-vertical:center;mso-position-vertical-relative:page">
    <v:textpath style="font-family:&quot;{font}&quot;;font-weight:bold" string="{words}"/>
  </v:shape>
</w:pict>
"""


# ── Paragraphs ───────────────────────────────────────────────────────────────────────────────


def add(container: Any, text: str, look: Look) -> Any:
    """A new paragraph at the end of a document or cell."""
    paragraph = container.add_paragraph()
    write(paragraph, text, look)
    return paragraph


def write(paragraph: Any, text: str, look: Look) -> Any:
    """Set how the paragraph stands and append a run of text to it."""
    shape = paragraph.paragraph_format
    shape.alignment = _ALIGN[look.align]
    shape.space_before, shape.space_after = Pt(look.before), Pt(0)
    shape.line_spacing = look.line
    if look.first_line:
        shape.first_line_indent = Mm(look.first_line)
    if look.is_kept:
        shape.keep_with_next = True
    return add_run(paragraph, text, look)


def add_run(paragraph: Any, text: str, look: Look) -> Any:
    run = paragraph.add_run(text)
    run.font.size = Pt(look.size)
    if look.is_bold:
        run.bold = True
    if look.is_italic:
        run.italic = True
    return run


def rule(paragraph: Any, *, within: float, width: float) -> None:
    """A line under the paragraph, so many millimetres of its column wide, in the middle.

    A paragraph without words is only the line and takes no more room than it.
    """
    if not paragraph.text:
        paragraph.paragraph_format.line_spacing = Pt(4)
    side = Mm(max(0, (within - width) / 2))
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = side
    borders = OxmlElement("w:pBdr")
    borders.append(_element("w:bottom", val="single", sz="6", space="1", color="000000"))
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr", "w:sectPr"
    )


# ── Tables ───────────────────────────────────────────────────────────────────────────────────


def add_table(container: Any, *, rows: int, widths: Sequence[float], is_ruled: bool) -> Any:
    """A table of fixed column widths whose rows never break; empty cells, one paragraph each."""
    table = container.add_table(rows=rows, cols=len(widths))
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    if is_ruled:
        table.style = "Table Grid"
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)
            if is_ruled:
                cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    _set_cell_margins(table, 1.5 if is_ruled else 0)
    return table


def repeat_heading(table: Any, rows: int) -> None:
    """The first rows come again on every page."""
    for row in table.rows[:rows]:
        row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _set_cell_margins(table: Any, millimetres: float) -> None:
    margins = OxmlElement("w:tblCellMar")
    for side in ("w:left", "w:right"):
        margins.append(_element(side, w=str(int(millimetres * 56.7)), type="dxa"))
    table._tbl.tblPr.find(qn("w:tblLook")).addprevious(margins)


def _element(name: str, **attributes: str) -> Any:
    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element
