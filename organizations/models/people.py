"""People, their posts and the roles of users."""

from django.conf import settings
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from core.constraints import PERIOD, PostgresExclusion, dates_in_order
from core.records import Findable, Sourced
from organizations.enums import Role
from organizations.models.units import Unit


class Person(Findable, Sourced):
    """A person named in a record. `unit` tells namesakes apart; posts stand on the records."""

    find_by = ("full_name",)
    is_person = True

    full_name = models.CharField("Họ và tên", max_length=200)
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="people", null=True, blank=True, verbose_name="Đơn vị"
    )
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="person", null=True, blank=True
    )

    class Meta:
        verbose_name = "người"
        constraints = [
            # A missing unit counts as a value: the same name without a unit exists once.
            models.UniqueConstraint("full_name", Coalesce("unit", 0), name="person_one_per_unit"),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def label(self) -> str:
        return self.full_name


class Appointment(Sourced):
    """The post a person holds at a unit from `valid_from` until before `valid_to`."""

    person = models.ForeignKey(
        Person, models.PROTECT, related_name="appointments", verbose_name="Họ và tên"
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="appointments", verbose_name="Đơn vị"
    )
    post = models.CharField("Chức vụ", max_length=200)
    # Held by one person at a time (“Viện trưởng”); the action takes it from the post's words.
    is_exclusive = models.BooleanField("Chỉ một người giữ", default=False)
    valid_from = models.DateField("Từ ngày", null=True, blank=True)
    valid_to = models.DateField("Đến trước ngày", null=True, blank=True)

    class Meta:
        verbose_name = "chức vụ"
        constraints = [
            dates_in_order("appointment_valid_in_order", "valid_from", "valid_to"),
            PostgresExclusion(
                name="appointment_no_post_twice",
                expressions=[
                    (F("person"), RangeOperators.EQUAL),
                    (F("unit"), RangeOperators.EQUAL),
                    (F("post"), RangeOperators.EQUAL),
                    (PERIOD, RangeOperators.OVERLAPS),
                ],
            ),
            PostgresExclusion(
                name="appointment_one_head_at_a_time",
                expressions=[(F("unit"), RangeOperators.EQUAL), (PERIOD, RangeOperators.OVERLAPS)],
                condition=Q(is_exclusive=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post} {self.person_id} {self.unit_id}"

    @property
    def label(self) -> str:
        return f"{self.post}: {self.person.label}, {self.unit.label}"


class RoleGrant(models.Model):
    """What a user is for a unit, in which time. An administrator's grant names no unit."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="grants")
    role = models.CharField("Vai trò", max_length=20, choices=Role.choices())
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="grants", null=True, blank=True, verbose_name="Đơn vị"
    )
    # The role lasts as long as this post is held.
    appointment = models.ForeignKey(
        Appointment,
        models.PROTECT,
        related_name="grants",
        null=True,
        blank=True,
        verbose_name="Theo chức vụ",
    )
    valid_from = models.DateField("Từ ngày", null=True, blank=True)
    valid_to = models.DateField("Đến trước ngày", null=True, blank=True)

    class Meta:
        verbose_name = "vai trò được giao"
        constraints = [
            dates_in_order("rolegrant_valid_in_order", "valid_from", "valid_to"),
            models.CheckConstraint(
                condition=Q(role=Role.ADMINISTRATOR, unit__isnull=True)
                | (~Q(role=Role.ADMINISTRATOR) & Q(unit__isnull=False)),
                name="rolegrant_unit_unless_administrator",
                violation_error_message="Chọn đơn vị cho vai trò này.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} {self.unit_id}"

    @property
    def label(self) -> str:
        where = f", {self.unit.label}" if self.unit else ""
        return f"{Role(self.role).label}: {self.user.label}{where}"


class SecondFactorDemand(models.Model):
    """Whoever holds this role signs in with a second factor."""

    role = models.CharField("Vai trò", max_length=20, choices=Role.choices(), unique=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    since = models.DateTimeField("Từ lúc")

    class Meta:
        verbose_name = "yêu cầu xác thực hai lớp"

    def __str__(self) -> str:
        return self.role

    @property
    def label(self) -> str:
        return Role(self.role).label
