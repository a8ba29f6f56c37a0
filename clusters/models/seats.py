"""Who leads a group, whom the seat is kept for, who is in charge, and how it is handed over."""

from django.conf import settings
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q

from clusters.enums import (
    GroupRole,
    HowChosen,
)
from clusters.models.groups import ClusterEdition
from core.constraints import PERIOD, PostgresExclusion, dates_in_order
from core.days import vn_date
from core.records import Sourced
from organizations.models import Person, Unit


class LeadershipTerm(Sourced):
    """The unit leads; the person may be unknown, or stand in for the head.

    A head's seat may have beside it the deputy that stands in for some days.
    """

    edition = models.ForeignKey(ClusterEdition, models.PROTECT, related_name="terms")
    role = models.CharField("Vai trò", max_length=10, choices=GroupRole.choices())
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="terms")
    person = models.ForeignKey(Person, models.PROTECT, related_name="terms", null=True, blank=True)
    post = models.CharField("Chức vụ", max_length=200, blank=True)
    stands_in = models.BooleanField("Điều hành thay", default=False)
    how = models.CharField(
        "Cách chọn", max_length=20, choices=HowChosen.choices(), blank=True, default=""
    )
    decided_on = models.DateField("Ngày quyết định", null=True, blank=True)
    # Why this unit although it was not considered for emulation the year before.
    despite = models.CharField("Lý do vẫn chọn", max_length=500, blank=True)
    valid_from = models.DateField("Từ ngày", null=True, blank=True)
    valid_to = models.DateField("Đến trước ngày", null=True, blank=True)

    class Meta:
        verbose_name = "vai trò trưởng, phó"
        constraints = [
            dates_in_order("term_in_order", "valid_from", "valid_to"),
            models.UniqueConstraint(
                fields=["edition", "role", "stands_in", "valid_from"],
                name="term_one_per_role",
                violation_error_message="Vai trò này đã có đơn vị giữ.",
            ),
            models.UniqueConstraint(
                fields=["edition", "role", "stands_in"],
                condition=Q(valid_from__isnull=True),
                name="term_one_per_role_undated",
                violation_error_message="Vai trò này đã có đơn vị giữ.",
            ),
            *(
                PostgresExclusion(
                    name=name,
                    expressions=[
                        (F("edition"), RangeOperators.EQUAL),
                        (F("role"), RangeOperators.EQUAL),
                        (PERIOD, RangeOperators.OVERLAPS),
                    ],
                    condition=Q(stands_in=stands_in),
                )
                for name, stands_in in (
                    ("term_one_at_a_time", False),
                    ("term_one_stands_in_at_a_time", True),
                )
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} of {self.edition_id}: {self.unit_id}"

    @property
    def label(self) -> str:
        return f"{self.unit.label}, {self.edition.role_label(self.role)} của {self.edition.label}"


class StandingSeats(models.Manager["ReservedSeat"]):
    """Seats that count: what a meeting chose counts while its results are recorded, and until an
    event gives it up.
    """

    def get_queryset(self) -> models.QuerySet["ReservedSeat"]:
        return super().get_queryset().filter(is_released=False, is_given_up=False)


class ReservedSeat(Sourced):
    """A seat decided before its edition exists; offered when the edition is made.

    `chosen_in` is the group that chose, in the year before; which group of the new year it is kept
    for is asked when that group is there (`rules.receiver_of`). A seat that was released keeps what
    it said until it is reserved again; what an event did with it stands as long as the meeting
    chooses the same unit.
    """

    owner = models.ForeignKey(Unit, models.PROTECT, related_name="seats_given")
    chosen_in = models.ForeignKey(ClusterEdition, models.PROTECT, related_name="seats_chosen")
    label_year = models.PositiveSmallIntegerField("Năm")
    role = models.CharField("Vai trò", max_length=10, choices=GroupRole.choices())
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="reserved_seats")
    # Whom the conference chose, where the seat has followed another unit since.
    chosen_unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="seats_chosen_for", null=True, blank=True
    )
    decided_on = models.DateField("Ngày chọn", null=True, blank=True)
    # Why this unit although it was not considered for emulation the year before.
    despite = models.CharField("Lý do vẫn chọn", max_length=500, blank=True)
    how = models.CharField(
        "Cách chọn", max_length=20, choices=HowChosen.choices(), blank=True, default=""
    )
    is_released = models.BooleanField("Chờ ghi nhận lại", default=False)
    is_given_up = models.BooleanField("Không còn dự kiến đơn vị nào", default=False)

    objects = StandingSeats()
    every = models.Manager["ReservedSeat"]()

    class Meta:
        verbose_name = "vai trò dự kiến"
        constraints = [
            models.UniqueConstraint(
                fields=["chosen_in", "label_year", "role"],
                name="seat_reserved_once",
                violation_error_message="Vai trò này của năm đó đã có đơn vị được chọn.",
            )
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """“Cụm phó Cụm 2 năm 2025”."""
        group = self.chosen_in
        return f"{group.role_label(self.role)} {group.short_label} năm {self.label_year}"


class Supervision(Sourced):
    """A leader of the owner who is in charge of a group: neither member nor leader of it."""

    edition = models.ForeignKey(ClusterEdition, models.PROTECT, related_name="supervisions")
    person = models.ForeignKey(Person, models.PROTECT, related_name="supervisions")
    post = models.CharField("Chức vụ", max_length=200, blank=True)
    wording = models.CharField("Cách ghi", max_length=300, blank=True)
    valid_from = models.DateField("Từ ngày", null=True, blank=True)
    valid_to = models.DateField("Đến trước ngày", null=True, blank=True)

    class Meta:
        verbose_name = "phân công phụ trách"
        constraints = [dates_in_order("supervision_in_order", "valid_from", "valid_to")]

    def __str__(self) -> str:
        return f"{self.person_id} over {self.edition_id}"

    @property
    def label(self) -> str:
        return f"{self.person.label}, {self.edition.label}"


class Handover(models.Model):
    """A seat passes from one unit to another; the head of each confirms what was handed over.

    `edition` is the group in which the unit takes the seat, `from_edition` the one in which the
    other unit held it: the same where the seat passes during a year. `on` is the day from which the
    unit holds it, empty where none is told; a seat may pass between two units more than once.
    """

    edition = models.ForeignKey(ClusterEdition, models.PROTECT, related_name="handovers")
    role = models.CharField("Vai trò", max_length=10, choices=GroupRole.choices())
    from_edition = models.ForeignKey(ClusterEdition, models.PROTECT, related_name="handed_over")
    from_unit = models.ForeignKey(Unit, models.PROTECT, related_name="handovers_given")
    to_unit = models.ForeignKey(Unit, models.PROTECT, related_name="handovers_taken")
    on = models.DateField("Từ ngày", null=True, blank=True)
    given_note = models.TextField("Ghi chú của bên giao", blank=True)
    taken_note = models.TextField("Ghi chú của bên nhận", blank=True)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    given_at = models.DateTimeField("Bên giao xác nhận lúc", null=True, blank=True)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    taken_at = models.DateTimeField("Bên nhận xác nhận lúc", null=True, blank=True)

    class Meta:
        verbose_name = "bàn giao"
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "role", "from_unit", "to_unit", "on"], name="handover_once"
            ),
            models.UniqueConstraint(
                fields=["edition", "role", "from_unit", "to_unit"],
                condition=Q(on__isnull=True),
                name="handover_once_undated",
            ),
            models.CheckConstraint(
                condition=~Q(from_unit=F("to_unit")), name="handover_between_two_units"
            ),
            models.CheckConstraint(
                condition=Q(given_by__isnull=True, given_at__isnull=True)
                | Q(given_by__isnull=False, given_at__isnull=False),
                name="handover_given_with_time",
            ),
            models.CheckConstraint(
                condition=Q(taken_by__isnull=True, taken_at__isnull=True)
                | Q(taken_by__isnull=False, taken_at__isnull=False),
                name="handover_taken_with_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_unit_id} to {self.to_unit_id}"

    @property
    def label(self) -> str:
        from_day = f" từ ngày {vn_date(self.on)}" if self.on else ""
        return f"Bàn giao {self.edition.role_label(self.role)} của {self.edition.label}{from_day}"
