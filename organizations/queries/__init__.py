"""Units as they were called on a day, people, and which hats a user wears."""

from organizations.queries.facts import (
    end_facts,
    name_facts,
    next_name,
    person_facts,
    place_facts,
    post_facts,
    unit_facts,
)
from organizations.queries.people import (
    PEOPLE,
    headed_by,
    people_visible_to,
    person_posts,
    posts_at,
    posts_on,
    staff_of,
)
from organizations.queries.register import Register, register_of
from organizations.queries.roles import Hats, hats_of
from organizations.queries.search import found
from organizations.queries.units import (
    children_on,
    name_on,
    names_on,
    names_on_days,
    parents_on,
    places_of,
    unit_book,
    unit_order,
    units_above,
    units_below,
    units_in_order,
    units_named,
)

__all__ = [
    "PEOPLE",
    "Hats",
    "Register",
    "children_on",
    "end_facts",
    "found",
    "hats_of",
    "headed_by",
    "name_facts",
    "name_on",
    "names_on",
    "names_on_days",
    "next_name",
    "parents_on",
    "people_visible_to",
    "person_facts",
    "person_posts",
    "place_facts",
    "places_of",
    "post_facts",
    "posts_at",
    "posts_on",
    "register_of",
    "staff_of",
    "unit_book",
    "unit_facts",
    "unit_order",
    "units_above",
    "units_below",
    "units_in_order",
    "units_named",
]
