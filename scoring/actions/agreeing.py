"""What a conference does with the scores of its group, and who took the table away."""

from django.db import transaction
from django.db.models import F

from accounts.models import User
from audit.actions import record
from clusters.actions import must_be_open
from clusters.models import ClusterEdition
from core.problems import Problem, Refused
from core.text import one_line
from scoring.enums import SheetState
from scoring.models import ScoreEntry, ScoreSheet, ScoringRound
from scoring.queries import agreement_problems_of


class CannotAgree(Refused):
    """Nothing has been checked, or a reason is missing."""


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
