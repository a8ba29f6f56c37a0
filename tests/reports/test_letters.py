"""Letters of farewell and welcome: who writes to whom, of which meeting, and who may read them."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit.models import Event
from clusters.actions import carry_out_turn, lock_year, save_turn, start_turn
from clusters.enums import GroupRole
from clusters.models import ClusterEdition, EmulationYear, ReservedSeat
from conferences.models import Conference, ConferencePurpose
from core.pdf import PdfFailed
from documents.papers import paper_text
from organizations.actions import rename_unit
from organizations.enums import Role, UnitKind
from organizations.rules import NameFacts
from reports.enums import LetterKind
from reports.papers import letter_paper, letter_pdf, year_letters_pdf
from reports.queries import year_letters
from reports.rules import YearLetters, letters_by_name
from tests.clusters.province import Province, province
from tests.clusters.turning import (
    NEW,
    OLD,
    THIRTEEN,
    cluster,
    cum,
    keys,
    name,
    planned,
    sector_of_2023,
    version,
    year_of,
)
from tests.people import browser_of, person
from tests.readers import pdf_text, poppler

pytestmark = pytest.mark.django_db

INVITED = ("Đồng Tháp", "Long An", "Tiền Giang", "Vĩnh Long")
WELCOME = ("Bạc Liêu", "Bến Tre", "Cà Mau", "Kiên Giang", "Sóc Trăng")
GROUP = "cum-thi-dua-so-13-nam-2024"
FAREWELL_FILE, WELCOME_FILE = f"giay-moi-chia-tay-{GROUP}", f"thu-chao-mung-{GROUP}"


@pytest.fixture
def sector(db: None) -> Province:
    """Cụm 13 of 2024 is planned as the one that goes on from Cụm 10; nothing exists of it yet."""
    made = sector_of_2023()
    year = year_of(made)
    start_turn(year=year, last_year=OLD, by=made.office)
    groups = (cluster("13", keys(made, *THIRTEEN), continues=cum("10").pk),)
    facts = replace(planned(year), groups=groups)
    save_turn(year=year, facts=facts, version=version(year), by=made.office)
    return made


@pytest.fixture
def year(sector: Province) -> EmulationYear:
    return year_of(sector)


def set_up(sector: Province, year: EmulationYear) -> ClusterEdition:
    (made,) = carry_out_turn(year=year, version=version(year), by=sector.office)
    return made


def letters(sector: Province, year: EmulationYear) -> YearLetters:
    return year_letters(year, sector.office)


def said(sector: Province, year: EmulationYear, file: str) -> str:
    return " ".join(paper_text(letter_paper(letters(sector, year).letters[file])).split())


def url(year: EmulationYear, file: str = "") -> str:
    if file:
        return reverse("reports:letter-pdf", args=[year.pk, file])
    return reverse("reports:letters", args=[year.pk])


def lead(sector: Province, edition: ClusterEdition, place: str, **more: Any) -> None:
    answer = sector.lead(edition, {"role": "head", "unit_id": name(place), **more})
    assert answer.status_code == 302


def launch(edition: ClusterEdition, *kinds: str, **more: Any) -> Conference:
    held = Conference.objects.create(title="Hội nghị", **more)
    for position, kind in enumerate(("launch", *kinds)):
        ConferencePurpose.objects.create(
            conference=held, position=position, kind=kind, edition=edition
        )
    return held


# Who is written to


def test_the_plan_alone_gives_both_letters_to_the_real_units(sector, year):
    found = letters(sector, year).letters
    full = [f"Viện kiểm sát nhân dân tỉnh {place}" for place in INVITED]
    assert list(found) == [FAREWELL_FILE, WELCOME_FILE]
    assert list(found[FAREWELL_FILE].addressees) == full
    assert found[WELCOME_FILE].members == (
        "VKSND tỉnh Bạc Liêu (năm 2023 ở Cụm thi đua số 11)",
        "VKSND tỉnh Bến Tre",
        "VKSND tỉnh Cà Mau (năm 2023 ở Cụm thi đua số 11)",
        "VKSND tỉnh Kiên Giang (năm 2023 ở Cụm thi đua số 11)",
        "VKSND tỉnh Sóc Trăng (năm 2023 ở Cụm thi đua số 11)",
    )


def test_once_set_up_the_letters_are_the_same(sector, year):
    before = letters(sector, year)
    set_up(sector, year)
    assert letters(sector, year) == before


def test_a_group_nobody_said_goes_on_writes_no_letter(sector, year):
    edition = set_up(sector, year)
    ClusterEdition.objects.filter(pk=edition.pk).update(continues=None)
    assert letters(sector, year).letters == {}
    page = sector.browser.get(url(year)).content.decode()
    assert "Chưa có thư nào" in page
    assert sector.browser.get(reverse("reports:letters-pdf", args=[year.pk])).status_code == 404


def test_a_unit_that_is_no_more_is_not_invited(sector, year):
    gone = sector.units[name("Long An")]
    gone.exists_to = date(2024, 6, 1)
    gone.save()
    set_up(sector, year)
    words = said(sector, year, FAREWELL_FILE)
    assert "Long An" not in words
    assert "chia tay 03 đơn vị" in words


# Who writes


def test_the_owner_writes_while_nobody_leads(sector, year):
    words = said(sector, year, FAREWELL_FILE)
    assert "Viện kiểm sát nhân dân tối cao trân trọng kính mời" in words
    assert "Nơi nhận: - Như trên; - Lưu: VT, hồ sơ Cụm. VIỆN KIỂM SÁT NHÂN DÂN TỐI CAO" in words
    assert "GM-……" in words
    assert "TM. CỤM" not in words


def test_the_head_unit_writes_for_the_group_and_not_to_itself(sector, year):
    edition = set_up(sector, year)
    lead(sector, edition, "Sóc Trăng", person="Trần Thị B", post="Viện trưởng")
    found = letters(sector, year).letters
    assert all("Sóc Trăng" not in each for each in found[WELCOME_FILE].addressees)
    words = said(sector, year, WELCOME_FILE)
    assert words.startswith("VIỆN KIỂM SÁT NHÂN DÂN TỐI CAO CỤM THI ĐUA SỐ 13 CỘNG HÒA")
    assert "/CTĐ13" in words
    assert "- VKSND tối cao (để báo cáo);" in words
    signed = "TM. CỤM THI ĐUA SỐ 13 CỤM TRƯỞNG VIỆN KSND TỈNH SÓC TRĂNG VIỆN TRƯỞNG Trần Thị B"
    assert words.endswith(signed)


def test_whom_the_seat_is_kept_for_writes_and_nobody_is_guessed_to_sign(sector, year):
    ReservedSeat.objects.create(
        owner=sector.owner,
        chosen_in=cum("10"),
        label_year=NEW,
        role=GroupRole.HEAD,
        unit=sector.units[name("Trà Vinh")],
    )
    assert said(sector, year, FAREWELL_FILE).endswith("CỤM TRƯỞNG VIỆN KSND TỈNH TRÀ VINH")


# The meeting


def test_day_and_place_are_dots_until_the_launch_is_entered(sector, year):
    edition = set_up(sector, year)
    unknown = "Thời gian: ngày … tháng … năm … Địa điểm: ……"
    meeting = "Hội nghị phát động thi đua năm 2024 của Cụm thi đua số 13 và chia tay 04 đơn vị."
    words = said(sector, year, FAREWELL_FILE)
    assert unknown in words
    assert meeting in words
    assert "Số: /GM-……" in words
    held = launch(edition, "signing")
    assert unknown in said(sector, year, FAREWELL_FILE)
    Conference.objects.filter(pk=held.pk).update(
        date_precision="day",
        starts_on=date(2024, 3, 29),
        ends_on=date(2024, 3, 29),
        time_of_day="morning",
        place="VKSND tỉnh Trà Vinh",
    )
    words = said(sector, year, FAREWELL_FILE)
    assert "Thời gian: sáng ngày 29/3/2024. Địa điểm: VKSND tỉnh Trà Vinh." in words
    assert "Hội nghị phát động thi đua, ký kết giao ước thi đua năm 2024 của Cụm" in words


def test_another_meeting_and_another_groups_launch_tell_nothing(sector, year):
    edition = set_up(sector, year)
    held = launch(cum("11"), date_precision="day", starts_on="2024-03-29", ends_on="2024-03-29")
    ConferencePurpose.objects.create(conference=held, position=1, kind="signing", edition=edition)
    assert "29/3/2024" not in said(sector, year, FAREWELL_FILE)


# Names and form


def test_names_are_those_of_the_day(sector, year):
    typed = NameFacts(
        "Viện kiểm sát nhân dân tỉnh Mới", "VKSND tỉnh Mới", valid_from=date(2024, 2, 1)
    )
    set_up(sector, year)
    rename_unit(unit=sector.units[name("Long An")], facts=typed, by=sector.by)
    words = said(sector, year, FAREWELL_FILE)
    assert "Viện kiểm sát nhân dân tỉnh Mới;" in words
    assert "Long An" not in words


def test_one_guest_is_addressed_on_the_same_line(sector, year):
    letter = letters(sector, year).letters[FAREWELL_FILE]
    one = replace(letter, addressees=letter.addressees[:1], members=letter.members[:1])
    words = " ".join(paper_text(letter_paper(one)).split())
    assert "Kính gửi: Viện kiểm sát nhân dân tỉnh Đồng Tháp Cụm" in words
    assert "và chia tay đơn vị." in words


def test_a_letter_is_a_draft_on_one_page_and_ends_once(sector, year):
    for letter in letters(sector, year).letters.values():
        made = letter_pdf(letter)
        assert "Pages:           1" in poppler("pdfinfo", made)
        words = " ".join(pdf_text(made).split())
        assert words.count("./.") == 1
        assert "DỰ THẢO" in words
        assert letter_pdf(letter) == made


def test_all_letters_of_a_year_are_one_file_with_a_page_each(sector, year):
    content = letters(sector, year)
    made = year_letters_pdf(content)
    assert f"Pages:           {len(content.letters)}" in poppler("pdfinfo", made)
    first, second = (
        " ".join(poppler("pdftotext", made, "-f", page, "-l", page, output=("-",)).split())
        for page in ("1", "2")
    )
    assert "GIẤY MỜI" in first
    assert "CHÀO MỪNG" in second
    assert not second.startswith("2 ")
    assert "Thư chia tay, chào mừng năm 2024" in poppler("pdfinfo", made)


def test_names_that_read_alike_have_addresses_of_their_own(sector, year):
    letter = letters(sector, year).letters[WELCOME_FILE]
    groups = ("Cụm Đông", "Cụm Động", "Cụm Dông")
    named = letters_by_name(replace(letter, group=group) for group in groups)
    stem = "thu-chao-mung-cum-dong-nam-2024"
    assert list(named) == [stem, f"{stem}--2", f"{stem}--3"]
    assert [each.group for each in named.values()] == list(groups)


def test_a_cluster_and_a_bloc_of_one_name_keep_their_own_letters(sector, year):
    letter = letters(sector, year).letters[WELCOME_FILE]
    named = letters_by_name(
        replace(letter, group="Vùng Đông", short=each) for each in ("Cụm", "Khối")
    )
    rows = YearLetters(NEW, "", named).groups
    told = [kinds[LetterKind.WELCOME] for _, _, kinds in rows]
    assert [(name, each.short) for name, each in told] == [
        ("thu-chao-mung-vung-dong-nam-2024", "Cụm"),
        ("thu-chao-mung-vung-dong-nam-2024--2", "Khối"),
    ]


# Pages and rights


def test_the_page_leads_to_each_letter_and_the_turn_and_the_year_to_the_page(sector, year):
    check = sector.browser.get(reverse("clusters:turn-check", args=[year.pk])).content.decode()
    home = sector.browser.get(reverse("portal:year", args=[NEW])).content.decode()
    assert url(year) in check
    assert url(year) in home
    page = sector.browser.get(url(year)).content.decode()
    for file in (FAREWELL_FILE, WELCOME_FILE):
        assert url(year, file) in page
        answer = sector.browser.get(url(year, file))
        assert answer["Content-Disposition"] == f'inline; filename="{file}-du-thao.pdf"'
    told = Event.objects.filter(name="paper.downloaded").order_by("pk")
    assert [event.after["file"] for event in told] == [
        f"{FAREWELL_FILE}-du-thao.pdf",
        f"{WELCOME_FILE}-du-thao.pdf",
    ]
    every = sector.browser.get(reverse("reports:letters-pdf", args=[year.pk]))
    assert "thu-chia-tay-chao-mung-nam-2024-du-thao.pdf" in every["Content-Disposition"]


def test_a_letter_there_is_not_is_not_found(sector, year):
    assert sector.browser.get(url(year, "thu-chao-mung-cum-99")).status_code == 404


def test_letters_are_for_the_owners_side_and_those_of_a_plan_for_who_plans(sector, year):
    member = browser_of(person("canbo", Role.CLERK, sector.units[name("Trà Vinh")]))
    leader = browser_of(person("lanhdao", Role.LEADER, sector.owner))
    stranger = browser_of(province("VKSND tỉnh X").office)
    assert leader.get(url(year, FAREWELL_FILE)).status_code == 404
    set_up(sector, year)
    for address in (url(year), url(year, FAREWELL_FILE)):
        assert leader.get(address).status_code == 200
        assert member.get(address).status_code == 403
        assert stranger.get(address).status_code == 404
    lock_year(year=year, by=sector.office)
    assert sector.browser.get(url(year, FAREWELL_FILE)).status_code == 200


@pytest.mark.parametrize("all_at_once", [True, False])
def test_a_letter_that_cannot_be_made_says_so(sector, year, monkeypatch, all_at_once):
    def fail(*_: Any) -> bytes:
        raise PdfFailed

    monkeypatch.setattr("reports.views.letter_pdf", fail)
    monkeypatch.setattr("reports.views.year_letters_pdf", fail)
    every = reverse("reports:letters-pdf", args=[year.pk])
    answer = sector.browser.get(every if all_at_once else url(year, WELCOME_FILE), follow=True)
    assert "Chưa tạo được tệp PDF" in answer.content.decode()


def test_more_groups_ask_no_more_questions(sector, year):
    set_up(sector, year)
    letters(sector, year)  # reads once what the reader may do
    one = count_queries(sector, year)
    for number in range(20, 30):
        last = ClusterEdition.objects.create(
            year=year_of(sector, OLD), kind="cluster", number=str(number), name=f"Cụm {number}"
        )
        now = ClusterEdition.objects.create(
            year=year, kind="cluster", number=str(number), name=f"Cụm {number}", continues=last
        )
        leaves, joins = f"VKSND tỉnh A{number}", f"VKSND tỉnh B{number}"
        sector.found(leaves, joins, kind=UnitKind.PROVINCE)
        last.memberships.create(unit=sector.units[leaves])
        now.memberships.create(unit=sector.units[joins])
    assert len(letters(sector, year).letters) == 22
    assert count_queries(sector, year) == one


def count_queries(sector: Province, year: EmulationYear) -> int:
    with CaptureQueriesContext(
        connection,
    ) as caught:
        letters(sector, year)
    return len(caught)


def test_both_kinds_have_their_letters():
    assert [kind.label for kind in LetterKind] == ["Giấy mời chia tay", "Thư chào mừng"]
