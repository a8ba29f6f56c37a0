"""Word files: the same bytes every time, and what Word needs to show them as meant."""

import io
import zipfile
from datetime import UTC, datetime

from docx import Document
from docx.oxml.ns import qn

from core import word
from core.word import Look

MARGINS = (20, 15, 20, 30)


def made(*, created=None, draft="", landscape=False):
    document = word.new_document(title="Biên bản hội nghị", created=created)
    word.set_page(document.sections[0], is_landscape=landscape, margins=MARGINS)
    word.number_pages(document.sections[0], draft_mark=draft, foot="Số liệu minh họa")
    word.add(document, "Cụm thi đua số 2", Look(is_bold=True))
    return document


def read(document):
    return Document(io.BytesIO(word.to_bytes(document)))


def part(document, name):
    with zipfile.ZipFile(io.BytesIO(word.to_bytes(document))) as archive:
        return archive.read(name).decode()


def millimetres(*lengths):
    return [round(length.mm, 1) for length in lengths]


def header_texts(document):
    section = document.sections[0]
    return section.header._element.xml, section.first_page_header._element.xml


def test_the_same_document_gives_the_same_bytes_and_no_entry_carries_the_time():
    first, second = word.to_bytes(made()), word.to_bytes(made())
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {word.ZIP_DAY}


def test_title_language_and_moment_are_said_and_nobody_is_named_as_author():
    moment = datetime(2024, 11, 25, 7, 30, tzinfo=UTC)
    properties = read(made(created=moment)).core_properties
    assert properties.title == "Biên bản hội nghị"
    assert (properties.author, properties.last_modified_by) == ("", "")
    assert properties.created == properties.modified == moment
    assert 'w:lang w:val="vi-VN"' in part(made(), "word/styles.xml")


def test_every_script_is_set_in_times_new_roman():
    fonts = made().styles["Normal"].element.rPr.rFonts
    assert {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "eastAsia", "cs")} == {
        "Times New Roman"
    }


def test_the_page_is_a4_with_the_given_margins_upright_or_lying():
    upright, lying = made().sections[0], made(landscape=True).sections[0]
    assert millimetres(upright.page_width, upright.page_height) == [210, 297]
    assert millimetres(lying.page_width, lying.page_height) == [297, 210]
    assert millimetres(upright.top_margin, upright.right_margin) == [20, 15]
    assert millimetres(upright.bottom_margin, upright.left_margin) == [20, 30]


def test_the_number_stands_on_every_page_but_the_first_and_each_section_counts_anew():
    document = made()
    word.number_pages(document.add_section())
    number, first = header_texts(document)
    assert "PAGE" in number
    assert "PAGE" not in first
    for section in document.sections:
        counts = section._sectPr.findall(qn("w:pgNumType"))
        assert [count.get(qn("w:start")) for count in counts] == ["1"]


def test_a_draft_is_marked_on_every_page_and_another_paper_on_none():
    assert all('string="DỰ THẢO"' in header for header in header_texts(made(draft="DỰ THẢO")))
    assert all("textpath" not in header for header in header_texts(made()))


def test_the_foot_of_every_page_carries_the_mark():
    section = read(made()).sections[0]
    assert section.footer.paragraphs[0].text == "Số liệu minh họa"
    assert section.first_page_footer.paragraphs[0].text == "Số liệu minh họa"


def test_rows_never_break_and_the_heading_comes_again():
    document = made()
    table = word.add_table(document, rows=3, widths=[20, 60], is_ruled=True)
    word.repeat_heading(table, 1)
    rows = [row._tr.trPr.xml for row in table.rows]
    assert all("w:cantSplit" in row for row in rows)
    assert ["w:tblHeader" in row for row in rows] == [True, False, False]


def test_a_rule_is_as_wide_as_asked_and_in_the_middle_of_its_column():
    paragraph = word.add(made(), "", Look())
    word.rule(paragraph, within=90, width=57)
    shape = paragraph.paragraph_format
    assert millimetres(shape.left_indent, shape.right_indent) == [16.5, 16.5]
    assert "w:pBdr" in paragraph._p.xml
