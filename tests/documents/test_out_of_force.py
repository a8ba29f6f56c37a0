"""A paper no longer in force: marked wherever it is offered, warned of where it is cited."""

from datetime import date

import pytest
from django.urls import reverse

from agreements.models import Agreement
from agreements.papers import agreement_paper
from agreements.queries import agreement_text, draft_text, issue_view
from clusters.actions import rest_on, rest_year_on
from clusters.queries import year_list
from documents.actions import BasisFacts, register_basis
from documents.models import LegalBasis
from documents.queries import basis_book, basis_label, basis_names
from tests.agreements.signing import DAY, Group, draft, group, issued
from tests.people import browser_of

pytestmark = pytest.mark.django_db
LONG = BasisFacts(
    "Kế hoạch", "07/KH-VKSTC", date(2020, 3, 1), "VKSND tối cao", abstract="Việc " * 40
)


@pytest.fixture
def made(db: None) -> Group:
    return group()


def paper(made: Group, over: date | None) -> LegalBasis:
    basis = register_basis(facts=LONG, by=made.administrator)
    LegalBasis.objects.filter(pk=basis.pk).update(in_force_to=over)
    basis.refresh_from_db()
    return basis


def over_from(agreement: Agreement, day: date) -> LegalBasis:
    """The first paper the agreement cites, over from this day on."""
    basis = agreement.cited.order_by("position")[0].basis
    basis.in_force_to = day
    basis.save()
    return basis


def page(made: Group, url: str) -> str:
    answer = browser_of(made.administrator).get(url)
    assert answer.status_code == 200
    return answer.content.decode().replace("\u00a0", " ")


def test_a_picker_marks_it_and_the_mark_is_never_cut_away(made: Group) -> None:
    basis = paper(made, date(2024, 1, 1))
    assert basis_label(basis).endswith("… – hết hiệu lực từ 01/01/2024")
    assert len(basis_label(basis)) == 110
    assert basis_book(made.administrator).label(basis.pk) == basis_label(basis)


def test_a_text_that_only_names_papers_gets_no_mark(made: Group) -> None:
    paper(made, date(2024, 1, 1))
    assert not any("hết hiệu lực" in name for name in basis_names(made.administrator))


def test_what_ends_tomorrow_is_in_force_today(made: Group) -> None:
    assert "hết hiệu lực" not in basis_label(paper(made, date(2024, 11, 26)))
    assert "hết hiệu lực" not in basis_label(LegalBasis(kind="Luật"))


def test_the_register_and_its_page_mark_it(made: Group) -> None:
    basis = paper(made, date(2024, 1, 1))
    words = "hết hiệu lực từ 01/01/2024"
    assert words in page(made, reverse("portal:papers"))
    assert f"Văn bản đã {words}." in page(made, reverse("portal:basis", args=[basis.pk]))


def test_an_edition_and_a_year_warn_of_what_was_over_when_they_began(made: Group) -> None:
    year, edition = made.edition.year, made.edition
    basis = paper(made, year.first_day)
    rest_on(edition=edition, basis=basis, by=made.administrator)
    rest_year_on(year=year, basis=basis, by=made.administrator)
    words = "Kế hoạch 07/KH-VKSTC hết hiệu lực từ 01/01/2024, ngày 01/01/2024 không còn hiệu lực."
    for url in (
        reverse("portal:edition", args=[edition.pk]),
        reverse("portal:year", args=[year.label_year]),
    ):
        assert words in page(made, url)
    assert words in year_list(year).remarks


def test_an_edition_does_not_warn_of_what_ended_later(made: Group) -> None:
    rest_on(edition=made.edition, basis=paper(made, date(2024, 1, 2)), by=made.administrator)
    assert "hết hiệu lực" not in page(made, reverse("portal:edition", args=[made.edition.pk]))
    assert year_list(made.edition.year).remarks == ()


def test_an_agreement_warns_on_its_page_and_its_draft_and_is_issued_all_the_same(
    made: Group,
) -> None:
    agreement = draft(made, dated_on=DAY)
    basis = over_from(agreement, DAY)
    [warned] = [each.message for each in issue_view(agreement)[1] if each.field == "bases"]
    assert warned.startswith(f"{basis.label} hết hiệu lực từ ")
    clerk = browser_of(made.clerk("Trà Vinh"))
    for name in ("agreement", "agreement-issue"):
        shown = clerk.get(reverse(f"agreements:{name}", args=[agreement.pk]))
        assert warned in shown.content.decode()
    assert warned in agreement_paper(draft_text(agreement), is_draft=True).remarks
    assert warned not in agreement_paper(agreement_text(agreement), is_draft=False).remarks


def test_an_agreement_does_not_warn_of_what_ended_after_its_day(made: Group) -> None:
    agreement = draft(made, dated_on=DAY)
    over_from(agreement, date(DAY.year, 12, 31))
    assert [each for each in issue_view(agreement)[1] if each.field == "bases"] == []


def test_what_is_issued_stays_as_it_was_issued(made: Group) -> None:
    agreement = issued(made)
    before = agreement_text(agreement)
    over_from(agreement, date(2020, 1, 1))
    assert agreement_text(agreement) == before
