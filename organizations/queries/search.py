"""What the search over everything finds here."""

from django.urls import reverse

from accounts.models import User
from core.answers import Found
from core.lists import by_words
from organizations.queries.people import PersonRow, people_rows, people_visible_to
from organizations.queries.units import units_named

_MOST_HITS = 20


def found(text: str, user: User) -> list[Found]:
    """Units by any name they ever bore, open to everybody; people the reader may know of."""
    units = [
        Found(
            "Đơn vị", name.short_name, name.full_name, reverse("portal:unit", args=[name.unit_id])
        )
        for name in units_named(text)[:_MOST_HITS]
    ]
    people = by_words(people_visible_to(user), text).order_by("sort_key", "pk")[:_MOST_HITS]
    return units + [_person(row) for row in people_rows(list(people))]


def _person(row: PersonRow) -> Found:
    unit = (row.unit.short_name,) if row.unit else ()
    detail = "; ".join((*row.posts, *unit))
    url = reverse("organizations:person", args=[row.person_id])
    return Found("Người", row.full_name, detail, url)
