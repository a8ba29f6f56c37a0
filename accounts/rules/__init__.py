"""Plain rules of accounts: names, one-time codes; passwords, tries and browsers in their files."""

from accounts.rules.links import (
    CODE_LENGTH,
    CODE_SIGNS,
    GROUP,
    LINK_LIFE,
    code_from,
    in_groups,
)
from accounts.rules.names import LONGEST_NAME, SHORTEST_NAME, username_from, username_problem
from accounts.rules.own import OwnFacts

__all__ = [
    "CODE_LENGTH",
    "CODE_SIGNS",
    "GROUP",
    "LINK_LIFE",
    "LONGEST_NAME",
    "SHORTEST_NAME",
    "OwnFacts",
    "code_from",
    "in_groups",
    "username_from",
    "username_problem",
]
