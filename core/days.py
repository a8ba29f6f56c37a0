"""Days as Vietnamese offices write them, and periods. Plain Python.

Periods are half-open everywhere: `from` belongs to them, `to` does not, empty means open.
"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")


def vn_date(day: date | None) -> str:
    """dd/mm/yyyy, empty for an unknown day; a moment counts as its day in Vietnam."""
    if isinstance(day, datetime):
        day = day.astimezone(VIETNAM).date()
    return f"{day:%d/%m/%Y}" if day else ""


def vn_moment(at: datetime) -> str:
    """“08:05 ngày 25/11/2024”, as the clocks in Vietnam show it."""
    return f"{at.astimezone(VIETNAM):%H:%M ngày %d/%m/%Y}"


def weekday(day: date) -> str:
    return WEEKDAYS[day.weekday()]


def holds_on(starts: date | None, ends: date | None, on: date) -> bool:
    """Whether a half-open period contains the day."""
    return (starts is None or starts <= on) and (ends is None or on < ends)


def last_day(ends: date | None) -> date | None:
    """The last day of a period that ends before this day, as people say it: “đến hết ngày”."""
    return ends - timedelta(days=1) if ends else None
