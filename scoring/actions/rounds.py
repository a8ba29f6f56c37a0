"""What offices do with the scoring of a group: open, correct, add sheets, cancel, open checking."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction

from accounts.models import User
from audit.actions import record
from clusters.actions import must_be_open
from clusters.models import ClusterEdition
from clusters.queries import member_ids
from core.dates import today
from core.dependants import must_be_unused
from core.locks import one_at_a_time
from core.problems import Problem, Refused
from core.versions import changes, plain
from scoring.enums import SheetState
from scoring.models import CriteriaSet, ScoreEntry, ScoreSheet, ScoringRound
from scoring.queries import touched_units, units_without_sheet
from scoring.rules import ALREADY_AGREED, DueFacts, cancelling_problems

NOT_OPEN = "Cụm, khối này chưa mở chấm điểm."


class CannotOpenScoring(Refused):
    """The edition is scored already, has no members, or the criteria are somebody else's."""


class CannotChangeScoring(Refused):
    """Scoring is not open, somebody has typed figures, or there is nothing to add."""


class CannotOpenChecking(Refused):
    """Scoring or its checking is not at that point."""


@transaction.atomic
def open_scoring(
    *, edition: ClusterEdition, criteria_set: CriteriaSet, due_on: date | None = None, by: User
) -> ScoringRound:
    """Give every member unit an empty sheet; from now on the criteria are sealed."""
    must_be_open(edition.year)
    one_at_a_time("scoring")
    CriteriaSet.objects.select_for_update().get(pk=criteria_set.pk)  # sealed from here on
    units = sorted(member_ids(edition))
    CannotOpenScoring.if_any(_opening_problems(edition, criteria_set, units))
    opened = ScoringRound.objects.create(edition=edition, criteria_set=criteria_set, due_on=due_on)
    _add_sheets(opened, units)
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
        problems.append(
            Problem("Bảng tiêu chí không phải của cơ quan lập cụm, khối.", "criteria_set_id")
        )
    if not units:
        problems.append(Problem("Cụm, khối chưa có đơn vị thành viên nào."))
    return problems


def _add_sheets(opened: ScoringRound, units: Iterable[int]) -> None:
    """An empty sheet for each unit, with a line for every criterion that bears points."""
    criteria = list(opened.criteria_set.criteria.filter(children__isnull=True).order_by("position"))
    for unit_id in units:
        sheet = ScoreSheet.objects.create(round=opened, unit_id=unit_id)
        ScoreEntry.objects.bulk_create(ScoreEntry(sheet=sheet, criterion=each) for each in criteria)


@transaction.atomic
def add_missing_sheets(*, edition: ClusterEdition, by: User) -> list[int]:
    """Give units that joined after scoring was opened their sheet; the ids of these units."""
    opened = _locked_round(edition)
    if opened.sheets.filter(state=SheetState.AGREED).exists():
        raise CannotChangeScoring(ALREADY_AGREED)
    units = units_without_sheet(edition)
    if not units:
        raise CannotChangeScoring("Mọi đơn vị thành viên đã có phiếu điểm.")
    _add_sheets(opened, units)
    record("scoring.sheets_added", opened, by=by, after={"units": units})
    return units


@transaction.atomic
def correct_due_day(*, edition: ClusterEdition, facts: DueFacts, version: str, by: User) -> None:
    """Say another day until which sheets are sent; `Stale` if somebody did meanwhile."""
    opened = _locked_round(edition)
    stored = DueFacts(opened.due_on)
    if not changes(stored=stored, typed=facts, version=version):
        return
    ScoringRound.objects.filter(pk=opened.pk).update(due_on=facts.due_on)
    record("scoring.due_corrected", opened, by=by, before=plain(stored), after=plain(facts))


@transaction.atomic
def cancel_scoring(*, edition: ClusterEdition, by: User) -> None:
    """Undo the opening of scoring, while nobody has typed anything."""
    opened = _locked_round(edition)
    CannotChangeScoring.if_any(cancelling_problems(touched_units(edition)))
    must_be_unused(opened, parts=frozenset({"sheets"}), way_out="Sửa hạn gửi thay vì hủy.")
    units = sorted(opened.sheets.values_list("unit_id", flat=True))
    before = {"criteria_set": opened.criteria_set_id, "due_on": str(opened.due_on or "")}
    record("scoring.cancelled", opened, by=by, before=before | {"units": units})
    opened.sheets.all().delete()
    opened.delete()


def _locked_round(edition: ClusterEdition) -> ScoringRound:
    """The scoring of an edition in an open year, held until the end of the transaction; its
    sheets too, so that nobody types into one meanwhile."""
    must_be_open(edition.year)
    opened = ScoringRound.objects.select_for_update().filter(edition=edition).first()
    if opened is None:
        raise CannotChangeScoring(NOT_OPEN)
    list(ScoreSheet.objects.select_for_update().filter(round=opened).order_by("pk"))
    return opened


@transaction.atomic
def open_checking(*, edition: ClusterEdition, on: date | None = None, by: User) -> None:
    """Start “đối chiếu”: from now on the members see each other's sheets."""
    must_be_open(edition.year)
    opened = ScoringRound.objects.select_for_update().filter(edition=edition).first()
    day = on or today()
    if opened is None:
        raise CannotOpenChecking(NOT_OPEN)
    if opened.checking_opened_on is not None:
        raise CannotOpenChecking("Đối chiếu đã được mở.")
    if day > today():
        raise CannotOpenChecking(Problem("Ngày mở đối chiếu không được sau hôm nay.", "on"))
    ScoringRound.objects.filter(pk=opened.pk).update(checking_opened_on=day)
    record("checking.opened", opened, by=by, after={"on": day.isoformat()})
