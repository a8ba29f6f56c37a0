"""What scoring answers: standings, progress, what waits, what is found."""

from datetime import date
from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from audit.queries import last_change_of
from clusters.actions import lock_year
from core.dates import today
from organizations.queries import NamedUnits
from scoring.actions import agree_scores
from scoring.models import ScoreSheet, ScoringRound
from scoring.queries import (
    ListedSheet,
    agreement_problems_of,
    found,
    progress_in,
    progress_of,
    results_of,
    rounds_scored,
    sheet_rows,
    sheets_listed,
    standings_of,
    standings_visible_to,
    waiting_for,
)
from tests.scenarios import world
from tests.scoring.group import Group, group

pytestmark = pytest.mark.django_db


@pytest.fixture
def trio(administrator: User) -> Group:
    made = group(3, administrator)
    made.lead(0)
    made.open()
    return made


def opened(made: Group) -> Group:
    for index in range(3):
        made.send(index, "58", "38")
    made.open_checking()
    return made


# Standings


def test_bac_giang_stands_as_the_conference_saw_it() -> None:
    edition = world("bac_giang", until="scores").editions["cum_2"]
    rows = standings_of(edition).rows
    assert [(row.rank, row.name, str(row.checked_total), row.tie) for row in rows] == [
        (1, "VKSND huyện Yên Thế", "98.25", ""),
        (2, "VKSND huyện Tân Yên", "96.50", "đồng hạng 2"),
        (2, "VKSND huyện Yên Dũng", "96.50", "đồng hạng 2"),
        (4, "VKSND huyện Lục Ngạn", "94.00", "đồng hạng 4"),
        (4, "VKSND huyện Sơn Động", "94.00", "đồng hạng 4"),
    ]
    assert [str(row.self_total) for row in rows] == ["98.50", "97.00", "96.50", "94.00", "95.00"]
    assert standings_of(edition).is_illustrative


def test_a_unit_without_a_score_stands_last_without_a_rank(trio: Group) -> None:
    trio.send(0, "58", "38")
    trio.fill(1, "60", "40")
    trio.open_checking()
    trio.check(0, "58", "38")
    rows = standings_of(trio.edition).rows
    assert [(row.name, row.rank) for row in rows] == [
        ("Đơn vị 1", 1),
        ("Đơn vị 2", None),
        ("Đơn vị 3", None),
    ]


def test_figures_count_once_they_are_sent(trio: Group) -> None:
    trio.fill(1, "60", "40")
    assert standings_of(trio.edition).rows[1].self_total is None
    trio.send(1, "60", "39")
    assert standings_of(trio.edition).rows[1].self_total == Decimal("99.00")


def test_a_sheet_checked_in_part_is_not_ranked(trio: Group) -> None:
    opened(trio).check(0, "58", "")
    row = standings_of(trio.edition).rows[0]
    assert (row.rank, row.checked_total, row.checked_points) == (None, None, ())


def test_an_edition_without_scoring_lists_its_members(administrator: User) -> None:
    standings = standings_of(group(2, administrator).edition)
    assert not standings.has_round
    assert [row.state_label for row in standings.rows] == ["Chưa có phiếu", "Chưa có phiếu"]
    assert standings.scale is None


def test_standings_say_scale_progress_and_how_final_they_are(trio: Group) -> None:
    opened(trio).check(0, "58", "38")
    standings = standings_of(trio.edition)
    assert (standings.submitted, standings.checked, standings.expected) == (3, 1, 3)
    assert (standings.scale, standings.is_provisional) == (Decimal("100.00"), True)
    assert [line.code for line in standings.criteria] == ["I", "II"]
    agree_scores(edition=trio.edition, by=trio.by)
    assert not standings_of(trio.edition).is_provisional


