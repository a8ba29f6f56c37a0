"""Answering “why not?” with a list: every obstacle at once, for the page and for the gate."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One obstacle: what to do about it, the field it stands at, the step it belongs to."""

    message: str
    field: str = ""
    step: str = ""


class Refused(Exception):
    """What was asked is impossible now; subclasses are named after it (`CannotSubmit`)."""

    def __init__(self, *problems: Problem | str) -> None:
        self.problems: tuple[Problem, ...] = tuple(
            Problem(each) if isinstance(each, str) else each for each in problems
        )
        super().__init__("; ".join(problem.message for problem in self.problems))

    @classmethod
    def if_any(cls, problems: Sequence[Problem]) -> None:
        """Raise with all of them, or pass."""
        if problems:
            raise cls(*problems)
