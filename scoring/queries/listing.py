"""The list of sheets by edition: what the reader may see, and what he can do with each."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils.timezone import localtime

from accounts.models import User
from clusters.models import ClusterEdition
from clusters.queries import editions_visible_to, in_order, names_day
from core.dates import today
from core.lists import Column, Filter, List
from organizations.models import UnitName
from organizations.queries import NamedUnits, hats_of, names_on_days, unit_order
from scoring.enums import SHEET_TONES, SheetState
from scoring.models import ScoreSheet
from scoring.queries.progress import Progress, progress_in
from scoring.queries.rights import is_checker, is_own, score_sheets_visible_to
from scoring.rules import Moment, checking_problems, filling_problems

FILL_IN, CHECK, READ = "Nhập điểm", "Đối chiếu", "Xem phiếu"


@dataclass(frozen=True)
class ListedRound:
    """The scoring of one edition; `seen`: how many of its sheets the reader may open."""

    edition: ClusterEdition
    owner: UnitName
    progress: Progress
    seen: int = 0

    @property
    def label(self) -> str:
        return f"{self.edition.name} – {self.owner.short_name}"

    @property
    def is_partial(self) -> bool:
        return self.seen < self.progress.sheets


@dataclass(frozen=True)
class ListedSheet:
    """A sheet in the list, with the words of its one action, and why a search found it."""

    sheet: ScoreSheet
    round: ListedRound
    name: UnitName
    action: str
    why: str = ""

    @property
    def state_label(self) -> str:
        return SheetState(self.sheet.state).label

    @property
    def tone(self) -> str:
        return SHEET_TONES[SheetState(self.sheet.state)]


def editions_scored(user: User, label_year: int) -> QuerySet[ClusterEdition]:
    """Editions of a year whose scoring is open, among those the reader may see."""
    visible = editions_visible_to(user).filter(
        year__label_year=label_year, scoring_round__isnull=False
    )
    return in_order(visible)


def sheets_listed(user: User, label_year: int) -> QuerySet[ScoreSheet]:
    """Sheets of a year, group by group, units in Vietnamese order."""
    sheets = score_sheets_visible_to(user).filter(round__edition__year__label_year=label_year)
    return sheets.annotate(unit_order=unit_order("unit_id", today())).order_by(
        "round__edition__year__owner_id",
        "-round__edition__kind",
        "round__edition__sort_key",
        "round__edition_id",
        "unit_order",
        "pk",
    )


Rounds = Mapping[int, ListedRound]


def sheet_rows(
    sheets: Sequence[ScoreSheet], user: User, line: NamedUnits, rounds: Rounds
) -> list[ListedSheet]:
    """These sheets as lines of the list; the same few queries for any number of them."""
    # A unit that left its group still reads the sheet it had there.
    left = [each.round.edition for each in sheets if each.round.edition_id not in rounds]
    rounds = {**rounds, **(_rounds(left, user) if left else {})}
    editions = {key: each.edition for key, each in rounds.items()}
    names = names_on_days(
        (sheet.unit_id, names_day(editions[sheet.round.edition_id])) for sheet in sheets
    )
    return [
        ListedSheet(
            sheet,
            rounds[sheet.round.edition_id],
            name := names[sheet.unit_id, names_day(editions[sheet.round.edition_id])],
            _action(user, sheet, rounds[sheet.round.edition_id].progress),
            line.why(name),
        )
        for sheet in sheets
    ]


def rounds_scored(user: User, label_year: int) -> dict[int, ListedRound]:
    """The scoring of every group of a year the reader may see, by edition, in order."""
    return _rounds(editions_scored(user, label_year), user)


def _rounds(editions: Iterable[ClusterEdition], user: User) -> dict[int, ListedRound]:
    """Each edition's scoring by its id."""
    found = list({edition.pk: edition for edition in editions}.values())
    progress = progress_in(found)
    owners = names_on_days((each.year.owner_id, names_day(each)) for each in found)
    visible = score_sheets_visible_to(user).filter(round__edition__in=found)
    seen = Counter(visible.values_list("round__edition_id", flat=True))
    return {
        each.pk: ListedRound(
            each, owners[each.year.owner_id, names_day(each)], progress[each.pk], seen[each.pk]
        )
        for each in found
    }


def sheets_list(user: User, label_year: int, rounds: Rounds, words: str = "") -> List[ListedSheet]:
    """The sheets of a year, by group."""
    line = NamedUnits(words)
    return List(
        title=f"Chấm điểm thi đua năm {label_year}",
        stem=f"cham-diem-{label_year}",
        noun="phiếu điểm",
        columns=(
            Column("Đơn vị", "ten", ("unit_order",), width=34),
            Column("Tình trạng", "tinh-trang", ("state",), width=20),
            Column("Đã gửi", "gui", ("submitted_at",), width=14),
            Column("Đã đối chiếu", "doi-chieu", ("checked_at",), width=14),
            Column("Việc cần làm", width=16),
            Column("Cụm, khối", width=44, in_file_only=True),
        ),
        rows=lambda sheets: sheet_rows(sheets, user, line, rounds),
        cells=lambda row: (
            row.name.short_name,
            row.state_label,
            _day(row.sheet.submitted_at),
            _day(row.sheet.checked_at),
            row.action,
            row.round.label,
        ),
        filters=(
            Filter("nhom", "Cụm, khối", _groups(rounds), _of_group),
            Filter("tinh-trang", "Tình trạng", SheetState.choices(), _in_state),
        ),
        search=lambda sheets, _: sheets.filter(line.among("unit_id")),
        search_label="Tên đơn vị",
    )


def _groups(rounds: Rounds) -> list[tuple[str, str]]:
    return [(str(key), each.label) for key, each in rounds.items()]


def _of_group(sheets: QuerySet[ScoreSheet], edition: str) -> QuerySet[ScoreSheet]:
    return sheets.filter(round__edition_id=int(edition))


def _in_state(sheets: QuerySet[ScoreSheet], state: str) -> QuerySet[ScoreSheet]:
    return sheets.filter(state=state)


def _day(moment: datetime | None) -> date | None:
    return localtime(moment).date() if moment else None


def _action(user: User, sheet: ScoreSheet, progress: Progress) -> str:
    is_open = progress.checking_opened_on is not None
    moment = Moment(sheet.state, is_checking_open=is_open, is_agreed=progress.is_agreed)
    if not sheet.round.edition.year.is_open:
        return READ
    if sheet.unit_id in hats_of(user).clerk_of and not filling_problems(moment):
        return FILL_IN
    if is_checker(user, sheet) and not checking_problems(moment, is_own=is_own(user, sheet)):
        return CHECK
    return READ
