"""What is known of units, people and accounts as plain values, and the checks on them."""

from organizations.rules.accounts import (
    AccountFacts,
    GrantDays,
    GrantFacts,
    NewAccount,
    day_problems,
    grant_problems,
)
from organizations.rules.register import (
    EndFacts,
    NameFacts,
    NewPersonFacts,
    NewUnitFacts,
    PersonFacts,
    PlaceFacts,
    PostFacts,
    UnitFacts,
    cleaned,
    is_head_post,
    out_of_order,
    share_a_day,
)

__all__ = [
    "AccountFacts",
    "EndFacts",
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
    "grant_problems",
    "is_head_post",
    "out_of_order",
    "share_a_day",
]
