"""Titles, registrations, nominations, awards: four different things, never counted together."""

from awards.queries.asked import found
from awards.queries.registration_list import registrations_in, registrations_list
from awards.queries.registrations import (
    Registered,
    Registrations,
    TitleCount,
    registration_scene,
    registrations_of,
    registrations_visible_to,
)
from awards.queries.titles import (
    TITLES,
    all_titles_offered,
    title_facts,
    title_named,
    titles,
    titles_known,
    titles_offered,
)
from awards.queries.told import (
    award_facts,
    award_scene,
    awards_of,
    awards_visible_to,
    nominations_of,
    nominations_that_count,
    nominee_groups,
    proposals_of,
    remaining_members,
    units_awarded_by,
)
from awards.queries.touching import (
    AWARDS,
    NOMINATIONS,
    REGISTRATIONS,
    TOUCHES,
    touched_by,
    touched_in_words,
)

__all__ = [
    "AWARDS",
    "NOMINATIONS",
    "REGISTRATIONS",
    "TITLES",
    "TOUCHES",
    "Registered",
    "Registrations",
    "TitleCount",
    "all_titles_offered",
    "award_facts",
    "award_scene",
    "awards_of",
    "awards_visible_to",
    "found",
    "nominations_of",
    "nominations_that_count",
    "nominee_groups",
    "proposals_of",
    "registration_scene",
    "registrations_in",
    "registrations_list",
    "registrations_of",
    "registrations_visible_to",
    "remaining_members",
    "title_facts",
    "title_named",
    "titles",
    "titles_known",
    "titles_offered",
    "touched_by",
    "touched_in_words",
    "units_awarded_by",
]
