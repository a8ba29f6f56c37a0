"""Years, the yearly editions of groups, who belongs, leads and supervises, by name."""

from clusters.queries.answers import found, touched_by
from clusters.queries.copying import Copy, copies_for, year_before
from clusters.queries.facts import (
    bases_of,
    composition_of,
    edition_facts,
    leadership_of,
    members_in_order,
    supervision_of,
    terms_in_order,
    year_facts,
)
from clusters.queries.leaders import (
    Seat,
    leading_unit,
    reserved_seats_after,
    reserved_seats_for,
    seats_in_words,
    seats_of,
    seats_offered,
    supervises,
)
from clusters.queries.members import Member, member_count, member_ids, members_of
from clusters.queries.scene import (
    EditionScene,
    LeadersScene,
    MembersScene,
    SupervisorsScene,
    YearScene,
)
from clusters.queries.ties import ties_of
from clusters.queries.visibility import (
    edition_url,
    editions_managed_by,
    editions_visible_to,
    in_order,
    with_rows,
    years_kept_by,
    years_visible_to,
)
from clusters.queries.year_list import ListedGroup, YearList, year_list
from clusters.queries.years import (
    closing_day,
    label_years,
    names_day,
    opening_day,
    shown_year,
    year_day,
    year_to_show,
)

__all__ = [
    "Copy",
    "EditionScene",
    "LeadersScene",
    "ListedGroup",
    "Member",
    "MembersScene",
    "Seat",
    "SupervisorsScene",
    "YearList",
    "YearScene",
    "bases_of",
    "closing_day",
    "composition_of",
    "copies_for",
    "edition_facts",
    "edition_url",
    "editions_managed_by",
    "editions_visible_to",
    "found",
    "in_order",
    "label_years",
    "leadership_of",
    "leading_unit",
    "member_count",
    "member_ids",
    "members_in_order",
    "members_of",
    "names_day",
    "opening_day",
    "reserved_seats_after",
    "reserved_seats_for",
    "seats_in_words",
    "seats_of",
    "seats_offered",
    "shown_year",
    "supervises",
    "supervision_of",
    "terms_in_order",
    "ties_of",
    "touched_by",
    "with_rows",
    "year_before",
    "year_day",
    "year_facts",
    "year_list",
    "year_to_show",
    "years_kept_by",
    "years_visible_to",
]
