"""Number, place, day, person or paper left empty: dots or “Chưa có thông tin”, never a guess."""

import re

import pytest

from core.dates import today
from documents.papers import Paper
from tests.portal.nothing_known import PAPERS, Bare, bare_group
from tests.reports.reading import told

pytestmark = pytest.mark.django_db

# What each paper prints in the place of what nobody entered; None where it has no such place.
NUMBER, PLACE, DAY, PERSON, BASIS = "number", "place", "date", "person", "basis"
DOTTED_BASIS = "Căn cứ Công văn số …… ngày … tháng … năm …"
EMPTY: dict[str, dict[str, str | None]] = {
    "giao ước": {
        NUMBER: "02 đơn vị thành viên Khối thi đua gồm",
        PLACE: "tại ……, 02 đơn vị",
        DAY: "Hôm nay, ngày … tháng … năm …",
        PERSON: "PHÒNG C (Đơn vị Khối trưởng) PHÒNG B Nơi nhận",
        BASIS: DOTTED_BASIS,
    },
    "biên bản": {
        NUMBER: "Số: /BB-KTĐ",
        PLACE: "Địa điểm: ……",
        DAY: "… giờ …, ngày … tháng … năm …",
        PERSON: "Chủ trì: …… Thư ký: ……",
        BASIS: None,
    },
    "báo cáo tổng kết": {
        NUMBER: "Số: /BC-KTĐ",
        PLACE: "……, ngày … tháng … năm …",
        DAY: "Hội nghị tổng kết (tổng kết): ngày … tháng … năm …",
        PERSON: "Khối trưởng: Phòng C. - Khối phó: ……",
        BASIS: None,
    },
    "danh sách cụm, khối": {
        NUMBER: "1. Khối thi đua (02 phòng)",
        PLACE: "……, ngày … tháng … năm 2022",
        DAY: "ngày … tháng … năm 2022",
        PERSON: "2 Phòng C Khối trưởng",
        BASIS: DOTTED_BASIS,
    },
    "bảng tổng hợp điểm": {
        NUMBER: "Năm 2022 của Khối thi đua",
        PLACE: "……, ngày … tháng … năm 2022",
        DAY: "ngày … tháng … năm 2022",
        PERSON: "THƯ KÝ TM. KHỐI THI ĐUA KHỐI TRƯỞNG",
        BASIS: None,
    },
    "biên bản bàn giao": {
        NUMBER: "Khối trưởng Khối thi đua năm 2022",
        PLACE: "tại ……, hai bên gồm",
        DAY: "Hôm nay, ngày … tháng … năm …",
        PERSON: "Đại diện: …… Chức vụ: ……",
        BASIS: None,
    },
    "một năm của đơn vị": {
        NUMBER: "1 Khối thi đua Viện kiểm sát nhân dân tỉnh A",
        PLACE: "……, ngày … tháng … năm …",
        DAY: "ngày … tháng … năm …",
        PERSON: "Khối trưởng 2. Đăng ký danh hiệu",
        BASIS: None,
    },
}
# Papers whose last cells are signed: nobody's name stands in them.
SIGNED = {
    "giao ước": "PHÒNG C (Đơn vị Khối trưởng) PHÒNG B",
    "biên bản": "THƯ KÝ CHỦ TỌA",
    "báo cáo tổng kết": "TM. KHỐI THI ĐUA KHỐI TRƯỞNG",
    "bảng tổng hợp điểm": "THƯ KÝ TM. KHỐI THI ĐUA KHỐI TRƯỞNG",
    "biên bản bàn giao": "ĐẠI DIỆN BÊN GIAO ĐẠI DIỆN BÊN NHẬN",
}
NEVER = re.compile(r"\b(?:None|NaN|nan|null|False|True|quantri)\b|(?<![\d,])0+(?:,0+)?(?![\d,])")


@pytest.fixture
def bare(db: None) -> Bare:
    return bare_group()


def paper(bare: Bare, name: str) -> Paper:
    return PAPERS[name](bare)


def squeezed(words: str) -> str:
    return " ".join(words.replace("\u00a0", " ").split())


def test_every_paper_is_looked_at_for_every_field():
    assert EMPTY.keys() == PAPERS.keys()
    assert all(places.keys() == {NUMBER, PLACE, DAY, PERSON, BASIS} for places in EMPTY.values())


@pytest.mark.parametrize("name", PAPERS)
def test_what_is_left_empty_is_dotted_or_said_to_be_unknown(bare: Bare, name: str):
    said = squeezed(told(paper(bare, name)))
    wanting = {field: words for field, words in EMPTY[name].items() if words and words not in said}
    assert wanting == {}


@pytest.mark.parametrize("name", PAPERS)
def test_nothing_stands_for_it_that_could_be_taken_for_a_fact(bare: Bare, name: str):
    said = squeezed(told(paper(bare, name)))
    assert NEVER.findall(said) == []
    assert str(today().year) not in said
    assert not re.search(r"\d{1,2}/\d{1,2}/\d{4}|ngày \d+ tháng \d+", said)


@pytest.mark.parametrize("name", SIGNED)
def test_a_cell_to_sign_in_holds_no_dots_and_no_name(bare: Bare, name: str):
    made = paper(bare, name)
    assert SIGNED[name] in squeezed(told(made))
    for cell in made.signatures:
        assert (cell.name, cell.other_post) == ("", "")
        assert "…" not in " ".join(cell.head)


def test_what_has_no_signature_has_no_cell(bare: Bare):
    assert {name for name in PAPERS if paper(bare, name).signatures} == SIGNED.keys()
