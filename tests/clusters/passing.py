"""A group of two years whose head's seat passes from the first unit to the second."""

from dataclasses import dataclass, replace

from accounts.models import User
from clusters.actions import (
    EditionFacts,
    SeatFacts,
    YearFacts,
    confirm_handover,
    correct_edition,
    join_group,
    open_edition,
    open_year,
    take_the_lead,
)
from clusters.enums import GroupKind, GroupRole, HandoverSide
from clusters.models import ClusterEdition, Handover
from clusters.queries import Passing, confirmation_of, edition_facts, handover_of, passing_of
from core.versions import version_of
from organizations.enums import Role
from organizations.models import Unit
from tests.people import person
from tests.scoring.group import Group, group


@dataclass
class TwoYears:
    """`before` is the group handed over (head: unit 0), `after` the one taken (head: unit 1)."""

    before: Group
    after: ClusterEdition

    @property
    def giver(self) -> Unit:
        return self.before.units[0]

    @property
    def taker(self) -> Unit:
        return self.before.units[1]

    @property
    def passing(self) -> Passing:
        fresh = ClusterEdition.objects.select_related("continues").get(pk=self.after.pk)
        found = passing_of(fresh, GroupRole.HEAD)
        assert found is not None
        return found

    def confirm(self, side: HandoverSide, note: str = "", by: User | None = None) -> Handover:
        heads = {HandoverSide.GIVER: 0, HandoverSide.TAKER: 1}
        stored = confirmation_of(handover_of(self.passing), side)
        return confirm_handover(
            passing=self.passing,
            facts=replace(stored, note=note, is_confirmed=True),
            version=version_of(stored),
            by=by or self.before.head(heads[side]),
        )


def two_years(*, leaves: bool = False) -> TwoYears:
    """`leaves`: the unit that gives the seat does not belong to the new group."""
    before = group(3, person("nguoinhap", Role.ADMINISTRATOR))
    before.lead(0)
    year = open_year(
        owner=before.owner,
        facts=YearFacts(before.edition.year.label_year + 1),
        by=before.by,
    )
    facts = EditionFacts(GroupKind.CLUSTER, before.edition.name, number=before.edition.number)
    after = open_edition(year=year, facts=facts, by=before.by)
    for unit in before.units[1 if leaves else 0 :]:
        join_group(edition=after, unit=unit, by=before.by)
    take_the_lead(edition=after, seat=SeatFacts(GroupRole.HEAD, before.units[1]), by=before.by)
    continue_from(after, before.edition, before.by)
    return TwoYears(before, ClusterEdition.objects.get(pk=after.pk))


def continue_from(after: ClusterEdition, before: ClusterEdition, by: User) -> None:
    """A person says which group of last year this one continues."""
    stored = edition_facts(after)
    facts = replace(stored, continues=before.pk)
    correct_edition(edition=after, facts=facts, version=version_of(stored), by=by)
