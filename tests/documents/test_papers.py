"""One value, three outputs that say the same, laid out after Nghị định 30/2020."""

import unicodedata
from dataclasses import replace
from datetime import date

import pytest

from documents.papers import (
    Appendix,
    Bases,
    Clause,
    Column,
    Heading,
    Items,
    Letterhead,
    Paper,
    Paragraph,
    Run,
    Signature,
    Table,
    labelled,
    paper_docx,
    paper_html,
    paper_pdf,
    paper_text,
    text,
)
from documents.rules import number_line
from tests.readers import (
    docx_words,
    is_nfc,
    pdf_body_words,
    pdf_fonts,
    pdf_info,
    pdf_pages,
    pdf_text,
    pdf_words,
    rules_on_first_page,
)

PROVINCES = ("Trà Vinh", "Sóc Trăng", "Bến Tre", "Bạc Liêu", "Cà Mau", "Kiên Giang")
SCORES = Table(
    columns=(
        Column("STT", 6, "centre"),
        Column("Đơn vị", 40),
        Column("Điểm", 12, "number", group="Tự chấm"),
        Column("Hạng", 10, "centre", group="Tự chấm"),
        Column("Điểm", 12, "number", group="Thẩm định"),
    ),
    rows=tuple((f"{n}", name, "98,50", f"{n}", "97,25") for n, name in enumerate(PROVINCES, 1)),
    totals=(("", "Bình quân", "98,50", "", "97,25"),),
    caption="Bảng tổng hợp điểm",
    note="Các đơn vị cùng hạng xếp theo tên, không phải thứ hạng.",
)
AGREEMENT = Paper(
    kind="GIAO ƯỚC THI ĐUA",
    subtitle="Năm 2024 của Cụm thi đua số 13 ngành Kiểm sát nhân dân",
    letterhead=Letterhead(
        parent="VIỆN KIỂM SÁT NHÂN DÂN TỐI CAO",
        issuer="CỤM THI ĐUA SỐ 13",
        place="Trà Vinh",
        year=2024,
    ),
    blocks=(
        Bases(
            (
                "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022",
                "Căn cứ Chỉ thị số 02/CT-VKSTC ngày 18 tháng 12 năm 2023",
            )
        ),
        Heading("I. NỘI DUNG GIAO ƯỚC"),
        Clause("1.", "“Đoàn kết, đổi mới”.", title="Chủ đề:"),
        Clause("2.", "Chống oan, sai.\nKhông bỏ lọt tội phạm.", mark="Nội dung minh họa"),
        SCORES,
        text("Giao ước được lập thành …… bản có giá trị như nhau."),
    ),
    signatures=tuple(
        Signature(unit=f"VIỆN KSND TỈNH {name.upper()}", name=f"Người ký thứ {n}")
        for n, name in enumerate(PROVINCES, 1)
    ),
    recipients=("VKSND tối cao (để b/c)", "Lưu: VT, hồ sơ Cụm"),
)
MINUTES = Paper(
    kind="BIÊN BẢN",
    subtitle="Hội nghị tổng kết năm 2024",
    letterhead=Letterhead(
        parent="VKSND TỈNH BẮC GIANG",
        issuer="CỤM THI ĐUA SỐ 2",
        number=number_line(None, "BB-CTĐ2"),
        is_dated=False,
    ),
    blocks=(
        labelled("Địa điểm", "Viện kiểm sát nhân dân huyện Tân Yên"),
        Items(("VKSND huyện Lục Ngạn;", "VKSND huyện Yên Dũng.")),
        Paragraph((Run("Kết luận: ", is_bold=True), Run("nhất trí ", is_italic=True), Run("100%"))),
    ),
    signatures=(
        Signature(posts=("THƯ KÝ",), name="Nguyễn Thị Ả"),
        Signature(posts=("KT. CHỦ TỌA", "PHÓ CHỦ TỌA"), name="Trần Văn Ễ"),
    ),
    recipients=("Lưu: VT, hồ sơ",),
    mark="Số liệu minh họa",
)
REPORT = Paper(
    kind="BÁO CÁO",
    subtitle="Tổng kết phong trào thi đua năm 2024",
    letterhead=Letterhead(
        parent="VKSND TỈNH BẮC GIANG",
        issuer="CỤM THI ĐUA SỐ 2",
        number=number_line(5, "BC-CTĐ2"),
        place="Bắc Giang",
        dated_on=date(2024, 11, 25),
    ),
    addressees=("Hội đồng Thi đua - Khen thưởng VKSND tỉnh Bắc Giang",),
    blocks=(Heading("Điều 1. Kết quả", style="article"), text("Nội dung của báo cáo. " * 20)),
    signatures=(
        Signature(
            posts=("TM. CỤM THI ĐUA SỐ 2", "CỤM TRƯỞNG"),
            other_post="VIỆN TRƯỞNG VKSND",
            name="Trần Thị B",
        ),
    ),
    recipients=("Như trên", "Lưu: VT"),
    appendices=(
        Appendix("BẢNG TỔNG HỢP ĐIỂM", (SCORES,), label="Phụ lục I", is_landscape=True),
        Appendix("DANH SÁCH", (text("x " * 2400),), label="Phụ lục II", attached_to="(Kèm theo)"),
    ),
)
SUMMARY = replace(
    MINUTES, kind="BẢNG TỔNG HỢP ĐIỂM", blocks=(SCORES,), is_landscape=True, signatures=()
)
ALONE = replace(
    REPORT,
    letterhead=Letterhead(place="Phú Yên"),
    addressees=("Văn phòng", "Phòng 1", "Phòng 2"),
    appendices=(),
    recipients=(),
)
BARE = Paper(
    kind="DANH SÁCH",
    letterhead=Letterhead(issuer="CỤM THI ĐUA SỐ 2", is_dated=False),
    blocks=(replace(SCORES, caption="", note="", totals=(), is_compact=True),),
)
PAPERS = {
    "bare": BARE,
    "agreement": AGREEMENT,
    "draft": replace(AGREEMENT, is_draft=True),
    "minutes": MINUTES,
    "report": REPORT,
    "summary": SUMMARY,
    "without issuer": ALONE,
}
every_paper = pytest.mark.parametrize("paper", PAPERS.values(), ids=PAPERS.keys())


