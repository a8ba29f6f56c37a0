"""What people do with one score sheet: fill in, send, take back, check, return."""

from django.db import transaction

from accounts.models import User
from audit.actions import record
from clusters.actions import must_be_open
from core.dates import now
from core.problems import Problem, Refused
from core.text import one_line
from core.versions import Stale, changes, plain, version_of
from scoring.enums import SheetState
from scoring.models import ScoreSheet
from scoring.queries import figures_of, is_own, moment_of, unit_checking
from scoring.rules import (
    CheckedPoints,
    SelfPoints,
    checked_points_problems,
    checking_problems,
    filling_problems,
    returning_problems,
    self_points_problems,
    submission_problems,
    taking_back_problems,
)

_NOT_SENT = {"submitted_at": None, "submitted_by": None}
_NOT_CHECKED = {"checked_at": None, "checked_by": None, "checked_by_unit": None}
_NOT_RETURNED = {"returned_at": None, "returned_by": None, "return_reason": ""}


class CannotFillIn(Refused):
    """The sheet is not with its unit, or a figure cannot stand."""


class CannotSubmit(Refused):
    """The sheet is not complete, or not with its unit."""


class CannotTakeBack(Refused):
    """Checking has started, or there is nothing to take back."""


class CannotCheck(Refused):
    """One's own sheet, the wrong moment, a figure that cannot stand, or a missing reason."""


class CannotReturn(Refused):
    """One's own sheet, the wrong moment, or no reason."""


@transaction.atomic
def save_self_points(*, sheet: ScoreSheet, points: SelfPoints, version: str, by: User) -> None:
    """Save the unit's figures, complete or not; `Stale` if somebody saved others meanwhile."""
    locked = _locked(sheet)
    CannotFillIn.if_any(filling_problems(moment_of(locked)))
    figures = figures_of(locked)
    if not changes(stored=figures.self_points, typed=points, version=version):
        return
    CannotFillIn.if_any(self_points_problems(figures.criteria, points))
    for row in points.rows:
        entry = locked.entries.filter(criterion_id=row.criterion_id)
        entry.update(self_points=row.points, self_note=row.note)
    before, after = plain(figures.self_points), plain(points)
    record("score_sheet.filled_in", locked, by=by, before=before, after=after)


@transaction.atomic
def submit_score_sheet(*, sheet: ScoreSheet, version: str | None = None, by: User) -> None:
    """Send the unit's sheet; with a `version`, only what its sender has seen."""
    locked = _locked(sheet)
    figures = figures_of(locked)
    if version is not None and version != version_of(figures.self_points):
        raise Stale(figures.self_points)
    problems = submission_problems(moment_of(locked), figures.criteria, figures.self_points)
    CannotSubmit.if_any(problems)
    _move(locked, SheetState.SUBMITTED, submitted_at=now(), submitted_by=by, **_NOT_RETURNED)
    after = {"state": SheetState.SUBMITTED, "total": str(figures.self_total)}
    record("score_sheet.submitted", locked, by=by, before={"state": "draft"}, after=after)
    sheet.refresh_from_db()


@transaction.atomic
def take_back_score_sheet(*, sheet: ScoreSheet, by: User) -> None:
    """Give a submitted sheet back to its unit, until checking starts."""
    locked = _locked(sheet)
    CannotTakeBack.if_any(taking_back_problems(moment_of(locked)))
    _move(locked, SheetState.DRAFT, **_NOT_SENT)
    before, after = {"state": SheetState.SUBMITTED}, {"state": SheetState.DRAFT}
    record("score_sheet.taken_back", locked, by=by, before=before, after=after)
    sheet.refresh_from_db()


@transaction.atomic
def save_checked_points(
    *, sheet: ScoreSheet, points: CheckedPoints, version: str, by: User
) -> None:
    """Save the checker's figures with their reasons; complete, they make the sheet checked."""
    locked = _locked(sheet)
    CannotCheck.if_any(checking_problems(moment_of(locked), is_own=_is_own(locked, by)))
    figures = figures_of(locked)
    is_changed = changes(stored=figures.checked_points, typed=points, version=version)
    if not is_changed and _is_marked(locked, points):
        return
    problems = checked_points_problems(figures.criteria, figures.self_points, points)
    CannotCheck.if_any(problems)
    for row in points.rows:
        entry = locked.entries.filter(criterion_id=row.criterion_id)
        entry.update(checked_points=row.points, check_reason=row.reason)
    _mark_checked(locked, points, by)
    record(
        "score_sheet.checked",
        locked,
        by=by,
        before=plain(figures.checked_points),
        after=plain(points),
        reason="; ".join(row.reason for row in points.rows if row.reason),
    )
    sheet.refresh_from_db()


def _is_marked(sheet: ScoreSheet, points: CheckedPoints) -> bool:
    """Whether the state says what the figures say; a sheet sent again keeps those of before."""
    return (sheet.state == SheetState.CHECKED) == _is_complete(points)


def _is_complete(points: CheckedPoints) -> bool:
    return all(row.points is not None for row in points.rows)


def _mark_checked(sheet: ScoreSheet, points: CheckedPoints, by: User) -> None:
    """Checked once every line is; a line emptied again opens the sheet again."""
    if _is_complete(points):
        unit = unit_checking(by, sheet)
        _move(sheet, SheetState.CHECKED, checked_at=now(), checked_by=by, checked_by_unit_id=unit)
    else:
        _move(sheet, SheetState.SUBMITTED, **_NOT_CHECKED)


@transaction.atomic
def return_score_sheet(*, sheet: ScoreSheet, reason: str, by: User) -> None:
    """Send a sheet back to its unit, with the reason it reads first.

    What the checker gave so far stays for the next round of checking.
    """
    locked = _locked(sheet)
    problems = returning_problems(moment_of(locked), is_own=_is_own(locked, by))
    if not one_line(reason):
        problems.append(Problem("Ghi lý do trả lại để đơn vị biết cần sửa gì.", "reason"))
    CannotReturn.if_any(problems)
    before = {"state": locked.state}
    why = one_line(reason)
    returned = {"returned_at": now(), "returned_by": by, "return_reason": why}
    _move(locked, SheetState.DRAFT, **_NOT_SENT, **_NOT_CHECKED, **returned)
    after = {"state": SheetState.DRAFT}
    record("score_sheet.returned", locked, by=by, before=before, after=after, reason=why)
    sheet.refresh_from_db()


def _locked(sheet: ScoreSheet) -> ScoreSheet:
    """The sheet as it stands now, held until the end of the transaction, in an open year."""
    must_be_open(sheet.round.edition.year)
    sheets = ScoreSheet.objects.select_for_update(of=("self",))
    return sheets.select_related("round__edition__year").get(pk=sheet.pk)


def _is_own(sheet: ScoreSheet, user: User) -> bool:
    """By any hat of the user, or by the unit in whose name he would check."""
    return is_own(user, sheet) or unit_checking(user, sheet) == sheet.unit_id


def _move(sheet: ScoreSheet, state: SheetState, **values: object) -> None:
    ScoreSheet.objects.filter(pk=sheet.pk).update(state=state, **values)
