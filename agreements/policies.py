"""Who may write and issue an agreement: whoever runs the group, while its year is open."""

from accounts.models import User
from agreements.models import Agreement, SignedCopy
from clusters.policies import can_manage_group


def can_manage_agreement(user: User, agreement: Agreement) -> bool:
    """Owner's office, the head unit's clerk, or the deputy's while nobody heads the group."""
    return can_manage_group(user, agreement.edition)


def can_edit_agreement(user: User, agreement: Agreement) -> bool:
    """Change its text and parties: until it is issued, and while a correction is written."""
    return agreement.is_being_written and can_manage_agreement(user, agreement)


def can_issue_agreement(user: User, agreement: Agreement) -> bool:
    return can_edit_agreement(user, agreement)


def can_discard_agreement(user: User, agreement: Agreement) -> bool:
    """Give a draft up; what was ever issued stays."""
    return agreement.is_draft and can_manage_agreement(user, agreement)


def can_correct_agreement(user: User, agreement: Agreement) -> bool:
    """Put an issued agreement right by another paper."""
    return not agreement.is_draft and can_manage_agreement(user, agreement)


def can_read_copy(user: User, copy: SignedCopy) -> bool:
    """Open a scan: its readers; one that was withdrawn, only who runs the group."""
    return copy.withdrawn_at is None or can_manage_agreement(user, copy.agreement)
