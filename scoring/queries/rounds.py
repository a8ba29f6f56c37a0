"""The scoring of one edition: who has no sheet yet, whose sheet bears figures already."""

from django.db.models import Q

from clusters.models import ClusterEdition
from clusters.queries import names_day
from core.days import holds_on
from organizations.queries import names_on
from scoring.models import ScoreEntry, ScoreSheet

_TYPED = ~Q(self_points=None, checked_points=None, agreed_points=None)
_SAID = ~Q(self_note="") | ~Q(check_reason="")


def units_without_sheet(edition: ClusterEdition) -> list[int]:
    """Members of the day that joined after scoring was opened."""
    day = names_day(edition)
    sheets = ScoreSheet.objects.filter(round__edition=edition).values_list("unit_id", flat=True)
    members = {
        row.unit_id
        for row in edition.memberships.all()
        if holds_on(row.valid_from, row.valid_to, day)
    }
    return sorted(members - set(sheets))


def touched_units(edition: ClusterEdition) -> list[str]:
    """Names of the units on whose sheets something has been typed."""
    entries = ScoreEntry.objects.filter(_TYPED | _SAID, sheet__round__edition=edition)
    units = set(entries.values_list("sheet__unit_id", flat=True))
    names = names_on(units, names_day(edition))
    return [name.short_name for name in sorted(names.values(), key=lambda name: name.sort_key)]
