"""Days as Vietnamese offices write them."""

from datetime import UTC, date, datetime

from django.test import override_settings

from core.dates import today
from core.days import holds_on, vn_date


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
