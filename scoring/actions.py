"""What people do with criteria, score sheets, checking and agreed scores."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import F

from accounts.models import User
from audit.actions import record
from clusters.actions import must_be_open
from clusters.models import ClusterEdition
from clusters.queries import member_ids
from core.dates import now, today
from core.problems import Problem, Refused
from core.text import one_line
from core.versions import Stale, changes, plain, version_of
from organizations.actions import NO_SOURCE, Provenance
from organizations.models import Unit
from scoring.enums import SheetState
from scoring.models import CriteriaSet, Criterion, ScoreEntry, ScoreSheet, ScoringRound
from scoring.queries import (
    agreement_problems_of,
    figures_of,
    is_own,
    moment_of,
)
from scoring.rules import (
    CheckedPoints,
    CriterionFacts,
    SelfPoints,
    checked_points_problems,
    checking_problems,
    criteria_problems,
    filling_problems,
    self_points_problems,
    submission_problems,
    taking_back_problems,
)


class CannotSetCriteria(Refused):
    """The table of criteria is faulty, or sealed because sheets use it."""


class CannotOpenScoring(Refused):
    """The edition is scored already, has no members, or the criteria are somebody else's."""


class CannotFillIn(Refused):
    """The sheet is not with its unit, or a figure cannot stand."""


class CannotSubmit(Refused):
    """The sheet is not complete, or not with its unit."""


class CannotTakeBack(Refused):
    """Checking has started, or there is nothing to take back."""


class CannotOpenChecking(Refused):
    """Scoring or its checking is not at that point."""


class CannotCheck(Refused):
    """One's own sheet, the wrong moment, a figure that cannot stand, or a missing reason."""


class CannotAgree(Refused):
    """Nothing has been checked, or a reason is missing."""


@dataclass(frozen=True)
class CriteriaFacts:
    """A table of criteria; `is_illustrative` marks every figure made with it as invented."""

    name: str
    rows: tuple[CriterionFacts, ...]
    is_illustrative: bool = False


@transaction.atomic
def create_criteria_set(
    *, owner: Unit, facts: CriteriaFacts, origin: Provenance = NO_SOURCE, by: User
) -> CriteriaSet:
    """Enter a table of criteria; raise `CannotSetCriteria` with everything wrong in it."""
    CannotSetCriteria.if_any(criteria_problems(facts.rows))
    made = CriteriaSet.objects.create(
        owner=owner,
        name=one_line(facts.name),
        is_illustrative=facts.is_illustrative,
        **plain(origin),
    )
    _write_criteria(made, facts.rows)
    record("criteria_set.created", made, by=by, after=plain(facts))
    return made


@transaction.atomic
def replace_criteria(
    *, criteria_set: CriteriaSet, rows: Sequence[CriterionFacts], by: User
) -> None:
    """Write the criteria anew, as long as no sheet uses them; later a change is a new set."""
    locked = CriteriaSet.objects.select_for_update().get(pk=criteria_set.pk)
    if locked.rounds.exists():
        sealed = "Bảng tiêu chí đã dùng để chấm điểm, không sửa được; hãy lập bảng mới."
        raise CannotSetCriteria(sealed)
    CannotSetCriteria.if_any(criteria_problems(rows))
    before = list(locked.criteria.order_by("position").values_list("code", flat=True))
    locked.criteria.all().delete()
    _write_criteria(locked, rows)
    after = [row.code for row in rows]
    record("criteria_set.replaced", locked, by=by, before={"codes": before}, after={"codes": after})


def _write_criteria(criteria_set: CriteriaSet, rows: Iterable[CriterionFacts]) -> None:
    Criterion.objects.bulk_create(
        Criterion(
            criteria_set=criteria_set,
            position=position,
            code=one_line(row.code),
            name=one_line(row.name),
            max_points=row.max_points,
        )
        for position, row in enumerate(rows, start=1)
    )


@transaction.atomic
def open_scoring(
    *, edition: ClusterEdition, criteria_set: CriteriaSet, due_on: date | None = None, by: User
) -> ScoringRound:
    """Give every member unit an empty sheet; from now on the criteria are sealed."""
    must_be_open(edition.year)
    units = sorted(member_ids(edition))
    CannotOpenScoring.if_any(_opening_problems(edition, criteria_set, units))
    opened = ScoringRound.objects.create(edition=edition, criteria_set=criteria_set, due_on=due_on)
    criteria = list(criteria_set.criteria.order_by("position"))
    for unit_id in units:
        sheet = ScoreSheet.objects.create(round=opened, unit_id=unit_id)
        ScoreEntry.objects.bulk_create(ScoreEntry(sheet=sheet, criterion=each) for each in criteria)
    after = {"criteria_set": criteria_set.pk, "due_on": str(due_on or ""), "units": units}
    record("scoring.opened", opened, by=by, after=after)
    return opened


