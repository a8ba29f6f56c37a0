"""Units through time, people, and who acts for which unit."""

from django.conf import settings
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Coalesce

from core.constraints import PostgresExclusion, dates_in_order
from core.records import Findable, Sourced
from organizations.enums import Role, UnitKind

PERIOD = Func(F("valid_from"), F("valid_to"), function="daterange")


class Unit(Sourced):
    """A body that can belong, lead or own: its identity lasts, its names and parents are dated."""

    kind = models.CharField("Loại đơn vị", max_length=20, choices=UnitKind.choices())
    exists_from = models.DateField("Có từ ngày", null=True, blank=True)
    exists_to = models.DateField("Đến trước ngày", null=True, blank=True)

    class Meta:
        verbose_name = "đơn vị"
        constraints = [dates_in_order("unit_exists_in_order", "exists_from", "exists_to")]

    def __str__(self) -> str:
        return f"Unit {self.pk}"

    @property
    def label(self) -> str:
        """The latest name; the log and refusals speak of the unit by it."""
        name = self.names.order_by(F("valid_from").asc(nulls_first=True), "pk").last()
        return name.short_name if name else f"Đơn vị {self.pk}"


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
        ]

    def __str__(self) -> str:
        return f"{self.post} {self.person_id} {self.unit_id}"

    @property
    def label(self) -> str:
        return self.post


class RoleGrant(models.Model):
    """What a user is for a unit, in which time. An administrator's grant names no unit."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="grants")
    role = models.CharField("Vai trò", max_length=20, choices=Role.choices())
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="grants", null=True, blank=True, verbose_name="Đơn vị"
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
        return Role(self.role).label


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
