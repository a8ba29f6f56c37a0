"""Issued means frozen: one paper, its own names, its own bytes."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from hashlib import sha256

import pytest
from django.db import connection

from agreements.actions import DOCX, PDF, CannotIssue, draft_agreement, issue_agreement
from agreements.enums import AgreementState
from agreements.models import Agreement
from agreements.queries import agreement_text, frozen_text, issue_view, shown_text
from audit.models import Event
from awards.enums import TitleKind
from awards.models import Title
from clusters.models import ClusterEdition
from core.pdf import PdfFailed
from core.versions import Stale, version_of
from documents.models import Paper
from documents.queries import bytes_of, file_of
from organizations.actions import NameParts, name_unit
from organizations.models import UnitName
from tests.agreements.signing import DAY, draft, group, issued, write
from tests.people import browser_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return group()


def pdf_of(paper):
    return bytes_of(file_of(paper, PDF))


def test_issuing_keeps_text_version_and_both_files_with_their_sums(made):
    agreement = draft(made, dated_on=DAY)
    paper = issue_agreement(agreement=agreement, by=made.administrator)
    agreement.refresh_from_db()
    assert agreement.state == AgreementState.ISSUED
    assert agreement.paper == paper
    assert paper.title == "Giao ước thi đua năm 2024 của Cụm thi đua số 13 ngành Kiểm sát nhân dân"
    assert paper.dated_on == DAY
    assert paper.template_version == "giao-uoc-2"
    assert {file.media_type for file in paper.files.all()} == {PDF, DOCX}
    for file in paper.files.all():
        assert sha256(bytes_of(file)).hexdigest() == file.sha256
    assert Event.objects.filter(name="agreement.issued").count() == 1


def test_the_kept_text_reads_back_as_it_was(made):
    made.register("Cà Mau", Title.objects.create(kind=TitleKind.TITLE, name="Cờ thi đua"))
    agreement = draft(made, dated_on=DAY)
    text = agreement_text(agreement)
    paper = issue_agreement(agreement=agreement, by=made.administrator)
    assert frozen_text(Paper.objects.get(pk=paper.pk)) == text


def test_issuing_again_gives_the_same_paper(made):
    agreement = draft(made)
    first = issue_agreement(agreement=agreement, by=made.administrator)
    assert issue_agreement(agreement=agreement, by=made.administrator) == first
    assert Paper.objects.count() == 1


def test_obstacles_are_all_told_and_nothing_is_issued(made):
    agreement = draft_agreement(edition=made.edition, by=made.administrator)
    agreement.parties.all().delete()
    with pytest.raises(CannotIssue) as refused:
        issue_agreement(agreement=agreement, by=made.administrator)
    assert len(refused.value.problems) == 2
    assert not Paper.objects.exists()


def test_a_text_changed_since_it_was_looked_at_is_not_issued(made):
    agreement = draft(made)
    seen = version_of(agreement_text(agreement))
    write(agreement, made.administrator, place="Nơi khác")
    with pytest.raises(Stale):
        issue_agreement(agreement=agreement, version=seen, by=made.administrator)
    assert not Paper.objects.exists()


def test_without_a_pdf_nothing_is_issued(made, monkeypatch):
    def fail(*_args, **_options):
        raise PdfFailed

    monkeypatch.setattr("documents.papers.markup.render_pdf", fail)
    agreement = draft(made)
    with pytest.raises(PdfFailed):
        issue_agreement(agreement=agreement, by=made.administrator)
    agreement.refresh_from_db()
    assert agreement.is_draft
    assert not Paper.objects.exists()


def test_nothing_that_happens_later_moves_the_bytes_or_the_shown_text(made):
    agreement = issued(made, dated_on=DAY)
    before, text = pdf_of(agreement.paper), shown_text(agreement)
    UnitName.objects.filter(unit=made.units["Cà Mau"]).update(full_name="Tên khác")
    ClusterEdition.objects.filter(pk=made.edition.pk).update(name="Cụm khác")
    made.edition.terms.all().delete()
    agreement = Agreement.objects.get(pk=agreement.pk)
    assert pdf_of(agreement.paper) == before
    assert shown_text(agreement) == text
    assert issue_agreement(agreement=agreement, by=made.administrator) == agreement.paper


def test_a_draft_has_the_names_of_its_own_day_even_after_a_renaming(made):
    unit = made.units["Cà Mau"]
    UnitName.objects.filter(unit=unit).update(valid_to=date(2024, 7, 1))
    renamed = NameParts("Viện kiểm sát nhân dân tỉnh Đất Mũi", "VKSND tỉnh Đất Mũi")
    name_unit(unit=unit, name=renamed, valid_from=date(2024, 7, 1), by=made.administrator)
    dated, undated = draft(made, dated_on=DAY), "Viện kiểm sát nhân dân tỉnh Đất Mũi"
    names = [party.name for party in agreement_text(dated).parties]
    assert "Viện kiểm sát nhân dân tỉnh Cà Mau" in names
    assert undated not in names
    write(dated, made.administrator, dated_on=None)
    names = [party.name for party in agreement_text(Agreement.objects.get(pk=dated.pk)).parties]
    assert undated in names


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_make_one_paper():
    made = group(("Trà Vinh", "Sóc Trăng"))
    agreement = draft(made)
    clerk = browser_of(made.clerk("Trà Vinh"))
    version = version_of(agreement_text(agreement))
    address = f"/giao-uoc/{agreement.pk}/phat-hanh/"

    def click(_number):
        try:
            return clerk.post(address, {"version": version}).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as clicks:
        assert list(clicks.map(click, range(2))) == [302, 302]
    assert Paper.objects.count() == 1
    assert Event.objects.filter(name="agreement.issued").count() == 1


def test_issuing_looks_at_members_of_the_agreements_own_day(made):
    agreement = draft(made, dated_on=DAY)
    made.edition.memberships.filter(unit=made.units["Cà Mau"]).update(valid_to=date(2024, 3, 1))
    problems, _hints = issue_view(agreement)
    assert [problem.message for problem in problems] == [
        "VKSND tỉnh Cà Mau không phải thành viên của cụm, khối năm này."
    ]
