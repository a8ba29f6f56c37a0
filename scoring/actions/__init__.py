"""What people do with criteria, score sheets, checking and agreed scores."""

from scoring.actions.agreeing import (
    CannotAgree,
    agree_scores,
    note_download,
    withdraw_agreement_of_scores,
)
from scoring.actions.criteria import (
    KEPT,
    PARTS,
    SEALED,
    CannotSetCriteria,
    correct_criteria_set,
    create_criteria_set,
    delete_criteria_set,
)
from scoring.actions.rounds import (
    CannotChangeScoring,
    CannotOpenChecking,
    CannotOpenScoring,
    add_missing_sheets,
    cancel_scoring,
    correct_due_day,
    open_checking,
    open_scoring,
)
from scoring.actions.sheets import (
    CannotCheck,
    CannotFillIn,
    CannotReturn,
    CannotSubmit,
    CannotTakeBack,
    return_score_sheet,
    save_checked_points,
    save_self_points,
    submit_score_sheet,
    take_back_score_sheet,
)
from scoring.rules import CriteriaFacts

__all__ = [
    "KEPT",
    "PARTS",
    "SEALED",
    "CannotAgree",
    "CannotChangeScoring",
    "CannotCheck",
    "CannotFillIn",
    "CannotOpenChecking",
    "CannotOpenScoring",
    "CannotReturn",
    "CannotSetCriteria",
    "CannotSubmit",
    "CannotTakeBack",
    "CriteriaFacts",
    "add_missing_sheets",
    "agree_scores",
    "cancel_scoring",
    "correct_criteria_set",
    "correct_due_day",
    "create_criteria_set",
    "delete_criteria_set",
    "note_download",
    "open_checking",
    "open_scoring",
    "return_score_sheet",
    "save_checked_points",
    "save_self_points",
    "submit_score_sheet",
    "take_back_score_sheet",
    "withdraw_agreement_of_scores",
]
