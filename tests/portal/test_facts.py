"""Every fact of the demo is found by clicking from the home page, and nothing else is claimed."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.urls import reverse

from accounts.models import User
from clusters.models import ClusterEdition, EmulationYear
from conferences.models import Conference
from documents.models import LegalBasis
from organizations.models import Unit
from portal.management.demo.files import facts
from tests.people import browser_of
from tests.portal.told import Record, records
from tests.portal.walk import Walk, squash, walk_from
from tests.readers import pdf_text

pytestmark = pytest.mark.django_db
DATE = re.compile(r"\b\d{2}/\d{2}/\d{4}\b")


@pytest.fixture(scope="module")
def walk(demo: None) -> Walk:
    """All that `quantri` can reach."""
    return walk_from(browser_of(User.objects.get(username="quantri")))


@pytest.fixture(scope="module")
def said(walk: Walk) -> list[str]:
    """The words of every page without spaces."""
    return [squash(page.text) for page in walk.pages.values()]


def test_no_link_leads_nowhere(walk):
    assert walk.dead_ends == []


def test_no_link_leads_to_a_file_that_is_not_there(walk):
    reader = browser_of(User.objects.get(username="quantri"))
    missing = [
        f"{address} (linked on {page})"
        for address, page in walk.files.items()
        if reader.get(address).status_code != 200
    ]
    assert missing == []


def not_found(record: Record, said: list[str]) -> list[str]:
    """The words no page says; or, where each is said somewhere, that no page says all of them."""
    words = {word: squash(word) for word in record.words}
    if any(all(word in page for word in words.values()) for page in said):
        return []
    lost = [word for word, form in words.items() if not any(form in page for page in said)]
    return lost or [f"never on one page: {' | '.join(words)}"]


@pytest.mark.parametrize("record", records(), ids=lambda record: record.place)
def test_what_the_sources_tell_stands_together_on_one_page(record, said):
    assert not_found(record, said) == []


PAGES_OF: dict[str, Callable[[], list[str]]] = {
    "units": lambda: [reverse("portal:unit", args=[pk]) for pk in keys(Unit)],
    "editions": lambda: [reverse("portal:edition", args=[pk]) for pk in keys(ClusterEdition)],
    "conferences": lambda: [reverse("portal:conference", args=[pk]) for pk in keys(Conference)],
    "legal bases": lambda: [reverse("portal:basis", args=[pk]) for pk in keys(LegalBasis)],
    "years": lambda: [
        reverse("portal:year", args=[year])
        for year in EmulationYear.objects.values_list("label_year", flat=True)
    ],
}


def keys(model):
    return list(model.objects.values_list("pk", flat=True))


@pytest.mark.parametrize("kind", PAGES_OF)
def test_everything_has_a_page_of_its_own(kind, walk):
    assert set(PAGES_OF[kind]()) - set(walk.pages) == set()


def test_every_title_and_its_other_names_are_named_somewhere(said):
    names = [
        name
        for title in facts("titles")["title"]
        for name in (title["name"], *title.get("aliases", []))
    ]
    assert [name for name in names if not any(squash(name) in page for page in said)] == []


# ------------------------------------------------------------------------- what nobody may claim
# Title of the page (a pattern), what it may not say (a pattern), and why.
EVERYWHERE = ""
LANG_SON = "^Hội nghị phát động phong trào thi đua và ký kết Giao ước"
PHU_YEN = "^Hội nghị tổng kết công tác thi đua năm 2023 và ký kết"
BAC_GIANG = "^Hội nghị tổng kết công tác thi đua khen thưởng năm 2024"
CUM_8 = "^Hội nghị sơ kết phong trào thi đua"

NEVER_SAID = [
    # Lạng Sơn
    (EVERYWHERE, r"\b(19|20)/0?3/2024|(?<!, )21/0?3/2024", "which group met on which day"),
    (LANG_SON, r"(Địa điểm|Chủ trì)\n(?!Chưa có thông tin)", "no place, no chair is stated"),
    (EVERYWHERE, r"Khối thi đua (các phòng Viện tỉnh )?số", "the bloc has no number"),
    (EVERYWHERE, r"các phòng Viện tỉnh[^\n]*\b0?2 (đơn vị|phòng)", "two are named, eight belong"),
    (EVERYWHERE, r"\bPhòng ([02-9]|1\d)", "six departments have no name"),
    ("Cụm thi đua số 1 – VKSND tỉnh Lạng Sơn", "Bắc Sơn", "leads cluster 2, not 1"),
    (EVERYWHERE, r"Phụ trách\n(Hồ Ngọc Bích|Nông Văn Quảng|Nguyễn Thúy Liễu)", "they directed"),
    # Phú Yên
    ("Cụm thi đua số 2 – VKSND tỉnh Phú Yên", "Phạm Thị Liên", "neither member nor leader"),
    ("Cụm thi đua số 2 – VKSND tỉnh Phú Yên", "Nguyễn Kim Hoàng", "year of the role not stated"),
    ("Giao ước .*Cụm thi đua số 2", "Phạm Thị Liên|Nguyễn Kim Hoàng", "no signer is named"),
    (PHU_YEN, r"Thời gian\n(?!Chưa rõ ngày)", "no date is stated"),
    (PHU_YEN, r"(Địa điểm|Chủ trì)\n(?!Chưa có thông tin)", "no place, no chair is stated"),
    (EVERYWHERE, r"(?<!chung là )các đơn vị còn lại của Cụm", "awards go to units by name"),
    # Cụm 8
    (EVERYWHERE, r"Trần Văn Sang[^\n]*\n?[^\n]{0,80}Cụm (trưởng|phó)", "no role in 2023"),
    (EVERYWHERE, r"Cụm (trưởng|phó)[^\n]*\n?[^\n]{0,20}Trần Văn Sang", "no role in 2023"),
    (CUM_8, r"Xếp (thứ|hạng)|Biểu quyết|năm 2024 dự kiến", "a mid-year conference ranks nobody"),
    (CUM_8, r"Thời gian\n(?!Chưa rõ ngày)", "no date is stated"),
    # Bắc Giang
    (EVERYWHERE, r"Cụm trưởng[^\n]*\n?[^\n]{0,20}(?<!tại )(huyện )Tân Yên", "only the host"),
    (BAC_GIANG, r"Chủ trì\n(?!Chưa có thông tin)", "no chair is stated"),
    (BAC_GIANG, r"\b0?5/0?5\b(?! đơn vị có mặt)", "100% of opinions names no number of voters"),
    (EVERYWHERE, r"\b0?5/0?5\b[^\n]{0,30}(ý kiến|phiếu|thống nhất|tán thành)", "the same"),
    (BAC_GIANG, r"được (công nhận|tặng)|Đã tặng", "proposed, not decided"),
    ("Cụm thi đua số 2 – VKSND tỉnh Bắc Giang", r"được (công nhận|tặng)|Đã tặng", "the same"),
    ("^VKSND huyện (Yên Thế|Tân Yên|Yên Dũng)", r"được (công nhận|tặng)|[Đđ]ã tặng", "the same"),
    ("^Khen thưởng – Đã tặng", "Yên Thế|Tân Yên|Yên Dũng|Giấy khen|xuất sắc", "the same"),
    (EVERYWHERE, "(?<!từ ngày 01/01/2025 là )thị xã Chũ", "its name of 2024 is huyện Lục Ngạn"),
    # Trà Vinh
    (EVERYWHERE, r"Cụm thi đua số 10[^\n]{0,25} năm 2024", "nothing is known of a 2024 one"),
    ("Cụm thi đua số 10 –", "Huỳnh Hồng Việt|Huỳnh Văn Đặng", "stood in, holds no seat"),
    (
        "Giao ước .*Cụm thi đua số 13",
        "Đồng Tháp|Vĩnh Long|Long An|Tiền Giang",
        "guests do not sign",
    ),
    (EVERYWHERE, r"\bAn Giang", "no source tells of it"),
    (EVERYWHERE, "Tất cả vì mục tiêu dân giàu|Công minh, chính trực", "slogans of a web site"),
    (EVERYWHERE, "Đoàn kết, kỷ cương, hành động, sáng tạo", "the same"),
    # Programs
    (EVERYWHERE, r"\b(None|N/A|nan|null|undefined|True|False)\b|\{[{%#]|object at 0x", "a leak"),
]


@pytest.mark.parametrize(("title", "pattern", "why"), NEVER_SAID)
def test_no_page_claims_what_no_source_states(walk, title, pattern, why):
    claims = [
        f"{page.url}: {claim.group()}"
        for page in walk.pages.values()
        if re.search(title, page.title)
        for claim in re.finditer(pattern, page.everything)
    ]
    assert claims == [], why


@pytest.mark.parametrize("title", sorted({title for title, _, _ in NEVER_SAID}))
def test_the_pages_that_may_not_claim_it_are_there(walk, title):
    assert any(re.search(title, page.title) for page in walk.pages.values())


# When somebody signed in is the real day, whatever day the demo stands on.
OF_ACCOUNTS = ("/ca-nhan/", "/tai-khoan/")


def test_a_page_shows_only_dates_that_are_told(walk):
    told = {"25/11/2024", "01/01/2025"}  # the day the demo stands on; stated of a name
    told |= {word for record in records() for word in record.words if DATE.fullmatch(word)}
    dates = {
        (page.url, date)
        for page in walk.pages.values()
        for date in DATE.findall(page.text)
        if not page.url.startswith(OF_ACCOUNTS)
    }
    assert sorted(f"{url}: {date}" for url, date in dates if date not in told) == []


# --------------------------------------------------------------------------------- the language
# A plain-letter word that no Vietnamese syllable can be, and that is at home all the same.
BORROWED = {"clip", "ctrl", "excel", "pdf", "video", "word", "xlsx", "docx"}
BORROWED |= {"aegis", "freeotp", "google", "authenticator", "sha"}  # names of programs
SYLLABLE = re.compile(
    r"(b|c|ch|d|g|gh|gi|h|k|kh|l|m|n|ng|ngh|nh|p|ph|qu|r|s|t|th|tr|v|x)?"
    r"[aeiouy]{1,3}(c|ch|m|n|ng|nh|p|t)?"
)


def is_foreign(word: str) -> bool:
    is_abbreviation = word.isupper()
    return not (is_abbreviation or SYLLABLE.fullmatch(word.lower()) or word.lower() in BORROWED)


def test_no_english_is_left_over(walk):
    """User names are words of nobody's language; the example of one is shown as well."""
    names = {"langson", "vanphong", "nguyenvana"}
    names |= set(User.objects.values_list("username", flat=True))
    foreign = {
        (word, page.url)
        for page in walk.pages.values()
        for word in re.findall(r"(?<!\w)[A-Za-z]{2,}(?!\w)", page.everything)
        if is_foreign(word) and word not in names
    }
    assert sorted(foreign) == []


