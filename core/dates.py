"""The one clock."""

from datetime import date, datetime

from django.conf import settings
from django.utils import timezone


def today() -> date:
    """Today in Vietnam, or the fixed day of a demo (`EMULATION_TODAY`)."""
    return demo_day() or timezone.localdate()


def now() -> datetime:
    """This moment; in a demo, this time of its fixed day."""
    moment, day = timezone.localtime(), today()
    return moment.replace(year=day.year, month=day.month, day=day.day)


def demo_day() -> date | None:
    """The day a demo stands still on; None in real use."""
    fixed: str = settings.EMULATION_TODAY
    return date.fromisoformat(fixed) if fixed else None
