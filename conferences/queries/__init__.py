"""Reading conferences: which exist for a reader, what each step holds, how they are ordered."""

from conferences.queries.answers import found, waiting_for
from conferences.queries.calendar import (
    YearStep,
    conferences_of,
    held_on,
    in_calendar_order,
    purposes_in_words,
    when_of,
    year_steps_of,
)
from conferences.queries.named import recorded_naming
from conferences.queries.review import (
    groups_of,
    held_editions,
    hints_of,
    obstacles_of,
    results_of,
    reviewed_editions,
    unit_names,
)
from conferences.queries.seats import seat_choices_of
from conferences.queries.steps import (
    attachments_of,
    general_of,
    people_of,
    programme_of,
    scores_of,
    seats_chosen_at,
)
from conferences.queries.touching import MEETINGS, TOUCHES, touched_by, touched_in_words
from conferences.queries.visibility import (
    attachments_visible_to,
    conferences_visible_to,
    drafts_editable_by,
)

__all__ = [
    "MEETINGS",
    "TOUCHES",
    "YearStep",
    "attachments_of",
    "attachments_visible_to",
    "conferences_of",
    "conferences_visible_to",
    "drafts_editable_by",
    "found",
    "general_of",
    "groups_of",
    "held_editions",
    "held_on",
    "hints_of",
    "in_calendar_order",
    "obstacles_of",
    "people_of",
    "programme_of",
    "purposes_in_words",
    "recorded_naming",
    "results_of",
    "reviewed_editions",
    "scores_of",
    "seat_choices_of",
    "seats_chosen_at",
    "touched_by",
    "touched_in_words",
    "unit_names",
    "waiting_for",
    "when_of",
    "year_steps_of",
]
