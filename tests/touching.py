"""What an app tells of a unit, in its own words."""

from types import ModuleType

from accounts.models import User
from core.answers import Touched
from core.touches import asked_together
from organizations.models import Unit
from organizations.queries import NameBook


def told_of(queries: ModuleType, unit: Unit, user: User) -> list[Touched]:
    """`queries` is the app's own module of that name."""
    rows = asked_together(queries.touched_by([unit.pk], user))
    book = NameBook({key for row in rows for key in (row.unit_id, row.other_id) if key})
    return queries.touched_in_words(rows, book.called)
