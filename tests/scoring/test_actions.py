"""What people do with scores, and what is refused whoever asks."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from accounts.models import User
from audit.models import Event
from clusters.actions import YearIsLocked, lock_year
from core.dates import today
from core.versions import Stale, version_of
from organizations.actions import grant_role
from organizations.enums import Role
from scoring.actions import (
    CannotAgree,
    CannotCheck,
    CannotFillIn,
    CannotOpenChecking,
    CannotOpenScoring,
    CannotSetCriteria,
    CannotSubmit,
    CannotTakeBack,
    CriteriaFacts,
    agree_scores,
    correct_criteria_set,
    create_criteria_set,
    note_download,
    open_checking,
    open_scoring,
    save_checked_points,
    save_self_points,
    submit_score_sheet,
    take_back_score_sheet,
    withdraw_agreement_of_scores,
)
from scoring.models import CriteriaSet, ScoreSheet, ScoringRound
from scoring.queries import (
    checked_points_of,
    criteria_facts_of,
    figures_of,
    self_points_of,
    standings_of,
)
from scoring.rules import CriterionFacts
from tests.people import person
from tests.scoring.group import CRITERIA, Group, checked_points, group, self_points, unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def trio(administrator: User) -> Group:
    """Three units whose scoring is open."""
    made = group(3, administrator)
    made.open()
    return made


@pytest.fixture
def sent(trio: Group) -> Group:
    """All three have sent 58 + 38, and checking is open."""
    for index in range(3):
        trio.send(index, "58", "38")
    trio.open_checking()
    return trio


def last_event(name: str) -> Event:
    return Event.objects.filter(name=name).latest("pk")


# Criteria and opening


def test_criteria_keep_their_order_and_maxima(administrator: User) -> None:
    owner = unit("VKSND tỉnh A", administrator)
    made = create_criteria_set(owner=owner, facts=CriteriaFacts("Bảng", CRITERIA), by=administrator)
    rows = made.criteria.order_by("position").values_list("code", "max_points")
    assert list(rows) == [("I", Decimal("60.00")), ("II", Decimal("40.00"))]
    assert last_event("criteria_set.created").thing_id == str(made.pk)


def test_faulty_criteria_are_not_stored(administrator: User) -> None:
    owner = unit("VKSND tỉnh A", administrator)
    with pytest.raises(CannotSetCriteria):
        create_criteria_set(owner=owner, facts=CriteriaFacts("Bảng", ()), by=administrator)
    assert not CriteriaSet.objects.exists()


def test_criteria_are_sealed_once_sheets_use_them(trio: Group) -> None:
    used = trio.round.criteria_set
    with pytest.raises(CannotSetCriteria, match="lập bảng mới"):
        rewrite(used, CriteriaFacts("Bảng tiêu chí", CRITERIA[:1]), trio.by)
    assert used.criteria.count() == 2


def test_criteria_not_used_yet_can_be_written_anew(trio: Group) -> None:
    facts = CriteriaFacts("Bảng khác", CRITERIA)
    unused = create_criteria_set(owner=trio.owner, facts=facts, by=trio.by)
    row = CriterionFacts("A", "Một", Decimal(100))
    rewrite(unused, CriteriaFacts("Bảng khác", (row,)), trio.by)
    assert list(unused.criteria.values_list("code", flat=True)) == ["A"]
    with pytest.raises(CannotSetCriteria):
        rewrite(unused, CriteriaFacts("Bảng khác", ()), trio.by)
    assert unused.criteria.count() == 1


def rewrite(criteria_set: CriteriaSet, facts: CriteriaFacts, by: User) -> None:
    version = version_of(criteria_facts_of(criteria_set))
    correct_criteria_set(criteria_set=criteria_set, facts=facts, version=version, by=by)


def test_opening_gives_every_member_an_empty_sheet(trio: Group) -> None:
    sheets = ScoreSheet.objects.filter(round=trio.round)
    assert {sheet.unit_id for sheet in sheets} == {each.pk for each in trio.units}
    assert [line.self_points for line in figures_of(trio.sheet(0)).lines] == [None, None]


def test_scoring_is_opened_once(trio: Group) -> None:
    with pytest.raises(CannotOpenScoring, match="đã mở chấm điểm"):
        open_scoring(edition=trio.edition, criteria_set=trio.round.criteria_set, by=trio.by)


def test_scoring_needs_members_and_the_owners_criteria(administrator: User) -> None:
    empty, other = group(0, administrator), unit("VKSND tỉnh B", administrator)
    facts = CriteriaFacts("Bảng của nơi khác", CRITERIA)
    foreign = create_criteria_set(owner=other, facts=facts, by=administrator)
    with pytest.raises(CannotOpenScoring) as refused:
        open_scoring(edition=empty.edition, criteria_set=foreign, by=administrator)
    assert len(refused.value.problems) == 2
    assert not ScoringRound.objects.exists()


# The unit's side


def test_own_points_are_kept_exactly_and_recorded(trio: Group) -> None:
    trio.fill(0, "58,25", "38,5")
    assert figures_of(trio.sheet(0)).self_total == Decimal("96.75")
    event = last_event("score_sheet.filled_in")
    assert event.before["rows"][0]["points"] is None
    assert event.after["rows"][0]["points"] == "58.25"


def test_a_part_of_the_points_may_be_saved(trio: Group) -> None:
    trio.fill(0, "58", "")
    assert figures_of(trio.sheet(0)).self_total is None


def test_the_same_post_twice_is_recorded_once(trio: Group) -> None:
    trio.fill(0, "58", "38")
    before = Event.objects.count()
    typed = self_points(trio.sheet(0), ["58", "38"])
    save_self_points(sheet=trio.sheet(0), points=typed, version="older", by=trio.by)
    assert Event.objects.count() == before


def test_a_stale_save_overwrites_nothing(trio: Group) -> None:
    sheet = trio.sheet(0)
    opened = version_of(self_points_of(sheet))
    trio.fill(0, "58", "38")
    typed = self_points(sheet, ["10", "10"])
    with pytest.raises(Stale):
        save_self_points(sheet=sheet, points=typed, version=opened, by=trio.by)
    assert figures_of(sheet).self_total == Decimal("96.00")


def test_points_over_the_maximum_are_not_saved(trio: Group) -> None:
    with pytest.raises(CannotFillIn, match="từ 0 đến 60,00"):
        trio.fill(0, "60,01", "38")
    assert figures_of(trio.sheet(0)).self_points.rows[0].points is None


def test_a_sent_sheet_is_closed_for_its_unit(trio: Group) -> None:
    trio.send(0, "58", "38")
    with pytest.raises(CannotFillIn, match="đã gửi"):
        trio.fill(0, "59", "38")
    assert figures_of(trio.sheet(0)).self_total == Decimal("96.00")


def test_sending_keeps_who_and_when(trio: Group) -> None:
    trio.fill(0, "58", "38")
    head = trio.head(0)
    submit_score_sheet(sheet=trio.sheet(0), by=head)
    sheet = trio.sheet(0)
    assert (sheet.state, sheet.submitted_by) == ("submitted", head)
    assert last_event("score_sheet.submitted").after["total"] == "96.00"


def test_an_incomplete_sheet_is_not_sent(trio: Group) -> None:
    trio.fill(0, "58", "")
    with pytest.raises(CannotSubmit, match="tiêu chí II"):
        submit_score_sheet(sheet=trio.sheet(0), by=trio.by)
    assert trio.sheet(0).state == "draft"


def test_a_head_sends_only_what_he_has_seen(trio: Group) -> None:
    trio.fill(0, "58", "38")
    seen = version_of(self_points_of(trio.sheet(0)))
    trio.fill(0, "60", "38")
    with pytest.raises(Stale):
        submit_score_sheet(sheet=trio.sheet(0), version=seen, by=trio.head(0))
    assert trio.sheet(0).state == "draft"


def test_a_sheet_taken_back_is_with_its_unit_again(trio: Group) -> None:
    trio.send(0, "58", "38")
    take_back_score_sheet(sheet=trio.sheet(0), by=trio.head(0))
    sheet = trio.sheet(0)
    assert (sheet.state, sheet.submitted_at, sheet.submitted_by) == ("draft", None, None)
    trio.fill(0, "59", "38")
    assert figures_of(trio.sheet(0)).self_total == Decimal("97.00")


def test_nothing_is_taken_back_once_checking_is_open(sent: Group) -> None:
    with pytest.raises(CannotTakeBack, match="Đã mở đối chiếu"):
        take_back_score_sheet(sheet=sent.sheet(0), by=sent.head(0))
    assert sent.sheet(0).state == "submitted"


# Checking


def test_checking_is_opened_once_on_a_day_that_has_come(trio: Group) -> None:
    with pytest.raises(CannotOpenChecking, match="sau hôm nay"):
        open_checking(edition=trio.edition, on=today() + timedelta(days=1), by=trio.by)
    open_checking(edition=trio.edition, on=date(2024, 11, 20), by=trio.by)
    assert trio.round.checking_opened_on == date(2024, 11, 20)
    with pytest.raises(CannotOpenChecking, match="đã được mở"):
        open_checking(edition=trio.edition, by=trio.by)


def test_checking_needs_a_scoring(administrator: User) -> None:
    with pytest.raises(CannotOpenChecking, match="chưa mở chấm điểm"):
        open_checking(edition=group(1, administrator).edition, by=administrator)


def test_a_sheet_whose_every_line_is_checked_is_checked(sent: Group) -> None:
    sent.check(0, "58", "38")
    sheet = sent.sheet(0)
    assert (sheet.state, sheet.checked_by) == ("checked", sent.by)


def test_a_sheet_checked_in_part_stays_open(sent: Group) -> None:
    sent.check(0, "58", "")
    assert sent.sheet(0).state == "submitted"
    sent.check(0, "58", "38")
    sent.check(0, "58", "")
    sheet = sent.sheet(0)
    assert (sheet.state, sheet.checked_by, sheet.checked_at) == ("submitted", None, None)


def test_a_differing_figure_needs_its_reason_and_keeps_it_in_the_log(sent: Group) -> None:
    with pytest.raises(CannotCheck, match="lý do"):
        sent.check(0, "57", "38")
    assert sent.sheet(0).state == "submitted"
    sent.check(0, "57", "38", reason="Thiếu minh chứng")
    event = last_event("score_sheet.checked")
    assert event.reason == "Thiếu minh chứng"
    assert event.after["rows"][0]["points"] == "57.00"


def test_a_checked_figure_over_the_maximum_is_refused(sent: Group) -> None:
    with pytest.raises(CannotCheck, match="từ 0 đến 60,00"):
        sent.check(0, "61", "38", reason="x")


def test_a_second_checker_with_an_older_copy_overwrites_nothing(sent: Group) -> None:
    sheet = sent.sheet(0)
    opened = version_of(checked_points_of(sheet))
    sent.check(0, "57", "38", reason="Lần một")
    typed = checked_points(sheet, ["50", "38"], "Lần hai")
    with pytest.raises(Stale):
        save_checked_points(sheet=sheet, points=typed, version=opened, by=sent.by)
    assert figures_of(sheet).checked_total == Decimal("95.00")


def test_the_same_check_twice_is_recorded_once(sent: Group) -> None:
    sent.check(0, "58", "38")
    before = Event.objects.count()
    sent.check(0, "58", "38")
    assert Event.objects.count() == before


@pytest.mark.parametrize("role", [Role.CLERK, Role.HEAD, Role.OFFICE, Role.LEADER])
def test_nobody_checks_his_own_unit_in_any_hat(role: Role, sent: Group) -> None:
    sent.lead(0)
    user = person("haimu", role, sent.units[0])
    grant_role(user=user, role=Role.OFFICE, unit=sent.owner, by=sent.by)
    with pytest.raises(CannotCheck, match="chính đơn vị mình"):
        sent.check(0, "58", "38", by=user)
    assert figures_of(sent.sheet(0)).checked_total is None


def test_a_sheet_that_was_not_sent_cannot_be_checked(trio: Group) -> None:
    trio.open_checking()
    with pytest.raises(CannotCheck, match="chưa gửi"):
        trio.check(0, "58", "38", reason="x")


# Agreeing


def test_a_conference_turns_checked_figures_into_agreed_ones(sent: Group) -> None:
    sent.check(0, "58", "38")
    sent.check(1, "57", "38", reason="Thiếu minh chứng")
    agree_scores(edition=sent.edition, by=sent.by)
    assert [sent.sheet(index).state for index in range(3)] == ["agreed", "agreed", "submitted"]
    assert figures_of(sent.sheet(1)).agreed_total == Decimal("95.00")
    standings = standings_of(sent.edition)
    assert not standings.is_provisional
    assert [row.rank for row in standings.rows] == [1, 2, None]


def test_agreed_scores_are_closed_for_everybody(sent: Group) -> None:
    sent.check(0, "58", "38")
    agree_scores(edition=sent.edition, by=sent.by)
    for index in (0, 1):
        with pytest.raises(CannotCheck, match="đã thống nhất"):
            sent.check(index, "50", "38", reason="x")


def test_nothing_checked_cannot_be_agreed(sent: Group, administrator: User) -> None:
    with pytest.raises(CannotAgree, match="Chưa có phiếu điểm"):
        agree_scores(edition=sent.edition, by=sent.by)
    other = group(1, administrator, name="Cụm khác")
    with pytest.raises(CannotAgree, match="chưa mở chấm điểm"):
        agree_scores(edition=other.edition, by=sent.by)


def test_a_reopened_conference_takes_its_agreement_back_with_a_reason(sent: Group) -> None:
    sent.check(0, "58", "38")
    agree_scores(edition=sent.edition, by=sent.by)
    with pytest.raises(CannotAgree, match="lý do"):
        withdraw_agreement_of_scores(edition=sent.edition, by=sent.by, reason="  ")
    withdraw_agreement_of_scores(edition=sent.edition, by=sent.by, reason="Nhập nhầm")
    assert sent.sheet(0).state == "checked"
    assert figures_of(sent.sheet(0)).agreed_total is None
    assert last_event("scores.withdrawn").reason == "Nhập nhầm"


def test_withdrawing_where_nothing_was_agreed_does_nothing(sent: Group) -> None:
    before = Event.objects.count()
    withdraw_agreement_of_scores(edition=sent.edition, by=sent.by, reason="Mở lại")
    assert Event.objects.count() == before


# Locked years, downloads


def test_a_locked_year_refuses_every_change(sent: Group) -> None:
    sent.check(0, "58", "38")
    lock_year(year=sent.edition.year, by=sent.by)
    attempts = (
        lambda: sent.fill(1, "1", "1"),
        lambda: submit_score_sheet(sheet=sent.sheet(1), by=sent.by),
        lambda: take_back_score_sheet(sheet=sent.sheet(1), by=sent.by),
        lambda: sent.check(1, "58", "38"),
        lambda: open_checking(edition=sent.edition, by=sent.by),
        lambda: agree_scores(edition=sent.edition, by=sent.by),
        lambda: withdraw_agreement_of_scores(edition=sent.edition, by=sent.by, reason="x"),
        sent.open,
    )
    for attempt in attempts:
        with pytest.raises(YearIsLocked):
            attempt()


def test_a_download_leaves_a_row_in_the_log(trio: Group) -> None:
    note_download(edition=trio.edition, file="bang.pdf", by=trio.office)
    event = last_event("paper.downloaded")
    assert (event.actor_id, event.after) == (str(trio.office.pk), {"file": "bang.pdf"})
