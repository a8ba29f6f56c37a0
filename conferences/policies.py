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


def edits_conferences(user: User, conference: Conference) -> bool:
    """Who manages one of the groups it is held for, while all their years are open."""
    editions = held_editions(conference)
    are_open = all(edition.year.is_open for edition in editions)
    return are_open and any(can_manage_group(user, edition) for edition in editions)


def can_edit_conference(user: User, conference: Conference) -> bool:
    """As long as it is a draft."""
    return not conference.is_recorded and edits_conferences(user, conference)


def reopens_conferences(user: User, conference: Conference) -> bool:
    """The owner's office or the head's clerk, while all years are open; a stand-in may not."""
    editions = held_editions(conference)
    are_open = all(edition.year.is_open for edition in editions)
    return are_open and any(owns(user, each) or heads_group(user, each) for each in editions)


def can_reopen_conference(user: User, conference: Conference) -> bool:
    """Once it is recorded."""
    return conference.is_recorded and reopens_conferences(user, conference)


def can_hold_for(user: User, edition: ClusterEdition) -> bool:
    """Name this group as one the conference is held for; an administrator loads what is given."""
    return is_administrator(user) or can_manage_group(user, edition)
