"""Values of the pages about security."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Reason:
    """Why something unusual is done; it stays in the log."""

    reason: str = ""