def find(pdf, first, page=1):
    """The box of the first such word on a page."""
    return next(word for word in pdf_words(pdf) if word.text == first and word.page == page)


def signed_by(count, lines=8):
    """An agreement of so many parties, with so many paragraphs of text before their signatures."""
    parties = tuple(
        Signature(
            unit=f"VIỆN KSND TỈNH ĐƠN-VỊ-{n:02d}",
            capacity="Đơn vị Cụm trưởng" if n == 1 else "",
            posts=("KT. VIỆN TRƯỞNG", "PHÓ VIỆN TRƯỞNG") if n % 3 == 0 else ("VIỆN TRƯỞNG",),
            name=f"Người-ký-{n:02d}",
        )
        for n in range(1, count + 1)
    )
    body = (text("Các đơn vị cam kết thực hiện đầy đủ nội dung giao ước này. " * 3),) * lines
    return replace(AGREEMENT, blocks=body, signatures=parties)


# ── The three outputs say the same ───────────────────────────────────────────────────────────


@every_paper
def test_pdf_word_and_text_have_the_same_words_in_the_same_order(paper):
    words = paper_text(paper).split()
    assert pdf_body_words(paper_pdf(paper)) == words
    assert docx_words(paper_docx(paper)) == words


@every_paper
def test_the_same_paper_gives_the_same_bytes(paper):
    assert paper_pdf(paper) == paper_pdf(paper)
    assert paper_docx(paper) == paper_docx(paper)


def test_decomposed_input_is_printed_composed():
    decomposed = replace(AGREEMENT, kind=unicodedata.normalize("NFD", AGREEMENT.kind))
    assert paper_html(decomposed) == paper_html(AGREEMENT)
    assert paper_text(decomposed) == paper_text(AGREEMENT)
    assert paper_docx(decomposed) == paper_docx(AGREEMENT)
    assert is_nfc(pdf_text(paper_pdf(decomposed)))


