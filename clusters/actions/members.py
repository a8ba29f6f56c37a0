"""Saying who belongs to a group."""

from dataclasses import replace

from django.db import transaction

from accounts.models import User
from audit.actions import record
from clusters.actions.rows import replace_rows
from clusters.actions.years import must_be_open
from clusters.models import ClusterEdition, Membership
from clusters.queries import (
    composition_of,
    lives_of,
    members_in_order,
    names_day,
    ties_of,
)
from clusters.rules import (
    CompositionFacts,
    Elsewhere,
    Leading,
    MemberRow,
    Span,
    Surroundings,
    composition_problems,
    outside_life,
)
from core.problems import Problem, Refused
from core.versions import changes, plain
from organizations.actions import NO_SOURCE, Provenance
from organizations.models import Unit
from organizations.queries import name_on, names_on


class CannotJoin(Refused):
    """The unit belongs there or to another group of the year already, or does not exist then."""


class CannotCompose(Refused):
    """Some rows of the list of members cannot stand."""


@transaction.atomic
def join_group(
    *, edition: ClusterEdition, unit: Unit, origin: Provenance = NO_SOURCE, by: User
) -> Membership:
    """Make a unit a member. Two groups of one owner in one year are refused; two levels are not."""
    must_be_open(edition.year)
    name = name_on(unit, names_day(edition)).short_name
    life = lives_of([unit.pk])[unit.pk]
    if words := outside_life(name, Span(), life, edition.year.span):
        raise CannotJoin(Problem(words, "unit"))
    elsewhere = Membership.objects.filter(unit=unit, edition__year=edition.year).first()
    if elsewhere is not None:
        where = elsewhere.edition.name
        raise CannotJoin(Problem(f"{name} đã thuộc {where} năm này.", "unit"))
    row = Membership.objects.create(edition=edition, unit=unit, **plain(origin))
    record("membership.added", edition, by=by, after={"unit": unit.pk, **plain(origin)})
    return row


@transaction.atomic
def save_composition(
    *, edition: ClusterEdition, facts: CompositionFacts, version: str, by: User
) -> None:
    """Replace the list of members; a member something hangs on is ended, never left out."""
    must_be_open(edition.year)
    stored = composition_of(edition)
    typed = replace(facts, members=members_in_order(edition, facts.members))
    if not changes(stored=stored, typed=typed, version=version):
        return
    CannotCompose.if_any(composition_problems(facts, _surroundings(edition, facts, stored)))
    rows = [{name: getattr(row, name) for name in MEMBER} for row in typed.members]
    replace_rows(edition.memberships, rows, same=("unit_id",))
    record("composition.changed", edition, by=by, before=plain(stored), after=plain(typed))


MEMBER = tuple(MemberRow.__dataclass_fields__)


def _surroundings(
    edition: ClusterEdition, facts: CompositionFacts, stored: CompositionFacts
) -> Surroundings:
    units = {row.unit_id for row in (*facts.members, *stored.members)}
    left = {row.unit_id for row in stored.members} - {row.unit_id for row in facts.members}
    names = names_on(units, names_day(edition))
    return Surroundings(
        names={key: name.short_name for key, name in names.items()},
        year=edition.year.span,
        elsewhere=_elsewhere(edition),
        lives=lives_of(units),
        leading=[
            Leading(term.unit_id, edition.role_label(term.role), term.valid_to)
            for term in edition.terms.all()
        ],
        ties={unit: words for unit in sorted(left) if (words := ties_of(edition, unit))},
    )


def _elsewhere(edition: ClusterEdition) -> list[Elsewhere]:
    rows = Membership.objects.filter(edition__year=edition.year_id).exclude(edition=edition)
    return [
        Elsewhere(row.unit_id, row.edition.name, row.valid_from, row.valid_to)
        for row in rows.select_related("edition")
    ]
