"""Titles, who registers for them, who is nominated, who holds them: three different things."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce

from awards.enums import TitleKind
from clusters.models import ClusterEdition
from conferences.models import Conference
from core.constraints import dates_in_order
from core.records import Findable, Sourced
from organizations.models import Person, Unit


class Title(Findable, Sourced):
    """A row of the catalogue. Other printed labels are aliases until a person merges titles.

    It is used from `valid_from` until before `valid_to`; what it was used for stays.
    """

    find_by = ("name", "aliases")

    kind = models.CharField("Loại", max_length=10, choices=TitleKind.choices())
    name = models.CharField("Tên", max_length=300, unique=True)
    aliases = models.TextField("Tên gọi khác", blank=True)
    valid_from = models.DateField("Dùng từ ngày", null=True, blank=True)
    valid_to = models.DateField("Thôi dùng từ ngày", null=True, blank=True)

    class Meta:
        verbose_name = "danh hiệu, hình thức khen thưởng"
        constraints = [dates_in_order("title_valid_in_order", "valid_from", "valid_to")]

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        return self.name


class TitleRegistration(Sourced):
    """A unit, or a person of it, sets out to earn a title. Neither a nomination nor an award."""

    edition = models.ForeignKey(ClusterEdition, models.PROTECT, related_name="registrations")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="registrations")
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="registrations", null=True, blank=True
    )
    title = models.ForeignKey(Title, models.PROTECT, related_name="registrations")
    withdrawn_on = models.DateField("Rút ngày", null=True, blank=True)
    withdrawn_why = models.CharField("Lý do rút", max_length=300, blank=True)

    class Meta:
        verbose_name = "đăng ký danh hiệu"
        constraints = [
            # No person means the unit itself: a value like any other.
            models.UniqueConstraint(
                "edition",
                "unit",
                "title",
                Coalesce("person", 0),
                name="registration_once",
                violation_error_message="Đơn vị, cá nhân này đã đăng ký danh hiệu này.",
            ),
            models.CheckConstraint(
                condition=(Q(withdrawn_on__isnull=True) & Q(withdrawn_why=""))
                | (Q(withdrawn_on__isnull=False) & ~Q(withdrawn_why="")),
                name="registration_withdrawn_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.title_id}"

    @property
    def label(self) -> str:
        who = f"{self.person.label}, {self.unit.label}" if self.person else self.unit.label
        return f"Đăng ký {self.title.name}: {who}, {self.edition.label}"


class Nomination(Sourced):
    """What a conference proposes. It counts once the conference is recorded; never an award."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="nominations")
    edition = models.ForeignKey(ClusterEdition, models.PROTECT, related_name="nominations")
    position = models.PositiveSmallIntegerField()
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="nominations")
    title = models.ForeignKey(Title, models.PROTECT, related_name="nominations")
    title_as_written = models.CharField("Ghi là", max_length=300, blank=True)
    route = models.CharField("Trình", max_length=500, blank=True)
    vote_as_stated = models.CharField("Biểu quyết", max_length=300, blank=True)

    class Meta:
        verbose_name = "đề nghị"
        constraints = [
            models.UniqueConstraint(
                fields=["conference", "unit", "title"],
                name="nomination_once",
                violation_error_message="Đơn vị đã được đề nghị danh hiệu này tại hội nghị.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.title_id}"

    @property
    def label(self) -> str:
        return f"Đề nghị {self.title.name}: {self.unit.label}, {self.edition.label}"


class Award(Sourced):
    """What a unit holds. Year of the title and year of receipt are two facts, either unknown."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="awards")
    title = models.ForeignKey(Title, models.PROTECT, related_name="awards")
    title_as_written = models.CharField("Ghi là", max_length=300, blank=True)
    title_year = models.PositiveSmallIntegerField("Năm danh hiệu", null=True, blank=True)
    received_year = models.PositiveSmallIntegerField("Năm nhận", null=True, blank=True)
    authority = models.CharField("Cấp quyết định", max_length=300, blank=True)
    decided_on = models.DateField("Ngày quyết định", null=True, blank=True)
    conference = models.ForeignKey(
        Conference, models.CASCADE, related_name="awards", null=True, blank=True
    )
    edition = models.ForeignKey(
        ClusterEdition, models.PROTECT, related_name="awards", null=True, blank=True
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = "khen thưởng"
        constraints = [
            # An unknown year or conference counts as a value.
            models.UniqueConstraint(
                "unit",
                "title",
                Coalesce("title_year", 0),
                Coalesce("received_year", 0),
                Coalesce("conference", 0),
                name="award_once",
                violation_error_message="Đơn vị đã có khen thưởng này.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.title_id}"

    @property
    def label(self) -> str:
        years = [f"năm {self.title_year}"] if self.title_year else []
        years += [f"nhận năm {self.received_year}"] if self.received_year else []
        when = ", ".join(years) or "chưa rõ năm"
        return f"Khen thưởng {self.title.name}: {self.unit.label}, {when}"
