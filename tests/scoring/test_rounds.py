"""Opening the scoring of a group, its day, late members, cancelling; by the owner's office."""

from datetime import date

import pytest
from django.http import HttpResponse
from django.urls import reverse

from accounts.models import User
from audit.models import Event
from clusters.actions import YearIsLocked, join_group, lock_year
from core.versions import Stale, version_of
from scoring.actions import (
    CannotChangeScoring,
    CriteriaFacts,
    add_missing_sheets,
    agree_scores,
    cancel_scoring,
    correct_due_day,
    create_criteria_set,
)
from scoring.models import CriteriaSet, ScoreEntry, ScoreSheet, ScoringRound
from scoring.queries import figures_of
from scoring.rules import DueFacts
from tests.people import browser_of
from tests.scoring.group import CRITERIA, TWO_LEVELS, Group, group, unit

pytestmark = pytest.mark.django_db
DAY = date(2024, 11, 20)
PAGES = ("scoring-open", "scoring-edit", "scoring-cancel", "scoring-add-sheets")


@pytest.fixture
def trio(administrator: User) -> Group:
    made = group(3, administrator)
    made.lead(0)
    return made


@pytest.fixture
def opened(trio: Group) -> Group:
    trio.open(TWO_LEVELS)
    return trio


def url(name: str, made: Group) -> str:
    return reverse(f"scoring:{name}", args=[made.edition.pk])


def page_of(response: HttpResponse) -> str:
    return response.content.decode().replace("\u00a0", " ")


def join(made: Group, name: str) -> int:
    late = unit(name, made.by)
    join_group(edition=made.edition, unit=late, by=made.by)
    return late.pk


def the_table(made: Group) -> CriteriaSet:
    facts = CriteriaFacts("Bảng năm 2024", TWO_LEVELS)
    return create_criteria_set(owner=made.owner, facts=facts, by=made.by)


# Opening


def test_an_office_opens_scoring_from_the_page_of_the_group(trio: Group) -> None:
    client = browser_of(trio.office)
    assert "lập bảng tiêu chí trước" in page_of(client.get(url("scoring-open", trio)))
    assert url("scoring-open", trio) in page_of(
        client.get(reverse("portal:edition", args=[trio.edition.pk]))
    )
    data = {"criteria_set_id": str(the_table(trio).pk), "due_on": "20/11/2024", "save": "1"}
    page = page_of(client.post(url("scoring-open", trio), data, follow=True))
    assert "Đã mở chấm điểm" in page
    assert "20/11/2024" in page
    assert trio.round.due_on == DAY
    assert ScoreSheet.objects.count() == 3
    again = client.post(url("scoring-open", trio), data)
    assert again.url == url("scoring-edit", trio)
    assert ScoringRound.objects.count() == 1


def test_only_lines_that_bear_points_are_on_a_sheet(opened: Group) -> None:
    codes = [line.criterion.code for line in figures_of(opened.sheet(0)).lines]
    assert codes == ["I.1", "I.2", "I.3", "II", "III"]


def test_the_table_of_another_office_cannot_be_chosen(trio: Group) -> None:
    other = group(1, trio.by, name="Cụm thi đua số 9")
    data = {"criteria_set_id": str(the_table(other).pk), "save": "1"}
    response = browser_of(trio.office).post(url("scoring-open", trio), data)
    assert response.status_code == 422
    assert not ScoringRound.objects.exists()


@pytest.mark.parametrize("name", PAGES)
def test_only_the_owners_office_keeps_scoring(name: str, opened: Group, stranger: User) -> None:
    for reader in (opened.clerk(0), opened.clerk(1), opened.leader, opened.by):
        client = browser_of(reader)
        assert client.get(url(name, opened)).status_code == 403
        assert client.post(url(name, opened)).status_code == 403
    assert browser_of(stranger).post(url(name, opened)).status_code == 404
    assert ScoreSheet.objects.count() == 3


def test_pages_of_a_scoring_that_is_not_open_do_not_exist(trio: Group) -> None:
    client = browser_of(trio.office)
    assert client.get(url("scoring-edit", trio)).status_code == 404
    assert client.get(url("scoring-cancel", trio)).status_code == 404
    with pytest.raises(CannotChangeScoring, match="chưa mở"):
        add_missing_sheets(edition=trio.edition, by=trio.by)


# The day


