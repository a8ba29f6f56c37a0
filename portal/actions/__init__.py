"""What changes several apps at once."""

from portal.actions.events import CannotConfirm, CannotTakeEventBack, confirm_event, take_event_back
from portal.actions.results import record_results
from portal.actions.trials import try_event

__all__ = [
    "CannotConfirm",
    "CannotTakeEventBack",
    "confirm_event",
    "record_results",
    "take_event_back",
    "try_event",
]