def test_markup_that_somebody_typed_is_printed_as_text():
    typed = "<b>x</b> {{ y }} <img src=file:///etc/passwd> & “z”"
    paper = replace(MINUTES, blocks=(text(typed),), recipients=(typed,))
    printed = pdf_body_words(paper_pdf(paper))
    assert printed == paper_text(paper).split()
    assert "src=file:///etc/passwd>" in printed
    assert docx_words(paper_docx(paper)) == printed


def test_control_characters_and_lone_marks_do_not_break_a_paper():
    paper = replace(MINUTES, blocks=(text("một\x00\x08 \u0338hai\u200b ba"),))
    assert docx_words(paper_docx(paper)) == paper_text(paper).split()
    assert "một" in pdf_body_words(paper_pdf(paper))


@pytest.mark.parametrize("place", ["TỐI CAO", "KHU VỰC 1"])
def test_a_name_in_capitals_breaks_before_its_place_not_within_it(place):
    """“VIỆN KIỂM SÁT NHÂN DÂN / TỐI CAO”, never “… TỐI / CAO”."""
    name = f"VIỆN KIỂM SÁT NHÂN DÂN {place}"
    signing = (Signature(posts=(name,)),)
    paper = replace(MINUTES, letterhead=Letterhead("", name), signatures=signing)
    lines = [" ".join(line.split()) for line in pdf_text(paper_pdf(paper)).splitlines()]
    assert sum(line.endswith(place) for line in lines) == 2


def test_the_bases_end_in_semicolons_and_the_last_in_a_full_stop():
    bases = Bases(("Căn cứ A;", "Căn cứ B.", "Theo đề nghị của C")).paragraphs
    assert [str(line) for line in bases] == ["Căn cứ A;", "Căn cứ B;", "Theo đề nghị của C."]


@every_paper
def test_the_end_mark_stands_once_at_the_end_of_each_part(paper):
    assert paper_text(paper).count("./.") == 1 + len(paper.appendices)


def test_a_paper_may_do_without_the_end_mark():
    assert "./." not in paper_text(replace(MINUTES, has_end_mark=False))


def test_recipients_are_dashed_and_the_keeping_office_is_last():
    assert REPORT.recipient_lines == ("- Như trên;", "- Lưu: VT.")


def test_several_addressees_are_a_list_and_one_stands_on_the_same_line():
    assert ALONE.addressee_lines == ("- Văn phòng;", "- Phòng 1;", "- Phòng 2.")
    assert REPORT.addressee_lines == REPORT.addressees


def test_a_row_with_another_number_of_cells_is_refused():
    with pytest.raises(ValueError, match="argument"):
        paper_html(replace(MINUTES, blocks=(replace(SCORES, rows=(("1", "a"),)),)))


# ── The page ─────────────────────────────────────────────────────────────────────────────────


@every_paper
def test_only_liberation_serif_is_embedded(paper):
    fonts = pdf_fonts(paper_pdf(paper))
    assert fonts
    assert all(font.startswith("Liberation-Serif") for font in fonts)


def test_pages_are_a4_upright_and_lying_where_a_table_needs_it():
    assert pdf_info(paper_pdf(AGREEMENT))["Page size"] == "595.276 x 841.89 pts (A4)"
    assert pdf_info(paper_pdf(SUMMARY))["Page size"] == "841.89 x 595.276 pts (A4)"


def test_the_number_stands_in_the_middle_of_the_top_margin_from_page_two_on():
    pdf = paper_pdf(signed_by(12, lines=20))
    tops = [word for word in pdf_words(pdf) if word.bottom < 20]
    assert [(word.text, word.page) for word in tops] == [("2", 2), ("3", 3)]
    for word in tops:
        assert (word.left + word.right) / 2 == pytest.approx(30 + 165 / 2, abs=0.5)


def test_every_appendix_counts_its_own_pages():
    pages = pdf_pages(paper_pdf(REPORT))
    tops = [word for word in pdf_words(paper_pdf(REPORT)) if word.bottom < 19]
    assert len(pages) == 4
    assert [(word.text, word.page) for word in tops] == [("2", 4)]


