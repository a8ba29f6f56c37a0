"""Who may do what with years and groups.

Rights follow the unit's term, never a tick box on an account.
"""

from accounts.models import User
from clusters.enums import GroupRole
from clusters.models import ClusterEdition, EmulationYear, YearReopening
from clusters.queries import (
    Passing,
    convener_of,
    is_another_person,
    leading_unit,
    sides_of,
    stand_ins,
)
from organizations.models import Unit
from organizations.policies import is_administrator
from organizations.queries import hats_of


def can_open_year(user: User, owner: Unit | int) -> bool:
    """Open a year of this unit: its office."""
    return (owner if isinstance(owner, int) else owner.pk) in hats_of(user).office_of


def keeps_year(user: User, year: EmulationYear) -> bool:
    """Office of the owner, whether the year is open or not."""
    return can_open_year(user, year.owner_id)


def can_edit_year(user: User, year: EmulationYear) -> bool:
    """Correct a year, set up its groups, take them over from last year: the owner's office."""
    return year.is_open and keeps_year(user, year)


def can_lock_year(user: User, year: EmulationYear) -> bool:
    """Close a year for good: the owner's office."""
    return can_edit_year(user, year)


def can_ask_reopening(user: User, year: EmulationYear) -> bool:
    """Ask for a closed year to be opened again: the owner's office."""
    return not year.is_open and keeps_year(user, year)


def can_answer_reopening(user: User, asked: YearReopening) -> bool:
    """Agree or decline: another person of the owner's side, or an administrator."""
    hats = hats_of(user)
    of_owner = asked.year.owner_id in hats.office_of | hats.leader_of
    return (of_owner or is_administrator(user)) and is_another_person(user, asked.asked_by)


def can_print_year(user: User, year: EmulationYear) -> bool:
    """The list of all groups: whoever sees all of them. Members see their own group only."""
    return is_administrator(user) or year.owner_id in hats_of(user).owner_side


def owns(user: User, edition: ClusterEdition) -> bool:
    """Office of the body that set the group up (Văn phòng)."""
    return edition.year.owner_id in hats_of(user).office_of


def heads_group(user: User, edition: ClusterEdition) -> bool:
    """Clerk of the unit that is Cụm trưởng, Khối trưởng of this edition."""
    return leading_unit(edition, GroupRole.HEAD) in hats_of(user).clerk_of


def stands_in_for_head(user: User, edition: ClusterEdition) -> bool:
    """Clerk of the deputy unit, while nobody holds the head's seat or it is to stand in for it."""
    clerk_of = hats_of(user).clerk_of
    if any(term.unit_id in clerk_of for term in stand_ins(edition)):
        return True
    seat_is_empty = leading_unit(edition, GroupRole.HEAD) is None
    return seat_is_empty and leading_unit(edition, GroupRole.DEPUTY) in clerk_of


def convenes(user: User, edition: ClusterEdition) -> bool:
    """Clerk of last year's deputy unit, else head unit, until somebody is entered as leader."""
    clerk_of = hats_of(user).clerk_of
    convener = convener_of(edition) if clerk_of else None
    return convener is not None and convener.unit_id in clerk_of


def can_manage_group(user: User, edition: ClusterEdition) -> bool:
    """Enter the group's conferences, minutes and agreement: owner's office, head, stand-in.

    While a group has no leader yet, last year's deputy convenes it.
    """
    if not edition.year.is_open:
        return False
    if owns(user, edition) or heads_group(user, edition) or stands_in_for_head(user, edition):
        return True
    return convenes(user, edition)


def can_compose_group(user: User, edition: ClusterEdition) -> bool:
    """Say who belongs and who leads: the owner's office alone."""
    return edition.year.is_open and owns(user, edition)


def can_read_handover(user: User, passing: Passing) -> bool:
    """The list that is handed over: people of both units and the owner's side."""
    hats = hats_of(user)
    if hats.is_administrator or passing.edition.year.owner_id in hats.owner_side:
        return True
    return bool(hats.all_units & {passing.from_unit, passing.to_unit})


def can_confirm_handover(user: User, passing: Passing) -> bool:
    """Say “đã bàn giao” or “đã nhận”: the head of the unit, while the seat's year is open."""
    return passing.edition.year.is_open and bool(sides_of(user, passing))
