"""The one clock."""

from datetime import date

from django.conf import settings
from django.utils import timezone


def today() -> date:
    """Today in Vietnam, or the fixed day of a demo (`EMULATION_TODAY`)."""
    return demo_day() or timezone.localdate()


def demo_day() -> date | None:
    """The day a demo stands still on; None in real use."""
    fixed: str = settings.EMULATION_TODAY
    return date.fromisoformat(fixed) if fixed else None
