"""What the printed agreement must say and must not say, read back from its PDF."""

import unicodedata
from datetime import date

import pytest

from agreements.models import Agreement
from agreements.papers import agreement_docx, agreement_paper, agreement_pdf
from agreements.queries import agreement_text
from agreements.rules import ClauseRow, PartyText
from documents.papers import paper_text
from tests.agreements.signing import group
from tests.agreements.test_rules import said
from tests.readers import docx_words, pdf_body_words, pdf_fonts, pdf_info, pdf_pages, pdf_text
from tests.scenarios import world

SIX = ("Trà Vinh", "Sóc Trăng", "Bến Tre", "Bạc Liêu", "Cà Mau", "Kiên Giang")


def flat(text):
    return " ".join(text.split())


def lines_of(content, *, is_draft=False):
    return paper_text(agreement_paper(content, is_draft=is_draft))


def units(count):
    return tuple(PartyText(f"Viện kiểm sát nhân dân tỉnh Số {n}") for n in range(1, count + 1))


def content_of(name, key):
    edition = world(name).editions[key]
    return agreement_text(
        Agreement.objects.select_related("edition__year__owner").get(edition=edition)
    )


@pytest.fixture
def tra_vinh(db):
    return content_of("cum_13", "cum_13")


@pytest.fixture
def phu_yen(db):
    return content_of("phu_yen", "cum_2_2024")


def test_the_agreement_of_tra_vinh_says_all_it_must(tra_vinh):
    printed = flat(pdf_text(agreement_pdf(tra_vinh, is_draft=True)))
    assert "GIAO ƯỚC THI ĐUA Năm 2024 của Cụm thi đua số 13 ngành Kiểm sát nhân dân" in printed
    assert "cùng giao ước thi đua năm 2024" in printed
    assert "06/06" in printed
    for words in (
        "Chỉ thị số 02/CT-VKSTC ngày 18 tháng 12 năm 2023 của Viện trưởng Viện kiểm sát nhân dân "
        "tối cao về công tác thi đua, khen thưởng;",
        "Chỉ thị số …… ngày … tháng … năm …… của Viện trưởng Viện kiểm sát nhân dân tối cao về "
        "công tác của ngành Kiểm sát nhân dân năm 2024;",
        "Hướng dẫn số 09/HD-VKSTC ngày 01 tháng 3 năm 2024 của Viện kiểm sát nhân dân tối cao về "
        "tổ chức và hoạt động của các cụm thi đua",
        "Hội nghị ngày 29 tháng 3 năm 2024.",
        "Hôm nay, ngày 29 tháng 3 năm 2024, tại Hội trường Viện kiểm sát nhân dân tỉnh Trà Vinh, "
        "06 đơn vị thành viên",
        "“Đoàn kết, đổi mới, vượt khó, hoàn thành xuất sắc nhiệm vụ năm 2024”",
        "“Đoàn kết, trách nhiệm – kỷ cương, liêm chính – bản lĩnh, hiệu quả”",
        "(Nội dung minh họa)",
    ):
        assert words in printed


def test_six_units_sign_and_nobody_else(tra_vinh):
    printed = flat(pdf_text(agreement_pdf(tra_vinh, is_draft=True)))
    for place in SIX:
        assert f"Viện kiểm sát nhân dân tỉnh {place}" in printed
        assert printed.count(f"VIỆN KSND TỈNH {place.upper()}") == 1
    assert printed.count("VIỆN KSND TỈNH") == 6
    assert printed.count("(Đơn vị Cụm trưởng)") == 1
    assert printed.count("(Đơn vị Cụm phó)") == 1
    for stranger in ("Vĩnh Long", "VĨNH LONG", "Đồng Tháp", "ĐỒNG THÁP", "Nguyễn Văn Tùng"):
        assert stranger not in printed


def test_post_and_name_stay_blank_until_somebody_enters_the_signer(tra_vinh):
    cells = lines_of(tra_vinh).partition("./.")[2]
    assert "VIỆN TRƯỞNG" not in cells
    assert "…" not in cells


def test_the_letterhead_names_owner_and_group_and_never_the_head_unit(tra_vinh):
    head = lines_of(tra_vinh, is_draft=True).splitlines()[:5]
    assert head == [
        "VIỆN KIỂM SÁT NHÂN DÂN TỐI CAO",
        "CỤM THI ĐUA SỐ 13",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Trà Vinh, ngày … tháng … năm 2024",
    ]
    assert "Số:" not in lines_of(tra_vinh)


def test_only_the_issued_paper_bears_its_day_and_only_the_draft_its_mark(tra_vinh):
    draft = flat(pdf_text(agreement_pdf(tra_vinh, is_draft=True)))
    final = flat(pdf_text(agreement_pdf(tra_vinh, is_draft=False)))
    assert "DỰ THẢO" in draft
    assert "DỰ THẢO" not in final
    assert "Trà Vinh, ngày 29 tháng 3 năm 2024" in final


def test_the_paper_is_what_the_decree_asks_for(tra_vinh):
    pdf = agreement_pdf(tra_vinh, is_draft=False)
    assert "(A4)" in pdf_info(pdf)["Page size"]
    assert {font.partition("-")[0] for font in pdf_fonts(pdf)} == {"Liberation"}
    assert flat(pdf_text(pdf)).count("./.") == 1
    first, second = pdf_pages(pdf)
    assert not first.splitlines()[0].strip().isdecimal()
    assert "2" in second.splitlines()


