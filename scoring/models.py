"""Criteria, score sheets and what is scored on them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from clusters.models import ClusterEdition
from core.fields import PointsField
from core.records import Findable, Sourced
from organizations.enums import UnitKind
from organizations.models import Unit
from scoring.enums import CriterionKind, SheetState


class CriteriaSet(Findable, Sourced):
    """A table of criteria. Once a round uses it, it is sealed: a change is a new set."""

    find_by = ("name",)

    owner = models.ForeignKey(Unit, models.PROTECT, related_name="criteria_sets")
    name = models.CharField("Tên bảng tiêu chí", max_length=300)
    meant_for = models.CharField(
        "Dùng cho", max_length=20, choices=UnitKind.choices(), blank=True, default=""
    )
    is_illustrative = models.BooleanField("Minh họa", default=False)

    class Meta:
        verbose_name = "bảng tiêu chí"

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        return self.name


class Criterion(models.Model):
    """One line of the table. A line with lines under it is a heading: only they bear points.

    A heading without a maximum takes the sum of its lines; every other line has one.
    """

    criteria_set = models.ForeignKey(CriteriaSet, models.PROTECT, related_name="criteria")
    parent = models.ForeignKey(
        "self", models.CASCADE, related_name="children", null=True, blank=True
    )
    kind = models.CharField(
        "Loại", max_length=10, choices=CriterionKind.choices(), default=CriterionKind.ORDINARY
    )
    position = models.PositiveSmallIntegerField("Thứ tự")
    code = models.CharField("Mã", max_length=20)
    name = models.CharField("Nội dung", max_length=500)
    max_points = PointsField("Điểm tối đa", null=True, blank=True)

    class Meta:
        verbose_name = "tiêu chí"
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

    class Meta:
        verbose_name = "đợt chấm điểm"

    def __str__(self) -> str:
        return f"Scoring of {self.edition_id}"

    @property
    def label(self) -> str:
        return f"Chấm điểm {self.edition.label}"


class ScoreSheet(models.Model):
    """The sheet of one unit.

    `checked_by_unit` is the unit in whose name it was checked: never the sheet's own. A sheet
    that was returned keeps who returned it and why until its unit sends it again.
    """

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
    checked_by_unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", null=True, blank=True
    )
    checked_at = models.DateTimeField("Đối chiếu lúc", null=True, blank=True)
    returned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    returned_at = models.DateTimeField("Trả lại lúc", null=True, blank=True)
    return_reason = models.CharField("Lý do trả lại", max_length=500, blank=True, default="")

    class Meta:
        verbose_name = "phiếu điểm"
        constraints = [
            models.UniqueConstraint(fields=["round", "unit"], name="sheet_once_per_unit"),
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=True, submitted_by__isnull=True)
                | Q(submitted_at__isnull=False, submitted_by__isnull=False),
                name="sheet_submitted_together",
            ),
            models.CheckConstraint(
                condition=Q(
                    checked_at__isnull=True, checked_by__isnull=True, checked_by_unit__isnull=True
                )
                | Q(
                    checked_at__isnull=False,
                    checked_by__isnull=False,
                    checked_by_unit__isnull=False,
                ),
                name="sheet_checked_together",
            ),
            models.CheckConstraint(
                condition=Q(checked_by_unit__isnull=True) | ~Q(checked_by_unit=F("unit")),
                name="sheet_never_checked_by_its_own",
            ),
            models.CheckConstraint(
                condition=Q(returned_at__isnull=True, returned_by__isnull=True, return_reason="")
                | Q(returned_at__isnull=False, returned_by__isnull=False) & ~Q(return_reason=""),
                name="sheet_returned_together",
            ),
        ]

    def __str__(self) -> str:
        return f"Sheet {self.pk}"

    @property
    def label(self) -> str:
        return f"Phiếu điểm {self.unit.label}, {self.round.edition.label}"


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
        verbose_name = "dòng phiếu điểm"
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
