"""Taking over units, people and posts from workbooks, and giving them out again."""

from functools import partial

from organizations.enums import ImportKind
from organizations.imports.giving import units_given
from organizations.imports.posts import PostImport, posts_given
from organizations.imports.reading import Taken, read_tables, tables_as_workbook, with_reasons
from organizations.imports.runs import (
    Importer,
    RowsRefused,
    begin_run,
    check_more,
    notes_of,
    rows_of,
    take_over,
    taken_at_once,
    verdicts_of,
)
from organizations.imports.tables import EVENTS, POSTS, UNITS
from organizations.imports.unit_writing import Asks
from organizations.imports.units import UnitImport


def unit_import(asks: Asks) -> Importer:
    """Units with their events; `asks` says what a person must decide before an event happens."""
    return Importer(ImportKind.UNITS, (UNITS, EVENTS), partial(UnitImport, asks), units_given)


POST_IMPORT = Importer(ImportKind.POSTS, (POSTS,), PostImport, posts_given)

__all__ = [
    "EVENTS",
    "POSTS",
    "POST_IMPORT",
    "UNITS",
    "Asks",
    "Importer",
    "RowsRefused",
    "Taken",
    "begin_run",
    "check_more",
    "notes_of",
    "read_tables",
    "rows_of",
    "tables_as_workbook",
    "take_over",
    "taken_at_once",
    "unit_import",
    "verdicts_of",
    "with_reasons",
]
