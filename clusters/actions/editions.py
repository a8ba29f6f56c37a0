"""Setting up, correcting and deleting a cluster or bloc."""

from typing import Any

from django.db import transaction

from accounts.models import User
from audit.actions import record
from clusters.actions.years import CannotOpenEdition, must_be_open, rest_on_papers, values_of
from clusters.models import ClusterEdition, EmulationYear
from clusters.queries import (
    composition_of,
    edition_facts,
    leadership_of,
    seats_taken_back,
    supervision_of,
)
from clusters.rules import EditionFacts, edition_problems
from core.dependants import must_be_unused
from core.locks import one_at_a_time
from core.problems import Problem
from core.versions import changes, plain
from documents.models import LegalBasis
from organizations.actions import NO_SOURCE, Provenance

# What a group takes with it when it is deleted.
PARTS = frozenset({"memberships", "terms", "supervisions"})
HAS_HISTORY = "Cụm, khối đã có hoạt động thì giữ lại; sửa tên, số, thành phần nếu ghi nhầm."


@transaction.atomic
def open_edition(
    *, year: EmulationYear, facts: EditionFacts, origin: Provenance = NO_SOURCE, by: User
) -> ClusterEdition:
    """Set up a cluster or bloc; number and name are unique within owner, year and kind."""
    one_at_a_time("edition")
    must_be_open(year)
    if known := _the_same(year, facts):
        return known
    CannotOpenEdition.if_any(_problems(year, facts))
    edition = ClusterEdition(year=year, **_columns(values_of(facts, origin)))
    edition.save()
    rest_on_papers(edition, facts.bases)
    record("edition.opened", edition, by=by, after=plain(facts))
    return edition


def _the_same(year: EmulationYear, facts: EditionFacts) -> ClusterEdition | None:
    """A second press of the button finds its own work."""
    known = year.editions.filter(kind=facts.kind, name=facts.name).first()
    return known if known is not None and edition_facts(known) == facts else None


@transaction.atomic
def correct_edition(
    *, edition: ClusterEdition, facts: EditionFacts, version: str, by: User
) -> None:
    """Change what is said of a group; members, leaders and papers made of it stay."""
    must_be_open(edition.year)
    current = ClusterEdition.objects.select_related("year").get(pk=edition.pk)
    stored = edition_facts(current)
    if not changes(stored=stored, typed=facts, version=version):
        return
    CannotOpenEdition.if_any(_problems(current.year, facts, current))
    for name, value in _columns(plain(facts) | {"kind": facts.kind}).items():
        setattr(current, name, value)
    current.save()
    rest_on_papers(current, facts.bases)
    record("edition.corrected", current, by=by, before=plain(stored), after=plain(facts))


def _columns(values: dict[str, Any]) -> dict[str, Any]:
    """Field names of the table: the predecessor by its key, papers kept apart."""
    values = {name: value for name, value in values.items() if name != "bases"}
    return values | {"continues_id": values.pop("continues")}


def _problems(
    year: EmulationYear, facts: EditionFacts, itself: ClusterEdition | None = None
) -> list[Problem]:
    others = year.editions.filter(kind=facts.kind).exclude(pk=itself.pk if itself else 0)
    groups = {
        "number": set(others.values_list("number", flat=True)),
        "name": set(others.values_list("name", flat=True)),
    }
    found = edition_problems(facts, years_groups=groups)
    return found + _predecessor_problems(year, facts, itself)


def _predecessor_problems(
    year: EmulationYear, facts: EditionFacts, itself: ClusterEdition | None
) -> list[Problem]:
    """It goes on from an earlier group of the same owner, which nothing else here goes on from."""
    if facts.continues is None:
        return []
    earlier = ClusterEdition.objects.filter(
        pk=facts.continues, year__owner=year.owner_id, year__label_year__lt=year.label_year
    )
    if not earlier.exists():
        return [Problem("Chọn một cụm, khối của năm trước.", "continues")]
    taken = year.editions.filter(continues=facts.continues)
    other = taken.exclude(pk=itself.pk if itself else 0).first()
    return [Problem(f"{other.name} đã tiếp nối cụm, khối này.", "continues")] if other else []


@transaction.atomic
def delete_edition(*, edition: ClusterEdition, by: User) -> None:
    """Take back a group without history, with its members, its leaders and what it chose and was
    taken back since; else raise `InUse`.
    """
    must_be_open(edition.year)
    locked = ClusterEdition.objects.select_for_update().get(pk=edition.pk)
    for seat in seats_taken_back(locked):
        must_be_unused(seat, way_out=HAS_HISTORY)
        seat.delete()
    must_be_unused(locked, parts=PARTS, way_out=HAS_HISTORY)
    before = {
        **plain(edition_facts(locked)),
        **plain(composition_of(locked)),
        **plain(leadership_of(locked)),
        **plain(supervision_of(locked)),
    }
    record("edition.deleted", locked, by=by, before=before)
    for rows in (locked.memberships, locked.terms, locked.supervisions):
        rows.all().delete()
    locked.bases.clear()
    locked.delete()


@transaction.atomic
def rest_on(*, edition: ClusterEdition, basis: LegalBasis, by: User) -> None:
    """Name a paper the group is set up by."""
    must_be_open(edition.year)
    edition.bases.add(basis)
    record("edition.basis_added", edition, by=by, after={"basis": basis.pk, "label": basis.label})
