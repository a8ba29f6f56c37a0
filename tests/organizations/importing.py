"""Workbooks as an office sends them, and what became of them."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import User
from core.sheets import Sheet, SheetColumn, workbook
from organizations.imports import (
    Importer,
    begin_run,
    check_more,
    tables_as_workbook,
    take_over,
    verdicts_of,
)
from organizations.models import ImportRun
from portal.imports import UNIT_IMPORT

Cells = Mapping[str, Any]


def book(*sheets: tuple[str, Sequence[Sequence[Any]]]) -> bytes:
    """A workbook of these sheets, the first row of each its heading."""
    made = [
        Sheet(
            name, tuple(SheetColumn(str(label)) for label in rows[0]), tuple(map(tuple, rows[1:]))
        )
        for name, rows in sheets
    ]
    return workbook(made)


def upload(content: bytes, name: str = "don-vi.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def filled_in(importer: Importer, rows: Mapping[str, Sequence[Cells]]) -> bytes:
    """The template with these rows typed into it, by column key."""
    return tables_as_workbook(importer.tables, rows)


def sent(
    content: bytes,
    by: User,
    importer: Importer = UNIT_IMPORT,
    target: int | None = None,
    file_name: str = "don-vi.xlsx",
) -> ImportRun:
    """A workbook sent and checked to its end."""
    run = begin_run(importer, upload=upload(content, file_name), target=target, by=by)
    while run.state == "checking":
        check_more(importer, run, by)
    return run


def said(run: ImportRun) -> list[tuple[str, str]]:
    return [(each.kind.value, each.words) for each in verdicts_of(run)]


def kinds(run: ImportRun) -> list[str]:
    return [each.kind.value for each in verdicts_of(run)]


def imported(
    rows: Mapping[str, Sequence[Cells]],
    by: User,
    importer: Importer = UNIT_IMPORT,
    target: int | None = None,
) -> ImportRun:
    """Typed, sent, checked and taken over."""
    run = sent(filled_in(importer, rows), by, importer, target)
    take_over(importer, run, by)
    return run
