"""Keeping a workbook that is being taken over: begun, judged piece by piece, taken over."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from accounts.models import User
from audit.actions import record
from core.dates import now
from core.locks import one_at_a_time
from organizations.enums import ImportKind, ImportState
from organizations.models import ImportRun


@dataclass(frozen=True)
class SentFile:
    """A workbook somebody sent."""

    name: str
    sha256: str


@transaction.atomic
def begin_import(
    *, kind: ImportKind, target: int | None, file: SentFile, rows: dict[str, Any], by: User
) -> ImportRun:
    """Keep the rows of a workbook; the same file sent again is judged anew in its place."""
    one_at_a_time("import")
    ways = {"kind": kind, "target_id": target, "by": by, "sha256": file.sha256}
    known = ImportRun.objects.filter(**ways).exclude(state=ImportState.TAKEN_OVER).first()
    if known is None:
        known = ImportRun(**ways, at=now())
    known.file_name, known.rows, known.verdicts = file.name, rows, []
    known.state = ImportState.CHECKING
    known.save()
    return known


@transaction.atomic
def keep_verdicts(*, run: ImportRun, verdicts: Sequence[Any], rows: int) -> None:
    """Write down what was found of the first rows; with all of them the check is done.

    What was taken over meanwhile stays as it is.
    """
    locked = ImportRun.objects.select_for_update().only("state").get(pk=run.pk)
    if locked.state == ImportState.TAKEN_OVER:
        run.verdicts, run.state = locked.verdicts, locked.state
        return
    is_done = len(verdicts) >= rows
    run.verdicts = list(verdicts)
    run.state = ImportState.CHECKED if is_done else ImportState.CHECKING
    run.save(update_fields=["verdicts", "state"])


@transaction.atomic
def finish_import(*, run: ImportRun, counts: dict[str, int], by: User) -> None:
    """The rows are in the register now."""
    run.state = ImportState.TAKEN_OVER
    run.save(update_fields=["state"])
    after = {"kind": run.kind, "file_name": run.file_name, "sha256": run.sha256, **counts}
    record("import.taken_over", run, by=by, after=after)


@transaction.atomic
def drop_import(*, run: ImportRun, by: User) -> None:
    """Forget a workbook that was not taken over."""
    ImportRun.objects.filter(pk=run.pk, by=by).exclude(state=ImportState.TAKEN_OVER).delete()
