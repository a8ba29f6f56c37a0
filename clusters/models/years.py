"""Years of work of an owner, their reopening, and the groups being put together."""

from collections.abc import Collection, Iterator
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from clusters.enums import ReopeningState, YearState
from clusters.rules import Span, outside_life
from core.closed import ClosedTime
from core.constraints import dates_in_order
from core.records import Sourced
from documents.models import LegalBasis
from organizations.models import Unit


class EmulationYear(Sourced):
    """A year of work of one owner. Its period need not be the calendar year."""

    owner = models.ForeignKey(Unit, models.PROTECT, related_name="emulation_years")
    label_year = models.PositiveSmallIntegerField("Năm")
    period_start = models.DateField("Từ ngày", null=True, blank=True)
    period_end = models.DateField("Đến trước ngày", null=True, blank=True)
    theme = models.CharField("Chủ đề", max_length=500, blank=True)
    motto = models.CharField("Phương châm", max_length=500, blank=True)
    bases = models.ManyToManyField(LegalBasis, related_name="emulation_years", blank=True)
    state = models.CharField(
        "Tình trạng", max_length=10, choices=YearState.choices(), default=YearState.OPEN
    )

    class Meta:
        verbose_name = "năm thi đua"
        constraints = [
            models.UniqueConstraint(fields=["owner", "label_year"], name="year_once_per_owner"),
            dates_in_order("year_period_in_order", "period_start", "period_end"),
        ]

    def __str__(self) -> str:
        return f"Năm {self.label_year}"

    @property
    def label(self) -> str:
        return f"Năm thi đua {self.label_year}"

    @property
    def label_in_full(self) -> str:
        return f"{self.label} của {self.owner.label}"

    @property
    def first_day(self) -> date:
        """New Year where its period is unknown."""
        return self.period_start or date(self.label_year, 1, 1)

    @property
    def day_after(self) -> date:
        """The first day that is its own no more; New Year where its period is unknown."""
        return self.period_end or date(self.label_year + 1, 1, 1)

    @property
    def span(self) -> Span:
        return Span(self.first_day, self.day_after)

    @property
    def is_open(self) -> bool:
        return self.state == YearState.OPEN

    @classmethod
    def locked_with(cls, units: Collection[int]) -> models.QuerySet["EmulationYear"]:
        """Locked years in which one of these units belongs, leads or owns."""
        own = Q(owner__in=units) | Q(editions__memberships__unit__in=units)
        own |= Q(editions__terms__unit__in=units)
        years = cls.objects.filter(own, state=YearState.LOCKED).select_related("owner")
        return years.distinct().order_by("label_year", "pk")

    @classmethod
    def closed_for(cls, row: models.Model) -> list[ClosedTime]:
        """A unit is called in the prints of a locked year as it was when the year was locked."""
        if not isinstance(row, Unit):
            return []
        return [
            ClosedTime(year.first_day, year.day_after, f"{year.label_in_full} đã khóa")
            for year in cls.locked_with([row.pk])
        ]

    @classmethod
    def outside_life_of(
        cls, row: models.Model, starts: date | None, ends: date | None
    ) -> Iterator[models.Model]:
        """Where a unit would belong or lead on no day of its life."""
        if not isinstance(row, Unit):
            return
        for rows in (row.memberships, row.terms):
            for each in rows.select_related("edition__year").order_by("pk"):
                if outside_life("", each, Span(starts, ends), each.edition.year.span):
                    yield each


class YearReopening(models.Model):
    """A closed year opened again: one person asks with a reason, a second one agrees."""

    year = models.ForeignKey(EmulationYear, models.PROTECT, related_name="reopenings")
    reason = models.CharField("Lý do", max_length=500)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField("Đề nghị lúc")
    state = models.CharField(
        "Tình trạng",
        max_length=10,
        choices=ReopeningState.choices(),
        default=ReopeningState.ASKED,
    )
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    answered_at = models.DateTimeField("Trả lời lúc", null=True, blank=True)

    class Meta:
        verbose_name = "lần mở lại năm"
        constraints = [
            models.UniqueConstraint(
                fields=["year"],
                condition=Q(state=ReopeningState.ASKED),
                name="reopening_asked_once",
                violation_error_message="Năm này đang có một đề nghị mở lại.",
            ),
            models.CheckConstraint(
                condition=~Q(asked_by=F("answered_by")),
                name="reopening_by_two_people",
                violation_error_message="Người đề nghị không thể tự đồng ý.",
            ),
            models.CheckConstraint(
                condition=Q(state=ReopeningState.ASKED, answered_by__isnull=True)
                | (~Q(state=ReopeningState.ASKED) & Q(answered_by__isnull=False)),
                name="reopening_answered_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year_id} {self.state}"

    @property
    def label(self) -> str:
        return f"Mở lại {self.year.label.lower()}"


class YearTurn(models.Model):
    """The groups of a year as they are being put together, before any of them exists.

    `plan` is `clusters.rules.TurnPlan` as JSON; the row goes when the groups are made.
    """

    year = models.OneToOneField(EmulationYear, models.PROTECT, related_name="turn")
    plan = models.JSONField("Phương án")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "phương án chia cụm, khối"

    def __str__(self) -> str:
        return f"{self.year_id}"

    @property
    def label(self) -> str:
        return f"Phương án chia cụm, khối năm {self.year.label_year}"
