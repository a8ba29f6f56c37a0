"""What the head of one side confirms when a seat passes to another unit."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ConfirmationFacts:
    """One side's word: its note, and whether it has confirmed. `side` is a `HandoverSide`."""

    side: str
    note: str = ""
    is_confirmed: bool = False
