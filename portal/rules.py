"""How near a due date is, in words."""

from datetime import date, timedelta

from core.dates import WEEKDAYS

SOON = timedelta(days=7)


def due_words(due_on: date | None, on: date) -> tuple[str, str]:
    """Label and tone of a task's date: red when due or late, amber within the week."""
    if due_on is None:
        return "Chưa định hạn", "grey"
    if due_on < on:
        return f"Quá hạn {due_on:%d/%m}", "red"
    if due_on == on:
        return "Hôm nay", "red"
    label = f"{WEEKDAYS[due_on.weekday()]} {due_on:%d/%m}"
    return label, "amber" if due_on - on < SOON else "grey"


def due_summary(due_days: list[date | None], on: date) -> str:
    """“2 việc đã đến hạn · 1 việc trong bảy ngày tới · 3 việc khác”."""
    now = sum(day is not None and day <= on for day in due_days)
    soon = sum(day is not None and on < day < on + SOON for day in due_days)
    rest = len(due_days) - now - soon
    words = ((now, "việc đã đến hạn"), (soon, "việc trong bảy ngày tới"), (rest, "việc khác"))
    return " · ".join(f"{count} {word}" for count, word in words if count)
