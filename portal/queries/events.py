"""What an event touches in every app, what a person must decide, what stands against undoing it."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q

from accounts.models import User
from clusters.queries.events import (
    event_questions,
    memberships_reached,
    obstacles_in_groups,
    seats_reached,
    terms_reached,
)
from core.answers import Question, Touched
from core.days import vn_date
from core.problems import Problem
from organizations.models import Unit, UnitEvent, UnitParent
from organizations.policies import can_keep_event, owners_beyond
from organizations.queries import (
    Course,
    course_of,
    event_facts,
    names_on,
    parents_on,
    undo_obstacles,
)
from organizations.rules import EventFacts
from portal.queries.event_obstacles import built_since, closed_years_of, must_be_reopened
from portal.queries.touched import everything_touched, unfinished

NOBODY, ENDS_TOO = "none", "end"


@dataclass(frozen=True)
class Consequences:
    """What the confirmation page shows; `version_of(consequences)` travels with its form.

    `touched` stands in the order of its kinds, for `{% regroup %}` by `kind`. A question is
    answered under its `key`; where `proposed` is empty nothing is chosen beforehand.
    """

    event_id: int
    facts: EventFacts
    touched: tuple[Touched, ...] = ()
    questions: tuple[Question, ...] = ()


def consequences_of(event: UnitEvent, user: User) -> Consequences:
    """All that a planned event changes or reaches, with the links this reader may follow."""
    course = course_of(event)
    asked = (*_heirs(course), *_open_questions(course))
    return Consequences(event.pk, event_facts(event), everything_touched(course, user), asked)


def _open_questions(course: Course) -> tuple[Question, ...]:
    return (*_below(course), *event_questions(course))


def asked_before(course: Course, user: User) -> list[str]:
    """What a person must decide or open before this happens, in words; nothing if it may at once.

    Who finishes the work of a unit that ends is asked only where it has left some.
    """
    asked = [each.label for each in _open_questions(course)]
    left = unfinished(course, user) if course.ended else ()
    closed = _closed_years(course)
    return [*asked, *(each.text for each in left), *(problem.message for problem in closed)]


def _closed_years(course: Course) -> list[Problem]:
    """Locked years that must be opened again first, also of units below one that ends."""
    below = [link.unit_id for link in children_of_ended(course)]
    years = closed_years_of(course, below)
    return must_be_reopened(years, f"biến động từ ngày {vn_date(course.on)}")


def offices_to_ask(event: UnitEvent, user: User, owners: Collection[int]) -> list[Problem]:
    """Whose office must do it, if this user may not: that of a unit above, that of a group's owner.

    `owners`: of the groups whose members and seats are asked about, or were changed.
    """
    day = event.on - timedelta(days=1)
    if not can_keep_event(user, event):
        return [Problem("Chỉ văn phòng đơn vị cấp trên mới quyết định được biến động này.")]
    names = names_on(owners_beyond(user, event, owners), day)
    return [
        Problem(
            f"Biến động này chạm đến cụm, khối của {name.short_name}: Văn phòng {name.short_name} "
            "phải xác nhận."
        )
        for name in sorted(names.values(), key=lambda name: name.sort_key)
    ]


def obstacles_to_confirming(
    event: UnitEvent, user: User, questions: Iterable[Question]
) -> list[Problem]:
    """Whose office must do it; else the locked years that must be opened again first."""
    others = offices_to_ask(event, user, owners_asked(questions))
    return others or _closed_years(course_of(event))


def owners_asked(questions: Iterable[Question]) -> set[int]:
    """Whose groups the questions are about."""
    return {each.owner_id for each in questions if each.owner_id}


def obstacles_to_taking_back(event: UnitEvent) -> list[Problem]:
    """Everything that stands against undoing the event, in every app; none if it can be undone."""
    return [*undo_obstacles(event), *obstacles_in_groups(event), *built_since(event)]


# What organizations asks: who finishes the work, where the units below go


def _heirs(course: Course) -> Iterator[Question]:
    above = parents_on(course.ended, course.on - timedelta(days=1))
    for unit in course.ended:
        others = _living([above[unit]] if unit in above else [], course)
        if not course.successors and unit in above:
            others |= _living(_beside(above[unit], course), course)
        others.pop(unit, None)
        choices = tuple((each.value, each.label) for each in course.successors)
        choices += tuple((f"unit-{key}", name) for key, name in others.items())
        yield Question(
            key=f"heir-{unit}",
            label=f"Việc còn dở của {course.names[unit]} do đơn vị nào làm tiếp?",
            why="Phiếu điểm, hội nghị, nhiệm vụ chưa xong; tài khoản của đơn vị cũ chỉ còn xem.",
            choices=(*choices, (NOBODY, "Không đơn vị nào")),
            proposed=_only_one(course),
        )


def _only_one(course: Course) -> str:
    return course.successors[0].value if len(course.successors) == 1 else ""


def _beside(parent: int, course: Course) -> list[int]:
    rows = UnitParent.objects.filter(_holding(course), parent=parent)
    return list(rows.values_list("unit_id", flat=True))


def _holding(course: Course) -> Q:
    return Q(valid_to__isnull=True) | Q(valid_to__gt=course.on)


def _living(keys: list[int], course: Course) -> dict[int, str]:
    """Those that go on after the day, by name."""
    units = Unit.objects.filter(pk__in=keys).exclude(pk__in=course.ended)
    units = units.filter(Q(exists_to__isnull=True) | Q(exists_to__gt=course.on))
    names = names_on(units.values_list("pk", flat=True), course.on)
    order = sorted(names.items(), key=lambda each: each[1].sort_key)
    return {key: name.short_name for key, name in order}


def children_of_ended(course: Course) -> list[UnitParent]:
    """Places under units that end, in force on the day or later, of units that go on."""
    rows = UnitParent.objects.filter(_holding(course), parent__in=course.ended)
    rows = rows.exclude(unit__in=course.ended).exclude(unit__exists_to__lte=course.on)
    return list(rows.select_related("unit").order_by("parent_id", "unit_id"))


def _below(course: Course) -> Iterator[Question]:
    links = {link.unit_id: link for link in children_of_ended(course)}
    names = names_on(links, course.on - timedelta(days=1))
    above = parents_on(course.ended, course.on - timedelta(days=1))
    uppers = _living(list(above.values()), course)
    busy = _busy(links, course)
    day = vn_date(course.on)
    for unit in sorted(links, key=lambda key: (names[key].sort_key, key)):
        ended, name = links[unit].parent_id, names[unit].short_name
        upper = above.get(ended, 0)
        choices = [
            (each.value, f"Đặt dưới {each.label} từ ngày {day}")
            for each in course.successors
            if each.unit_id != unit
        ]
        if upper in uppers:
            choices.append((f"unit-{upper}", f"Đặt dưới {uppers[upper]} từ ngày {day}"))
        if unit not in busy:
            choices.append((ENDS_TOO, f"{name} kết thúc cùng ngày"))
        yield Question(
            key=f"below-{unit}",
            label=f"{name} (đang trực thuộc {course.names[ended]})",
            why=f"{course.names[ended]} kết thúc từ ngày {day}: đơn vị này về đâu?",
            choices=tuple(choices),
            proposed=_only_one(course) if choices and choices[0][0] == _only_one(course) else "",
        )


def _busy(units: Collection[int], course: Course) -> set[int]:
    """Units that do not end by the way: others stand below them, or they have a place in a group.

    What becomes of that is asked when their own end is entered.
    """
    below = UnitParent.objects.filter(_holding(course), parent__in=units)
    return {
        *below.values_list("parent_id", flat=True),
        *(row.unit_id for row in memberships_reached(units, course.on)),
        *(row.unit_id for row in terms_reached(units, course.on)),
        *(row.unit_id for row in seats_reached(units, course.on)),
    }
