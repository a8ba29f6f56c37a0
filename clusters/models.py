"""Years, the yearly editions of clusters and blocs, who belongs, who leads, who supervises."""

from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from clusters.enums import GroupKind, GroupRole, HowChosen, YearState, role_label
from core.constraints import PostgresExclusion, dates_in_order
from core.records import Findable, Sourced
from documents.models import LegalBasis
from organizations.models import Person, Unit

PERIOD = Func(F("valid_from"), F("valid_to"), function="daterange")


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
    def is_open(self) -> bool:
        return self.state == YearState.OPEN


class ClusterEdition(Findable, Sourced):
    """A cụm or khối as it stands in one year. Nothing is claimed about years without an edition."""

    find_by = ("name", "as_written")

    year = models.ForeignKey(EmulationYear, models.PROTECT, related_name="editions")
    kind = models.CharField("Loại", max_length=10, choices=GroupKind.choices())
    number = models.CharField("Số", max_length=20, blank=True)
    name = models.CharField("Tên", max_length=300)
    bases = models.ManyToManyField(LegalBasis, related_name="editions", blank=True)
    continues = models.ForeignKey(
        "self", models.PROTECT, related_name="continued_by", null=True, blank=True
    )
    stated_member_count = models.PositiveSmallIntegerField("Số đơn vị", null=True, blank=True)
    composition_note = models.CharField("Về danh sách đơn vị", max_length=500, blank=True)
    is_list_incomplete = models.BooleanField("Danh sách có thể chưa đầy đủ", default=False)

    class Meta:
        verbose_name = "cụm, khối"
        constraints = [
            models.UniqueConstraint(
                fields=["year", "kind", "number"],
                condition=~Q(number=""),
                name="edition_number_once_per_year",
                violation_error_message="Năm này đã có cụm, khối mang số đó.",
            ),
            models.UniqueConstraint(
                fields=["year", "kind", "name"],
                name="edition_name_once_per_year",
                violation_error_message="Năm này đã có cụm, khối mang tên đó.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        return f"{self.name} năm {self.year.label_year}"

    def role_label(self, role: str) -> str:
        return role_label(self.kind, role)


class Membership(Sourced):
    """A unit belongs to an edition; without dates, for all of it."""

    edition = models.ForeignKey(ClusterEdition, models.PROTECT, related_name="memberships")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="memberships")
    valid_from = models.DateField("Từ ngày", null=True, blank=True)
    valid_to = models.DateField("Đến trước ngày", null=True, blank=True)

    class Meta:
        verbose_name = "tư cách thành viên"
        constraints = [
            dates_in_order("membership_in_order", "valid_from", "valid_to"),
            models.UniqueConstraint(
                fields=["edition", "unit", "valid_from"],
                name="membership_once",
                violation_error_message="Đơn vị này đã có trong cụm, khối.",
            ),
            models.UniqueConstraint(
                fields=["edition", "unit"],
                condition=Q(valid_from__isnull=True),
                name="membership_once_undated",
                violation_error_message="Đơn vị này đã có trong cụm, khối.",
            ),
            PostgresExclusion(
                name="membership_one_at_a_time",
                expressions=[
                    (F("edition"), RangeOperators.EQUAL),
                    (F("unit"), RangeOperators.EQUAL),
                    (PERIOD, RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} in {self.edition_id}"

    @property
    def label(self) -> str:
        return self.edition.label


class LeadershipTerm(Sourced):
    """The unit leads; the person may be unknown, or stand in for the head."""

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
    valid_from = models.DateField("Từ ngày", null=True, blank=True)
    valid_to = models.DateField("Đến trước ngày", null=True, blank=True)

    class Meta:
        verbose_name = "vai trò trưởng, phó"
        constraints = [
            dates_in_order("term_in_order", "valid_from", "valid_to"),
            models.UniqueConstraint(
                fields=["edition", "role", "valid_from"],
                name="term_one_per_role",
                violation_error_message="Vai trò này đã có đơn vị giữ.",
            ),
            models.UniqueConstraint(
                fields=["edition", "role"],
                condition=Q(valid_from__isnull=True),
                name="term_one_per_role_undated",
                violation_error_message="Vai trò này đã có đơn vị giữ.",
            ),
            PostgresExclusion(
                name="term_one_at_a_time",
                expressions=[
                    (F("edition"), RangeOperators.EQUAL),
                    (F("role"), RangeOperators.EQUAL),
                    (PERIOD, RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} of {self.edition_id}: {self.unit_id}"

    @property
    def label(self) -> str:
        return f"{self.edition.role_label(self.role)} của {self.edition.label}"


class ReservedSeat(Sourced):
    """A seat decided before its edition exists; offered when the edition is made."""

    owner = models.ForeignKey(Unit, models.PROTECT, related_name="seats_given")
    kind = models.CharField("Loại", max_length=10, choices=GroupKind.choices())
    number = models.CharField("Số", max_length=20, blank=True)
    label_year = models.PositiveSmallIntegerField("Năm")
    role = models.CharField("Vai trò", max_length=10, choices=GroupRole.choices())
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="reserved_seats")
    decided_on = models.DateField("Ngày chọn", null=True, blank=True)
    how = models.CharField(
        "Cách chọn", max_length=20, choices=HowChosen.choices(), blank=True, default=""
    )

    class Meta:
        verbose_name = "vai trò dự kiến"
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "kind", "number", "label_year", "role"],
                name="seat_reserved_once",
                violation_error_message="Vai trò này của năm đó đã có đơn vị được chọn.",
            )
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        return f"{role_label(self.kind, self.role)} {self.number} năm {self.label_year}"


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
        return self.edition.label
