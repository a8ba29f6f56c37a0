"""Lists: what an address asks for is what is shown, and a workbook holds only what it says."""

from datetime import date
from io import BytesIO

import pytest
from django.http import QueryDict
from openpyxl import load_workbook

from awards.models import Title
from core.lists import Column, Filter, List, Listing
from documents.models import LegalBasis

pytestmark = pytest.mark.django_db

NAMES = List[Title](
    title="Danh hiệu",
    stem="danh-hieu",
    noun="danh hiệu",
    columns=(
        Column("Tên", "ten", ("sort_key",)),
        Column("Tên khác", "khac", ("aliases",)),
        Column("Loại", "loai", ("kind",)),
        Column("Mã", in_file_only=True),
    ),
    order=("pk",),
    rows=list,
    cells=lambda row: (row.name, row.aliases or None, row.kind, row.pk),
    filters=(
        Filter(
            "loai",
            "Loại",
            (("title", "Danh hiệu"), ("form", "Loại khen")),
            lambda rows, kind: rows.filter(kind=kind),
        ),
    ),
)


def a_title(name: str, kind: str = "title") -> Title:
    return Title.objects.create(name=name, kind=kind)


def asked(address: str = "", of: List[Title] = NAMES) -> Listing[Title]:
    return Listing(of=of, found=Title.objects.all(), asked=QueryDict(address))


def names(listing: Listing[Title]) -> list[str]:
    return [row.name for row in listing.rows]


def test_words_are_found_without_marks_and_every_word_counts():
    a_title("Cờ thi đua của Chính phủ")
    a_title("Bằng khen")
    assert names(asked("q=co+CHINH")) == ["Cờ thi đua của Chính phủ"]
    assert names(asked("q=co+khen")) == []


def test_what_nobody_offers_is_left_out_of_list_and_addresses():
    a_title("Cờ")
    listing = asked("loai=la&xep=mat-khau&co=7&trang=-3&gi=do&q=%00")
    assert names(listing) == ["Cờ"]
    assert (listing.pills, listing.size, listing.sort) == ([], 25, "")
    assert "gi=do" not in listing.file_url


def test_a_pill_says_its_filter_and_leads_to_the_list_without_it():
    listing = asked("q=co&loai=title&xep=-ten&trang=2&nam=2023")
    words, kind = listing.pills
    assert (words.label, words.remove_url) == ("Có “co”", "?loai=title&xep=-ten&nam=2023")
    assert (kind.label, kind.remove_url) == ("Loại: Danh hiệu", "?q=co&xep=-ten&nam=2023")
    assert listing.bare_url == "?xep=-ten&nam=2023"
    assert listing.about == "Có “co”; Loại: Danh hiệu"
    assert listing.kept == [("nam", "2023")]


def test_ties_keep_one_order_in_both_directions():
    keys = [a_title(name).pk for name in ("Cờ", "Bằng khen", "Giấy khen")]
    assert [row.pk for row in asked("xep=loai").rows] == keys
    assert [row.pk for row in asked("xep=-loai").rows] == keys


def test_names_stand_in_vietnamese_order_and_the_heading_turns_it():
    for name in ("Đơn vị", "Ân", "An", "Cờ"):
        a_title(name)
    up, down = asked("xep=ten"), asked("xep=-ten")
    assert names(up) == ["An", "Ân", "Cờ", "Đơn vị"]
    assert names(down) == names(up)[::-1]
    assert (up.headings[0].sorted, up.headings[0].url) == ("ascending", "?xep=-ten")
    assert (down.headings[0].sorted, down.headings[0].url) == ("descending", "?xep=ten")
    assert up.headings[1].sorted == "none"
    assert up.orders[:2] == [("ten", "Tên, tăng dần", True), ("-ten", "Tên, giảm dần", False)]


def test_the_unknown_stands_last_whichever_way():
    days = [date(2023, 5, 1), None, date(2021, 5, 1)]
    for number, day in enumerate(days):
        LegalBasis.objects.create(kind="Công văn", reference=f"{number}/CV", issued_on=day)
    of = List[LegalBasis](
        title="Sổ",
        stem="so",
        columns=(Column("Ngày", "ngay", ("issued_on",)),),
        order=("pk",),
        rows=list,
        cells=lambda row: (row.issued_on,),
    )
    for address, expected in (("ngay", [days[2], days[0], None]), ("-ngay", [*days[::2], None])):
        found = Listing(of=of, found=LegalBasis.objects.all(), asked=QueryDict(f"xep={address}"))
        assert [row.issued_on for row in found.rows] == expected


def test_without_an_order_of_its_own_a_list_keeps_that_of_what_was_found():
    a_title("B")
    a_title("A")
    own = List[Title](title="", stem="", columns=(), rows=list, cells=lambda _: ())
    found = Title.objects.order_by("sort_key")
    assert [row.name for row in Listing(of=own, found=found, asked=QueryDict()).rows] == ["A", "B"]


def test_a_page_beyond_the_end_is_the_last_one():
    for number in range(30):
        a_title(f"Danh hiệu {number}")
    last = asked("trang=99")
    assert (last.page.number, len(last.rows)) == (2, 5)
    assert last.count_in_words == "30 danh hiệu"
    assert asked("co=50").page.paginator.num_pages == 1
    assert asked("co=50").sizes[0] == (25, "?co=25")


def test_columns_for_the_file_alone_do_not_show():
    assert [heading.label for heading in asked().headings] == ["Tên", "Tên khác", "Loại"]


SIGNS = ("=", "+", "-", "@", "\t=", "\r=", "\uff1d", "\uff0b", "\uff0d", "\uff20")
EVIL = [*(f"{sign}1+1" for sign in SIGNS), "=cmd|' /C calc'!A0"]


def test_text_stays_text_in_the_workbook():
    rows = [a_title(f"Tên {number}") for number, _ in enumerate(EVIL)]
    for row, evil in zip(rows, EVIL, strict=True):
        Title.objects.filter(pk=row.pk).update(aliases=evil)
    for cells, evil in zip(read(asked())[4:], EVIL, strict=True):
        assert (cells[1].data_type, cells[1].quotePrefix) == ("s", True)
        assert cells[1].value.strip() == evil.strip()


def test_the_workbook_holds_every_row_typed_and_says_the_filters():
    for number in range(30):
        a_title(f"Danh hiệu {number}")
    page = read(asked("loai=title&trang=2"))
    assert page[0][0].value == "Danh hiệu"
    assert page[1][0].value == "Ngày xuất: 25/11/2024; Loại: Danh hiệu"
    assert [cell.value for cell in page[3]] == ["Tên", "Tên khác", "Loại", "Mã"]
    assert len(page) == 4 + 30
    assert [cell.data_type for cell in page[4]] == ["s", "n", "s", "n"]
    assert page[4][1].value is None


def read(listing):
    return list(load_workbook(BytesIO(listing.file())).active.iter_rows())
