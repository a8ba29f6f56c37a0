"""Carrying out what happens to units, in every app at once, as a person decided."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db import transaction

from accounts.models import User
from clusters.actions import follow_event, must_be_open
from clusters.queries.events import owners_changed_by, years_changed_by
from core.locks import one_at_a_time
from core.problems import Problem, Refused
from core.versions import Stale, version_of
from organizations.actions import (
    Journal,
    carry_out,
    end_by_event,
    place_by_event,
    take_back,
)
from organizations.enums import EventState
from organizations.models import Unit, UnitEvent
from organizations.queries import Course, course_of, ever_above, known_units, names_on
from organizations.rules import ending_problems
from portal.queries.events import (
    NOBODY,
    Consequences,
    children_of_ended,
    consequences_of,
    obstacles_to_confirming,
    obstacles_to_taking_back,
    offices_to_ask,
    owners_asked,
)


class CannotConfirm(Refused):
    """A question lacks its answer, or an answer cannot be; each problem at `answers-<key>`.

    Or it is for the office of another unit to say, or a locked year must be opened again first:
    the problem names it.
    """


class CannotTakeEventBack(Refused):
    """Something was built on the event since; each problem says what."""


@transaction.atomic
def confirm_event(
    *, event: UnitEvent, answers: Mapping[str, str], version: str, by: User
) -> UnitEvent:
    """Carry out a planned event as its questions were answered; asked twice, done once.

    `version` is that of the consequences the person saw (`version_of`). Raises `CannotConfirm`,
    `CannotCarryOut`, `CannotFollow`, `YearIsLocked`, `Stale`.
    """
    one_at_a_time("unit")
    locked = UnitEvent.objects.select_for_update().get(pk=event.pk)
    if locked.state == EventState.IN_FORCE:
        return locked
    shown = consequences_of(locked, by)
    CannotConfirm.if_any(obstacles_to_confirming(locked, by, shown.questions))
    if version_of(shown) != version:
        raise Stale(shown)
    CannotConfirm.if_any(list(_unanswered(shown, answers)))
    said = {question.key: answers[question.key] for question in shown.questions}
    journal = Journal(locked)
    decided = [f"{each}: {answer}" for each, answer in _decided(shown, said, locked.on)]
    done = carry_out(event=locked, journal=journal, by=by, decided=decided)
    course = course_of(UnitEvent.objects.get(pk=locked.pk))
    _settle_below(done, course, said, journal)
    _name_heirs(course, said, journal)
    follow_event(course=course, answers=said, journal=journal)
    return done


@transaction.atomic
def take_event_back(*, event: UnitEvent, by: User) -> None:
    """Undo an event nothing was built on; it is planned again.

    Raises `CannotTakeEventBack`, `YearIsLocked`.
    """
    one_at_a_time("unit")
    locked = UnitEvent.objects.select_for_update().get(pk=event.pk)
    if locked.state == EventState.PLANNED:
        return
    CannotTakeEventBack.if_any(offices_to_ask(locked, by, owners_changed_by(locked)))
    CannotTakeEventBack.if_any(obstacles_to_taking_back(locked))
    for year in years_changed_by(locked):
        must_be_open(year)
    take_back(event=locked, by=by)


def _unanswered(shown: Consequences, answers: Mapping[str, str]) -> Iterable[Problem]:
    for question in shown.questions:
        if answers.get(question.key, "") not in dict(question.choices):
            yield Problem("Chọn một cách giải quyết.", f"answers-{question.key}")


def _decided(shown: Consequences, said: Mapping[str, str], on: date) -> Iterable[tuple[str, str]]:
    """Question and answer in words, with whose group it is about."""
    owners = names_on(owners_asked(shown.questions), on)
    for each in shown.questions:
        owner = owners.get(each.owner_id)
        whose = f" (cụm, khối của {owner.short_name})" if owner else ""
        yield f"{each.label}{whose}", dict(each.choices)[said[each.key]]


def _chosen(course: Course, answer: str) -> int | None:
    """The unit an answer names: one the event leads to, or one that is there already."""
    if answer.startswith("unit-"):
        return int(answer.removeprefix("unit-"))
    return course.successor(answer)


def _settle_below(
    event: UnitEvent, course: Course, said: Mapping[str, str], journal: Journal
) -> None:
    """Units below one that ended go where a person said, or end with it."""
    links = [(link, said[f"below-{link.unit_id}"]) for link in children_of_ended(course)]
    CannotConfirm.if_any(
        [problem for link, answer in links for problem in _cannot_go(link.unit, answer, course)]
    )
    for link, answer in links:
        above = _chosen(course, answer)
        if above is None:
            end_by_event(event, link.unit, journal)
        elif link.valid_from is not None and link.valid_from > course.on:
            journal.change(link, parent_id=above)
        else:
            place_by_event(event, link.unit, above, journal)


def _cannot_go(unit: Unit, answer: str, course: Course) -> Iterable[Problem]:
    field, above = f"answers-below-{unit.pk}", _chosen(course, answer)
    if above is None:
        known = known_units([unit.pk])[unit.pk]
        if known.exists_from is not None and known.exists_from >= course.on:
            yield Problem("Đơn vị có từ sau ngày này.", field)
        yield from ending_problems(known, course.on, field)
    elif unit.pk in ever_above(above):
        yield Problem("Đơn vị không thể là cấp trên của chính mình.", field)


def _name_heirs(course: Course, said: Mapping[str, str], journal: Journal) -> None:
    for unit in Unit.objects.filter(pk__in=course.ended).order_by("pk"):
        answer = said[f"heir-{unit.pk}"]
        if answer != NOBODY:
            journal.change(unit, heir_id=_chosen(course, answer))
