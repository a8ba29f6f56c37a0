"""Who may register for titles, propose, and enter awards."""

from accounts.models import User
from awards.models import TitleRegistration
from clusters.models import ClusterEdition
from clusters.policies import can_manage_group
from conferences.models import Conference
from conferences.policies import can_edit_conference
from organizations.queries import hats_of


def can_add_title(user: User) -> bool:
    """The catalogue is kept by the offices and the administrators."""
    hats = hats_of(user)
    return hats.is_administrator or bool(hats.office_of)


def can_register_title(user: User, edition: ClusterEdition) -> bool:
    """Enter what the members set out to earn."""
    return can_manage_group(user, edition)


def can_withdraw_registration(user: User, registration: TitleRegistration) -> bool:
    return registration.withdrawn_on is None and can_manage_group(user, registration.edition)


def can_propose(user: User, conference: Conference) -> bool:
    """Nominations and awards are a step of the conference's results."""
    return can_edit_conference(user, conference)


def can_record_award(user: User) -> bool:
    """An award that no conference tells of: an owner's office or an administrator."""
    return can_add_title(user)