def test_text_keeps_the_margins():
    words = [word for word in pdf_words(paper_pdf(signed_by(6, lines=20))) if word.top > 19]
    assert min(word.left for word in words) == pytest.approx(30, abs=0.5)
    assert max(word.right for word in words) == pytest.approx(195, abs=0.5)
    assert max(word.bottom for word in words) < 277.5


def test_only_a_draft_is_marked_and_on_each_of_its_pages():
    draft = pdf_pages(paper_pdf(replace(signed_by(12), is_draft=True)))
    assert len(draft) > 1
    assert all(page.split()[:2] == ["DỰ", "THẢO"] for page in draft)
    assert "THẢO" not in pdf_text(paper_pdf(AGREEMENT))


def test_invented_figures_say_so_at_the_foot_of_every_page():
    long = replace(MINUTES, blocks=(text("Nội dung. " * 900),))
    pages = pdf_pages(paper_pdf(long))
    assert len(pages) > 1
    assert all("Số liệu minh họa" in page for page in pages)


# ── Letterhead ───────────────────────────────────────────────────────────────────────────────


def test_issuer_and_nation_stand_side_by_side_and_number_and_date_on_one_line():
    pdf = paper_pdf(REPORT)
    assert find(pdf, "CỤM").right < find(pdf, "CỘNG").left
    assert find(pdf, "VKSND").top == pytest.approx(find(pdf, "CỘNG").top, abs=0.4)
    assert find(pdf, "Số:").bottom == pytest.approx(find(pdf, "Giang,").bottom, abs=0.35)
    assert find(pdf, "Số:").right < find(pdf, "Bắc").left


def test_nation_and_motto_have_one_middle():
    pdf = paper_pdf(REPORT)
    nation = (find(pdf, "CỘNG").left + find(pdf, "NAM").right) / 2
    motto = (find(pdf, "Độc").left + find(pdf, "phúc").right) / 2
    assert nation == pytest.approx(motto, abs=0.3)


def test_the_motto_is_ruled_as_wide_as_it_is_and_issuer_and_subtitle_by_two_fifths():
    pdf = paper_pdf(AGREEMENT)
    issuer, subtitle, motto = [rule for rule in rules_on_first_page(pdf) if rule[2] < 60]
    assert motto[0] == pytest.approx(find(pdf, "Độc").left, abs=0.3)
    assert motto[1] == pytest.approx(find(pdf, "phúc").right, abs=0.3)
    for rule, first, last in ((issuer, "CỤM", "13"), (subtitle, "Năm", "dân")):
        written = find(pdf, last).right - find(pdf, first).left
        assert 1 / 3 < (rule[1] - rule[0]) / written < 1 / 2


def test_minutes_have_no_date_line_and_an_agreement_no_number_line():
    assert "ngày" not in paper_text(MINUTES)
    assert "Số:" not in paper_text(AGREEMENT)
    assert "Trà Vinh, ngày … tháng … năm 2024" in paper_text(AGREEMENT)


def test_without_an_issuer_the_nation_stands_in_the_middle():
    pdf = paper_pdf(ALONE)
    middle = (find(pdf, "CỘNG").left + find(pdf, "NAM").right) / 2
    assert middle == pytest.approx(30 + 165 / 2, abs=0.3)


def test_symbols_and_dates_are_never_broken_over_two_lines():
    sentence = "Theo Kế hoạch số 12/KH-VKS-TH và công văn 317/VKS-VP ngày 29/3/2024. "
    words = pdf_body_words(paper_pdf(replace(MINUTES, blocks=(text(sentence * 25),))))
    for symbol in ("12/KH-VKS-TH", "317/VKS-VP"):
        assert words.count(symbol) == 25


# ── Tables ───────────────────────────────────────────────────────────────────────────────────


def long_table(rows):
    lines = tuple((f"{n}", f"Đơn-vị-{n}", "98,50", "1", "97,25") for n in range(1, rows + 1))
    return replace(SCORES, rows=lines, totals=(), caption="", note="")


def test_the_heading_repeats_on_every_page_and_every_row_is_there_once():
    pdf = paper_pdf(replace(MINUTES, blocks=(long_table(100),)))
    pages = pdf_pages(pdf)
    assert all("STT Đơn vị Tự chấm Thẩm định" in " ".join(page.split()) for page in pages)
    names = [word for word in pdf_body_words(pdf) if word.startswith("Đơn-vị-")]
    assert names == [f"Đơn-vị-{n}" for n in range(1, 101)]


