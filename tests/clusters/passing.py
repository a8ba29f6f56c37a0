"""A group of two years whose head's seat passes from the first unit to the second."""

from dataclasses import dataclass, replace
from datetime import date

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
    save_leadership,
    take_the_lead,
)
from clusters.enums import GroupKind, GroupRole, HandoverSide
from clusters.models import ClusterEdition, Handover
from clusters.queries import (
    Passing,
    confirmation_of,
    edition_facts,
    handover_of,
    leadership_of,
    passing_at,
)
from clusters.rules import TermRow
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
        found = passing_at(fresh, "truong")
        assert found is not None
        return found

    def confirm(
        self,
        side: HandoverSide,
        note: str = "",
        by: User | None = None,
        passing: Passing | None = None,
    ) -> Handover:
        heads = {HandoverSide.GIVER: 0, HandoverSide.TAKER: 1}
        passing = passing or self.passing
        stored = confirmation_of(handover_of(passing), side)
        return confirm_handover(
            passing=passing,
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


def pass_on(group: TwoYears, day: str, unit: int, role: GroupRole = GroupRole.HEAD) -> None:
    """From that day on this unit of the three holds the seat."""
    stored, on = leadership_of(group.after), date.fromisoformat(day)
    held = [row for row in stored.terms if row.role == role and row.valid_to is None]
    rest = [row for row in stored.terms if row not in held]
    taken = TermRow(role, group.before.units[unit].pk, valid_from=on)
    ended = [replace(row, valid_to=on) for row in held]
    facts = replace(stored, terms=(*rest, *ended, taken))
    by = group.before.by
    save_leadership(edition=group.after, facts=facts, version=version_of(stored), by=by)


def fresh(group: TwoYears) -> ClusterEdition:
    return ClusterEdition.objects.get(pk=group.after.pk)
