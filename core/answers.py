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
    """One thing in a unit's record, in words. `year` is None where no source gives it.

    `on` is its day, where it has one.
    """

    kind: str
    text: str
    year: int | None
    url: str = ""
    note: str = ""
    unit_id: int = 0
    on: date | None = None


@dataclass(frozen=True)
class Question:
    """Something a person must decide before a thing is done, with what may be chosen.

    `key` is answered by the value of one of the `choices`; nothing is done while an answer lacks.
    `proposed` stands chosen when the page opens; empty where nobody can know. `owner_id`: whose
    group it is about, so that the office of that unit answers it.
    """

    key: str
    label: str
    why: str
    choices: tuple[tuple[str, str], ...]
    proposed: str = ""
    owner_id: int = 0
