"""What the search over everything finds here."""

from collections.abc import Sequence

from django.urls import reverse

from accounts.models import User
from core.answers import Found
from core.dates import today
from core.lists import by_words
from organizations.models import UnitName
from organizations.queries.people import PersonRow, people_rows, people_visible_to
from organizations.queries.ties import NamedUnits, ties_of
from organizations.queries.units import names_on, units_named

_MOST_HITS = 20


def found(text: str, user: User) -> list[Found]:
    """Units by any name they ever bore and those tied to them, open to everybody; people the
    reader may know of."""
    people = by_words(people_visible_to(user), text).order_by("sort_key", "pk")[:_MOST_HITS]
    return [*_units(text), *(_person(row) for row in people_rows(list(people)))]


def _units(text: str) -> list[Found]:
    """Each unit once, by its name of today; then what those found came from and became."""
    line = NamedUnits(text)
    hits = dict.fromkeys(units_named(text).values_list("unit_id", flat=True)[:_MOST_HITS])
    keys = [*hits, *sorted(line.others)[:_MOST_HITS]]
    names, ties = names_on(keys, today()), ties_of(keys)
    return [
        _unit(names[key], [line.why(names[key]), *(tie.words for tie in ties.get(key, ()))])
        for key in keys
    ]


def _unit(name: UnitName, ties: Sequence[str]) -> Found:
    detail = "; ".join(filter(None, (name.full_name, *ties)))
    return Found("Đơn vị", name.short_name, detail, reverse("portal:unit", args=[name.unit_id]))


def _person(row: PersonRow) -> Found:
    unit = (row.unit.short_name,) if row.unit else ()
    detail = "; ".join((*row.posts, *unit))
    url = reverse("organizations:person", args=[row.person_id])
    return Found("Người", row.full_name, detail, url)
