"""Who may write and issue an agreement: whoever runs the group that year, while it is a draft."""

from accounts.models import User
from agreements.models import Agreement
from clusters.policies import can_manage_group


def can_edit_agreement(user: User, agreement: Agreement) -> bool:
    """Owner's office, the head unit's clerk, or the deputy's while nobody heads the group."""
    return agreement.is_draft and can_manage_group(user, agreement.edition)


def can_issue_agreement(user: User, agreement: Agreement) -> bool:
    return can_edit_agreement(user, agreement)


def can_note_signing(user: User, agreement: Agreement) -> bool:
    """Units sign the issued paper, so what is said of it may be entered afterwards too."""
    return can_manage_group(user, agreement.edition)
