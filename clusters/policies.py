"""Who may do what with groups. Rights follow the unit's term, never a tick box on an account."""

from accounts.models import User
from clusters.enums import GroupRole
from clusters.models import ClusterEdition
from clusters.queries import leading_unit
from organizations.queries import hats_of


def owns(user: User, edition: ClusterEdition) -> bool:
    """Office of the body that set the group up (Văn phòng)."""
    return edition.year.owner_id in hats_of(user).office_of


def heads_group(user: User, edition: ClusterEdition) -> bool:
    """Clerk of the unit that is Cụm trưởng, Khối trưởng of this edition."""
    return leading_unit(edition, GroupRole.HEAD) in hats_of(user).clerk_of


def stands_in_for_head(user: User, edition: ClusterEdition) -> bool:
    """Clerk of the deputy unit, while nobody holds the head's seat."""
    seat_is_empty = leading_unit(edition, GroupRole.HEAD) is None
    return seat_is_empty and leading_unit(edition, GroupRole.DEPUTY) in hats_of(user).clerk_of


def can_manage_group(user: User, edition: ClusterEdition) -> bool:
    """Enter the group's conferences, minutes and agreement: owner's office, head, stand-in."""
    if not edition.year.is_open:
        return False
    return owns(user, edition) or heads_group(user, edition) or stands_in_for_head(user, edition)


def can_compose_group(user: User, edition: ClusterEdition) -> bool:
    """Say who belongs and who leads: the owner's office alone."""
    return edition.year.is_open and owns(user, edition)
