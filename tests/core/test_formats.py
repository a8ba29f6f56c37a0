from datetime import date, datetime
from decimal import Decimal

import pytest
from django import forms
from django.utils import formats


@pytest.mark.parametrize("typed", ["05/03/2026", "5/3/2026", "05-03-2026", "05.03.2026"])
def test_a_typed_day_is_read_day_first(typed):
    assert forms.DateField().clean(typed) == date(2026, 3, 5)


def test_a_month_that_does_not_exist_is_refused_and_never_swapped():
    with pytest.raises(forms.ValidationError):
        forms.DateField().clean("11/25/2024")


def test_days_are_shown_day_first():
    day = date(2024, 11, 5)
    assert formats.date_format(day) == "05/11/2024"
    assert formats.date_format(day, "SHORT_DATE_FORMAT") == "05/11/2024"
    assert formats.date_format(datetime(2024, 11, 5, 8, 30), "DATETIME_FORMAT") == (  # noqa: DTZ001
        "08:30 05/11/2024"
    )
    assert formats.date_format(day, "YEAR_MONTH_FORMAT") == "tháng 11/2024"


def test_numbers_have_a_decimal_comma_and_a_dot_at_thousands():
    assert formats.number_format(Decimal("98.50")) == "98,50"
    assert formats.number_format(Decimal("1234567.5"), force_grouping=True) == "1.234.567,5"


def test_the_week_starts_on_monday():
    assert formats.get_format("FIRST_DAY_OF_WEEK") == 1
