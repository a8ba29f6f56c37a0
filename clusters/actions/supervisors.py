"""Entering who is in charge of (phụ trách) a group."""

from typing import Any

from django.db import transaction

from accounts.models import User
from audit.actions import record
from clusters.actions.rows import replace_rows
from clusters.actions.years import must_be_open
from clusters.models import ClusterEdition, Supervision
from clusters.queries import supervision_of
from clusters.rules import SupervisionFacts, SupervisionRow, supervision_problems
from core.problems import Refused
from core.versions import changes, plain
from organizations.actions import NO_SOURCE, Provenance, name_person
from organizations.models import Person


class CannotPutInCharge(Refused):
    """The same person twice at the same time, or a period the wrong way round."""


@transaction.atomic
def put_in_charge(
    *,
    edition: ClusterEdition,
    person: Person,
    post: str,
    wording: str = "",
    origin: Provenance = NO_SOURCE,
    by: User,
) -> Supervision:
    """Enter who is in charge of (phụ trách) the group."""
    must_be_open(edition.year)
    row = Supervision.objects.create(
        edition=edition, person=person, post=post, wording=wording, **plain(origin)
    )
    record("supervision.began", edition, by=by, after={"person": person.label, "post": post})
    return row


@transaction.atomic
def save_supervision(
    *, edition: ClusterEdition, facts: SupervisionFacts, version: str, by: User
) -> None:
    """Replace who is in charge of the group; such a person reads all of it and writes nothing."""
    must_be_open(edition.year)
    stored = supervision_of(edition)
    if not changes(stored=stored, typed=facts, version=version):
        return
    CannotPutInCharge.if_any(supervision_problems(facts))
    rows = [_values(edition, row, by) for row in facts.supervisions]
    replace_rows(edition.supervisions, rows, same=("person_id",))
    record("supervision.changed", edition, by=by, before=plain(stored), after=plain(facts))


def _values(edition: ClusterEdition, row: SupervisionRow, by: User) -> dict[str, Any]:
    values = {name: getattr(row, name) for name in row.__dataclass_fields__ if name != "person"}
    return values | {"person_id": _person_id(edition, row, by)}


def _person_id(edition: ClusterEdition, row: SupervisionRow, by: User) -> int:
    """Whoever of this name is in charge already; else the person of this name at the owner."""
    rows = edition.supervisions.filter(person__full_name=row.person).order_by("pk")
    if known := rows.values_list("person_id", flat=True).first():
        return known
    return name_person(full_name=row.person, unit=edition.year.owner, by=by).pk
