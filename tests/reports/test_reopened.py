"""Every print of a year that was opened again says so; what was issued before stays as it is."""

from hashlib import sha256

import pytest
from django.test import override_settings

from agreements.actions import issue_agreement
from agreements.models import Agreement
from agreements.papers import agreement_paper
from agreements.queries import agreement_text, frozen_text, shown_text
from clusters.actions import agree_to_reopening, ask_reopening, lock_year
from clusters.models import ClusterEdition
from clusters.papers import year_list_paper
from clusters.queries import year_list
from clusters.rules import ReopeningFacts
from documents.models import Paper
from documents.papers import paper_text
from organizations.enums import Role
from reports.papers import minutes_paper, year_report_paper
from reports.queries import minutes_content, year_report_content
from scoring.papers import standings_paper, standings_xlsx
from scoring.queries import standings_of
from tests.people import person
from tests.reports.reading import told
from tests.scenarios import World, world

pytestmark = pytest.mark.django_db

WHY = "Bổ sung điểm đối chiếu của VKSND huyện Yên Thế"
LINE = f"Năm thi đua 2024 được mở lại ngày 10/01/2025, lý do: {WHY}."


def reopen(edition: ClusterEdition, case: World) -> None:
    """Closed, asked for by the office, agreed to by a leader."""
    office = case.administrator
    leader = person("lanhdaodongy", Role.LEADER, edition.year.owner)
    lock_year(year=edition.year, by=office)
    with override_settings(EMULATION_TODAY="2025-01-10"):
        asked = ask_reopening(year=edition.year, facts=ReopeningFacts(WHY), by=office)
        agree_to_reopening(asked=asked, by=leader)


def prints(case: World, edition: ClusterEdition, conference: str) -> dict[str, str]:
    """All that can be printed of the group now."""
    by = case.administrator
    papers = {
        "minutes": minutes_paper(minutes_content(case.conferences[conference], by)),
        "report": year_report_paper(year_report_content(edition, by)),
        "standings": standings_paper(standings_of(edition)),
        "list": year_list_paper(year_list(edition.year)),
    }
    return {name: " ".join(paper_text(paper).split()) for name, paper in papers.items()}


def test_every_print_carries_the_line_once_and_only_after_the_year_was_opened_again():
    case = world("bac_giang")
    edition = case.editions["cum_2"]
    before = prints(case, edition, "tong_ket")
    assert [name for name, said in before.items() if "mở lại" in said] == []
    reopen(edition, case)
    after = prints(case, edition, "tong_ket")
    assert {name: said.count(LINE) for name, said in after.items()} == dict.fromkeys(after, 1)
    for name, said in after.items():
        assert said.replace(f"{LINE} ", "") == before[name], name
    assert b"PK" in standings_xlsx(standings_of(edition))[:2]


def test_pdf_word_and_text_of_the_minutes_say_it_alike():
    case = world("bac_giang")
    reopen(case.editions["cum_2"], case)
    content = minutes_content(case.conferences["tong_ket"], case.administrator)
    assert told(minutes_paper(content)).count(LINE) == 1


def test_a_preview_says_it_and_an_issued_agreement_never_moves():
    case = world("cum_13")
    edition = case.editions["cum_13"]
    agreement = Agreement.objects.get(edition=edition)
    paper = issue_agreement(agreement=agreement, by=case.administrator)
    kept = bytes_of(paper)
    reopen(edition, case)
    agreement.refresh_from_db()
    assert shown_text(agreement).remarks == ()
    assert bytes_of(paper) == kept
    sums = {file.name: file.sha256 for file in paper.files.all()}
    assert sums == {name: sha256(content).hexdigest() for name, content in kept.items()}
    preview = agreement_text(agreement)
    assert preview.remarks == (LINE,)
    assert LINE in " ".join(paper_text(agreement_paper(preview, is_draft=True)).split())


def bytes_of(paper: Paper) -> dict[str, bytes]:
    kept = {}
    for each in paper.files.all():
        with each.file.open("rb") as file:
            kept[each.name] = file.read()
    return kept


def test_what_is_issued_after_the_reopening_keeps_the_line():
    case = world("cum_13")
    edition = case.editions["cum_13"]
    reopen(edition, case)
    agreement = Agreement.objects.get(edition=edition)
    paper = issue_agreement(agreement=agreement, by=case.administrator)
    assert frozen_text(paper).remarks == (LINE,)
    old = {name: value for name, value in paper.content.items() if name != "remarks"}
    paper.content = old
    assert frozen_text(paper).remarks == ()


def test_a_group_without_a_basis_says_so_in_its_report_and_in_the_list():
    case = world("bac_giang")
    edition = case.editions["cum_2"]
    said = prints(case, edition, "tong_ket")
    assert not edition.bases.exists()
    assert said["report"].count("Chưa ghi văn bản làm căn cứ.") == 1
    assert "Chưa ghi văn bản làm căn cứ." in said["list"]


def test_a_group_with_a_basis_prints_no_such_warning():
    case = world("cum_13")
    report = year_report_content(case.editions["cum_13"], case.administrator)
    assert "Chưa ghi văn bản" not in paper_text(year_report_paper(report))
