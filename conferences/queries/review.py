"""What the last page of the results form shows: everything, what blocks, what is missing."""

from collections.abc import Iterable
from dataclasses import replace

from clusters.models import ClusterEdition
from clusters.queries import barred_units, members_of
from conferences.enums import HOLDING, REVIEWING, PurposeKind, Step
from conferences.models import Conference
from conferences.queries.calendar import held_on
from conferences.queries.seats import seat_obstacles
from conferences.queries.steps import (
    attachments_of,
    general_of,
    people_of,
    programme_of,
    scores_of,
    seats_chosen_at,
)
from conferences.rules import (
    Group,
    PeopleFacts,
    Results,
    SeatsFacts,
    recording_hints,
    recording_problems,
)
from core.dates import today
from core.problems import Problem
from organizations.queries import names_on
from scoring.queries import agreement_problems_of


def results_of(conference: Conference) -> Results:
    return Results(
        general=general_of(conference),
        people=people_of(conference),
        programme=programme_of(conference),
        scores=scores_of(conference),
        seats=seats_chosen_at(conference),
        attachments=attachments_of(conference),
    )


def obstacles_of(conference: Conference) -> list[Problem]:
    """What stands in the way of recording, by step; proposals and awards answer for themselves."""
    results = results_of(conference)
    names = unit_names(conference, units_in(results.people, results.seats))
    problems = recording_problems(results, groups_of(conference), names, today())
    if results.scores.scores_agreed:
        problems += _score_obstacles(conference)
    return problems + seat_obstacles(conference)


def _score_obstacles(conference: Conference) -> list[Problem]:
    """What scoring says against agreeing now."""
    return [
        replace(problem, step=Step.SCORES)
        for edition in reviewed_editions(conference)
        for problem in agreement_problems_of(edition)
    ]


def hints_of(conference: Conference) -> list[Problem]:
    """What is not known yet; nothing of it blocks."""
    return recording_hints(results_of(conference), groups_of(conference))


def held_editions(conference: Conference) -> list[ClusterEdition]:
    """The editions it is held for, in the order of its purposes, each once; not a farewell's."""
    return _editions(conference, HOLDING)


def reviewed_editions(conference: Conference) -> list[ClusterEdition]:
    """The editions whose year it looks back on: their scores it can agree to."""
    return _editions(conference, REVIEWING)


def _editions(conference: Conference, kinds: frozenset[PurposeKind]) -> list[ClusterEdition]:
    rows = conference.purposes.filter(kind__in=kinds).select_related("edition__year__owner")
    return list(dict.fromkeys(row.edition for row in rows.order_by("position")))


def groups_of(conference: Conference) -> dict[int, Group]:
    """The editions it is held for with their members, under the names of its day."""
    day = held_on(conference)
    return {
        edition.pk: Group(
            label=edition.label,
            year=edition.year.label_year,
            members={row.unit_id: row.name.short_name for row in members_of(edition, day)},
            barred=barred_units(edition.year.owner_id, edition.year.label_year + 1),
        )
        for edition in held_editions(conference)
    }


def unit_names(conference: Conference, units: Iterable[int]) -> dict[int, str]:
    """Short names of these units on the conference's day."""
    names = names_on(units, held_on(conference))
    return {unit: name.short_name for unit, name in names.items()}


def units_in(people: PeopleFacts, seats: SeatsFacts) -> set[int]:
    return {row.unit_id for row in people.attendance} | {row.unit_id for row in seats.seats}
