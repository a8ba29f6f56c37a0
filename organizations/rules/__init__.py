"""What is known of units, people and accounts as plain values, and the checks on them."""

from organizations.rules.accounts import (
    AccountFacts,
    GrantDays,
    GrantFacts,
    NewAccount,
    day_problems,
    grant_problems,
)
from organizations.rules.events import (
    SHAPES,
    AfterRow,
    Around,
    BeforeRow,
    EventFacts,
    settled,
)
from organizations.rules.obstacles import NOUNS, ending_problems, event_problems
from organizations.rules.register import (
    NameFacts,
    NewPersonFacts,
    NewUnitFacts,
    PersonFacts,
    PlaceFacts,
    PostFacts,
    UnitFacts,
    cleaned,
    is_exclusive_post,
    is_head_post,
    out_of_order,
    share_a_day,
)

__all__ = [
    "NOUNS",
    "SHAPES",
    "AccountFacts",
    "AfterRow",
    "Around",
    "BeforeRow",
    "EventFacts",
    "GrantDays",
    "GrantFacts",
    "NameFacts",
    "NewAccount",
    "NewPersonFacts",
    "NewUnitFacts",
    "PersonFacts",
    "PlaceFacts",
    "PostFacts",
    "UnitFacts",
    "cleaned",
    "day_problems",
    "ending_problems",
    "event_problems",
    "grant_problems",
    "is_exclusive_post",
    "is_head_post",
    "out_of_order",
    "settled",
    "share_a_day",
]
