"""One year of a unit on paper: every membership on its own line, nothing of one in the other."""

from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from accounts.models import User
from audit.models import Event
from clusters.actions import EditionFacts, YearFacts, join_group, open_edition, open_year
from clusters.enums import GroupKind
from core.downloads import NO_PDF
from core.pdf import PdfFailed
from documents.papers import paper_text
from organizations.enums import Role
from organizations.models import Unit
from reports import views
from reports.papers import unit_year_file, unit_year_paper
from reports.queries import unit_year_content
from tests.people import browser_of, person
from tests.readers import pdf_text
from tests.scenarios import World, world

pytestmark = pytest.mark.django_db
NAME = "thong-tin-thi-dua-nam-2024-vksnd-huyen-yen-the"


@pytest.fixture
def case() -> World:
    return world("bac_giang")


def second_level(case: World, unit: Unit) -> None:
    """The unit belongs to a group of another owner too."""
    top = case.units["bac_giang"].parents.get().parent
    office = person("vanphongtoicao", Role.OFFICE, top)
    year = open_year(owner=top, facts=YearFacts(2024), by=office)
    facts = EditionFacts(GroupKind.CLUSTER, "Cụm thi đua số 99", "99")
    join_group(edition=open_edition(year=year, facts=facts, by=office), unit=unit, by=office)


def said(unit: Unit, reader: User, year: int = 2024) -> str:
    return paper_text(unit_year_paper(unit_year_content(unit, year, reader)))


def test_every_membership_stands_on_a_line_of_its_own_with_its_owner(case):
    unit = case.units["huyện Yên Thế"]
    second_level(case, unit)
    told = unit_year_content(unit, 2024, case.administrator).memberships
    assert [(line.group, line.owner) for line in told] == [
        ("Cụm thi đua số 2", "Viện kiểm sát nhân dân tỉnh Bắc Giang"),
        ("Cụm thi đua số 99", "Viện kiểm sát nhân dân tối cao"),
    ]


def test_a_reader_of_one_level_is_told_nothing_of_the_other(case):
    unit = case.units["huyện Yên Thế"]
    second_level(case, unit)
    of_province = said(unit, case.office("bac_giang"))
    assert "Cụm thi đua số 2" in of_province
    assert "Cụm thi đua số 99" not in of_province
    of_top = said(unit, User.objects.get(username="vanphongtoicao"))
    assert "Cụm thi đua số 99" in of_top
    assert "Cụm thi đua số 2\n" not in of_top
    assert "Tập thể lao động xuất sắc" not in of_top


def test_the_paper_tells_results_and_nominations_and_never_makes_awards_of_them(case):
    text = said(case.units["huyện Yên Thế"], case.administrator)
    assert "98,25 điểm, xếp thứ 1" in text
    assert "Tập thể lao động xuất sắc" in text.partition("5. Khen thưởng")[0]
    assert text.partition("5. Khen thưởng")[2].strip().startswith("Chưa có thông tin.")


def test_a_year_nobody_told_us_of_says_so_in_every_section(case):
    text = said(case.units["huyện Yên Thế"], case.administrator, 2020)
    assert text.count("Chưa có thông tin.") == 5
    assert "None" not in text


def test_a_stranger_is_told_the_name_alone(case, stranger):
    text = said(case.units["huyện Yên Thế"], stranger)
    assert "Viện kiểm sát nhân dân huyện Yên Thế" in text
    assert text.count("Chưa có thông tin.") == 5


def test_the_file_is_named_without_accents(case):
    content = unit_year_content(case.units["huyện Yên Thế"], 2024, case.administrator)
    assert unit_year_file(content, "pdf") == f"{NAME}.pdf"


def test_both_files_open_and_leave_a_row_in_the_log(case):
    browser, unit = browser_of(case.administrator), case.units["huyện Yên Thế"]
    pdf = browser.get(reverse("reports:unit-year-pdf", args=[unit.pk, 2024]))
    assert "THÔNG TIN THI ĐUA" in pdf_text(pdf.content)
    xlsx = browser.get(reverse("reports:unit-year-xlsx", args=[unit.pk, 2024]))
    cells = [[cell.value for cell in row] for row in load_workbook(BytesIO(xlsx.content)).active]
    assert ["Cụm, khối thi đua và vai trò", "Cụm thi đua số 2"] in [row[:2] for row in cells]
    files = Event.objects.filter(name="paper.downloaded", thing_type="Unit").order_by("pk")
    assert [event.after["file"] for event in files] == [f"{NAME}.pdf", f"{NAME}.xlsx"]


@pytest.mark.parametrize("year", [0, 99999])
def test_no_year_outside_of_time_is_asked_for(case, year):
    address = reverse("reports:unit-year-pdf", args=[case.units["bac_giang"].pk, year])
    assert browser_of(case.administrator).get(address).status_code == 404


def test_a_pdf_that_cannot_be_made_leads_back_with_a_word(case, monkeypatch):
    def fails(*_: object) -> bytes:
        raise PdfFailed

    monkeypatch.setattr(views, "unit_year_pdf", fails)
    unit = case.units["bac_giang"]
    address = reverse("reports:unit-year-pdf", args=[unit.pk, 2024])
    page = browser_of(case.administrator).get(address, follow=True)
    assert page.redirect_chain[0][0] == reverse("portal:unit", args=[unit.pk])
    assert NO_PDF in page.content.decode()
