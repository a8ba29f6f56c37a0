"""Who may write and issue an agreement: whoever runs the group, while its year is open."""

from accounts.models import User
from agreements.models import Agreement
from clusters.policies import can_manage_group


def can_manage_agreement(user: User, agreement: Agreement) -> bool:
    """Owner's office, the head unit's clerk, or the deputy's while nobody heads the group."""
    return can_manage_group(user, agreement.edition)


def can_edit_agreement(user: User, agreement: Agreement) -> bool:
    """Change its text and parties: only until it is issued."""
    return agreement.is_draft and can_manage_agreement(user, agreement)


def can_issue_agreement(user: User, agreement: Agreement) -> bool:
    return can_edit_agreement(user, agreement)
