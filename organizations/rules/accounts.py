"""Accounts and the roles they are given, as plain values."""

from dataclasses import dataclass
from datetime import date

from core.problems import Problem
from organizations.enums import Role
from organizations.rules.register import out_of_order


@dataclass(frozen=True)
class AccountFacts:
    """Whose account it is; `person` is the key of the person in the register."""

    full_name: str
    person: int | None = None


@dataclass(frozen=True)
class GrantDays:
    """From which day until before which day a role is held."""

    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True)
class GrantFacts(GrantDays):
    """A role for a unit; only an administrator's names none.

    `appointment`: the post of the account's person that the role goes with.
    """

    role: str = ""
    unit: int | None = None
    appointment: int | None = None

    @property
    def days(self) -> GrantDays:
        return GrantDays(self.valid_from, self.valid_to)


@dataclass(frozen=True)
class NewAccount(GrantFacts):
    """An account about to be opened, with its first role or none yet."""

    username: str = ""
    full_name: str = ""
    person: int | None = None


def grant_problems(facts: GrantFacts) -> list[Problem]:
    """What is wrong with a grant by itself."""
    problems = day_problems(facts)
    if not facts.role:
        problems.append(Problem("Chọn vai trò.", "role"))
    elif facts.role == Role.ADMINISTRATOR and facts.unit is not None:
        message = "Quản trị không gắn với đơn vị nào. Để trống mục đơn vị."
        problems.append(Problem(message, "unit"))
    elif facts.role != Role.ADMINISTRATOR and facts.unit is None:
        problems.append(Problem("Chọn đơn vị cho vai trò này.", "unit"))
    return problems


def day_problems(days: GrantDays) -> list[Problem]:
    return out_of_order(days.valid_from, days.valid_to)
