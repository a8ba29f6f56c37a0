"""Registering legal bases; issued papers are frozen with their bytes."""

from datetime import date
from hashlib import sha256

import pytest

from accounts.models import User
from audit.models import Event
from documents.actions import (
    BasisFacts,
    CannotRegister,
    PaperBytes,
    PaperFacts,
    issue_paper,
    register_basis,
)
from documents.enums import PaperKind
from documents.models import LegalBasis, Paper

pytestmark = pytest.mark.django_db

BYTES = b"%PDF-1.7 a paper"


def issued(by: User) -> Paper:
    facts = PaperFacts(
        kind=PaperKind.AGREEMENT,
        title="Giao ước thi đua năm 2024",
        dated_on=date(2024, 3, 29),
        content={"parties": ["Trà Vinh"]},
        template_version="1",
        files=(PaperBytes("giao-uoc.pdf", "application/pdf", BYTES),),
    )
    return issue_paper(facts=facts, by=by)


def test_an_issued_paper_keeps_its_bytes_and_their_sum(administrator: User) -> None:
    kept = issued(administrator).files.get()
    with kept.file.open() as file:
        assert file.read() == BYTES
    assert kept.sha256 == sha256(BYTES).hexdigest()
    assert kept.size == len(BYTES)


def test_issuing_is_in_the_log_with_the_sum(administrator: User) -> None:
    issued(administrator)
    event = Event.objects.get(name="paper.issued")
    assert event.after == {
        "title": "Giao ước thi đua năm 2024",
        "sha256": {"giao-uoc.pdf": sha256(BYTES).hexdigest()},
    }


def test_an_issued_paper_is_neither_changed_nor_deleted(administrator: User) -> None:
    paper = issued(administrator)
    paper.title = "Khác"
    for change in (paper.save, paper.delete, paper.files.get().save, paper.files.get().delete):
        with pytest.raises(TypeError, match="never"):
            change()
    assert Paper.objects.get().title == "Giao ước thi đua năm 2024"


def test_a_basis_without_number_or_day_is_valid_and_may_repeat(administrator: User) -> None:
    for _ in range(2):
        register_basis(facts=BasisFacts("Kế hoạch", issuer="VKSND tỉnh"), by=administrator)
    assert LegalBasis.objects.filter(reference="", issued_on=None).count() == 2


def test_the_same_number_of_another_day_is_another_paper(administrator: User) -> None:
    for day in (date(2021, 12, 27), date(2023, 12, 18)):
        facts = BasisFacts("Chỉ thị", "02/CT-VKSTC", day, "Viện trưởng VKSND tối cao")
        register_basis(facts=facts, by=administrator)
    with pytest.raises(CannotRegister, match="trùng số, ngày và cơ quan ban hành"):
        register_basis(facts=facts, by=administrator)
    assert LegalBasis.objects.count() == 2
