"""Workbooks somebody sent, and one of them row by row."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from accounts.models import User
from core.text import whole_number
from organizations.enums import ImportState, VerdictKind
from organizations.models import ImportRun
from organizations.rules.imports import Judged, Row, Table

ROWS_A_PAGE = 50
TONES = {
    VerdictKind.REFUSED: "red",
    VerdictKind.PLANNED: "blue",
    VerdictKind.NEW: "green",
    VerdictKind.CHANGES: "amber",
    VerdictKind.UNCHANGED: "grey",
}


@dataclass(frozen=True)
class ShownRow:
    """One row of a workbook and what would become of it."""

    number: int
    table: str
    said: tuple[str, ...]
    verdict: str
    tone: str
    column: str
    words: str
    event_id: int | None


@dataclass(frozen=True)
class Count:
    """How many rows came to this, and the address that shows them alone."""

    kind: str
    label: str
    tone: str
    count: int


@dataclass(frozen=True)
class ShownRun:
    """A workbook as its page shows it."""

    run: ImportRun
    total: int
    done: int
    counts: tuple[Count, ...]
    notes: tuple[str, ...]
    page: Page[tuple[Judged, Row]]
    rows: tuple[ShownRow, ...]
    kind: str

    @property
    def is_checking(self) -> bool:
        return self.run.state == ImportState.CHECKING

    @property
    def is_taken_over(self) -> bool:
        return self.run.state == ImportState.TAKEN_OVER

    @property
    def refused(self) -> int:
        return self._of(VerdictKind.REFUSED)

    @property
    def planned(self) -> int:
        return self._of(VerdictKind.PLANNED)

    @property
    def to_take_over(self) -> int:
        return self._of(VerdictKind.NEW, VerdictKind.CHANGES, VerdictKind.PLANNED)

    def _of(self, *kinds: VerdictKind) -> int:
        return sum(each.count for each in self.counts if each.kind in kinds)


def runs_of(user: User) -> QuerySet[ImportRun]:
    """The reader's own; those of others do not exist for him."""
    return ImportRun.objects.filter(by_id=user.pk).order_by("-at", "-pk")


def shown_run(
    run: ImportRun,
    tables: Sequence[Table],
    rows: Sequence[Row],
    verdicts: Sequence[Judged],
    asked: tuple[str, str],
) -> ShownRun:
    """`asked`: which verdict alone, which page. Refused rows come first."""
    kind, number = asked
    kind = kind if kind in {each.value for each in VerdictKind} else ""
    order = list(VerdictKind)
    judged = [
        (verdict, row)
        for row, verdict in zip(rows, verdicts, strict=False)
        if kind in ("", verdict.kind)
    ]
    judged.sort(key=lambda pair: order.index(pair[0].kind))
    named = {table.key: table for table in tables}
    page = Paginator(judged, ROWS_A_PAGE).get_page(whole_number(number) or 1)
    shown = tuple(_row(row, verdict, named[row.table]) for verdict, row in page)
    counts = tuple(
        Count(each.value, each.label, TONES[each], sum(one.kind == each for one in verdicts))
        for each in VerdictKind
    )
    notes = tuple(run.rows["notes"])
    return ShownRun(run, len(rows), len(verdicts), counts, notes, page, shown, kind)


def _row(row: Row, verdict: Judged, table: Table) -> ShownRow:
    said = [row.text(column.key) for column in table.columns if row.text(column.key)]
    column = table.column(verdict.column).label if _has(table, verdict.column) else ""
    return ShownRow(
        number=row.number,
        table=table.title,
        said=tuple(said[:5]),
        verdict=verdict.kind.label,
        tone=TONES[verdict.kind],
        column=column,
        words=verdict.words,
        event_id=verdict.event_id,
    )


def _has(table: Table, key: str) -> bool:
    return any(column.key == key for column in table.columns)