def test_the_day_is_corrected_and_taken_away_again(opened: Group) -> None:
    client = browser_of(opened.office)
    for typed, stored in (("20/11/2024", DAY), ("", None)):
        version = version_of(DueFacts(opened.round.due_on))
        data = {"due_on": typed, "version": version, "save": "1"}
        assert client.post(url("scoring-edit", opened), data).status_code == 302
        assert opened.round.due_on == stored
    late = {"due_on": "21/11/2024", "version": "cũ", "save": "1"}
    assert client.post(url("scoring-edit", opened), late).status_code == 409


def test_the_same_day_twice_is_one_correction(opened: Group) -> None:
    version = version_of(DueFacts())
    for _ in range(2):
        correct_due_day(edition=opened.edition, facts=DueFacts(DAY), version=version, by=opened.by)
    assert Event.objects.filter(name="scoring.due_corrected").count() == 1
    with pytest.raises(Stale):
        correct_due_day(edition=opened.edition, facts=DueFacts(), version=version, by=opened.by)


# Units that join later


def test_units_that_joined_later_get_their_sheet_once(opened: Group) -> None:
    join(opened, "Đơn vị mới")
    client = browser_of(opened.office)
    standings = reverse("scoring:standings", args=[opened.edition.pk])
    assert "Lập phiếu cho đơn vị mới" in page_of(client.get(standings))
    assert "Lập phiếu cho đơn vị mới" not in page_of(browser_of(opened.clerk(0)).get(standings))
    page = page_of(client.post(url("scoring-add-sheets", opened), follow=True))
    assert "Đã lập phiếu điểm cho 1 đơn vị mới." in page
    again = page_of(client.post(url("scoring-add-sheets", opened), follow=True))
    assert "Mọi đơn vị thành viên đã có phiếu điểm." in again
    assert ScoreSheet.objects.count() == 4
    assert ScoreEntry.objects.count() == 4 * 5


def test_nobody_joins_a_table_that_was_agreed(trio: Group) -> None:
    trio.open(CRITERIA)
    trio.send(1, "58", "38")
    trio.open_checking()
    trio.check(1, "58", "38")
    agree_scores(edition=trio.edition, by=trio.by)
    join(trio, "Đơn vị mới")
    with pytest.raises(CannotChangeScoring, match="đã thống nhất"):
        add_missing_sheets(edition=trio.edition, by=trio.by)


# Cancelling


def test_an_opening_is_cancelled_while_nobody_has_typed(opened: Group) -> None:
    client = browser_of(opened.office)
    assert "3 phiếu điểm còn trống" in page_of(client.get(url("scoring-cancel", opened)))
    client.post(url("scoring-cancel", opened))
    assert not ScoringRound.objects.exists()
    assert not ScoreSheet.objects.exists()
    assert len(Event.objects.get(name="scoring.cancelled").before["units"]) == 3
    opened.open()
    assert ScoringRound.objects.count() == 1


@pytest.mark.parametrize("what", [{"self_points": 0}, {"self_note": "đang làm"}])
def test_a_figure_or_a_note_keeps_the_scoring_and_names_its_unit(
    what: dict[str, object], opened: Group
) -> None:
    ScoreEntry.objects.filter(pk=opened.sheet(1).entries.all()[0].pk).update(**what)
    with pytest.raises(CannotChangeScoring, match="1 phiếu: Đơn vị 2"):
        cancel_scoring(edition=opened.edition, by=opened.by)
    page = page_of(browser_of(opened.office).get(url("scoring-cancel", opened)))
    assert "1 phiếu: Đơn vị 2." in page
    assert ScoreSheet.objects.count() == 3


def test_nothing_moves_in_a_locked_year(opened: Group) -> None:
    join(opened, "Đơn vị mới")
    lock_year(year=opened.edition.year, by=opened.by)
    opened.edition.refresh_from_db()
    facts, version = DueFacts(DAY), version_of(DueFacts())
    for attempt in (
        lambda: add_missing_sheets(edition=opened.edition, by=opened.by),
        lambda: cancel_scoring(edition=opened.edition, by=opened.by),
        lambda: correct_due_day(edition=opened.edition, facts=facts, version=version, by=opened.by),
    ):
        with pytest.raises(YearIsLocked):
            attempt()
    assert browser_of(opened.office).get(url("scoring-edit", opened)).status_code == 403
