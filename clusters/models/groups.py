"""Clusters and blocs of one year, and who belongs."""

from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q

from clusters.enums import SHORT, GroupKind, role_label
from clusters.models.years import EmulationYear
from core.constraints import PERIOD, PostgresExclusion, PostgresPair, dates_in_order
from core.fields import RepeatedKey
from core.records import Findable, Sourced
from documents.models import LegalBasis
from organizations.models import Unit


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
            models.UniqueConstraint(fields=["id", "year"], name="edition_in_its_year"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        return f"{self.name} năm {self.year.label_year}"

    @property
    def label_in_full(self) -> str:
        """With whose it is: two owners may both have a first cluster."""
        return f"{self.label} của {self.year.owner.label}"

    @property
    def short_label(self) -> str:
        """“Cụm 2”; the name where there is no number."""
        return f"{SHORT[GroupKind(self.kind)]} {self.number}" if self.number else self.name

    def role_label(self, role: str) -> str:
        return role_label(self.kind, role)


class Membership(Sourced):
    """A unit belongs to an edition; without dates, for all of it.

    At one time it belongs to one group of a year, which is one owner's.
    """

    edition = models.ForeignKey(ClusterEdition, models.PROTECT, related_name="memberships")
    # The edition's own: what the exclusion below compares.
    year = RepeatedKey(EmulationYear, models.PROTECT, of="edition", related_name="+")
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
                    (F("year"), RangeOperators.EQUAL),
                    (F("unit"), RangeOperators.EQUAL),
                    (PERIOD, RangeOperators.OVERLAPS),
                ],
            ),
            PostgresPair(
                name="membership_in_the_year_of_its_edition",
                fields=("edition", "year"),
                to="clusters.ClusterEdition",
                to_fields=("id", "year"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} in {self.edition_id}"

    @property
    def label(self) -> str:
        return f"{self.unit.label}, {self.edition.label}"


class Exclusion(Sourced):
    """A unit that is not considered for emulation in this year (“không xét thi đua”), and why."""

    edition = models.ForeignKey(ClusterEdition, models.PROTECT, related_name="exclusions")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="exclusions")
    reason = models.CharField("Lý do", max_length=500)
    decided_on = models.DateField("Ngày quyết định", null=True, blank=True)

    class Meta:
        verbose_name = "không xét thi đua"
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "unit"],
                name="exclusion_once",
                violation_error_message="Đơn vị này đã được ghi là không xét thi đua.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} in {self.edition_id}"

    @property
    def label(self) -> str:
        return f"{self.unit.label}, {self.edition.label}"
