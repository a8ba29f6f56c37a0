from datetime import date

import pytest

from documents.actions import BasisFacts, PaperBytes, PaperFacts, issue_paper, register_basis
from documents.enums import PaperKind
from documents.models import LegalBasis, PaperFile
from documents.queries import (
    DamagedFile,
    bases_visible_to,
    bytes_of,
    citation_of,
    citations_of,
    file_of,
    found,
    in_order,
)

pytestmark = pytest.mark.django_db

DIRECTIVE = BasisFacts(
    "Chỉ thị",
    "02/CT-VKSTC",
    date(2023, 12, 18),
    "Viện trưởng VKSND tối cao",
    abstract="Công tác thi đua, khen thưởng",
)
OLDER = BasisFacts("Chỉ thị", "02/CT-VKSTC", date(2021, 12, 27), "Viện trưởng VKSND tối cao")
UNDATED = BasisFacts("Chỉ thị", issuer="Viện trưởng VKSND tối cao", abstract="Công tác năm 2024")


@pytest.fixture
def bases(administrator):
    return [register_basis(facts=each, by=administrator) for each in (OLDER, UNDATED, DIRECTIVE)]


def test_everybody_signed_in_reads_every_legal_basis_newest_first(bases, stranger):
    older, undated, newest = bases
    assert list(in_order(bases_visible_to(stranger))) == [newest, older, undated]
    stranger.is_active = False
    assert not bases_visible_to(stranger).exists()


@pytest.mark.parametrize(
    ("facts", "line"),
    [
        (
            DIRECTIVE,
            "Căn cứ Chỉ thị số 02/CT-VKSTC ngày 18 tháng 12 năm 2023 của Viện trưởng Viện kiểm sát "
            "nhân dân tối cao về công tác thi đua, khen thưởng",
        ),
        (
            OLDER,
            "Căn cứ Chỉ thị số 02/CT-VKSTC ngày 27 tháng 12 năm 2021 của Viện trưởng Viện kiểm sát "
            "nhân dân tối cao về ……",
        ),
        (
            UNDATED,
            "Căn cứ Chỉ thị số …… ngày … tháng … năm …… của Viện trưởng Viện kiểm sát nhân dân "
            "tối cao về công tác năm 2024",
        ),
        (
            BasisFacts(
                "Luật",
                "06/2022/QH15",
                date(2022, 6, 15),
                "Quốc hội",
                abstract="Thi đua, khen thưởng",
            ),
            "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022",
        ),
        (
            BasisFacts(
                "Nghị định",
                "98/2023/NĐ-CP",
                date(2023, 12, 31),
                "Chính phủ",
                abstract="Quy định chi tiết thi hành một số điều của Luật Thi đua, khen thưởng",
            ),
            "Căn cứ Nghị định số 98/2023/NĐ-CP ngày 31 tháng 12 năm 2023 của Chính phủ quy định "
            "chi tiết thi hành một số điều của Luật Thi đua, khen thưởng",
        ),
        (
            BasisFacts(
                "Hướng dẫn",
                "09/HD-VKSTC",
                date(2024, 3, 1),
                "Hội đồng Thi đua - Khen thưởng ngành KSND",
                abstract="TĐKT năm 2024",
            ),
            "Căn cứ Hướng dẫn số 09/HD-VKSTC ngày 01 tháng 3 năm 2024 của Hội đồng Thi đua - Khen "
            "thưởng ngành Kiểm sát nhân dân về TĐKT năm 2024",
        ),
    ],
)
def test_a_paper_is_cited_as_the_decree_asks(facts, line, administrator):
    assert citation_of(register_basis(facts=facts, by=administrator)) == line


def test_citations_keep_the_order_asked_for(bases):
    older, undated, newest = bases
    lines = citations_of([undated.pk, newest.pk])
    assert lines == (citation_of(undated), citation_of(newest))
    assert citation_of(older) not in lines


def test_search_finds_bases_by_number_and_abstract(bases, stranger):
    newest = bases[2]
    hits = found("thi dua 02/ct", stranger)
    assert [(hit.title, hit.url) for hit in hits] == [
        ("Chỉ thị 02/CT-VKSTC", f"/van-ban/can-cu/{newest.pk}/")
    ]
    assert hits[0].detail == (
        "ngày 18/12/2023, Viện trưởng VKSND tối cao, Công tác thi đua, khen thưởng"
    )
    assert found("khong co", stranger) == []
    assert LegalBasis.objects.count() == 3


@pytest.fixture
def paper(administrator):
    facts = PaperFacts(
        kind=PaperKind.AGREEMENT,
        title="Giao ước",
        dated_on=None,
        content={},
        template_version="1",
        files=(PaperBytes("giao-uoc.pdf", "application/pdf", "%PDF-1.7 nguyên".encode()),),
    )
    return issue_paper(facts=facts, by=administrator)


def test_kept_bytes_are_handed_out_as_issued(paper):
    assert bytes_of(file_of(paper, "application/pdf")) == "%PDF-1.7 nguyên".encode()
    with pytest.raises(PaperFile.DoesNotExist):
        file_of(paper, "text/plain")


def test_changed_or_lost_bytes_are_never_handed_out(paper):
    file = file_of(paper, "application/pdf")
    with file.file.storage.open(file.file.name, "wb") as kept:
        kept.write(b"%PDF-1.7 khac")
    with pytest.raises(DamagedFile):
        bytes_of(file)
    file.file.storage.delete(file.file.name)
    with pytest.raises(DamagedFile):
        bytes_of(file)
