"""The list of sheets by edition: what the reader may see, and what he can do with each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from accounts.models import User
from clusters.models import ClusterEdition
from clusters.queries import editions_visible_to, in_order, names_day
from organizations.models import UnitName
from organizations.queries import hats_of, names_on
from scoring.enums import SHEET_TONES, SheetState
from scoring.models import ScoreSheet
from scoring.queries.rights import is_checker, is_own, score_sheets_visible_to
from scoring.queries.standings import Progress, progress_in
from scoring.rules import Moment, checking_problems, filling_problems

FILL_IN, CHECK, READ = "Nhập điểm", "Đối chiếu", "Xem phiếu"


@dataclass(frozen=True)
class ListedSheet:
    """A sheet in the list, with the words of its one action."""

    sheet: ScoreSheet
    name: UnitName
    action: str

    @property
    def state_label(self) -> str:
        return SheetState(self.sheet.state).label

    @property
    def tone(self) -> str:
        return SHEET_TONES[SheetState(self.sheet.state)]


@dataclass(frozen=True)
class ListedRound:
    """The scoring of one edition and those of its sheets that the reader may open."""

    edition: ClusterEdition
    owner: UnitName
    progress: Progress
    sheets: tuple[ListedSheet, ...]

    @property
    def is_partial(self) -> bool:
        return len(self.sheets) < self.progress.sheets


def editions_scored(user: User, label_year: int) -> QuerySet[ClusterEdition]:
    """Editions of a year whose scoring is open, among those the reader may see."""
    visible = editions_visible_to(user).filter(
        year__label_year=label_year, scoring_round__isnull=False
    )
    return in_order(visible)


def rounds_listed(user: User, editions: Sequence[ClusterEdition]) -> list[ListedRound]:
    """These editions with their sheets; the same few queries for any number of them."""
    progress = progress_in(editions)
    sheets = list(score_sheets_visible_to(user).filter(round__edition__in=editions))
    names = _names(editions, sheets)
    return [
        ListedRound(
            edition,
            names[edition.pk][edition.year.owner_id],
            progress[edition.pk],
            _listed(
                user,
                [sheet for sheet in sheets if sheet.round.edition_id == edition.pk],
                names[edition.pk],
                progress[edition.pk],
            ),
        )
        for edition in editions
    ]


def _names(
    editions: Sequence[ClusterEdition], sheets: Iterable[ScoreSheet]
) -> dict[int, dict[int, UnitName]]:
    """Names by edition id; one query for each day, which editions of one year share."""
    units = {sheet.unit_id for sheet in sheets} | {edition.year.owner_id for edition in editions}
    by_day = {day: names_on(units, day) for day in {names_day(edition) for edition in editions}}
    return {edition.pk: by_day[names_day(edition)] for edition in editions}


def _listed(
    user: User, sheets: Iterable[ScoreSheet], names: dict[int, UnitName], progress: Progress
) -> tuple[ListedSheet, ...]:
    listed = [
        ListedSheet(sheet, names[sheet.unit_id], _action(user, sheet, progress)) for sheet in sheets
    ]
    return tuple(sorted(listed, key=lambda each: (each.name.sort_key, each.sheet.pk)))


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
