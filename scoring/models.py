"""Criteria, score sheets and what is scored on them."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from clusters.models import ClusterEdition
from core.fields import PointsField
from core.records import Sourced
from organizations.models import Unit
from scoring.enums import SheetState


class CriteriaSet(Sourced):
    """A table of criteria. Once a sheet uses it, it is sealed: a change is a new set."""

    owner = models.ForeignKey(Unit, models.PROTECT, related_name="criteria_sets")
    name = models.CharField("Tên bảng tiêu chí", max_length=300)
    is_illustrative = models.BooleanField("Minh họa", default=False)

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        return self.name


class Criterion(models.Model):
    """One line of the table with its maximum."""

    criteria_set = models.ForeignKey(CriteriaSet, models.PROTECT, related_name="criteria")
    position = models.PositiveSmallIntegerField("Thứ tự")
    code = models.CharField("Mã", max_length=20)
    name = models.CharField("Nội dung", max_length=500)
    max_points = PointsField("Điểm tối đa")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["criteria_set", "code"], name="criterion_code_once"),
            models.UniqueConstraint(
                fields=["criteria_set", "position"], name="criterion_position_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class ScoringRound(models.Model):
    """The scoring of one edition: its criteria, its deadline, and when checking was opened.

    Until `checking_opened_on` is set a member sees its own figures only.
    """

    edition = models.OneToOneField(ClusterEdition, models.PROTECT, related_name="scoring_round")
    criteria_set = models.ForeignKey(CriteriaSet, models.PROTECT, related_name="rounds")
    due_on = models.DateField("Hạn gửi bảng tự chấm", null=True, blank=True)
    checking_opened_on = models.DateField("Mở đối chiếu ngày", null=True, blank=True)

    def __str__(self) -> str:
        return f"Scoring of {self.edition_id}"

    @property
    def label(self) -> str:
        return f"Chấm điểm {self.edition.label}"


class ScoreSheet(models.Model):
    """The sheet of one unit."""

    round = models.ForeignKey(ScoringRound, models.PROTECT, related_name="sheets")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="score_sheets")
    state = models.CharField(
        "Tình trạng", max_length=12, choices=SheetState.choices(), default=SheetState.DRAFT
    )
    submitted_at = models.DateTimeField("Gửi lúc", null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    checked_at = models.DateTimeField("Đối chiếu lúc", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "unit"], name="sheet_once_per_unit"),
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=True, submitted_by__isnull=True)
                | Q(submitted_at__isnull=False, submitted_by__isnull=False),
                name="sheet_submitted_together",
            ),
            models.CheckConstraint(
                condition=Q(checked_at__isnull=True, checked_by__isnull=True)
                | Q(checked_at__isnull=False, checked_by__isnull=False),
                name="sheet_checked_together",
            ),
        ]

    def __str__(self) -> str:
        return f"Sheet {self.pk}"

    @property
    def label(self) -> str:
        return f"Phiếu điểm {self.pk}"


class ScoreEntry(models.Model):
    """One line of a sheet: three figures by three hands, a reason where the checker differs."""

    sheet = models.ForeignKey(ScoreSheet, models.CASCADE, related_name="entries")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="entries")
    self_points = PointsField("Tự chấm", null=True, blank=True)
    checked_points = PointsField("Đối chiếu", null=True, blank=True)
    agreed_points = PointsField("Thống nhất", null=True, blank=True)
    self_note = models.CharField("Ghi chú của đơn vị", max_length=500, blank=True)
    check_reason = models.CharField("Lý do khi đối chiếu khác", max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sheet", "criterion"], name="entry_once"),
            models.CheckConstraint(
                condition=(Q(self_points__isnull=True) | Q(self_points__gte=0))
                & (Q(checked_points__isnull=True) | Q(checked_points__gte=0))
                & (Q(agreed_points__isnull=True) | Q(agreed_points__gte=0)),
                name="entry_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return f"Entry {self.pk}"
