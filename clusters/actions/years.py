"""Opening, correcting, locking and deleting an emulation year."""

from typing import Any

from django.db import transaction

from accounts.models import User
from audit.actions import record
from clusters.enums import YearState
from clusters.models import ClusterEdition, EmulationYear
from clusters.queries import year_facts
from clusters.rules import YearFacts, year_problems
from core.dependants import must_be_unused
from core.locks import one_at_a_time
from core.problems import Problem, Refused
from core.versions import changes, plain
from documents.models import LegalBasis
from organizations.actions import NO_SOURCE, Provenance
from organizations.models import Unit

ALREADY_OPEN = "Năm này đã được mở."
NOT_EMPTY = "Xóa cụm, khối trước, hoặc khóa năm khi đã xong."


class YearIsLocked(Refused):
    """Nothing in a locked year changes."""


class CannotOpenYear(Refused):
    """The owner has this year already, or its period is impossible."""


class CannotOpenEdition(Refused):
    """The year already has a group of this number or name."""


def must_be_open(year: EmulationYear) -> None:
    """Raise `YearIsLocked` unless the year is open; asked inside each writing transaction."""
    state = EmulationYear.objects.select_for_update().values_list("state", flat=True)
    if state.get(pk=year.pk) != YearState.OPEN:
        raise YearIsLocked(f"Năm {year.label_year} đã khóa, không sửa được.")


@transaction.atomic
def open_year(
    *, owner: Unit, facts: YearFacts, origin: Provenance = NO_SOURCE, by: User
) -> EmulationYear:
    """Open an emulation year of an owner; asking twice for the same gives the same."""
    one_at_a_time("year")
    CannotOpenYear.if_any(year_problems(facts))
    known = EmulationYear.objects.filter(owner=owner, label_year=facts.label_year).first()
    if known is not None:
        return _the_same(known, facts)
    year = EmulationYear(owner=owner, **values_of(facts, origin))
    year.save()
    rest_on_papers(year, facts.bases)
    record("year.opened", year, by=by, after=plain(facts) | {"owner": owner.pk})
    return year


def _the_same(known: EmulationYear, facts: YearFacts) -> EmulationYear:
    """A second press of the button finds its own work; anybody else is told."""
    if year_facts(known) == facts:
        return known
    raise CannotOpenYear(Problem(ALREADY_OPEN, "label_year"))


@transaction.atomic
def correct_year(*, year: EmulationYear, facts: YearFacts, version: str, by: User) -> None:
    """Change what is said of a year; its number only as long as it has no group."""
    must_be_open(year)
    stored = year_facts(EmulationYear.objects.get(pk=year.pk))
    if not changes(stored=stored, typed=facts, version=version):
        return
    CannotOpenYear.if_any([*year_problems(facts), *_number_problems(year, facts)])
    values = {name: getattr(facts, name) for name in facts.__dataclass_fields__ if name != "bases"}
    EmulationYear.objects.filter(pk=year.pk).update(**values)
    rest_on_papers(year, facts.bases)
    record("year.corrected", year, by=by, before=plain(stored), after=plain(facts))


def _number_problems(year: EmulationYear, facts: YearFacts) -> list[Problem]:
    if facts.label_year == year.label_year:
        return []
    same = EmulationYear.objects.filter(owner=year.owner_id, label_year=facts.label_year)
    if same.exists():
        return [Problem(ALREADY_OPEN, "label_year")]
    if year.editions.exists():
        return [Problem("Năm đã có cụm, khối: không đổi được số năm.", "label_year")]
    return []


@transaction.atomic
def delete_year(*, year: EmulationYear, by: User) -> None:
    """Take back a year nothing was entered in; raise `InUse` otherwise."""
    must_be_open(year)
    must_be_unused(year, way_out=NOT_EMPTY)
    record("year.deleted", year, by=by, before=plain(year_facts(year)) | {"owner": year.owner_id})
    year.bases.clear()
    year.delete()


@transaction.atomic
def rest_year_on(*, year: EmulationYear, basis: LegalBasis, by: User) -> None:
    """Name a paper the year's work rests on."""
    must_be_open(year)
    year.bases.add(basis)
    record("year.basis_added", year, by=by, after={"basis": basis.pk, "label": basis.label})


@transaction.atomic
def lock_year(*, year: EmulationYear, by: User) -> None:
    """Close a year: from now on it only reads. Twice is once."""
    found = EmulationYear.objects.select_for_update().get(pk=year.pk)
    if found.state == YearState.LOCKED:
        return
    EmulationYear.objects.filter(pk=year.pk).update(state=YearState.LOCKED)
    year.refresh_from_db()
    record("year.locked", year, by=by, before={"state": "open"}, after={"state": "locked"})


def note_download(*, year: EmulationYear, file: str, by: User) -> None:
    """Leave a row in the log for a list that left the house."""
    record("paper.downloaded", year, by=by, after={"file": file})


def values_of(facts: Any, origin: Provenance) -> dict[str, Any]:
    """Columns of a new record; what was typed of its source goes before where it came from."""
    said = {name: getattr(facts, name) for name in facts.__dataclass_fields__ if name != "bases"}
    source = {name: getattr(origin, name) for name in origin.__dataclass_fields__}
    return source | {name: value for name, value in said.items() if value or name not in source}


def rest_on_papers(thing: EmulationYear | ClusterEdition, keys: tuple[int, ...]) -> None:
    """The papers in the order in which they were named."""
    thing.bases.clear()
    for key in dict.fromkeys(keys):
        thing.bases.add(key)
