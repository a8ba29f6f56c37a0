"""Days as Vietnamese offices write them."""

from datetime import UTC, date, datetime

import pytest
from django.test import override_settings

from core.dates import today
from core.days import holds_on, long_date, vn_date


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2026, 2, 5), "ngày 05 tháng 02 năm 2026"),
        (date(2024, 3, 5), "ngày 05 tháng 3 năm 2024"),
        (date(2024, 11, 25), "ngày 25 tháng 11 năm 2024"),
        (None, "ngày … tháng … năm …"),
    ],
)
def test_a_day_on_paper(day: date | None, written: str) -> None:
    assert long_date(day) == written


def test_an_unknown_day_on_screen_is_empty_not_today() -> None:
    assert vn_date(None) == ""


def test_a_moment_late_in_the_evening_belongs_to_the_day_in_vietnam() -> None:
    assert vn_date(datetime(2024, 12, 31, 17, 30, tzinfo=UTC)) == "01/01/2025"


def test_a_period_contains_its_first_day_and_not_its_last() -> None:
    starts, ends = date(2024, 1, 1), date(2025, 1, 1)
    assert holds_on(starts, ends, date(2024, 1, 1))
    assert not holds_on(starts, ends, date(2025, 1, 1))


def test_a_demo_stands_still_on_its_day() -> None:
    with override_settings(EMULATION_TODAY="2024-11-25"):
        assert today() == date(2024, 11, 25)
