"""What stands against a year, a group, its members and its leaders, on plain values."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clusters.enums import GroupKind
from clusters.rules import (
    CompositionFacts,
    EditionFacts,
    Elsewhere,
    LeadershipFacts,
    Leading,
    MemberRow,
    Seats,
    Span,
    SupervisionFacts,
    SupervisionRow,
    Surroundings,
    TermRow,
    YearFacts,
    composition_problems,
    edition_problems,
    leadership_problems,
    outside_life,
    overlap,
    period_in_words,
    proposed_name,
    supervision_problems,
    year_problems,
)

JULY, AUGUST = date(2024, 7, 1), date(2024, 8, 1)
A, B = 1, 2
NAMES = {A: "VKSND huyện A", B: "VKSND huyện B"}
YEAR = Span(date(2024, 1, 1), date(2025, 1, 1))
AROUND = Surroundings(NAMES, YEAR)
days = st.none() | st.dates(date(2024, 1, 1), date(2024, 3, 1))


@pytest.mark.parametrize(
    ("kind", "number", "name"),
    [
        (GroupKind.CLUSTER, "1", "Cụm thi đua số 1"),
        (GroupKind.BLOC, "", "Khối thi đua"),
        (GroupKind.BLOC, "II", "Khối thi đua số II"),
    ],
)
def test_a_group_is_named_after_kind_and_number(kind: str, number: str, name: str):
    assert proposed_name(kind, number) == name


def test_a_year_does_not_end_before_it_begins():
    backwards = YearFacts(2024, period_start=AUGUST, period_end=JULY)
    assert [problem.field for problem in year_problems(backwards)] == ["period_end"]
    assert year_problems(YearFacts(2024, period_end=JULY)) == []


def test_a_period_is_told_by_its_last_day():
    assert period_in_words(JULY, AUGUST) == "từ 01/07/2024 đến hết 31/07/2024"
    assert period_in_words(None, AUGUST) == "đến hết 31/07/2024"
    assert period_in_words(None, None) == ""


@given(days, days, days, days)
def test_two_periods_overlap_when_a_day_is_in_both(a, b, c, d):
    one, other = MemberRow(A, a, b), MemberRow(B, c, d)
    first = date(2023, 12, 31)
    every = (first + timedelta(days=number) for number in range(64))

    def holds(row: MemberRow, day: date) -> bool:
        return (row.valid_from is None or row.valid_from <= day) and (
            row.valid_to is None or day < row.valid_to
        )

    proper = all(x is None or y is None or x < y for x, y in ((a, b), (c, d)))
    if proper:
        assert overlap(one, other) == any(holds(one, day) and holds(other, day) for day in every)
        assert overlap(one, other) == overlap(other, one)


def test_a_number_and_a_name_are_free_or_refused_each_at_its_field():
    taken = {"number": {"2"}, "name": {"Cụm thi đua số 2"}}
    facts = EditionFacts(GroupKind.CLUSTER, "Cụm thi đua số 2", "2")
    fields = [problem.field for problem in edition_problems(facts, years_groups=taken)]
    assert fields == ["number", "name"]
    unnumbered = replace(facts, number="", name="Khối khác")
    assert edition_problems(unnumbered, years_groups={"number": {""}, "name": set()}) == []


def refused(*rows: MemberRow, **around: object) -> list[tuple[str, str]]:
    found = composition_problems(CompositionFacts(rows), replace(AROUND, **around))
    return [(problem.field, problem.message) for problem in found]


def test_a_unit_leaves_and_comes_back_but_is_never_there_twice_at_a_time():
    assert refused(MemberRow(A, None, JULY), MemberRow(A, AUGUST)) == []
    assert [field for field, _ in refused(MemberRow(A), MemberRow(A, AUGUST))] == [
        "members-0-unit_id",
        "members-1-unit_id",
    ]


def test_a_unit_of_another_group_is_refused_naming_it_unless_it_has_left():
    there = Elsewhere(A, "Cụm thi đua số 1", None, JULY)
    assert refused(MemberRow(A), elsewhere=[there]) == [
        ("members-0-unit_id", "VKSND huyện A đã thuộc Cụm thi đua số 1 năm này.")
    ]
    assert refused(MemberRow(A, JULY), elsewhere=[there]) == []
    assert refused(MemberRow(B), elsewhere=[there]) == []


@pytest.mark.parametrize(
    ("row", "life", "says"),
    [
        (MemberRow(A), Span(valid_to=YEAR.valid_from), "đã kết thúc từ ngày 01/01/2024, trước năm"),
        (MemberRow(A, AUGUST), Span(valid_to=JULY), "từ ngày 01/07/2024, trước ngày 01/08/2024."),
        (MemberRow(A, JULY), Span(valid_to=JULY), "VKSND huyện A đã kết thúc từ ngày 01/07/2024."),
        (MemberRow(A), Span(YEAR.valid_to), "chỉ có từ ngày 01/01/2025, sau năm này."),
        (MemberRow(A, None, JULY), Span(AUGUST), "từ ngày 01/08/2024, sau ngày 30/06/2024."),
    ],
)
def test_a_unit_belongs_only_on_days_of_its_life(row: MemberRow, life: Span, says: str):
    [(field, message)] = refused(row, MemberRow(B), lives={A: life})
    assert field == "members-0-unit_id"
    assert message.startswith("VKSND huyện A ")
    assert says in message


@pytest.mark.parametrize(
    "life", [Span(), Span(JULY), Span(valid_to=JULY), Span(date(1990, 1, 1), date(2024, 1, 2))]
)
def test_a_unit_that_lives_on_one_day_of_the_year_may_belong(life: Span):
    assert refused(MemberRow(A), lives={A: life}) == []


@given(days, days, days, days)
def test_a_life_is_asked_for_a_day_it_shares_with_the_row_within_the_year(a, b, c, d):
    row, life, year = MemberRow(A, a, b), Span(c, d), Span(date(2024, 1, 1), date(2024, 2, 1))
    starts, ends = max(filter(None, (a, year.valid_from))), min(filter(None, (b, year.valid_to)))
    proper = all(x is None or y is None or x < y for x, y in ((a, b), (c, d)))
    if proper and starts < ends:
        shares = overlap(life, Span(starts, ends))
        assert (outside_life("A", row, life, year) == "") == shares


def test_a_unit_leads_no_longer_than_it_belongs():
    seat = Leading(A, "Cụm trưởng")
    [(field, message)] = refused(MemberRow(A, None, AUGUST), leading=[seat])
    assert field == "members-0-unit_id"
    assert "còn là Cụm trưởng sau ngày 31/07/2024" in message
    assert refused(MemberRow(A), leading=[seat]) == []
    assert refused(MemberRow(A, None, AUGUST), leading=[replace(seat, valid_to=JULY)]) == []


def test_a_member_something_hangs_on_is_ended_not_left_out():
    [(field, message)] = refused(MemberRow(B), ties={A: "01 phiếu điểm"})
    assert field == "members"
    assert "VKSND huyện A vì đang có 01 phiếu điểm" in message
    assert "Đến hết ngày" in message
    assert refused(MemberRow(A), ties={A: "01 phiếu điểm"}) == []


def test_a_membership_that_ends_before_it_begins_is_refused_at_its_last_day():
    assert [field for field, _ in refused(MemberRow(A, AUGUST, JULY))] == ["members-0-valid_to"]


def led(
    *terms: TermRow, members: tuple[MemberRow, ...] = (MemberRow(A), MemberRow(B)), **more: object
):
    roles = {"head": "Cụm trưởng", "deputy": "Cụm phó"}
    seats = Seats("Cụm thi đua số 1 năm 2024", members, NAMES, roles, YEAR, **more)
    found = leadership_problems(LeadershipFacts(terms), seats)
    return [(problem.field, problem.message) for problem in found]


def test_a_head_and_a_deputy_are_two_units():
    assert led(TermRow("head", A), TermRow("deputy", B)) == []
    assert led(TermRow("head", A), TermRow("deputy", A)) == [
        ("terms-1-unit_id", "VKSND huyện A không thể vừa là Cụm trưởng vừa là Cụm phó.")
    ]


def test_a_seat_passes_at_a_day_and_is_never_held_by_two():
    assert led(TermRow("head", A, valid_to=JULY), TermRow("head", B, valid_from=JULY)) == []
    [(field, message)] = led(TermRow("head", A), TermRow("head", B, valid_from=JULY))
    assert field == "terms-1-valid_from"
    assert message.startswith("Cụm trưởng trong thời gian này đã là VKSND huyện A.")


def test_former_head_may_become_deputy():
    assert led(TermRow("head", A, valid_to=JULY), TermRow("deputy", A, valid_from=JULY)) == []


def test_only_who_belongs_at_that_time_leads():
    gone = (MemberRow(A, None, JULY), MemberRow(B))
    assert led(TermRow("head", A, valid_to=JULY), members=gone) == []
    assert led(TermRow("head", A, valid_from=AUGUST), members=gone) == [
        ("terms-0-unit_id", "VKSND huyện A không phải thành viên của Cụm thi đua số 1 năm 2024.")
    ]
    assert led(TermRow("head", A), members=()) != []


def test_nobody_leads_after_its_end_though_it_was_a_member_of_that_year():
    lives = {A: Span(valid_to=JULY)}
    assert led(TermRow("head", A), lives=lives) == []
    assert led(TermRow("head", A, valid_from=AUGUST), lives=lives) == [
        (
            "terms-0-unit_id",
            "VKSND huyện A đã kết thúc từ ngày 01/07/2024, trước ngày 01/08/2024.",
        )
    ]


def test_nobody_is_in_charge_twice_at_a_time():
    lien = SupervisionRow("Phạm Thị Liên")
    twice = SupervisionFacts((lien, lien))
    assert [problem.field for problem in supervision_problems(twice)] == ["supervisions-1-person"]
    later = SupervisionFacts((replace(lien, valid_to=JULY), replace(lien, valid_from=AUGUST)))
    assert supervision_problems(later) == []
    backwards = SupervisionFacts((replace(lien, valid_from=AUGUST, valid_to=JULY),))
    assert [problem.field for problem in supervision_problems(backwards)] == [
        "supervisions-0-valid_to"
    ]
