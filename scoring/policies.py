"""Who may do what with scores: the clerk fills in, the head submits, another hand checks.

Nobody checks a sheet of a unit he acts for, in whatever hat; nothing moves in a locked year.
"""

from accounts.models import User
from clusters.models import ClusterEdition
from clusters.policies import can_compose_group, can_manage_group, owns
from organizations.queries import hats_of
from scoring.models import CriteriaSet, ScoreSheet, ScoringRound
from scoring.queries import is_checker, is_own, moment_of
from scoring.rules import (
    checking_problems,
    filling_problems,
    returning_problems,
    taking_back_problems,
)


def fills_in(user: User, sheet: ScoreSheet) -> bool:
    """Clerk of the sheet's unit, whatever the state of the sheet."""
    return sheet.unit_id in hats_of(user).clerk_of


def can_fill_in(user: User, sheet: ScoreSheet) -> bool:
    """The unit's clerk, until the sheet is submitted."""
    return fills_in(user, sheet) and _is_year_open(sheet) and not filling_problems(moment_of(sheet))


def sends(user: User, sheet: ScoreSheet) -> bool:
    """The unit's head sends the sheet and takes it back; whether it is time is asked apart."""
    return sheet.unit_id in hats_of(user).head_of and _is_year_open(sheet)


def can_submit_score_sheet(user: User, sheet: ScoreSheet) -> bool:
    """The unit's head; what is still missing on the sheet, the action says."""
    return sends(user, sheet) and not filling_problems(moment_of(sheet))


def can_take_back_score_sheet(user: User, sheet: ScoreSheet) -> bool:
    """The unit's head, until checking starts."""
    return sends(user, sheet) and not taking_back_problems(moment_of(sheet))


def can_check_score_sheet(user: User, sheet: ScoreSheet) -> bool:
    """Head unit's clerk; the owner's office for the head's sheet and where nobody leads."""
    if not is_checker(user, sheet) or not _is_year_open(sheet):
        return False
    return not checking_problems(moment_of(sheet), is_own=is_own(user, sheet))


def returns(user: User, sheet: ScoreSheet) -> bool:
    """The owner's office, and whoever checks the sheet; never the own unit's."""
    if not _is_year_open(sheet) or is_own(user, sheet):
        return False
    return owns(user, sheet.round.edition) or is_checker(user, sheet)


def can_return_score_sheet(user: User, sheet: ScoreSheet) -> bool:
    """Who returns sheets, as long as this one is sent and not agreed."""
    return returns(user, sheet) and not returning_problems(moment_of(sheet), is_own=False)


def can_keep_criteria(user: User, criteria_set: CriteriaSet) -> bool:
    """Correct, copy and delete a table: the office of its owner."""
    return criteria_set.owner_id in hats_of(user).office_of


def can_make_criteria(user: User) -> bool:
    """An office makes tables for the groups it owns."""
    return bool(hats_of(user).office_of)


def can_open_scoring(user: User, edition: ClusterEdition) -> bool:
    """Choose the criteria, set the day, cancel, add sheets: the owner's office alone."""
    return can_compose_group(user, edition)


def can_open_checking(user: User, edition: ClusterEdition) -> bool:
    """Who manages the group opens its checking, once."""
    closed = ScoringRound.objects.filter(edition=edition, checking_opened_on__isnull=True)
    return can_manage_group(user, edition) and closed.exists()


def _is_year_open(sheet: ScoreSheet) -> bool:
    return sheet.round.edition.year.is_open
