"""Years, groups, members and leaders as forms edit them, and what stands against them."""

from clusters.rules.continuing import keeps_most, mark_stands
from clusters.rules.editions import EditionFacts, edition_problems, proposed_name
from clusters.rules.eligibility import EligibilityRule, barred_in_words, eligibility_rule
from clusters.rules.exclusions import ExclusionRow, ExclusionsFacts, exclusion_problems
from clusters.rules.handover import ConfirmationFacts
from clusters.rules.leaders import (
    LeadershipFacts,
    Seats,
    SupervisionFacts,
    SupervisionRow,
    TermRow,
    both_roles,
    leadership_problems,
    not_a_member,
    say_why,
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
from clusters.rules.periods import Span, outside_life, overlap, period_in_words
from clusters.rules.reopening import (
    LONGEST_REASON,
    SHORTEST_REASON,
    ReopeningFacts,
    reopened_in_words,
    reopening_problems,
)
from clusters.rules.rotation import Standing, next_to_lead, rotation_order, turn_in_words
from clusters.rules.seats import receiver_of
from clusters.rules.turn import (
    LastGroup,
    PlannedGroup,
    TurnPlan,
    TurnSurroundings,
    plan_from,
    turn_hints,
    turn_problems,
)
from clusters.rules.turn_difference import (
    Before,
    GroupDifference,
    KeptSeat,
    Moved,
    NotContinued,
    Now,
    Renamed,
    SeatToFill,
    TurnDifference,
    turn_difference,
)
from clusters.rules.years import YearFacts, year_problems

__all__ = [
    "LONGEST_REASON",
    "SHORTEST_REASON",
    "Before",
    "CompositionFacts",
    "ConfirmationFacts",
    "EditionFacts",
    "EligibilityRule",
    "Elsewhere",
    "ExclusionRow",
    "ExclusionsFacts",
    "GroupDifference",
    "KeptSeat",
    "LastGroup",
    "LeadershipFacts",
    "Leading",
    "MemberRow",
    "Moved",
    "NotContinued",
    "Now",
    "PlannedGroup",
    "Renamed",
    "ReopeningFacts",
    "SeatToFill",
    "Seats",
    "Span",
    "Standing",
    "SupervisionFacts",
    "SupervisionRow",
    "Surroundings",
    "TermRow",
    "TurnDifference",
    "TurnPlan",
    "TurnSurroundings",
    "YearFacts",
    "barred_in_words",
    "both_roles",
    "composition_problems",
    "edition_problems",
    "eligibility_rule",
    "exclusion_problems",
    "keeps_most",
    "leadership_problems",
    "mark_stands",
    "next_to_lead",
    "not_a_member",
    "outside_life",
    "overlap",
    "period_in_words",
    "plan_from",
    "proposed_name",
    "receiver_of",
    "reopened_in_words",
    "reopening_problems",
    "rotation_order",
    "say_why",
    "supervision_problems",
    "turn_difference",
    "turn_hints",
    "turn_in_words",
    "turn_problems",
    "year_problems",
]
