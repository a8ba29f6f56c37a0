"""How the texts of a conference are cleaned and measured, and how its day is written."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from conferences.enums import DatePrecision, TimeOfDay
from core.enums import Words
from core.problems import Problem
from core.text import nfc, one_line

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

F = TypeVar("F", bound="DataclassInstance")

# Texts of several lines; every other text is one line.
_LONG = frozenset({"note", "agenda", "proceedings", "gist", "attendance_note"})
_UNKNOWN_DAY = "Chưa rõ ngày"
_LISTED_DAYS = 7


def cleaned(facts: F) -> F:
    """The same facts in NFC, without stray spaces, rows included: what is stored and compared."""
    values = {field.name: _clean(field.name, getattr(facts, field.name)) for field in fields(facts)}
    return replace(facts, **values)


def _clean(name: str, value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(cleaned(row) for row in value)
    if not isinstance(value, str):
        return value
    if name in _LONG:
        return "\n".join(line.rstrip() for line in nfc(value).splitlines()).strip()
    return one_line(value)


def text_problems(
    facts: "DataclassInstance",
    *,
    step: str,
    longest: Mapping[str, int],
    words: Mapping[str, type[Words]],
) -> list[Problem]:
    """Texts that are too long and words that are in no list, in the facts and in their rows.

    Both tables may name a field (`post`) or the field of one kind of row (`SeatRow.as_written`).
    A problem's field is the facts' own, or `rows-<index>-<field>` as a formset names it.
    """
    return [
        Problem(message, place, step)
        for place, key, value in _values(facts)
        if (message := _wrong(value, _named(longest, key), _named(words, key)))
    ]


def _values(facts: "DataclassInstance", prefix: str = "") -> Iterator[tuple[str, str, Any]]:
    for field in fields(facts):
        value = getattr(facts, field.name)
        if isinstance(value, tuple):
            for index, row in enumerate(value):
                yield from _values(row, f"{field.name}-{index}-")
        else:
            yield f"{prefix}{field.name}", f"{type(facts).__name__}.{field.name}", value


def _named(table: Mapping[str, Any], key: str) -> Any:
    return table.get(key, table.get(key.partition(".")[2]))


def _wrong(value: Any, longest: int | None, words: type[Words] | None) -> str:
    if words is not None and value not in set(words):
        return "Chọn một mục trong danh sách."
    if longest is not None and len(value) > longest:
        return f"Viết ngắn lại: tối đa {longest} ký tự, đang có {len(value)}."
    return ""


def repeated(values: Iterable[object]) -> list[int]:
    """Where a value stands that stood before."""
    seen: set[object] = set()
    found = []
    for index, value in enumerate(values):
        if value in seen:
            found.append(index)
        seen.add(value)
    return found


def when_in_words(
    precision: str, starts_on: date | None, ends_on: date | None, time_of_day: str = ""
) -> str:
    """“chiều 25/11/2024”, “trong các ngày 19, 20, 21/3/2024”, “từ … đến …”, “Chưa rõ ngày”."""
    if precision == DatePrecision.UNKNOWN or starts_on is None or ends_on is None:
        return _UNKNOWN_DAY
    if precision == DatePrecision.DAY:
        time = TimeOfDay(time_of_day).label if time_of_day else ""
        return f"{time} {starts_on:%d/%m/%Y}".strip()
    if (ends_on - starts_on).days < _LISTED_DAYS:
        return f"trong các ngày {_days(starts_on, ends_on)}"
    return f"từ {starts_on:%d/%m/%Y} đến {ends_on:%d/%m/%Y}"


def _days(starts_on: date, ends_on: date) -> str:
    """Every day of a short range; month and year stand once, at their last day."""
    days = [starts_on + timedelta(days=n) for n in range((ends_on - starts_on).days + 1)]
    written = [_day(day, following) for day, following in zip(days, [*days[1:], None], strict=True)]
    return ", ".join(written)


def _day(day: date, following: date | None) -> str:
    """A nought before days below 10 and months 1 and 2 only, as offices write."""
    month = f"{day.month:02d}" if day.month < 3 else f"{day.month}"
    if following and following.month == day.month:
        return f"{day.day:02d}"
    if following and following.year == day.year:
        return f"{day.day:02d}/{month}"
    return f"{day.day:02d}/{month}/{day.year}"
