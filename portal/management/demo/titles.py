"""The catalogue of titles, and who registers for them."""

from accounts.models import User
from awards.actions import add_title, register_title
from awards.enums import TitleKind
from awards.models import Title
from portal.management.demo.files import facts
from portal.management.demo.groups import Shelf


def load_titles(by: User) -> dict[str, Title]:
    """Every title, by its key in the file."""
    return {
        row["key"]: add_title(
            name=row["name"],
            kind=TitleKind(row["kind"]),
            aliases=tuple(row.get("aliases", ())),
            by=by,
        )
        for row in facts("titles")["title"]
    }


def load_registrations(shelf: Shelf, titles: dict[str, Title]) -> None:
    """One registration per unit, each with the case's source."""
    for row in shelf.tables.get("registration", []):
        for key in row["units"]:
            register_title(
                edition=shelf.editions[row["edition"]],
                unit=shelf.units[key],
                title=titles[row["title"]],
                origin=shelf.origin(row),
                by=shelf.by,
            )
