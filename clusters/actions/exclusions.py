"""Saying which units are not considered for emulation this year."""

from dataclasses import replace

from django.db import transaction

from accounts.models import User
from audit.actions import record
from clusters.actions.rows import replace_rows
from clusters.actions.years import must_be_open
from clusters.models import ClusterEdition
from clusters.queries import exclusions_in_order, exclusions_of, member_ids, names_day
from clusters.rules import ExclusionRow, ExclusionsFacts, exclusion_problems
from core.problems import Refused
from core.text import one_line
from core.versions import changes, plain
from organizations.queries import names_on


class CannotExclude(Refused):
    """The unit is no member, stands there twice, or the reason is missing."""


@transaction.atomic
def save_exclusions(
    *, edition: ClusterEdition, facts: ExclusionsFacts, version: str, by: User
) -> None:
    """Replace the list of units that are not considered for emulation in this year."""
    must_be_open(edition.year)
    rows = tuple(replace(row, reason=one_line(row.reason)) for row in facts.exclusions)
    stored = exclusions_of(edition)
    typed = ExclusionsFacts(exclusions_in_order(edition, rows))
    if not changes(stored=stored, typed=typed, version=version):
        return
    names = names_on({row.unit_id for row in rows}, names_day(edition))
    called = {key: name.short_name for key, name in names.items()}
    problems = exclusion_problems(ExclusionsFacts(rows), member_ids(edition), called, edition.label)
    CannotExclude.if_any(problems)
    columns = tuple(ExclusionRow.__dataclass_fields__)
    values = [{name: getattr(row, name) for name in columns} for row in typed.exclusions]
    replace_rows(edition.exclusions, values, same=("unit_id",))
    record("exclusions.changed", edition, by=by, before=plain(stored), after=plain(typed))