@pytest.mark.parametrize("before", range(26, 34))
def test_no_row_stands_alone_on_a_page(before):
    blocks = (*(text("Một dòng."),) * before, long_table(9))
    pages = pdf_pages(paper_pdf(replace(MINUTES, blocks=blocks)))
    counts = [page.count("Đơn-vị-") for page in pages]
    assert sum(counts) == 9
    assert 1 not in counts


def test_numbers_stand_on_the_right_of_their_column():
    table = replace(
        long_table(2), rows=(("1", "a", "8,50", "1", "0"), ("2", "b", "98,50", "2", "0"))
    )
    pdf = paper_pdf(replace(MINUTES, blocks=(table,)))
    assert find(pdf, "8,50").right == pytest.approx(find(pdf, "98,50").right, abs=0.1)
    assert find(pdf, "8,50").left > find(pdf, "98,50").left + 1


def test_without_groups_there_is_one_row_of_headings():
    plain = Table((Column("STT"), Column("Đơn vị")), (("1", "a"),))
    assert [[cell.title for cell in row] for row in plain.headings] == [["STT", "Đơn vị"]]


def test_headings_of_one_group_share_a_cell():
    upper, lower = SCORES.headings
    assert [(cell.title, cell.columns, cell.rows) for cell in upper] == [
        ("STT", 1, 2),
        ("Đơn vị", 1, 2),
        ("Tự chấm", 2, 1),
        ("Thẩm định", 1, 1),
    ]
    assert [cell.title for cell in lower] == ["Điểm", "Hạng", "Điểm"]


# ── Signatures ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("count", [1, 2, 3, 6, 12, 20, 30])
def test_every_party_signs_once_and_no_cell_is_split(count):
    words = pdf_words(paper_pdf(signed_by(count)))
    for n in range(1, count + 1):
        (unit,) = [word for word in words if word.text == f"ĐƠN-VỊ-{n:02d}"]
        (name,) = [word for word in words if word.text == f"Người-ký-{n:02d}"]
        assert unit.page == name.page
        assert name.top - unit.bottom > 20


@pytest.mark.parametrize("lines", range(14, 26))
@pytest.mark.parametrize("count", [1, 2, 6])
def test_signatures_never_stand_on_a_page_without_text_above(count, lines):
    words = pdf_words(paper_pdf(signed_by(count, lines)))
    first = next(word for word in words if word.text == "ĐƠN-VỊ-01")
    above = [w for w in words if w.page == first.page and 19 < w.top < first.top - 1]
    assert len({round(word.top) for word in above}) >= 2
    assert {word.page for word in words if word.text.startswith("ĐƠN-VỊ")} == {first.page}


def test_names_of_a_pair_stand_on_one_line_whatever_their_posts():
    pdf = paper_pdf(MINUTES)
    assert find(pdf, "Ả").bottom == pytest.approx(find(pdf, "Ễ").bottom, abs=0.1)
    assert find(pdf, "THƯ").right < find(pdf, "KT.").left


def test_an_odd_party_signs_in_the_middle():
    name = find(paper_pdf(signed_by(3, 1)), "Người-ký-03")
    assert (name.left + name.right) / 2 == pytest.approx(30 + 165 / 2, abs=0.5)


def test_recipients_are_level_with_one_signature_and_under_two():
    one, two = paper_pdf(REPORT), paper_pdf(MINUTES)
    assert find(one, "nhận:").top == pytest.approx(find(one, "TM.").top, abs=0.6)
    assert find(two, "nhận:").top > find(two, "Ễ").bottom


def test_an_unknown_signer_is_blank_space_without_dots():
    unknown = replace(signed_by(2), signatures=(Signature(unit="VIỆN KSND TỈNH A"),) * 2)
    closing = paper_text(unknown).partition("./.")[2]
    assert closing.split("\n")[1] == "VIỆN KSND TỈNH A\tVIỆN KSND TỈNH A"
    assert "…" not in closing