def test_pdf_and_word_say_the_same_words_in_composed_letters(tra_vinh):
    words = lines_of(tra_vinh).split()
    printed = pdf_body_words(agreement_pdf(tra_vinh, is_draft=False))
    assert sorted(printed) == sorted(words)
    assert sorted(docx_words(agreement_docx(tra_vinh, is_draft=False))) == sorted(words)
    assert all(unicodedata.is_normalized("NFC", word) for word in printed)


def test_the_same_text_gives_the_same_bytes(tra_vinh):
    assert agreement_pdf(tra_vinh, is_draft=False) == agreement_pdf(tra_vinh, is_draft=False)
    assert agreement_docx(tra_vinh, is_draft=False) == agreement_docx(tra_vinh, is_draft=False)


def test_the_agreement_of_phu_yen_leaves_dots_where_nothing_is_known(phu_yen):
    printed = flat(pdf_text(agreement_pdf(phu_yen, is_draft=True)))
    assert "Năm 2024 của Cụm thi đua số 2" in printed
    assert "Hôm nay, ngày … tháng … năm …, tại ……, 04 đơn vị thành viên" in printed
    assert "……, ngày … tháng … năm …" in printed
    for cell in ("HUYỆN TUY AN", "HUYỆN ĐỒNG XUÂN", "HUYỆN SƠN HÒA", "THỊ XÃ SÔNG CẦU"):
        assert printed.count(f"VIỆN KSND {cell}") == 1


def test_the_agreement_of_phu_yen_says_nothing_of_2023_nor_of_who_is_no_party(phu_yen):
    printed = pdf_text(agreement_pdf(phu_yen, is_draft=True))
    for forbidden in ("2023", "Cờ thi đua", "tiên tiến", "Phạm Thị Liên", "Nguyễn Kim Hoàng"):
        assert forbidden not in printed
    assert "Cụm trưởng" not in printed


@pytest.mark.parametrize("count", [1, 6, 12])
def test_any_number_of_units_gets_its_cells_and_its_count(count):
    pdf = agreement_pdf(said(parties=units(count)), is_draft=True)
    printed = flat(pdf_text(pdf))
    assert f"{count:02d} đơn vị thành viên" in printed
    assert printed.count("VIỆN KSND TỈNH SỐ") == count
    page = next(page for page in pdf_pages(pdf) if "VIỆN KSND TỈNH SỐ 1" in page)
    assert "bản có giá trị như nhau" in flat(page)


def test_signers_posts_and_capacity_stand_in_their_cell():
    party = PartyText(
        "Viện kiểm sát nhân dân huyện Cao Lộc",
        capacity="TM. Hội đồng Thi đua - Khen thưởng",
        post="Phó Chủ tịch",
        signer="Nguyễn Thị B",
    )
    assert lines_of(said(parties=(party,))).splitlines()[-2:] == [
        "VIỆN KSND HUYỆN CAO LỘC TM. HỘI ĐỒNG THI ĐUA - KHEN THƯỞNG KT. CHỦ TỊCH PHÓ CHỦ TỊCH",
        "Nguyễn Thị B",
    ]


@pytest.mark.parametrize(
    ("copies", "words"),
    [
        (None, "lập thành …… bản có giá trị như nhau, mỗi đơn vị giữ 01 bản./."),
        (6, "lập thành 06 bản có giá trị như nhau, mỗi đơn vị giữ 01 bản./."),
        (
            7,
            "lập thành 07 bản có giá trị như nhau, mỗi đơn vị giữ 01 bản, "
            "gửi Viện kiểm sát nhân dân tối cao 01 bản./.",
        ),
        (2, "lập thành 02 bản có giá trị như nhau./."),
    ],
)
def test_who_keeps_the_originals(copies, words):
    assert words in lines_of(said(parties=units(6), copies=copies))


def test_members_nobody_has_named_are_dots_and_a_count():
    text = lines_of(said(parties=units(2), unnamed=6))
    assert "08 đơn vị thành viên" in text
    assert "…… và 06 đơn vị khác" in text


def test_an_agreement_without_clauses_has_a_dotted_line_for_them():
    text = lines_of(said(theme="", motto="", parties=()))
    assert "I. NỘI DUNG GIAO ƯỚC\n………" in text
    assert "gồm: ……;" in text


def test_every_page_of_an_agreement_with_invented_clauses_says_so():
    invented = said(clauses=(ClauseRow("", "Một điều.", is_illustrative=True),), parties=units(12))
    for page in pdf_pages(agreement_pdf(invented, is_draft=False)):
        assert "Văn bản có nội dung minh họa" in page
    assert "minh họa" not in lines_of(said())


def test_a_long_owner_is_shortened_in_the_letterhead():
    text = lines_of(said(owner="Viện kiểm sát nhân dân tỉnh Thừa Thiên Huế"))
    assert text.startswith("VIỆN KSND TỈNH THỪA THIÊN HUẾ\n")


def test_a_place_typed_short_is_printed_in_full():
    assert "tại Hội trường Viện kiểm sát nhân dân tỉnh Trà Vinh" in lines_of(
        said(place="Hội trường VKSND tỉnh Trà Vinh", dated_on=date(2024, 3, 29))
    )


@pytest.mark.django_db
def test_a_group_already_named_with_its_sector_is_not_named_twice():
    made = group(("Trà Vinh",))
    made.edition.name = "Cụm thi đua số 13 ngành Kiểm sát nhân dân"
    content = agreement_text(Agreement(edition=made.edition, pk=0))
    assert (content.group, content.group_in_full) == ("Cụm thi đua số 13", made.edition.name)
