"""What people do with titles: keep the catalogue, register, propose, enter awards."""

from awards.actions.registrations import (
    CannotRegisterTitle,
    CannotWithdraw,
    register_many,
    register_title,
    remove_registration,
    withdraw_registration,
)
from awards.actions.titles import (
    CannotAddTitle,
    add_title,
    correct_title,
    enter_title,
    remove_title,
)
from awards.actions.told import (
    CannotPropose,
    CannotRecordAward,
    correct_award,
    enter_award,
    record_award,
    remove_award,
    save_proposals,
)

__all__ = [
    "CannotAddTitle",
    "CannotPropose",
    "CannotRecordAward",
    "CannotRegisterTitle",
    "CannotWithdraw",
    "add_title",
    "correct_award",
    "correct_title",
    "enter_award",
    "enter_title",
    "record_award",
    "register_many",
    "register_title",
    "remove_award",
    "remove_registration",
    "remove_title",
    "save_proposals",
    "withdraw_registration",
]
