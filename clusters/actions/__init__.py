"""What people do with years, groups, members and leaders."""

from clusters.actions.editions import (
    HAS_HISTORY,
    PARTS,
    correct_edition,
    delete_edition,
    open_edition,
    rest_on,
)
from clusters.actions.events import CannotFollow, follow_event
from clusters.actions.exclusions import CannotExclude, save_exclusions
from clusters.actions.handover import CannotHandOver, confirm_handover, note_handover_download
from clusters.actions.leaders import (
    CannotLead,
    SeatFacts,
    release_seat,
    reserve_seat,
    save_leadership,
    take_offered_seat,
    take_the_lead,
)
from clusters.actions.members import CannotCompose, CannotJoin, join_group, save_composition
from clusters.actions.reopening import (
    CannotReopenYear,
    agree_to_reopening,
    ask_reopening,
    decline_reopening,
)
from clusters.actions.supervisors import CannotPutInCharge, put_in_charge, save_supervision
from clusters.actions.turn import (
    CannotTurn,
    carry_out_turn,
    drop_turn,
    save_turn,
    start_turn,
)
from clusters.actions.years import (
    NOT_EMPTY,
    CannotOpenEdition,
    CannotOpenYear,
    YearIsLocked,
    correct_year,
    delete_year,
    lock_year,
    must_be_open,
    note_download,
    open_year,
    rest_year_on,
)
from clusters.rules import EditionFacts, YearFacts

__all__ = [
    "HAS_HISTORY",
    "NOT_EMPTY",
    "PARTS",
    "CannotCompose",
    "CannotExclude",
    "CannotFollow",
    "CannotHandOver",
    "CannotJoin",
    "CannotLead",
    "CannotOpenEdition",
    "CannotOpenYear",
    "CannotPutInCharge",
    "CannotReopenYear",
    "CannotTurn",
    "EditionFacts",
    "SeatFacts",
    "YearFacts",
    "YearIsLocked",
    "agree_to_reopening",
    "ask_reopening",
    "carry_out_turn",
    "confirm_handover",
    "correct_edition",
    "correct_year",
    "decline_reopening",
    "delete_edition",
    "delete_year",
    "drop_turn",
    "follow_event",
    "join_group",
    "lock_year",
    "must_be_open",
    "note_download",
    "note_handover_download",
    "open_edition",
    "open_year",
    "put_in_charge",
    "release_seat",
    "reserve_seat",
    "rest_on",
    "rest_year_on",
    "save_composition",
    "save_exclusions",
    "save_leadership",
    "save_supervision",
    "save_turn",
    "start_turn",
    "take_offered_seat",
    "take_the_lead",
]
