"""Which sheets exist for a reader, and the facts about rights that other queries build on.

Until the group opens checking a member sees its own figures only; from then on the members of
the group see each other's. Owner, supervisor and administrator see all throughout.
"""

from django.db.models import Prefetch, Q, QuerySet

from accounts.models import User
from clusters.enums import GroupRole
from clusters.models import ClusterEdition, LeadershipTerm, Membership, Supervision
from clusters.policies import heads_group, owns, stands_in_for_head
from clusters.queries import leading_unit, supervises
from core.dates import today
from organizations.models import Unit
from organizations.queries import hats_of
from organizations.queries.periods import in_force
from scoring.models import ScoreSheet


def sheets_in_full() -> QuerySet[ScoreSheet]:
    """Sheets with round, edition, year and leading terms read along: what rights depend on."""
    sheets = ScoreSheet.objects.select_related(
        "unit", "round__edition__year", "round__criteria_set"
    )
    terms = LeadershipTerm.objects.select_related("unit")
    return sheets.prefetch_related(Prefetch("round__edition__terms", queryset=terms))


def score_sheets_visible_to(user: User) -> QuerySet[ScoreSheet]:
    """Sheets the reader may open; all others do not exist for him."""
    hats = hats_of(user)
    if hats.is_administrator:
        return sheets_in_full()
    supervised = Supervision.objects.filter(person__user_id=user.pk).values("edition_id")
    fellow = Membership.objects.filter(unit_id__in=hats.all_units).values("edition_id")
    return sheets_in_full().filter(
        Q(unit_id__in=hats.all_units)
        | Q(round__edition__year__owner_id__in=hats.owner_side)
        | Q(round__edition_id__in=supervised)
        | Q(round__edition_id__in=fellow, round__checking_opened_on__isnull=False)
    )


def sees_all_scores(user: User, edition: ClusterEdition) -> bool:
    """Whether the reader sees every figure of the group now, not those of his own unit alone."""
    hats = hats_of(user)
    if hats.is_administrator or edition.year.owner_id in hats.owner_side:
        return True
    return supervises(user, edition) or _is_fellow_of_opened(edition, hats.all_units)


def editions_seen_in_full(user: User) -> QuerySet[ClusterEdition]:
    """`sees_all_scores` as a query."""
    hats, editions = hats_of(user), ClusterEdition.objects.all()
    if hats.is_administrator:
        return editions
    in_charge = Supervision.objects.filter(in_force(today()), person__user_id=user.pk)
    fellow = Membership.objects.filter(unit_id__in=hats.all_units).values("edition_id")
    return editions.filter(
        Q(year__owner_id__in=hats.owner_side)
        | Q(pk__in=in_charge.values("edition_id"))
        | Q(pk__in=fellow, scoring_round__checking_opened_on__isnull=False)
    )


def _is_fellow_of_opened(edition: ClusterEdition, units: frozenset[int]) -> bool:
    opened = ClusterEdition.objects.filter(
        pk=edition.pk,
        scoring_round__checking_opened_on__isnull=False,
        memberships__unit_id__in=units,
    )
    return opened.exists()


def is_own(user: User, sheet: ScoreSheet) -> bool:
    """The sheet of a unit the reader acts for, in whatever hat."""
    return sheet.unit_id in hats_of(user).all_units


def is_checker(user: User, sheet: ScoreSheet) -> bool:
    """Whether checking this sheet falls to this user.

    The head unit's clerk checks, never its own sheet; the deputy's too while it stands in for the
    head. The owner's office checks the head's sheet, and all of a group without a head. Whoever
    sent a sheet does not check it, whatever hat he wears since.
    """
    edition = sheet.round.edition
    if is_own(user, sheet) or sheet.submitted_by_id == user.pk:
        return False
    if heads_group(user, edition) or stands_in_for_head(user, edition):
        return True
    return owns(user, edition) and _is_for_owner(sheet)


def _is_for_owner(sheet: ScoreSheet) -> bool:
    """The head's own sheet, and every sheet where nobody leads.

    Own is also the sheet of a unit whose work the head finishes; a head that has ended without an
    heir leads no more.
    """
    edition = sheet.round.edition
    head = leading_unit(edition, GroupRole.HEAD)
    if head in {None, sheet.unit_id}:
        return True
    units = [term.unit for term in edition.terms.all() if term.unit_id == head]
    acting = _living_heir(units[0])
    return acting is None or acting == _living_heir(sheet.unit)


def _living_heir(unit: Unit) -> int | None:
    """The unit itself while it lives, else who finishes its work."""
    line: list[Unit] = []
    heir: Unit | None = unit
    while heir is not None and heir not in line:
        if heir.exists_to is None or heir.exists_to > today():
            return heir.pk
        line.append(heir)
        heir = heir.heir
    return None


def unit_checking(user: User, sheet: ScoreSheet) -> int:
    """The unit in whose name this user checks: the one that leads, else the owner."""
    edition, clerk_of = sheet.round.edition, hats_of(user).clerk_of
    leading = (leading_unit(edition, role) for role in (GroupRole.HEAD, GroupRole.DEPUTY))
    return next((unit for unit in leading if unit in clerk_of), None) or edition.year.owner_id
