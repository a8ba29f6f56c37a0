"""Setting up the groups of a year from those of the year before."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction

from accounts.models import User
from audit.actions import record
from clusters.actions.editions import open_edition
from clusters.actions.years import must_be_open
from clusters.enums import GroupKind
from clusters.models import ClusterEdition, EmulationYear, Membership
from clusters.queries import Copy, copies_for
from clusters.rules import EditionFacts
from core.locks import one_at_a_time


@dataclass(frozen=True)
class Copied:
    """The groups that were made, and in words who did not come along."""

    made: tuple[ClusterEdition, ...]
    left_out: tuple[str, ...]


@transaction.atomic
def copy_editions(*, year: EmulationYear, editions: Collection[int], by: User) -> Copied:
    """Name, number, kind, count and members of these groups of last year; nothing else of them.

    A group that is here already stays as it is. Units that have ended, or belong to another group
    by now, are left out and named.
    """
    one_at_a_time("edition")
    must_be_open(year)
    wanted = [
        copy for copy in copies_for(year) if copy.made is None and copy.edition.pk in editions
    ]
    made = tuple(_copied(copy, year, by) for copy in wanted)
    left = (f"{copy.edition.name}: {each.words}" for copy in wanted for each in copy.left_out)
    return Copied(made, tuple(left))


def _copied(copy: Copy, year: EmulationYear, by: User) -> ClusterEdition:
    last = copy.edition
    facts = EditionFacts(
        kind=GroupKind(last.kind),
        name=last.name,
        number=last.number,
        stated_member_count=last.stated_member_count,
        is_list_incomplete=last.is_list_incomplete,
        continues=last.pk,
    )
    edition = open_edition(year=year, facts=facts, by=by)
    Membership.objects.bulk_create(Membership(edition=edition, unit_id=unit) for unit in copy.units)
    after = {"from": last.pk, "units": list(copy.units)}
    record("composition.copied", edition, by=by, after=after)
    return edition
