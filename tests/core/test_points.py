"""Points are exact."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.fields import PointsField
from core.points import format_points, parse_points

POINTS = st.decimals(min_value=0, max_value=10000, places=2)


@pytest.mark.parametrize("typed", ["8,5", "8.5", " 8,50 ", "8.50"])
def test_comma_and_point_are_both_read(typed: str) -> None:
    assert parse_points(typed) == Decimal("8.50")


@pytest.mark.parametrize("typed", ["98.5.1", "1.234,5", "8,555", "tám", "", "NaN", "1e3x", "∞"])
def test_what_is_no_number_of_two_decimals_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="ví dụ 8,5"):
        parse_points(typed)


@given(POINTS)
def test_points_come_back_from_the_database_as_they_went(points: Decimal) -> None:
    field = PointsField()
    assert field.from_db_value(field.get_prep_value(points)) == points


@given(POINTS)
def test_what_is_shown_can_be_typed_again(points: Decimal) -> None:
    assert parse_points(format_points(points)) == points


@given(st.lists(POINTS, max_size=80))
def test_hundredths_add_up_like_fractions(points: list[Decimal]) -> None:
    stored = [PointsField().get_prep_value(each) or 0 for each in points]
    assert Decimal(sum(stored)) / 100 == sum(points, Decimal(0))


def test_no_score_is_a_dash_never_a_zero() -> None:
    assert format_points(None) == "—"
