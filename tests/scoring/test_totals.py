"""Two levels of criteria with bonus, deduction and cap, against a plain model in fractions."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.enums import CriterionKind
from scoring.rules import (
    CriterionFacts,
    CriterionLine,
    Heading,
    criteria_problems,
    in_table_order,
    parts_of,
    rules_said,
    scale_of,
    tally,
)

ORDINARY, BONUS, DEDUCTION = CriterionKind.ORDINARY, CriterionKind.BONUS, CriterionKind.DEDUCTION
KINDS = st.sampled_from(list(CriterionKind))


def points(highest: int = 100) -> st.SearchStrategy[Decimal]:
    return st.decimals(min_value=0, max_value=highest, places=2)


@st.composite
def tables(draw: st.DrawFn) -> tuple[CriterionLine, ...]:
    """Up to six parts; some are headings over up to five lines, some of them with a cap."""
    lines: list[CriterionLine] = []
    for number in range(draw(st.integers(1, 6))):
        kind = draw(KINDS)
        heading = None
        if draw(st.booleans()):
            cap = draw(st.none() | points())
            heading = Heading(1000 + number, str(number), "Mục", kind, cap)
        for _ in range(draw(st.integers(1, 5)) if heading else 1):
            own = draw(KINDS) if heading and kind == ORDINARY else kind
            key = len(lines) + 1
            lines.append(CriterionLine(key, str(key), "Dòng", draw(points()), own, heading))
    return tuple(lines)


@st.composite
def sheets(draw: st.DrawFn) -> tuple[tuple[CriterionLine, ...], dict[int, Decimal]]:
    lines = draw(tables())
    return lines, {
        line.id: draw(st.decimals(min_value=0, max_value=line.max_points, places=2))
        for line in lines
    }


def plain_total(lines: tuple[CriterionLine, ...], figures: dict[int, Decimal]) -> Fraction:
    """The rule again, in other words: group by hand, cut by hand, in fractions."""
    groups: dict[object, list[CriterionLine]] = {}
    for line in lines:
        groups.setdefault(line.under.id if line.under else ("alone", line.id), []).append(line)
    whole = Fraction(0)
    for members in groups.values():
        top = members[0].under
        kind = top.kind if top else members[0].kind
        sums = dict.fromkeys(CriterionKind, Fraction(0))
        for line in members:
            sums[CriterionKind(line.kind)] += Fraction(figures[line.id])
        own = sums[CriterionKind(kind)]
        if top and top.cap is not None and own > Fraction(top.cap):
            own = Fraction(top.cap)
        if kind == ORDINARY:
            whole += max(own + sums[BONUS] - sums[DEDUCTION], Fraction(0))
        else:
            whole += own if kind == BONUS else -own
    return max(whole, Fraction(0))


@given(sheets())
def test_the_total_is_that_of_a_plain_model(sheet: tuple) -> None:
    lines, figures = sheet
    assert Fraction(tally(lines, figures).total) == plain_total(lines, figures)


@given(sheets())
def test_signed_subtotals_add_up_to_the_total(sheet: tuple) -> None:
    side = tally(*sheet)
    assert side.total == max(sum(each.signed for each in side.subtotals), Decimal(0))
    assert all(each.points >= 0 for each in side.subtotals)


@given(sheets())
def test_no_part_passes_its_maximum_but_by_bonus(sheet: tuple) -> None:
    lines, figures = sheet
    for each in tally(lines, figures).subtotals:
        bonus = sum(
            (figures[line.id] for line in each.part.lines if line.kind == BONUS), Decimal(0)
        )
        assert each.points <= each.part.maximum + (bonus if each.part.kind == ORDINARY else 0)


@given(sheets(), st.data())
def test_a_missing_figure_leaves_its_part_and_the_total_unknown(
    sheet: tuple, data: st.DataObject
) -> None:
    lines, figures = sheet
    gone = data.draw(st.sampled_from(lines))
    side = tally(lines, {**figures, gone.id: None})
    assert side.total is None
    unknown = [each.part for each in side.subtotals if each.points is None]
    assert [part for part in unknown if gone not in part.lines] == []
    assert len(unknown) == 1


@given(st.lists(points(), min_size=1, max_size=30))
def test_a_flat_table_is_the_plain_sum_as_ever(given_points: list[Decimal]) -> None:
    lines = [CriterionLine(at, str(at), "Dòng", Decimal(100)) for at in range(len(given_points))]
    assert tally(lines, dict(enumerate(given_points))).total == sum(given_points)
    assert scale_of(lines) == 100 * len(lines)
    assert rules_said(lines) == ()


# Scale 1000 = 950 + 50, penalty 8

CONTENT = CriterionLine(1, "A", "Nội dung", Decimal(950))
REWARD = Heading(10, "B", "Điểm thưởng", BONUS, Decimal(50))
REWARDS = tuple(CriterionLine(at, f"B.{at}", "Thưởng", Decimal(40), BONUS, REWARD) for at in (2, 3))
PENALTY = CriterionLine(4, "C", "Không phát động, không ký kết", Decimal(8), DEDUCTION)
THOUSAND = (CONTENT, *REWARDS, PENALTY)


@pytest.mark.parametrize(
    ("content", "rewards", "penalty", "whole"),
    [
        ("950", ("40", "10"), "0", "1000"),
        ("930", ("40", "22"), "8", "972"),
        ("940", ("32", "0"), "0", "972"),
        ("905", ("10", "0"), "8", "907"),
        ("0", ("0", "0"), "8", "0"),
    ],
)
def test_a_scale_of_950_and_50(
    content: str, rewards: tuple[str, str], penalty: str, whole: str
) -> None:
    figures = dict(enumerate(map(Decimal, (content, *rewards, penalty)), start=1))
    assert tally(THOUSAND, figures).total == Decimal(whole)


def test_what_a_cap_takes_away_is_said() -> None:
    figures = dict(enumerate(map(Decimal, ("930", "40", "22", "8")), start=1))
    assert tally(THOUSAND, figures).cuts == ("mục B: khai 62,00, tính 50,00",)


def test_bonus_and_deduction_stand_outside_the_scale() -> None:
    assert scale_of(THOUSAND) == 950
    assert rules_said(THOUSAND) == (
        "Mục B: các dòng cộng được 80,00 điểm, tính tối đa 50,00.",
        "Điểm thưởng cộng thêm vào tổng, không tính vào thang điểm.",
        "Điểm trừ nhập bằng số dương; điểm của mục và tổng điểm không xuống dưới 0.",
    )


def test_in_a_capped_part_the_cap_comes_first() -> None:
    top = Heading(9, "I", "Mục", cap=Decimal(10))
    lines = (
        CriterionLine(1, "I.1", "Dòng", Decimal(12), under=top),
        CriterionLine(2, "I.2", "Trừ", Decimal(5), DEDUCTION, top),
        CriterionLine(3, "I.3", "Thưởng", Decimal(5), BONUS, top),
    )
    figures = {1: Decimal(12), 2: Decimal(1), 3: Decimal(2)}
    assert tally(lines, figures).total == Decimal(11)
    assert any("sau đó mới cộng thưởng" in said for said in rules_said(lines))


def test_lines_of_a_heading_are_one_part() -> None:
    assert [(part.code, len(part.lines)) for part in parts_of(THOUSAND)] == [
        ("A", 1),
        ("B", 2),
        ("C", 1),
    ]


# A table being made


def row(
    code: str, most: str | None, under: str = "", kind: CriterionKind = ORDINARY
) -> CriterionFacts:
    return CriterionFacts(code, "Nội dung", Decimal(most) if most else None, kind, under)


GOOD = (
    row("I", None),
    row("I.1", "40", "I"),
    row("I.2", "22,5".replace(",", "."), "I"),
    row("II", "5", kind=BONUS),
)


def test_a_heading_takes_the_sum_of_its_lines_or_a_lower_cap() -> None:
    assert criteria_problems(GOOD) == []
    assert criteria_problems((row("I", "60"), *GOOD[1:])) == []


@pytest.mark.parametrize(
    ("rows", "field", "words"),
    [
        ((row("I", "70"), *GOOD[1:]), "rows-0-max_points", "chỉ cộng được 62,50, ít hơn"),
        ((row("I", "0"), *GOOD[1:]), "rows-0-max_points", "lớn hơn 0"),
        ((row("I", None),), "rows-0-max_points", "Nhập điểm tối đa"),
        ((*GOOD, row("I", "3")), "rows-4-code", "bị trùng"),
        ((*GOOD, row("V.1", "3", "V")), "rows-4-under", "Không có mục lớn mã V"),
        ((*GOOD, row("III", "3", "III")), "rows-4-under", "Không có mục lớn mã III"),
        ((*GOOD, row("I.1.1", "3", "I.1")), "rows-1-under", "có hai cấp"),
        ((*GOOD, row("II.1", "3", "II")), "rows-4-kind", "cũng phải là điểm thưởng"),
        ((row("I", "9"), row("II", None), row("II.1", "3", "II", BONUS)), "rows-1-kind", "chỉ có"),
        ((row("II", "5", kind=BONUS),), "rows", "ít nhất một dòng điểm chuẩn"),
        ((), "rows", "ít nhất một tiêu chí"),
    ],
)
def test_a_faulty_table_says_what_is_wrong_at_its_row(
    rows: tuple[CriterionFacts, ...], field: str, words: str
) -> None:
    found = {problem.field: problem.message for problem in criteria_problems(rows)}
    assert words in found[field]


def test_lines_follow_their_heading_wherever_they_were_typed() -> None:
    typed = (GOOD[0], GOOD[3], GOOD[2], GOOD[1])
    assert [each.code for each in in_table_order(typed)] == ["I", "I.2", "I.1", "II"]
