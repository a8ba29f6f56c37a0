"""Totals, ranks and obstacles, as plain values."""

from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text import sort_key
from scoring.enums import SheetState
from scoring.rules import (
    CheckedPoints,
    CheckedRow,
    CriterionFacts,
    CriterionLine,
    Moment,
    Scored,
    SelfPoints,
    SelfRow,
    agreement_problems,
    checked_points_problems,
    checking_problems,
    criteria_problems,
    filling_problems,
    limit_problem,
    rank,
    self_points_problems,
    submission_problems,
    taking_back_problems,
    tie_words,
    total,
)

POINTS = st.decimals(min_value=0, max_value=1000, places=2)
FEW_POINTS = st.sampled_from([None, Decimal("94.00"), Decimal("96.50"), Decimal("98.25")])
LINES = (
    CriterionLine(1, "I", "Nhiệm vụ", Decimal("60.00")),
    CriterionLine(2, "II", "Xây dựng", Decimal("40.00")),
)


def units(points: list[Decimal | None]) -> list[Scored]:
    return [Scored(at, sort_key(f"Đơn vị {at}"), each) for at, each in enumerate(points)]


# Totals


@given(st.lists(POINTS, min_size=1))
def test_a_total_is_the_exact_sum_of_hundredths(points: list[Decimal]) -> None:
    assert total(points) * 100 == sum(int(each * 100) for each in points)


def test_a_total_keeps_what_binary_numbers_lose() -> None:
    assert total([Decimal("0.10")] * 3) == Decimal("0.30")


@given(st.lists(POINTS), st.lists(POINTS))
def test_a_total_is_unknown_as_long_as_one_figure_is(before: list, after: list) -> None:
    assert total([*before, None, *after]) is None


def test_nothing_scored_has_no_total() -> None:
    assert total([]) is None
    assert total(iter([Decimal("0.00")])) == 0


# Ranks


def ranks(points: list[str | None]) -> list[int | None]:
    scored = units([Decimal(each) if each else None for each in points])
    by_unit = {place.unit_id: place.rank for place in rank(scored)}
    return [by_unit[at] for at in range(len(points))]


def test_equal_totals_share_a_rank_and_the_next_is_skipped() -> None:
    assert ranks(["98.25", "96.50", "96.50", "94.00", "94.00"]) == [1, 2, 2, 4, 4]
    assert ranks(["1000", "972", "972", "907"]) == [1, 2, 2, 4]


def test_a_unit_without_a_score_has_no_rank_and_does_not_count() -> None:
    assert ranks(["90", None, "80", None, "80"]) == [1, None, 2, None, 2]
    assert ranks([None, None]) == [None, None]
    assert ranks([]) == []


def test_trailing_zeros_do_not_part_equal_totals() -> None:
    assert ranks(["96.5", "96.50"]) == [1, 1]


def test_zero_is_a_score() -> None:
    assert ranks(["0.00", None]) == [1, None]


def test_equals_and_the_unranked_are_listed_in_vietnamese_order_of_name() -> None:
    names = ["Yên Dũng", "Ân Thi", "Tân Yên", "Đầm Hà", "Ba Chẽ"]
    points = [Decimal(50), Decimal(50), None, Decimal(50), None]
    scored = [Scored(at, sort_key(names[at]), points[at]) for at in range(5)]
    listed = [names[place.unit_id] for place in rank(scored)]
    assert listed == ["Ân Thi", "Đầm Hà", "Yên Dũng", "Ba Chẽ", "Tân Yên"]


@given(st.lists(FEW_POINTS, max_size=12), st.randoms())
def test_the_order_of_entry_changes_nothing(points: list, random: Random) -> None:
    scored = units(points)
    shuffled = random.sample(scored, len(scored))
    assert rank(shuffled) == rank(scored)


@given(st.lists(st.one_of(FEW_POINTS, POINTS), max_size=15))
def test_a_rank_is_one_more_than_the_number_of_better_units(points: list) -> None:
    scored = units(points)
    known = [each for each in points if each is not None]
    for place in rank(scored):
        own = points[place.unit_id]
        if own is None:
            assert place.rank is None
            assert not place.is_tied
        else:
            assert place.rank == 1 + sum(other > own for other in known)
            assert place.is_tied == (known.count(own) > 1)


@given(st.lists(FEW_POINTS, max_size=12))
def test_ranked_units_stand_before_the_unranked(points: list) -> None:
    listed = [place.rank for place in rank(units(points))]
    known = [each for each in listed if each is not None]
    assert listed == sorted(known) + [None] * (len(listed) - len(known))


def test_a_tie_is_said_in_words() -> None:
    assert tie_words(2, is_tied=True) == "đồng hạng 2"
    assert tie_words(1, is_tied=False) == ""


# Obstacles to figures


def own(*points: str | None) -> SelfPoints:
    rows = zip(LINES, points, strict=True)
    return SelfPoints(tuple(SelfRow(line.id, each and Decimal(each)) for line, each in rows))


