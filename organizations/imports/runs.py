"""The way of a workbook: sent, judged piece by piece, then taken over whole or not at all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any, Protocol

from django.db import transaction

from accounts.models import User
from core.locks import one_at_a_time
from core.problems import Refused
from core.text import one_line
from organizations.actions.imports import SentFile, begin_import, finish_import, keep_verdicts
from organizations.enums import ImportKind, ImportState, VerdictKind
from organizations.imports.reading import Cells, Taken, read_tables
from organizations.models import ImportRun
from organizations.rules.imports import Judged, RefusedRow, Row, Table

PIECE = 1_000  # rows judged at a time


class RowsRefused(Refused):
    """Some rows cannot be taken over, so none is."""


class Work(Protocol):
    """One workbook against the register of this moment.

    `is_certain`: the verdicts stand. Else some show only when the rows are written: `take_over`
    tells how they came out.
    """

    @property
    def is_certain(self) -> bool: ...
    def judged(self, at: int) -> Judged: ...
    def take_over(self) -> Mapping[int, Judged]: ...


class Maker(Protocol):
    def __call__(self, rows: Sequence[Row], by: User, target: int | None, /) -> Work: ...


class Given(Protocol):
    def __call__(self, by: User, target: int | None, /) -> Mapping[str, Sequence[Cells]]: ...


@dataclass(frozen=True)
class Importer:
    """What can be taken over: its tables, how its rows are judged and written, how given out."""

    kind: ImportKind
    tables: tuple[Table, ...]
    make: Maker
    given: Given


def begin_run(importer: Importer, *, upload: Any, target: int | None, by: User) -> ImportRun:
    """Read a workbook and keep its rows; raise `CannotRead`."""
    taken = read_tables(upload, importer.tables)
    upload.seek(0)
    digest = sha256(upload.read()).hexdigest()
    name = one_line(str(upload.name)).replace("\\", "/").rpartition("/")[2][-255:]
    file, rows = SentFile(name, digest), taken.as_json()
    return begin_import(kind=importer.kind, target=target, file=file, rows=rows, by=by)


def rows_of(run: ImportRun) -> list[Row]:
    return [Row.of_json(row) for row in run.rows["rows"]]


def notes_of(run: ImportRun) -> list[str]:
    return list(run.rows["notes"])


def verdicts_of(run: ImportRun) -> list[Judged]:
    return [Judged(VerdictKind(kind), *rest) for kind, *rest in run.verdicts]


def check_more(importer: Importer, run: ImportRun, by: User) -> None:
    """Judge the next rows; the last of them ends the check."""
    if run.state != ImportState.CHECKING:
        return
    rows, verdicts = rows_of(run), verdicts_of(run)
    work = importer.make(rows, by, run.target_id)
    last = min(len(rows), len(verdicts) + PIECE)
    verdicts += [work.judged(at) for at in range(len(verdicts), last)]
    if last == len(rows) and not any(each.is_refused for each in verdicts):
        verdicts = _foreseen(work, verdicts)
    keep_verdicts(run=run, verdicts=_as_json(verdicts), rows=len(rows))


def _foreseen(work: Work, verdicts: list[Judged]) -> list[Judged]:
    """Verdicts that only writing shows: everything is written, looked at and undone."""
    if work.is_certain:
        return verdicts
    try:
        with transaction.atomic():
            _stand_in_line()
            outcome = work.take_over()
            transaction.set_rollback(True)
    except RefusedRow as refused:
        verdict = Judged(VerdictKind.REFUSED, refused.words, refused.column)
        outcome = {refused.row or 0: verdict}
    came_out = [outcome.get(at, verdict) for at, verdict in enumerate(verdicts)]
    return [
        replace(each, event_id=None) if each.kind == VerdictKind.PLANNED else each
        for each in came_out
    ]


def _stand_in_line() -> None:
    for what in ("edition", "person", "unit"):
        one_at_a_time(what)


def take_over(importer: Importer, run: ImportRun, by: User) -> None:
    """All rows in one transaction, judged once more; raise `RowsRefused` and change nothing.

    Asked for twice, it is done once.
    """
    try:
        verdicts = _taken_over(importer, run, by)
    except RefusedRow as refused:
        verdicts = verdicts_of(run)
        verdicts[refused.row or 0] = Judged(VerdictKind.REFUSED, refused.words, refused.column)
    if any(each.is_refused for each in verdicts):
        keep_verdicts(run=run, verdicts=_as_json(verdicts), rows=len(verdicts))
        raise RowsRefused("Có dòng không nhập được nên chưa nhập dòng nào. Xem lý do ở từng dòng.")


@transaction.atomic
def _taken_over(importer: Importer, run: ImportRun, by: User) -> list[Judged]:
    locked = ImportRun.objects.select_for_update().get(pk=run.pk)
    if locked.state == ImportState.TAKEN_OVER:
        return []
    if locked.state != ImportState.CHECKED:
        raise RowsRefused("Chưa kiểm tra xong các dòng của tệp.")
    _stand_in_line()
    rows = rows_of(locked)
    work = importer.make(rows, by, locked.target_id)
    verdicts = [work.judged(at) for at in range(len(rows))]
    if not any(each.is_refused for each in verdicts):
        outcome = work.take_over()
        verdicts = [outcome.get(at, verdict) for at, verdict in enumerate(verdicts)]
        keep_verdicts(run=locked, verdicts=_as_json(verdicts), rows=len(rows))
        finish_import(run=locked, counts=_counts(verdicts), by=by)
    return verdicts


def _counts(verdicts: Sequence[Judged]) -> dict[str, int]:
    """How many rows of each verdict, for the log."""
    kinds = [kind for kind in VerdictKind if kind != VerdictKind.REFUSED]
    return {kind.value: sum(each.kind == kind for each in verdicts) for kind in kinds}


def _as_json(verdicts: Sequence[Judged]) -> list[list[str | int | None]]:
    return [[each.kind.value, each.words, each.column, each.event_id] for each in verdicts]


def taken_at_once(importer: Importer, taken: Taken, *, by: User) -> list[Judged]:
    """Rows that come with the product, judged and taken over; raise `RefusedRow` with the first."""
    with transaction.atomic():
        work = importer.make(taken.rows, by, None)
        verdicts = [work.judged(at) for at in range(len(taken.rows))]
        for at, verdict in enumerate(verdicts):
            if verdict.is_refused:
                raise RefusedRow(verdict.words, verdict.column, at)
        outcome = work.take_over()
    return [outcome.get(at, verdict) for at, verdict in enumerate(verdicts)]
