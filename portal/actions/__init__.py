"""What changes several apps at once."""

from portal.actions.events import CannotConfirm, CannotTakeEventBack, confirm_event, take_event_back
from portal.actions.results import record_results
from portal.actions.trials import note_trial_download, try_event

__all__ = [
    "CannotConfirm",
    "CannotTakeEventBack",
    "confirm_event",
    "note_trial_download",
    "record_results",
    "take_event_back",
    "try_event",
]
