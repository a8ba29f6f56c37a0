"""What happens to units, and what it changed."""

from django.db import models
from django.db.models import Q

from core.days import vn_date
from core.records import Sourced
from organizations.enums import (
    EventKind,
    EventSide,
    EventState,
    UnitKind,
)
from organizations.models.units import Unit


class UnitEvent(Sourced):
    """What happens to units on a day: planned, then carried out, taken back if nothing needs it.

    `basis` is the paper that decides it, as it is written.
    """

    kind = models.CharField("Biến động", max_length=20, choices=EventKind.choices())
    on = models.DateField("Từ ngày")
    basis = models.CharField("Căn cứ", max_length=500, blank=True)
    state = models.CharField(
        "Tình trạng", max_length=20, choices=EventState.choices(), default=EventState.PLANNED
    )
    carried_out_at = models.DateTimeField("Thực hiện lúc", null=True, blank=True)

    class Meta:
        verbose_name = "biến động đơn vị"
        constraints = [
            models.CheckConstraint(
                condition=Q(state=EventState.PLANNED, carried_out_at__isnull=True)
                | Q(state=EventState.IN_FORCE, carried_out_at__isnull=False),
                name="unitevent_carried_out_or_planned",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.on}"

    @property
    def label(self) -> str:
        return f"{EventKind(self.kind).label} từ ngày {vn_date(self.on)}"


class UnitEventPart(models.Model):
    """A unit before or after an event.

    A unit that is yet to be founded has its kind, name and place here, and no `unit` until the
    event is carried out. A renaming has the new name in the part after it.
    """

    event = models.ForeignKey(UnitEvent, models.CASCADE, related_name="parts")
    side = models.CharField("Vế", max_length=10, choices=EventSide.choices())
    position = models.PositiveSmallIntegerField("Thứ tự")
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="event_parts", null=True, blank=True
    )
    ends = models.BooleanField("Kết thúc hoạt động", default=False)
    kind = models.CharField("Loại đơn vị", max_length=20, choices=UnitKind.choices(), blank=True)
    full_name = models.CharField("Tên đầy đủ", max_length=300, blank=True)
    short_name = models.CharField("Tên gọn", max_length=300, blank=True)
    letterhead = models.CharField("Tên trên đầu văn bản", max_length=300, blank=True)
    symbol = models.CharField("Ký hiệu văn bản", max_length=40, blank=True)
    place_name = models.CharField("Địa danh", max_length=100, blank=True)
    parent = models.ForeignKey(
        Unit,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="Cấp trên",
    )

    class Meta:
        verbose_name = "đơn vị trong biến động"
        constraints = [
            models.UniqueConstraint(fields=["event", "side", "position"], name="eventpart_place"),
            models.UniqueConstraint(
                fields=["event", "side", "unit"], name="eventpart_unit_once_a_side"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.side} {self.unit_id or self.short_name}"

    @property
    def label(self) -> str:
        unit = self.unit.label if self.unit else self.short_name
        return f"{self.event.label} ({EventSide(self.side).label.lower()}: {unit})"


class UnitEventChange(models.Model):
    """One row an event made or changed, anywhere: what it said before and after.

    The record is named as text, as in the log; taking the event back replays the changes backwards.
    `before` is empty for a row the event made.
    """

    event = models.ForeignKey(UnitEvent, models.CASCADE, related_name="changes")
    position = models.PositiveIntegerField("Thứ tự")
    record_type = models.CharField("Loại bản ghi", max_length=60)
    record_id = models.BigIntegerField("Mã bản ghi")
    before = models.JSONField("Trước", null=True, blank=True)
    after = models.JSONField("Sau")

    class Meta:
        verbose_name = "thay đổi do biến động"
        constraints = [
            models.UniqueConstraint(fields=["event", "position"], name="eventchange_place")
        ]

    def __str__(self) -> str:
        return f"{self.record_type} {self.record_id}"