# ----------------------------------------------------------------------------------- the papers
@dataclass(frozen=True)
class Told:
    """A paper by the address of its PDF: what it must say and may not (patterns), spaces aside."""

    of: str  # what it belongs to, as `edition` or `conference` below finds it
    address: str
    says: tuple[str, ...]
    never: str


MINUTES, REPORT = "reports:minutes-pdf", "reports:year-report-pdf"
AGREEMENT, STANDINGS = "agreements:agreement-pdf", "scoring:standings-pdf"

PAPERS = {
    "minutes of Bắc Giang": Told(
        BAC_GIANG,
        MINUTES,
        (
            "chiều ngày 25/11/2024",
            "Viện kiểm sát nhân dân huyện Tân Yên",
            "05 đơn vị",
            "Sơn Động",
            "Lục Ngạn",
            "Yên Thế",
            "Yên Dũng",
            "Tập thể lao động xuất sắc",
            "Giấy khen",
            "năm 2025: VKSND huyện Sơn Động",
            "từ ngày 01/01/2025 là thị xã Chũ",
        ),
        r"được (công nhận|tặng)|\b0?5/0?5\b(?! đơn vị)|Cụm trưởng[^.;]{0,20}Tân Yên",
    ),
    "minutes of Cụm 8": Told(
        CUM_8,
        MINUTES,
        (
            "6 tháng đầu năm 2023",
            "VKSND tỉnh Ninh Thuận",
            "Phạm Thị Kim Liên",
            "Phạm Thu",
            "Đơn vị Cụm trưởng",
            "Đơn vị Cụm phó",
        ),
        r"Xếp (thứ|hạng)|Thứ hạng|2022|Sang[^.;]{0,60}Cụm (trưởng|phó)",
    ),
    "minutes of Lạng Sơn": Told(
        LANG_SON,
        MINUTES,
        ("19, 20, 21/3/2024",),
        r"(?<!, )\b(19|20|21)/0?3/2024|(19|20|21) tháng 0?3",
    ),
    "agreement of Phú Yên": Told(
        "VKSND tỉnh Phú Yên 2024",
        AGREEMENT,
        ("năm 2024", "huyện Tuy An", "huyện Đồng Xuân", "huyện Sơn Hòa", "thị xã Sông Cầu"),
        "2023|dẫn đầu Khối|tiên tiến|Phạm Thị Liên|Nguyễn Kim Hoàng",
    ),
    "report of Phú Yên": Told(
        "VKSND tỉnh Phú Yên 2023",
        REPORT,
        ("Cờ thi đua dẫn đầu Khối", "tối cao", "Tuy An", "Đồng Xuân", "Sơn Hòa"),
        "các đơn vị còn lại",
    ),
    "agreement of Cụm 13": Told(
        "Cụm thi đua số 13 2024",
        AGREEMENT,
        (
            "Cụm thi đua số 13 ngành Kiểm sát nhân dân",
            "năm 2024",
            "06/06",
            "02/CT-VKSTC",
            "09/HD-VKSTC",
            "Đơn vị Cụm trưởng",
            "Đơn vị Cụm phó",
            "Nội dung minh họa",
        ),
        "Đồng Tháp|Vĩnh Long|Long An|Tiền Giang|Nguyễn Văn Tùng|Tất cả vì mục tiêu",
    ),
    "standings of Bắc Giang": Told(
        "VKSND tỉnh Bắc Giang 2024", STANDINGS, ("98,25", "96,50", "94,00", "minh họa"), "0,00%"
    ),
}


def key_of(paper: Told) -> int:
    if paper.address == MINUTES:
        title = paper.of.removeprefix("^")
        return Conference.objects.filter(title__startswith=title).first().pk
    group, _, year = paper.of.rpartition(" ")
    editions = ClusterEdition.objects.filter(year__label_year=year)
    owned = editions.filter(year__owner__names__short_name=group)
    found = owned.first() or editions.get(name=group)
    return found.agreement.pk if paper.address == AGREEMENT else found.pk


@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_says_what_is_told_and_no_more(demo, name):
    paper = PAPERS[name]
    reader = browser_of(User.objects.get(username="quantri"))
    answer = reader.get(reverse(paper.address, args=[key_of(paper)]))
    text = " ".join(pdf_text(answer.getvalue()).split())
    squashed = squash(text).lower()
    assert [words for words in paper.says if squash(words).lower() not in squashed] == []
    assert [claim.group() for claim in re.finditer(f"{paper.never}|None|N/A", text)] == []
