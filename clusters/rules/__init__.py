"""Years, groups, members and leaders as forms edit them, and what stands against them."""

from clusters.rules.editions import EditionFacts, edition_problems, proposed_name
from clusters.rules.leaders import (
    LeadershipFacts,
    Seats,
    SupervisionFacts,
    SupervisionRow,
    TermRow,
    both_roles,
    leadership_problems,
    not_a_member,
    supervision_problems,
)
from clusters.rules.members import (
    CompositionFacts,
    Elsewhere,
    Leading,
    MemberRow,
    Surroundings,
    composition_problems,
)
from clusters.rules.periods import overlap, period_in_words
from clusters.rules.years import YearFacts, year_problems

__all__ = [
    "CompositionFacts",
    "EditionFacts",
    "Elsewhere",
    "LeadershipFacts",
    "Leading",
    "MemberRow",
    "Seats",
    "SupervisionFacts",
    "SupervisionRow",
    "Surroundings",
    "TermRow",
    "YearFacts",
    "both_roles",
    "composition_problems",
    "edition_problems",
    "leadership_problems",
    "not_a_member",
    "overlap",
    "period_in_words",
    "proposed_name",
    "supervision_problems",
    "year_problems",
]
