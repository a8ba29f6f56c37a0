"""Closed years an event would change, and what was built on it since."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from agreements.models import Agreement
from clusters.models import EmulationYear
from clusters.queries.events import years_changed_by
from clusters.queries.locked import locked_years_reached
from conferences.queries import recorded_naming
from core.days import vn_date
from core.problems import Problem
from organizations.enums import EventKind, EventSide
from organizations.models import UnitEvent, UnitName
from organizations.queries import Course, course_of, names_on


def closed_years_of(course: Course, below: Collection[int] = ()) -> list[EmulationYear]:
    """Locked years whose list, minutes or tables would say something else after the event.

    `below`: units that go along with one that ends. An exchange of territory changes nothing that
    is printed; a new name holds until the next one.
    """
    if course.kind == EventKind.TRANSFER:
        return []
    return locked_years_reached({*course.names, *below}, course.on, _until(course))


def _until(course: Course) -> date | None:
    if course.kind != EventKind.RENAME:
        return None
    later = UnitName.objects.filter(unit__in=course.names, valid_from__gt=course.on)
    return later.order_by("valid_from").values_list("valid_from", flat=True).first()


def must_be_reopened(years: Iterable[EmulationYear], said: str) -> list[Problem]:
    """One for each year, with whose it is; `said` tells what is refused."""
    closed = list(years)
    owners = names_on([year.owner_id for year in closed], date.max)
    return [
        Problem(
            f"{year.label} của {owners[year.owner_id].short_name} đã khóa: {said} "
            "sẽ đổi những gì in ra của năm đó. Hãy mở lại năm trước (một người đề nghị, người thứ "
            "hai đồng ý)."
        )
        for year in closed
    ]


# What was built on it since


def built_since(event: UnitEvent) -> Iterator[Problem]:
    """Years closed, meetings recorded and papers issued since, under the names of the event."""
    course = course_of(event)
    told = years_changed_by(event)  # of their members and seats another answer speaks
    closed = [year for year in closed_years_of(course) if year not in told]
    yield from must_be_reopened(closed, f"hoàn tác biến động từ ngày {vn_date(event.on)}")
    units = event.parts.filter(unit__isnull=False)
    if event.kind == EventKind.MOVE:
        units = units.filter(side=EventSide.BEFORE)
    keys = set(units.values_list("unit", flat=True))
    if event.kind != EventKind.TRANSFER:
        yield from _recorded_since(event, keys)
    yield from _issued_since(event, keys)


def _recorded_since(event: UnitEvent, units: set[int]) -> Iterator[Problem]:
    for conference in recorded_naming(units, event.on, since=event.carried_out_at):
        day = vn_date(conference.recorded_at)
        agreed = ", đã thống nhất điểm" if conference.scores_agreed else ""
        yield Problem(f"Đã ghi nhận ngày {day}{agreed}: {conference.label}.")


def _issued_since(event: UnitEvent, units: set[int]) -> Iterator[Problem]:
    """Papers that left the house with one of the units as a party."""
    issued = Agreement.objects.filter(
        parties__unit__in=units, paper__issued_at__gte=event.carried_out_at
    )
    for agreement in issued.select_related("paper").distinct().order_by("pk"):
        if agreement.paper is not None:
            day = vn_date(agreement.paper.issued_at)
            yield Problem(f"Đã phát hành ngày {day}: {agreement.paper.title}.")
