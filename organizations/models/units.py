"""Units: what they are called and where they stand, in time."""

from collections.abc import Iterator
from datetime import date

from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q

from core.constraints import PERIOD, PostgresExclusion, dates_in_order
from core.records import Findable, Sourced
from organizations.enums import EventState, UnitKind
from organizations.rules import share_a_day


class Unit(Sourced):
    """A body that can belong, lead or own: its identity lasts, its names and parents are dated."""

    kind = models.CharField("Loại đơn vị", max_length=20, choices=UnitKind.choices())
    exists_from = models.DateField("Có từ ngày", null=True, blank=True)
    exists_to = models.DateField("Đến trước ngày", null=True, blank=True)
    # Who finishes what a unit that ended has left undone; chosen by a person, never concluded.
    heir = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="heir_of",
        null=True,
        blank=True,
        verbose_name="Đơn vị tiếp tục công việc",
    )

    class Meta:
        verbose_name = "đơn vị"
        constraints = [
            dates_in_order("unit_exists_in_order", "exists_from", "exists_to"),
            models.CheckConstraint(
                condition=~Q(pk=F("heir")),
                name="unit_heir_is_another",
                violation_error_message="Đơn vị không thể tự tiếp tục công việc của mình.",
            ),
        ]

    def __str__(self) -> str:
        return f"Unit {self.pk}"

    @property
    def label(self) -> str:
        """The latest name; the log and refusals speak of the unit by it."""
        names = sorted(self.names.all(), key=lambda name: (name.valid_from or date.min, name.pk))
        return names[-1].short_name if names else f"Đơn vị {self.pk}"

    @classmethod
    def outside_life_of(
        cls, row: models.Model, starts: date | None, ends: date | None
    ) -> Iterator[models.Model]:
        """Names, places and posts that have no day with the unit; events before it or after it."""
        if not isinstance(row, cls):
            return
        for rows in (row.names, row.parents, row.children, row.appointments):
            for each in rows.order_by("pk"):
                if not share_a_day(each.valid_from, each.valid_to, starts, ends):
                    yield each
        beyond = Q(event__on__lt=starts) if starts else Q(pk__in=())
        beyond |= Q(event__on__gt=ends) if ends else Q(pk__in=())
        parts = row.event_parts.filter(beyond, event__state=EventState.IN_FORCE)
        yield from parts.select_related("event").order_by("pk")


class UnitName(Findable, Sourced):
    """What a unit is called from `valid_from` until before `valid_to`."""

    find_by = ("full_name", "short_name", "symbol", "place_name")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="names")
    full_name = models.CharField("Tên đầy đủ", max_length=300)
    short_name = models.CharField("Tên gọn", max_length=300)
    letterhead = models.CharField("Tên trên đầu văn bản", max_length=300, blank=True)
    symbol = models.CharField("Ký hiệu văn bản", max_length=40, blank=True)
    place_name = models.CharField("Địa danh", max_length=100, blank=True)
    valid_from = models.DateField("Từ ngày", null=True, blank=True)
    valid_to = models.DateField("Đến trước ngày", null=True, blank=True)

    class Meta:
        verbose_name = "tên đơn vị"
        constraints = [
            dates_in_order("unitname_valid_in_order", "valid_from", "valid_to"),
            PostgresExclusion(
                name="unitname_one_at_a_time",
                expressions=[(F("unit"), RangeOperators.EQUAL), (PERIOD, RangeOperators.OVERLAPS)],
            ),
        ]

    def __str__(self) -> str:
        return self.short_name

    @property
    def label(self) -> str:
        return self.short_name

    @property
    def on_papers(self) -> str:
        """How the unit is named at the top of its papers; `in_capitals` sets it."""
        return self.letterhead or self.full_name


class UnitParent(Sourced):
    """Which unit stands above another, in which time."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="parents")
    parent = models.ForeignKey(Unit, models.PROTECT, related_name="children")
    valid_from = models.DateField("Từ ngày", null=True, blank=True)
    valid_to = models.DateField("Đến trước ngày", null=True, blank=True)

    class Meta:
        verbose_name = "cấp trên của đơn vị"
        constraints = [
            dates_in_order("unitparent_valid_in_order", "valid_from", "valid_to"),
            models.CheckConstraint(
                condition=~Q(unit=F("parent")),
                name="unitparent_not_itself",
                violation_error_message="Đơn vị không thể là cấp trên của chính mình.",
            ),
            PostgresExclusion(
                name="unitparent_one_at_a_time",
                expressions=[(F("unit"), RangeOperators.EQUAL), (PERIOD, RangeOperators.OVERLAPS)],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} under {self.parent_id}"

    @property
    def label(self) -> str:
        return f"{self.unit.label} thuộc {self.parent.label}"
