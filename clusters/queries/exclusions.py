"""Units not considered for emulation (“không xét thi đua”), and whom that bars from leading."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from clusters.models import ClusterEdition, Exclusion
from clusters.queries.years import names_day
from clusters.rules import (
    EligibilityRule,
    ExclusionRow,
    ExclusionsFacts,
    barred_in_words,
    eligibility_rule,
)
from core.dates import today
from organizations.queries import names_on, names_on_days
from organizations.queries.lineage import all_lines


@dataclass(frozen=True)
class Excluded:
    """A unit that was not considered in a year, under its name of that year."""

    unit_id: int
    name: str
    label_year: int
    reason: str
    decided_on: date | None = None
    source: str = ""


def exclusions_of(edition: ClusterEdition) -> ExclusionsFacts:
    """As the form edits them."""
    rows = edition.exclusions.values_list("unit_id", "reason", "decided_on", "source")
    return ExclusionsFacts(exclusions_in_order(edition, (ExclusionRow(*row) for row in rows)))


def exclusions_in_order(
    edition: ClusterEdition, rows: Iterable[ExclusionRow]
) -> tuple[ExclusionRow, ...]:
    """By name, however they were typed."""
    rows = list(rows)
    names = names_on({row.unit_id for row in rows}, names_day(edition))
    return tuple(sorted(rows, key=lambda row: (names[row.unit_id].sort_key, row.unit_id)))


def excluded_in(owner_id: int, label_years: Iterable[int]) -> list[Excluded]:
    """Who was not considered in the groups of one owner, the latest year first."""
    rows = list(
        Exclusion.objects.filter(
            edition__year__owner_id=owner_id, edition__year__label_year__in=set(label_years)
        )
        .select_related("edition__year")
        .order_by("-edition__year__label_year", "pk")
    )
    days = {row.pk: names_day(row.edition) for row in rows}
    names = names_on_days((row.unit_id, days[row.pk]) for row in rows)
    return [
        Excluded(
            row.unit_id,
            names[row.unit_id, days[row.pk]].short_name,
            row.edition.year.label_year,
            row.reason,
            row.decided_on,
            row.source,
        )
        for row in rows
    ]


def barred_units(owner_id: int, label_year: int) -> dict[int, str]:
    """Units not considered the year before `label_year`, each with the rule in words.

    A unit that came from one of them is warned of too, by its name: whoever decides weighs it.
    Empty where no guidance is known: then nobody is warned of anything.
    """
    rule = eligibility_rule(label_year)
    if rule is None:
        return {}
    excluded = excluded_in(owner_id, [label_year - 1])[::-1]
    found = {
        each.unit_id: barred_in_words(each.name, each.label_year, each.reason, rule)
        for each in excluded
    }
    return _of_heirs(excluded, rule) | found


def _of_heirs(excluded: list[Excluded], rule: EligibilityRule) -> dict[int, str]:
    if not excluded:
        return {}
    lines = all_lines()
    heirs = {each.unit_id: lines.related({each.unit_id}).successors for each in excluded}
    names = names_on(set().union(*heirs.values()), today())
    return {
        heir: barred_in_words(
            each.name, each.label_year, each.reason, rule, became=names[heir].short_name
        )
        for each in excluded
        for heir in heirs[each.unit_id]
    }
