"""How near a due date is, in words."""

from collections.abc import Sequence
from datetime import date, timedelta

from core.days import WEEKDAYS

SOON = timedelta(days=7)


def due_words(due_on: date | None, on: date) -> tuple[str, str]:
    """Label and tone of a task's date: red when due or late, amber within the week."""
    if due_on is None:
        return "Chưa có hạn", "grey"
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
    others = "việc khác" if now or soon else "việc chưa gấp"
    words = ((now, "việc đã đến hạn"), (soon, "việc trong bảy ngày tới"), (rest, others))
    return " · ".join(f"{count} {word}" for count, word in words if count)


def line_states(marks: Sequence[str], *, is_running: bool) -> list[str]:
    """Done, current or todo for each step of a year, from done, started or unknown.

    Where a running year stands: at what is begun, else at the step after the last one done. In a
    year that is over or locked nothing is under way.
    """
    states = ["done" if mark == "done" else "todo" for mark in marks]
    after_last_done = max(
        (place + 1 for place, mark in enumerate(marks) if mark == "done"), default=0
    )
    here = next((place for place, mark in enumerate(marks) if mark == "started"), after_last_done)
    if is_running and here < len(states):
        states[here] = "current"
    return states