def _opening_problems(
    edition: ClusterEdition, criteria_set: CriteriaSet, units: Sequence[int]
) -> list[Problem]:
    problems = []
    if ScoringRound.objects.filter(edition=edition).exists():
        problems.append(Problem("Cụm, khối này đã mở chấm điểm.", "edition"))
    if criteria_set.owner_id != edition.year.owner_id:
        problems.append(Problem("Bảng tiêu chí không phải của cơ quan lập cụm, khối."))
    if not units:
        problems.append(Problem("Cụm, khối chưa có đơn vị thành viên nào."))
    return problems


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
    _move(locked, SheetState.SUBMITTED, submitted_at=now(), submitted_by=by)
    after = {"state": SheetState.SUBMITTED, "total": str(figures.self_total)}
    record("score_sheet.submitted", locked, by=by, before={"state": "draft"}, after=after)
    sheet.refresh_from_db()


@transaction.atomic
def take_back_score_sheet(*, sheet: ScoreSheet, by: User) -> None:
    """Give a submitted sheet back to its unit, until checking starts."""
    locked = _locked(sheet)
    CannotTakeBack.if_any(taking_back_problems(moment_of(locked)))
    _move(locked, SheetState.DRAFT, submitted_at=None, submitted_by=None)
    before, after = {"state": SheetState.SUBMITTED}, {"state": SheetState.DRAFT}
    record("score_sheet.taken_back", locked, by=by, before=before, after=after)
    sheet.refresh_from_db()


@transaction.atomic
def open_checking(*, edition: ClusterEdition, on: date | None = None, by: User) -> None:
    """Start “đối chiếu”: from now on the members see each other's sheets."""
    must_be_open(edition.year)
    opened = ScoringRound.objects.select_for_update().filter(edition=edition).first()
    day = on or today()
    if opened is None:
        raise CannotOpenChecking("Cụm, khối này chưa mở chấm điểm.")
    if opened.checking_opened_on is not None:
        raise CannotOpenChecking("Đối chiếu đã được mở.")
    if day > today():
        raise CannotOpenChecking(Problem("Ngày mở đối chiếu không được sau hôm nay.", "on"))
    ScoringRound.objects.filter(pk=opened.pk).update(checking_opened_on=day)
    record("checking.opened", opened, by=by, after={"on": day.isoformat()})


@transaction.atomic
def save_checked_points(
    *, sheet: ScoreSheet, points: CheckedPoints, version: str, by: User
) -> None:
    """Save the checker's figures with their reasons; complete, they make the sheet checked."""
    locked = _locked(sheet)
    CannotCheck.if_any(checking_problems(moment_of(locked), is_own=is_own(by, locked)))
    figures = figures_of(locked)
    if not changes(stored=figures.checked_points, typed=points, version=version):
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


def _mark_checked(sheet: ScoreSheet, points: CheckedPoints, by: User) -> None:
    """Checked once every line is; a line emptied again opens the sheet again."""
    if all(row.points is not None for row in points.rows):
        _move(sheet, SheetState.CHECKED, checked_at=now(), checked_by=by)
    else:
        _move(sheet, SheetState.SUBMITTED, checked_at=None, checked_by=None)


@transaction.atomic
def agree_scores(*, edition: ClusterEdition, by: User) -> None:
    """A conference agreed: the checked figures of checked sheets become the agreed ones."""
    must_be_open(edition.year)
    opened = ScoringRound.objects.select_for_update().filter(edition=edition).first()
    if opened is None:
        raise CannotAgree("Cụm, khối này chưa mở chấm điểm.")
    CannotAgree.if_any(agreement_problems_of(edition))
    checked = opened.sheets.filter(state=SheetState.CHECKED)
    units = sorted(checked.values_list("unit_id", flat=True))
    entries = ScoreEntry.objects.filter(sheet__in=checked)
    entries.update(agreed_points=F("checked_points"))
    checked.update(state=SheetState.AGREED)
    record("scores.agreed", opened, by=by, after={"units": units})


@transaction.atomic
def withdraw_agreement_of_scores(*, edition: ClusterEdition, by: User, reason: str) -> None:
    """The conference was reopened: agreed figures are checked ones again. Nothing agreed, no-op."""
    must_be_open(edition.year)
    agreed = ScoreSheet.objects.filter(round__edition=edition, state=SheetState.AGREED)
    units = sorted(agreed.values_list("unit_id", flat=True))
    if not units:
        return
    if not one_line(reason):
        raise CannotAgree(Problem("Ghi lý do mở lại bảng điểm.", "reason"))
    ScoreEntry.objects.filter(sheet__in=agreed).update(agreed_points=None)
    agreed.update(state=SheetState.CHECKED)
    opened = ScoringRound.objects.get(edition=edition)
    record("scores.withdrawn", opened, by=by, before={"units": units}, reason=one_line(reason))


@transaction.atomic
def note_download(*, edition: ClusterEdition, file: str, by: User) -> None:
    """Leave a row in the log for a table that left the house."""
    record("paper.downloaded", edition, by=by, after={"file": file})


def _locked(sheet: ScoreSheet) -> ScoreSheet:
    """The sheet as it stands now, held until the end of the transaction, in an open year."""
    must_be_open(sheet.round.edition.year)
    sheets = ScoreSheet.objects.select_for_update(of=("self",))
    return sheets.select_related("round__edition__year").get(pk=sheet.pk)


def _move(sheet: ScoreSheet, state: SheetState, **values: object) -> None:
    ScoreSheet.objects.filter(pk=sheet.pk).update(state=state, **values)
