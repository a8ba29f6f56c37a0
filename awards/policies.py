"""Who may register for titles, propose, and enter awards."""

from accounts.models import User
from awards.models import Award, TitleRegistration
from awards.queries import units_awarded_by
from clusters.models import ClusterEdition
from clusters.policies import can_manage_group
from clusters.queries import member_ids
from organizations.policies import keeps_register
from organizations.queries import hats_of


def can_add_title(user: User) -> bool:
    """The catalogue is kept by the offices and the administrators."""
    return keeps_register(user)


def registers_for(user: User, edition: ClusterEdition) -> frozenset[int] | None:
    """Units this user registers in the group: None is all of them, an empty set none.

    Who runs the group registers everybody; a clerk or head of a member its own unit.
    """
    if can_manage_group(user, edition):
        return None
    if not edition.year.is_open:
        return frozenset()
    hats = hats_of(user)
    return frozenset(member_ids(edition)) & (hats.clerk_of | hats.head_of)


def can_register_title(user: User, edition: ClusterEdition) -> bool:
    """Enter what members set out to earn."""
    units = registers_for(user, edition)
    return units is None or bool(units)


def can_withdraw_registration(user: User, registration: TitleRegistration) -> bool:
    """Who may register the unit may also say that it gave the title up."""
    units = registers_for(user, registration.edition)
    return units is None or registration.unit_id in units


def can_remove_registration(user: User, registration: TitleRegistration) -> bool:
    """Take out what was entered by mistake: who runs the group."""
    return can_manage_group(user, registration.edition)


def can_record_award(user: User) -> bool:
    """An award that no conference tells of: an owner's office or an administrator."""
    return keeps_register(user)


def can_correct_award(user: User, award: Award) -> bool:
    """Only awards that no conference tells of, of units in the office's care."""
    if award.conference_id is not None or not can_record_award(user):
        return False
    units = units_awarded_by(user)
    return units is None or award.unit_id in units
