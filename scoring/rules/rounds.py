"""What is said when scoring is opened, and corrected later."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class OpeningFacts:
    """Which table a group is scored by, and until when its units send their sheets."""

    criteria_set_id: int | None = None
    due_on: date | None = None


@dataclass(frozen=True)
class DueFacts:
    """Until when the units send their sheets; nothing where no day was set."""

    due_on: date | None = None


@dataclass(frozen=True)
class ReturnFacts:
    """Why a sheet goes back to its unit."""

    reason: str = ""
