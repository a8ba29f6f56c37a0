"""Who gets the files, what they are called, and the row each leaves in the log."""

import pytest
from django.urls import reverse

from audit.models import Event
from core.pdf import PdfFailed
from organizations.enums import Role
from reports import views
from tests.people import browser_of, person
from tests.readers import docx_words, pdf_text
from tests.scenarios import World, world

pytestmark = pytest.mark.django_db


def addresses(case: World) -> dict[str, str]:
    conference, edition = case.conferences["tong_ket"], case.editions["cum_2"]
    return {
        "minutes-pdf": reverse("reports:minutes-pdf", args=[conference.pk]),
        "minutes-docx": reverse("reports:minutes-docx", args=[conference.pk]),
        "year-report-pdf": reverse("reports:year-report-pdf", args=[edition.pk]),
        "year-report-docx": reverse("reports:year-report-docx", args=[edition.pk]),
    }


def test_addresses_stand_beside_the_pages():
    assert reverse("reports:minutes-pdf", args=[7]) == "/hoi-nghi/7/bien-ban.pdf"
    assert reverse("reports:year-report-docx", args=[7]) == "/cum-khoi/7/bao-cao-tong-ket.docx"


def test_a_member_reads_all_four_files_and_each_leaves_a_row_in_the_log():
    case = world("bac_giang")
    browser = browser_of(case.clerk("huyện Sơn Động"))
    answers = {name: browser.get(address) for name, address in addresses(case).items()}
    for name, word in (("minutes-pdf", "BIÊN BẢN"), ("year-report-pdf", "BÁO CÁO")):
        assert answers[name]["Content-Type"] == "application/pdf"
        assert answers[name]["Content-Disposition"].startswith("inline;")
        assert word in pdf_text(answers[name].content)
    for name, word in (("minutes-docx", "BIÊN"), ("year-report-docx", "BÁO")):
        assert answers[name]["Content-Disposition"].startswith("attachment;")
        assert word in docx_words(answers[name].content)
    events = Event.objects.filter(name="paper.downloaded").order_by("pk")
    assert [event.after["file"] for event in events] == [
        "bien-ban-hoi-nghi-tong-ket-cong-tac-thi-dua-khen-thuong-nam-2024.pdf",
        "bien-ban-hoi-nghi-tong-ket-cong-tac-thi-dua-khen-thuong-nam-2024.docx",
        "bao-cao-tong-ket-cum-thi-dua-so-2-nam-2024.pdf",
        "bao-cao-tong-ket-cum-thi-dua-so-2-nam-2024.docx",
    ]
    assert all(
        event.after["file"] in answers[name]["Content-Disposition"]
        for name, event in zip(answers, events, strict=True)
    )


def test_for_strangers_and_members_of_other_groups_no_file_exists():
    case = world("bac_giang")
    other = person("cumkhac", Role.CLERK, case.units["huyện Tuy An"])
    for user in (person("nguoila"), other):
        browser = browser_of(user)
        statuses = {browser.get(address).status_code for address in addresses(case).values()}
        assert statuses == {404}
    assert not Event.objects.filter(name="paper.downloaded").exists()


def test_visitors_are_asked_to_sign_in(client):
    case = world("bac_giang")
    for address in addresses(case).values():
        answer = client.get(address)
        assert answer.status_code == 302
        assert answer["Location"].startswith("/dang-nhap/")


def test_when_no_pdf_comes_back_the_reader_is_told_on_the_page_he_came_from(monkeypatch):
    def fails(_content: object) -> bytes:
        raise PdfFailed("too long")

    monkeypatch.setattr(views, "minutes_pdf", fails)
    monkeypatch.setattr(views, "year_report_pdf", fails)
    case = world("bac_giang")
    browser = browser_of(case.administrator)
    pages = {
        "minutes-pdf": reverse("portal:conference", args=[case.conferences["tong_ket"].pk]),
        "year-report-pdf": reverse("portal:edition", args=[case.editions["cum_2"].pk]),
    }
    for name, back in pages.items():
        answer = browser.get(addresses(case)[name])
        assert answer["Location"] == back
    assert not Event.objects.filter(name="paper.downloaded").exists()
