"""How near a day is, where a year stands, which years are gaps, how ranks are drawn."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.rules import due_summary, due_words, line_states, spans_of, trend_of

MONDAY = date(2024, 11, 25)


@pytest.mark.parametrize(
    ("due_on", "words"),
    [
        (date(2024, 11, 20), ("Quá hạn 20/11", "red")),
        (MONDAY, ("Hôm nay", "red")),
        (date(2024, 11, 27), ("Thứ Tư 27/11", "amber")),
        (date(2024, 12, 2), ("Thứ Hai 02/12", "grey")),
        (None, ("Chưa có hạn", "grey")),
    ],
)
def test_a_due_day_in_words(due_on, words):
    assert due_words(due_on, MONDAY) == words


def test_the_summary_counts_what_is_due_what_is_near_and_the_rest():
    days = [MONDAY, date(2024, 11, 20), date(2024, 11, 28), None]
    assert due_summary(days, MONDAY) == (
        "2 việc đã đến hạn · 1 việc trong bảy ngày tới · 1 việc khác"
    )
    assert due_summary([None, None], MONDAY) == "2 việc chưa gấp"
    assert due_summary([], MONDAY) == ""


@given(st.lists(st.none() | st.dates(), max_size=20))
def test_the_summary_forgets_no_task(days):
    counted = sum(int(part.split()[0]) for part in due_summary(days, MONDAY).split(" · ") if part)
    assert counted == len(days)


@pytest.mark.parametrize(
    ("marks", "states"),
    [
        ("???????", "ctttttt"),
        ("d??????", "dcttttt"),
        ("??dd???", "ttddctt"),
        ("??ds???", "ttdcttt"),
        ("ddddddd", "ddddddd"),
    ],
)
def test_a_running_year_stands_at_what_is_begun_or_after_the_last_step_done(marks, states):
    names = {"d": "done", "s": "started", "?": "unknown", "c": "current", "t": "todo"}
    said = line_states([names[mark] for mark in marks], is_running=True)
    assert said == [names[state] for state in states]


def test_in_a_year_that_is_over_nothing_is_under_way():
    assert line_states(["done", "started", "unknown"], is_running=False) == ["done", "todo", "todo"]


def test_years_nobody_knows_of_break_the_line_of_ranks():
    trend = trend_of({2019: 1, 2020: 3, 2023: 2, 2024: 2})
    assert trend is not None
    assert [len(line.split()) for line in trend.lines] == [2, 2]
    assert [year for year, _ in trend.years] == [2019, 2020, 2021, 2022, 2023, 2024]
    first, third, *_ = trend.dots
    assert first.y < third.y


def test_one_year_alone_makes_no_line():
    assert trend_of({}) is None
    assert trend_of({2024: 1}) is None


def test_a_line_of_first_places_is_level():
    trend = trend_of({2023: 1, 2024: 1})
    assert trend is not None
    assert len({dot.y for dot in trend.dots}) == 1


def test_empty_years_that_follow_each_other_are_one_gap():
    spans = spans_of(known=[2019, 2024], empty=[2020, 2021, 2022, 2023])
    assert [(span.label, span.is_gap) for span in spans] == [
        ("2024", False),
        ("2020 – 2023", True),
        ("2019", False),
    ]