def test_before_checking_opens_a_member_reads_its_own_row_only(trio: Group) -> None:
    for index in range(3):
        trio.send(index, "58", "38")
    own = standings_visible_to(trio.clerk(1), trio.edition)
    assert own.is_partial
    assert [row.name for row in own.rows] == ["Đơn vị 2"]
    assert len(standings_visible_to(trio.office, trio.edition).rows) == 3
    trio.open_checking()
    assert len(standings_visible_to(trio.clerk(1), trio.edition).rows) == 3


@pytest.mark.parametrize("count", [1, 30])
def test_standings_take_the_same_queries_for_1_and_30_units(
    count: int, administrator: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    made = group(count, administrator)
    made.open()
    with django_assert_num_queries(7):
        assert len(standings_of(made.edition).rows) == count


# Progress


def test_progress_counts_what_was_sent_and_checked(trio: Group) -> None:
    ScoringRound.objects.update(due_on=date(2024, 11, 10))
    opened(trio).check(0, "58", "38")
    progress = progress_of(trio.edition)
    assert (progress.submitted, progress.checked, progress.expected) == (3, 1, 3)
    assert (progress.due_on, progress.is_agreed) == (date(2024, 11, 10), False)


def test_progress_of_a_group_that_is_not_scored(administrator: User) -> None:
    progress = progress_of(group(2, administrator).edition)
    assert (progress.has_round, progress.submitted, progress.expected) == (False, 0, 2)


def test_progress_of_many_groups_takes_the_queries_of_one(
    administrator: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    groups = [group(1, administrator, name=f"Cụm {number}") for number in range(3)]
    for made in groups:
        made.open()
    with django_assert_num_queries(1):
        assert len(progress_in([made.edition for made in groups])) == 3


def test_what_keeps_a_conference_from_agreeing(trio: Group) -> None:
    assert agreement_problems_of(trio.edition)
    opened(trio).check(0, "58", "38")
    assert agreement_problems_of(trio.edition) == []


# The list


def rows_for(user: User) -> list[ListedSheet]:
    rounds = rounds_scored(user, 2024)
    return sheet_rows(list(sheets_listed(user, 2024)), user, NamedUnits(""), rounds)


def actions_for(user: User, made: Group) -> list[str]:
    return [row.action for row in rows_for(user)]


def test_the_list_says_what_each_reader_can_do(trio: Group) -> None:
    assert actions_for(trio.clerk(1), trio) == ["Nhập điểm"]
    assert actions_for(trio.office, trio) == ["Xem phiếu"] * 3
    opened(trio)
    assert actions_for(trio.clerk(0), trio) == ["Xem phiếu", "Đối chiếu", "Đối chiếu"]
    assert actions_for(trio.office, trio) == ["Đối chiếu", "Xem phiếu", "Xem phiếu"]
    lock_year(year=trio.edition.year, by=trio.by)
    assert actions_for(trio.office, trio) == ["Xem phiếu"] * 3


def test_the_list_says_when_it_shows_only_a_part(trio: Group) -> None:
    assert {row.round.is_partial for row in rows_for(trio.clerk(1))} == {True}
    assert {row.round.is_partial for row in rows_for(trio.office)} == {False}


def test_a_group_whose_sheets_are_not_open_yet_is_still_told_of(trio: Group) -> None:
    late = trio.clerk(1)
    assert [each.seen for each in rounds_scored(late, 2024).values()] == [1]
    made = ScoreSheet.objects.get(round=trio.edition.scoring_round, unit=trio.units[1])
    made.delete()
    (unseen,) = rounds_scored(late, 2024).values()
    assert (unseen.edition, unseen.seen, unseen.is_partial) == (trio.edition, 0, True)


# What waits


def waits(user: User) -> list[str]:
    return [f"{wait.action}: {wait.title}" for wait in waiting_for(user, today())]


def test_each_hat_is_told_what_waits_for_it(trio: Group) -> None:
    assert waits(trio.clerk(1)) == ["Nhập điểm: Tự chấm điểm của Đơn vị 2"]
    assert waits(trio.head(1)) == []
    trio.fill(1, "58", "38")
    assert waits(trio.head(1)) == ["Xem và gửi: Gửi bảng tự chấm của Đơn vị 2"]
    assert waits(trio.office) == []
    for index in range(3):
        trio.send(index, "58", "37")
    assert waits(trio.office) == ["Mở bảng điểm: Mở đối chiếu điểm"]
    assert waits(trio.clerk(2)) == []
    trio.open_checking()
    assert waits(trio.office) == ["Đối chiếu: Đối chiếu điểm của Đơn vị 1"]
    assert len(waits(trio.clerk(0))) == 2
    trio.check(1, "58", "37")
    agree_scores(edition=trio.edition, by=trio.by)
    assert waits(trio.clerk(0)) == []


def test_what_waits_longest_due_comes_first(trio: Group, administrator: User) -> None:
    later = group(1, administrator, name="Cụm thi đua số 9")
    later.open()
    ScoringRound.objects.filter(edition=later.edition).update(due_on=date(2024, 11, 1))
    clerk = trio.clerk(1)
    clerk.grants.create(role="clerk", unit=later.units[0])
    due = [wait.due_on for wait in waiting_for(clerk, today())]
    assert due == [date(2024, 11, 1), None]


# Found, touched, changed


def test_sheets_are_found_by_the_name_of_their_unit(trio: Group, stranger: User) -> None:
    hits = found("don vi 2", trio.office)
    assert [hit.title for hit in hits] == ["Đơn vị 2 – Cụm thi đua số 1 năm 2024"]
    assert found("don vi 2", stranger) == []
    assert found("  ", trio.office) == []


def test_a_unit_remembers_its_points_and_place(trio: Group) -> None:
    opened(trio)
    for index in range(2):
        trio.check(index, "58", "38")
    unit = trio.units[0]
    [result] = results_of([unit.pk], trio.office)
    assert result.words == "96,00 điểm, đồng hạng 1 (tạm tính)"
    trio.check(0, "57", "38", reason="Thiếu minh chứng")
    agree_scores(edition=trio.edition, by=trio.by)
    [result] = results_of([unit.pk], trio.office)
    assert result.words == "95,00 điểm, xếp thứ 2"
    assert (result.group, result.year, result.of) == ("Cụm thi đua số 1", 2024, 2)


def test_a_unit_without_a_place_says_how_far_it_has_come(trio: Group) -> None:
    [result] = results_of([trio.units[0].pk], trio.clerk(0))
    assert result.words == "đang tự chấm"
    assert results_of([trio.units[0].pk], trio.clerk(1)) == []


def test_a_unit_that_sees_its_own_figures_alone_is_not_told_its_place(trio: Group) -> None:
    opened(trio)
    trio.check(0, "58", "38")
    ScoringRound.objects.update(checking_opened_on=None)
    unit = [trio.units[0].pk]
    assert [each.words for each in results_of(unit, trio.clerk(0))] == ["96,00 điểm (tạm tính)"]
    assert [each.rank for each in results_of(unit, trio.office)] == [1]


def test_results_say_what_the_table_says(trio: Group) -> None:
    opened(trio)
    for index in range(3):
        trio.check(index, "58", str(36 + index % 2), reason="Thiếu minh chứng")
    table = {row.unit_id: row for row in standings_of(trio.edition).rows}
    for each in results_of([unit.pk for unit in trio.units], trio.office):
        row = table[each.unit_id]
        assert (each.points, each.rank, each.is_tied) == (row.checked_total, row.rank, row.is_tied)


def test_the_last_change_names_who_and_when(trio: Group) -> None:
    assert last_change_of(trio.sheet(0)) is None
    trio.fill(0, "58", "38", by=trio.clerk(0))
    change = last_change_of(trio.sheet(0))
    assert change is not None
    assert change.by.startswith("Người clerk")
