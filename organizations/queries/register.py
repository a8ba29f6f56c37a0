"""What somebody who keeps the register may choose from."""

from collections.abc import Iterable
from dataclasses import dataclass

from accounts.models import User
from core.dates import today
from core.forms.pickers import Book
from organizations.queries.roles import hats_of
from organizations.queries.units import unit_book, units_below_from


@dataclass(frozen=True)
class Register:
    """The scene of a form: units under names that tell them apart.

    Whoever is no administrator founds units below his own alone.
    """

    units: Book
    must_stand_below: bool = True


def register_of(user: User, *, also: Iterable[int | None] = ()) -> Register:
    """Units the user keeps, his own first, and those of `also`, which the record names already."""
    hats, day = hats_of(user), today()
    book = unit_book(day, first=hats.all_units, then=hats.all_units)
    if hats.is_administrator:
        return Register(book, must_stand_below=False)
    kept = units_below_from(hats.office_of, day) | {key for key in also if key}
    labels = {key: label for key, label in book.labels.items() if key in kept}
    return Register(Book(labels, book.spellings))
