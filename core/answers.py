"""What every app answers when portal asks around: waiting, found, touched."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Waiting:
    """Something that waits for this user, with its one action.

    `is_first`: it stands before all that has only a day, because somebody was sent back to it.
    """

    title: str
    detail: str
    action: str
    url: str
    due_on: date | None = None
    is_first: bool = False


@dataclass(frozen=True)
class Found:
    """One hit of a search the reader may open."""

    kind: str
    title: str
    detail: str
    url: str


@dataclass(frozen=True)
class Touched:
    """One thing in a unit's record, in words. `year` is None where no source gives it."""

    kind: str
    text: str
    year: int | None
    url: str = ""
    note: str = ""
