"""What an event of units reaches among years and groups, and what a person must decide there.

Nothing of a locked year is reached, and nothing that was over before the day of the event.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from django.apps import apps
from django.db.models import Model, Q, QuerySet

from clusters.enums import YearState
from clusters.models import ClusterEdition, EmulationYear, LeadershipTerm, Membership, ReservedSeat
from clusters.queries.seats import waiting_seats
from clusters.queries.years import closing_day
from clusters.rules import overlap, stands_beside
from core.answers import Question
from core.days import vn_date
from core.problems import Problem
from organizations.models import UnitEvent, UnitEventChange
from organizations.queries import Course, as_it_was, parents_on

Choices = tuple[tuple[str, str], ...]
KEEP, END, ALL = "keep", "end", "all"


def event_questions(course: Course) -> tuple[Question, ...]:
    """One for each membership, seat and reserved seat that the event reaches."""
    asked = [*_of_memberships(course), *_of_terms(course), *_of_seats(course)]
    return tuple(asked)


# What is reached


def memberships_reached(units: Collection[int], on: date) -> list[Membership]:
    """Of open years, still in force on the day or later."""
    rows = Membership.objects.filter(_goes_on(on), unit__in=units)
    return _in_time(rows.select_related("edition__year"), on)


def terms_reached(units: Collection[int], on: date) -> list[LeadershipTerm]:
    rows = LeadershipTerm.objects.filter(_goes_on(on), unit__in=units)
    rows = rows.select_related("edition__year", "person").prefetch_related("edition__terms")
    return _in_time(rows, on)


def _goes_on(on: date) -> Q:
    return Q(edition__year__state=YearState.OPEN) & (Q(valid_to__isnull=True) | Q(valid_to__gt=on))


def _in_time(rows: Any, on: date) -> list[Any]:
    ordered = rows.order_by("edition__year__label_year", "edition__sort_key", "pk")
    return [row for row in ordered if closing_day(row.edition.year) >= on]


def seats_reached(units: Collection[int], on: date) -> list[ReservedSeat]:
    """Reserved seats nobody has taken up yet, of years that are open or not there yet."""
    kept = ReservedSeat.objects.filter(unit__in=units, label_year__gte=on.year - 1)
    ordered = kept.order_by("label_year", "chosen_in__sort_key", "-role", "pk")
    seats = list(ordered.select_related("chosen_in"))
    years = {(year.owner_id, year.label_year): year for year in years_of_seats(seats)}
    return [
        seat
        for seat in waiting_seats(seats)
        if _is_ahead(seat, years.get((seat.owner_id, seat.label_year)), on)
    ]


def _is_ahead(seat: ReservedSeat, year: EmulationYear | None, on: date) -> bool:
    if year is None:
        return seat.label_year >= on.year
    return year.is_open and closing_day(year) >= on


# What is asked


def _of_memberships(course: Course) -> Iterator[Question]:
    for row in memberships_reached(_asked(course), course.on):
        if _is_not_left(row.unit_id, row.edition.year.owner_id, course):
            continue
        yield Question(
            key=f"membership-{row.pk}",
            label=f"{course.names[row.unit_id]} trong {row.edition.label}",
            why=_why(course, row.unit_id),
            choices=_membership_choices(course, row.unit_id),
            owner_id=row.edition.year.owner_id,
        )


def _of_terms(course: Course) -> Iterator[Question]:
    for term in terms_reached(_asked(course), course.on):
        if _is_not_left(term.unit_id, term.edition.year.owner_id, course):
            continue
        stands_in = stands_beside(term, term.edition.terms.all())
        role = f"{term.edition.role_label(term.role)}{' (điều hành thay)' if stands_in else ''}"
        choices = _stand_in_choices if stands_in else _term_choices
        yield Question(
            key=f"term-{term.pk}",
            label=f"{role} {term.edition.label}: {course.names[term.unit_id]}",
            why=_why(course, term.unit_id),
            choices=choices(course, term.unit_id),
            owner_id=term.edition.year.owner_id,
        )


def _of_seats(course: Course) -> Iterator[Question]:
    for seat in seats_reached(_asked(course), course.on):
        if _is_not_left(seat.unit_id, seat.owner_id, course):
            continue
        name = course.names[seat.unit_id]
        written = f" Nguyên văn: “{seat.as_written}”." if seat.as_written else ""
        yield Question(
            key=f"seat-{seat.pk}",
            label=f"Dự kiến {seat.label}: {name}",
            why=f"{_why(course, seat.unit_id)}{written}",
            choices=_seat_choices(course, seat.unit_id, name),
            owner_id=seat.owner_id,
        )


def _seat_choices(course: Course, unit: int, name: str) -> Choices:
    if unit in course.moved:
        return (END, "Không còn dự kiến đơn vị nào"), (KEEP, f"Vẫn là {name}")
    has_ended = unit in course.ended
    keep = "Giữ như đã chọn, chưa đơn vị nào nhận thay" if has_ended else f"Vẫn là {name}"
    return (KEEP, keep), *_each(course, "Chuyển cho {}")


def _asked(course: Course) -> list[int]:
    return [*course.ended, *course.divided, *course.moved]


def _is_not_left(unit: int, owner: int, course: Course) -> bool:
    """A unit that changes the unit above it leaves the groups of the old one alone."""
    if unit not in course.moved:
        return False
    return parents_on([unit], course.on - timedelta(days=1)).get(unit) != owner


def _why(course: Course, unit: int) -> str:
    day = vn_date(course.on)
    if unit in course.ended:
        return f"{course.names[unit]} kết thúc từ ngày {day}."
    if unit in course.divided:
        new = ", ".join(each.label for each in course.successors)
        return f"Từ ngày {day}, {new} được tách ra từ {course.names[unit]}."
    return f"{course.names[unit]} đổi cấp trên từ ngày {day}."


def _each(course: Course, words: str) -> Choices:
    return tuple((each.value, words.format(each.label)) for each in course.successors)


def _membership_choices(course: Course, unit: int) -> Choices:
    day, name = vn_date(course.on), course.names[unit]
    instead = _each(course, f"{{}} vào thay từ ngày {day}")
    several = len(course.successors) > 1
    if unit in course.ended:
        every = ((ALL, f"Tất cả đơn vị mới vào thay từ ngày {day}"),) if several else ()
        return (*instead, *every, (END, f"Thôi từ ngày {day}, không đơn vị nào vào thay"))
    if unit in course.divided:
        beside = tuple(
            (f"{KEEP}-{each.value}", f"{name} ở lại, {each.label} tham gia từ ngày {day}")
            for each in course.successors
        )
        both = ((f"{KEEP}-{ALL}", f"{name} ở lại, tất cả đơn vị mới tham gia"),) if several else ()
        stays = (KEEP, f"{name} ở lại, không thêm đơn vị nào")
        return (stays, *beside, *both, *instead)
    return ((KEEP, f"{name} ở lại cụm, khối này"), (END, f"Thôi từ ngày {day}"))


def _term_choices(course: Course, unit: int) -> Choices:
    day = vn_date(course.on)
    empty = (END, f"Để trống từ ngày {day}")
    takes = _each(course, f"{{}} giữ từ ngày {day}")
    if unit in course.ended:
        return (*takes, empty)
    return ((KEEP, f"{course.names[unit]} giữ tiếp"), *takes, empty)


def _stand_in_choices(course: Course, unit: int) -> Choices:
    """The head let this deputy act for it, nobody else."""
    ends = (END, f"Thôi điều hành thay từ ngày {vn_date(course.on)}")
    keep = (KEEP, f"{course.names[unit]} điều hành thay tiếp")
    return (ends,) if unit in course.ended else (keep, ends)


# What stands against undoing


def obstacles_in_groups(event: UnitEvent) -> list[Problem]:
    """Years locked since, and seats and places in groups that somebody else has taken since."""
    changes = _changes_in_groups(event)
    return [*_locked_since(changes), *_taken_since(changes)]


def _locked_since(changes: Iterable[UnitEventChange]) -> Iterator[Problem]:
    for year in _years_of(changes).filter(state=YearState.LOCKED):
        yield Problem(f"{year.label} đã khóa: thành viên và vai trò trong năm không sửa được nữa.")


def years_changed_by(event: UnitEvent) -> list[EmulationYear]:
    """Years in which the event changed a group or a reserved seat, where they are there already."""
    return list(_years_of(_changes_in_groups(event)))


def owners_changed_by(event: UnitEvent) -> set[int]:
    """Whose groups and reserved seats the event changed."""
    changes = _changes_in_groups(event)
    kept_for = {row.owner_id for row in _rows_of(changes) if isinstance(row, ReservedSeat)}
    return kept_for | {year.owner_id for year in _years_of(changes)}


def _changes_in_groups(event: UnitEvent) -> list[UnitEventChange]:
    return list(event.changes.filter(record_type__startswith="clusters."))


def years_of_seats(seats: Iterable[ReservedSeat]) -> list[EmulationYear]:
    """The years seats are kept for, where they are there already."""
    wanted = Q(pk__in=())
    for seat in seats:
        wanted |= Q(owner=seat.owner_id, label_year=seat.label_year)
    return list(EmulationYear.objects.filter(wanted).order_by("pk"))


def _rows_of(changes: Iterable[UnitEventChange]) -> list[Any]:
    """Each row as it was before the event, or as the event made it."""
    return [
        row
        for change in changes
        for row in (
            [as_it_was(change)]
            if change.before is not None
            else apps.get_model(change.record_type)._base_manager.filter(pk=change.record_id)
        )
    ]


def _years_of(changes: Iterable[UnitEventChange]) -> QuerySet[EmulationYear]:
    rows = _rows_of(changes)
    seats = years_of_seats(row for row in rows if isinstance(row, ReservedSeat))
    editions = {key for row in rows if (key := getattr(row, "edition_id", None))}
    own = Q(editions__in=editions) | Q(pk__in=[year.pk for year in seats])
    return EmulationYear.objects.filter(own).distinct().order_by("label_year", "pk")


def _taken_since(changes: Sequence[UnitEventChange]) -> Iterator[Problem]:
    made = {(each.record_type, each.record_id) for each in changes if each.before is None}
    for change in changes:
        model = apps.get_model(change.record_type)
        if change.before is None or model not in {Membership, LeadershipTerm}:
            continue
        back: Any = as_it_was(change)
        others = [
            row
            for row in _rivals(model, back)
            if (change.record_type, row.pk) not in made and row.pk != back.pk
        ]
        if any(overlap(row, back) for row in others):
            yield Problem(f"{back.label}: thời gian đó đã ghi đơn vị hoặc vai trò khác.")


def _rivals(model: type[Model], row: Any) -> Iterable[Any]:
    """Rows that cannot hold at the same time as this one."""
    if model is LeadershipTerm:
        same = {"edition": row.edition_id, "role": row.role, "stands_in": row.stands_in}
        return LeadershipTerm.objects.filter(**same)
    years = ClusterEdition.objects.filter(pk=row.edition_id).values("year")
    return Membership.objects.filter(edition__year__in=years, unit=row.unit_id)
