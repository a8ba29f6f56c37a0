"""What can be taken over from a workbook, and by whom."""

from accounts.models import User
from clusters.imports import COMPOSITION_IMPORT
from clusters.models import EmulationYear
from clusters.policies import can_edit_year
from organizations.enums import ImportKind
from organizations.imports import POST_IMPORT, Importer, unit_import
from organizations.queries import hats_of
from portal.queries.events import asked_before

UNIT_IMPORT = unit_import(asked_before)
IMPORTERS: dict[str, Importer] = {
    each.kind.value: each for each in (UNIT_IMPORT, POST_IMPORT, COMPOSITION_IMPORT)
}
STEMS = {
    ImportKind.UNITS: "don-vi",
    ImportKind.POSTS: "nguoi-chuc-vu",
    ImportKind.COMPOSITIONS: "thanh-phan-cum-khoi",
}


def years_to_fill(user: User) -> list[EmulationYear]:
    """Open years whose groups this user sets up, newest first."""
    years = EmulationYear.objects.select_related("owner").order_by("-label_year", "pk")
    mine = years.filter(owner_id__in=hats_of(user).office_of)
    return [year for year in mine if can_edit_year(user, year)]
