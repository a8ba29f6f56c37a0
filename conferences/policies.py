"""Who may enter, change and reopen conferences. A farewell gives the old group no say."""

from accounts.models import User
from clusters.models import ClusterEdition
from clusters.policies import can_manage_group, heads_group, owns
from conferences.models import Conference
from conferences.queries import held_editions
from organizations.policies import is_administrator


def can_call_conference(user: User, edition: ClusterEdition) -> bool:
    """Start entering a conference of this group."""
    return can_manage_group(user, edition)


def can_edit_conference(user: User, conference: Conference) -> bool:
    """A draft, by who manages one of the groups it is held for, while all their years are open."""
    editions = held_editions(conference)
    if conference.is_recorded or not all(edition.year.is_open for edition in editions):
        return False
    return any(can_manage_group(user, edition) for edition in editions)


def can_reopen_conference(user: User, conference: Conference) -> bool:
    """A recorded one: the owner's office or the head's clerk; a stand-in may not."""
    editions = held_editions(conference)
    if not conference.is_recorded or not all(edition.year.is_open for edition in editions):
        return False
    return any(owns(user, edition) or heads_group(user, edition) for edition in editions)


def can_hold_for(user: User, edition: ClusterEdition) -> bool:
    """Name this group as one the conference is held for; an administrator loads what is given."""
    return is_administrator(user) or can_manage_group(user, edition)
