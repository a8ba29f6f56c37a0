"""What people correct of their own account: the name; user name and roles are given to them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class OwnFacts:
    """The full name, as the log and the papers tell it from now on."""

    full_name: str = ""
