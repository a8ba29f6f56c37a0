"""What people do with years, groups, members and leaders."""

from clusters.actions.copying import Copied, copy_editions
from clusters.actions.editions import (
    PARTS,
    correct_edition,
    delete_edition,
    open_edition,
    rest_on,
)
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
from clusters.actions.supervisors import CannotPutInCharge, put_in_charge, save_supervision
from clusters.actions.years import (
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
    "PARTS",
    "CannotCompose",
    "CannotJoin",
    "CannotLead",
    "CannotOpenEdition",
    "CannotOpenYear",
    "CannotPutInCharge",
    "Copied",
    "EditionFacts",
    "SeatFacts",
    "YearFacts",
    "YearIsLocked",
    "copy_editions",
    "correct_edition",
    "correct_year",
    "delete_edition",
    "delete_year",
    "join_group",
    "lock_year",
    "must_be_open",
    "note_download",
    "open_edition",
    "open_year",
    "put_in_charge",
    "release_seat",
    "reserve_seat",
    "rest_on",
    "rest_year_on",
    "save_composition",
    "save_leadership",
    "save_supervision",
    "take_offered_seat",
    "take_the_lead",
]