def checked(*rows: tuple[str | None, str]) -> CheckedPoints:
    pairs = zip(LINES, rows, strict=True)
    return CheckedPoints(
        tuple(CheckedRow(line.id, each and Decimal(each), why) for line, (each, why) in pairs)
    )


def fields(problems: list) -> list[str]:
    return [problem.field for problem in problems]


@pytest.mark.parametrize("points", ["60.01", "951", "-0.01"])
def test_a_figure_outside_the_criterion_is_refused_naming_the_maximum(points: str) -> None:
    assert limit_problem(Decimal(points), Decimal("60.00")) == "Nhập điểm từ 0 đến 60,00."


@pytest.mark.parametrize("points", ["0", "60.00", None])
def test_a_figure_within_the_criterion_or_none_yet_may_stand(points: str | None) -> None:
    assert limit_problem(points and Decimal(points), Decimal("60.00")) == ""


def test_each_figure_over_its_maximum_is_named_at_its_field() -> None:
    assert fields(self_points_problems(LINES, own("61", "40.01"))) == ["points_1", "points_2"]


def test_rows_that_are_not_those_of_the_sheet_are_refused() -> None:
    stray = SelfPoints((SelfRow(1, Decimal(1)), SelfRow(99, Decimal(1))))
    assert "bảng tiêu chí" in self_points_problems(LINES, stray)[0].message


def test_a_reason_is_needed_only_where_the_checker_differs() -> None:
    unit = own("58.00", "20.00")
    assert checked_points_problems(LINES, unit, checked(("58.00", ""), ("20.0", ""))) == []
    differing = checked(("57.50", ""), ("19.00", "Thiếu minh chứng"))
    assert fields(checked_points_problems(LINES, unit, differing)) == ["words_1"]


def test_a_line_not_checked_yet_needs_no_reason() -> None:
    assert checked_points_problems(LINES, own("58", "20"), checked((None, ""), (None, ""))) == []


def test_a_checked_figure_over_the_maximum_needs_more_than_a_reason() -> None:
    problems = checked_points_problems(LINES, own("58", "20"), checked(("61", "x"), ("20", "")))
    assert fields(problems) == ["points_1"]


# Obstacles of the moment

DRAFT, SENT = Moment(SheetState.DRAFT), Moment(SheetState.SUBMITTED)
OPENED = Moment(SheetState.SUBMITTED, is_checking_open=True)
AGREED = Moment(SheetState.SUBMITTED, is_checking_open=True, is_agreed=True)


def test_a_sheet_is_filled_in_until_it_is_sent() -> None:
    assert filling_problems(DRAFT) == []
    assert "rút lại" in filling_problems(SENT)[0].message
    assert "thống nhất" in filling_problems(AGREED)[0].message


def test_a_sheet_is_sent_only_complete_and_every_gap_is_named() -> None:
    assert submission_problems(DRAFT, LINES, own("58", "20")) == []
    assert fields(submission_problems(DRAFT, LINES, own(None, None))) == ["points_1", "points_2"]
    assert submission_problems(SENT, LINES, own("58", "20")) == filling_problems(SENT)


def test_a_sheet_is_taken_back_until_checking_starts() -> None:
    assert taking_back_problems(SENT) == []
    assert "Đã mở đối chiếu" in taking_back_problems(OPENED)[0].message
    assert "đã gửi" in taking_back_problems(DRAFT)[0].message


def test_a_sheet_is_checked_once_checking_is_open_and_it_was_sent() -> None:
    assert checking_problems(OPENED, is_own=False) == []
    assert "chưa mở đối chiếu" in checking_problems(SENT, is_own=False)[0].message
    draft = Moment(SheetState.DRAFT, is_checking_open=True)
    assert "chưa gửi" in checking_problems(draft, is_own=False)[0].message
    assert "thống nhất" in checking_problems(AGREED, is_own=False)[0].message


def test_nobody_checks_his_own_unit() -> None:
    assert "chính đơn vị mình" in checking_problems(OPENED, is_own=True)[0].message


def test_a_conference_agrees_only_to_what_was_checked() -> None:
    assert agreement_problems(["checked", "draft"]) == []
    assert "Chưa có phiếu điểm" in agreement_problems(["submitted", "draft"])[0].message


# Criteria


def test_a_table_of_criteria_is_judged_whole() -> None:
    good = CriterionFacts("I", "Nhiệm vụ", Decimal(60))
    nothing = CriterionFacts("II", "Không", Decimal(0))
    assert criteria_problems([good]) == []
    assert "ít nhất một" in criteria_problems([])[0].message
    messages = [problem.message for problem in criteria_problems([good, good, nothing])]
    assert messages == [
        "Mã tiêu chí I bị trùng.",
        "Điểm tối đa của tiêu chí II phải lớn hơn 0.",
    ]
