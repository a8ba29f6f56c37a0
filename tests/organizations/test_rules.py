"""Days that follow each other, posts that head a unit, texts stored whole."""

from datetime import date

import pytest

from organizations.rules import (
    NameFacts,
    PostFacts,
    cleaned,
    is_head_post,
    out_of_order,
    share_a_day,
)

MAY, JUNE, JULY = (date(2024, month, 1) for month in (5, 6, 7))


@pytest.mark.parametrize(
    ("post", "heads"),
    [
        ("Viện trưởng", True),
        ("VIỆN TRƯỞNG VKSND tỉnh Lạng Sơn", True),
        ("Quyền Viện trưởng", True),
        ("Chánh Văn phòng", True),
        ("Phó Viện trưởng", False),
        ("Phó Chánh Văn phòng", False),
        ("Viện trưởngg", False),
        ("", False),
    ],
)
def test_the_head_is_known_by_how_the_post_begins(post: str, heads: bool) -> None:
    assert is_head_post(post) is heads


def test_half_open_periods_that_touch_share_no_day() -> None:
    assert not share_a_day(MAY, JUNE, JUNE, JULY)
    assert share_a_day(MAY, JULY, JUNE, None)
    assert share_a_day(None, None, None, None)
    assert not share_a_day(JUNE, None, None, JUNE)


def test_a_period_of_no_day_is_out_of_order() -> None:
    assert [problem.field for problem in out_of_order(MAY, MAY, "exists_to")] == ["exists_to"]
    assert out_of_order(MAY, None) == out_of_order(None, MAY) == out_of_order(MAY, JUNE) == []


def test_texts_are_composed_and_notes_keep_their_lines() -> None:
    facts = cleaned(NameFacts("Vie\u0323\u0302n\u200b  kiểm", "a\nb", note=" một\nhai "))
    assert (facts.full_name, facts.short_name, facts.note) == ("Viện kiểm", "a b", "một\nhai")
    assert cleaned(PostFacts(1, "x", MAY)) == PostFacts(1, "x", MAY)
