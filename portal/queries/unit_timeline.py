"""The years of a unit as one line of time: what is known of each, and the gaps between."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from agreements.queries import AGREEMENTS
from awards.queries import AWARDS, NOMINATIONS, REGISTRATIONS
from clusters.queries import BELONGING, SUPERVISING, TO_COME
from conferences.queries import MEETINGS
from core.answers import Touched
from core.touches import day_in
from organizations.models import Unit
from organizations.queries import HISTORY, NameBook
from portal.rules import Span, spans_of
from scoring.queries import RESULTS

KINDS = (
    HISTORY,
    BELONGING,
    SUPERVISING,
    TO_COME,
    AGREEMENTS,
    MEETINGS,
    REGISTRATIONS,
    RESULTS,
    NOMINATIONS,
    AWARDS,
)


@dataclass(frozen=True)
class Lines:
    """Lines of one kind; without any, nobody has told us."""

    kind: str
    rows: tuple[Touched, ...]


@dataclass(frozen=True)
class Bearer:
    """A unit in one year, under the name it bore then."""

    unit_id: int
    name: str
    kinds: tuple[Lines, ...]


@dataclass(frozen=True)
class YearOfUnit:
    """A year with what is known of it, or a gap of one year or more; no span: year unknown."""

    span: Span | None
    bearers: tuple[Bearer, ...] = ()

    @property
    def label(self) -> str:
        return self.span.label if self.span else "Chưa rõ năm"

    @property
    def is_gap(self) -> bool:
        return not self.bearers

    @property
    def year(self) -> int | None:
        """The one year it is about, if any."""
        return self.span.first if self.span and not self.is_gap else None


def timeline_of(
    lines: Sequence[Touched], units: Sequence[Unit], book: NameBook, asked: Iterable[int]
) -> tuple[YearOfUnit, ...]:
    """Newest year first, the unknown one last. The years `asked` show even when empty, but none in
    which no unit existed."""
    asked = {year for year in asked if any(_lived(unit, year) for unit in units)}
    known = {line.year for line in lines if line.year is not None}
    first, last = min(known | asked, default=0), max(known | asked, default=-1)
    empty = {year for year in range(first, last + 1) if year not in known}
    empty = {year for year in empty if any(_lived(unit, year) for unit in units)}
    rows = [_year(span, lines, units, book, asked) for span in spans_of(known, empty)]
    undated = [line for line in lines if line.year is None]
    unknown = YearOfUnit(None, _bearers(None, undated, units, book, ()))
    return (*rows, unknown) if undated else tuple(rows)


def _lived(unit: Unit, year: int) -> bool:
    starts, ends = unit.exists_from, unit.exists_to
    return (starts is None or starts.year <= year) and (ends is None or ends > date(year, 1, 1))


def _year(
    span: Span,
    lines: Iterable[Touched],
    units: Sequence[Unit],
    book: NameBook,
    asked: Collection[int],
) -> YearOfUnit:
    if span.is_gap:
        return YearOfUnit(span)
    own = [line for line in lines if line.year == span.first]
    return YearOfUnit(span, _bearers(span.first, own, units, book, asked))


def _bearers(
    year: int | None,
    lines: Sequence[Touched],
    units: Sequence[Unit],
    book: NameBook,
    asked: Collection[int],
) -> tuple[Bearer, ...]:
    """The units something is known of, in their order."""
    found = []
    for unit in units:
        own = [line for line in lines if line.unit_id == unit.pk]
        must_belong = year in asked and year is not None and _lived(unit, year)
        if own:
            name = book.called(unit.pk, day_in(year))
            found.append(Bearer(unit.pk, name, _kinds(own, must_belong=must_belong)))
    return tuple(found)


def _kinds(lines: Sequence[Touched], *, must_belong: bool) -> tuple[Lines, ...]:
    """By kind, what has a day by its day; where a unit belonged is said even if nobody knows."""
    by_kind = {kind: [line for line in lines if line.kind == kind] for kind in KINDS}
    return tuple(
        Lines(kind, tuple(sorted(rows, key=lambda row: row.on or date.min)))
        for kind, rows in by_kind.items()
        if rows or (kind == BELONGING and must_belong)
    )
