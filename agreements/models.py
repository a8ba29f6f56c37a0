"""Giao ước: its text, its parties, who signed in what capacity."""

from django.db import models
from django.db.models import Q

from agreements.enums import AgreementState
from clusters.models import ClusterEdition
from conferences.models import Conference
from core.records import Sourced
from documents.models import LegalBasis, Paper
from organizations.models import Person, Unit


class Agreement(Sourced):
    """The yearly agreement of one edition. A draft until issued; then only its paper speaks."""

    edition = models.OneToOneField(ClusterEdition, models.PROTECT, related_name="agreement")
    state = models.CharField(
        "Tình trạng", max_length=10, choices=AgreementState.choices(), default=AgreementState.DRAFT
    )
    conference = models.ForeignKey(
        Conference, models.PROTECT, related_name="agreements", null=True, blank=True
    )
    place = models.CharField("Nơi ký", max_length=300, blank=True)
    place_name = models.CharField("Địa danh trên dòng ngày tháng", max_length=100, blank=True)
    dated_on = models.DateField("Ngày ký", null=True, blank=True)
    copies = models.PositiveSmallIntegerField("Số bản", null=True, blank=True)
    closing = models.TextField("Tổ chức thực hiện", blank=True)
    is_closing_illustrative = models.BooleanField("Nội dung minh họa", default=False)
    signed_as_stated = models.CharField("Việc ký kết", max_length=500, blank=True)
    adopted_as_stated = models.CharField("Việc thống nhất", max_length=500, blank=True)
    paper = models.OneToOneField(
        Paper, models.PROTECT, related_name="agreement", null=True, blank=True
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="draft", paper__isnull=True)
                | Q(state="issued", paper__isnull=False),
                name="agreement_issued_with_paper",
            )
        ]

    def __str__(self) -> str:
        return f"Agreement {self.pk}"

    @property
    def label(self) -> str:
        return f"Giao ước thi đua {self.edition.label}"

    @property
    def is_draft(self) -> bool:
        return self.state == AgreementState.DRAFT


class AgreementBasis(models.Model):
    """A căn cứ of the agreement, in order."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="cited")
    position = models.PositiveSmallIntegerField()
    basis = models.ForeignKey(LegalBasis, models.PROTECT, related_name="agreements")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agreement", "basis"], name="basis_cited_once")
        ]

    def __str__(self) -> str:
        return f"{self.position}: {self.basis_id}"


class Clause(models.Model):
    """One commitment. What no source gives is marked as illustration."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="clauses")
    position = models.PositiveSmallIntegerField()
    heading = models.CharField("Tiêu đề", max_length=300, blank=True)
    body = models.TextField("Nội dung")
    is_illustrative = models.BooleanField("Nội dung minh họa", default=False)

    def __str__(self) -> str:
        return f"{self.position}. {self.heading}"


class Party(models.Model):
    """A unit that signs, who signs for it and in what capacity; both may still be unknown."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="parties")
    position = models.PositiveSmallIntegerField()
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="agreement_parties")
    signer = models.ForeignKey(
        Person, models.PROTECT, related_name="signatures", null=True, blank=True
    )
    post = models.CharField("Chức vụ người ký", max_length=200, blank=True)
    capacity = models.CharField("Tư cách ký", max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agreement", "unit"], name="party_once")]

    def __str__(self) -> str:
        return f"{self.position}: {self.unit_id}"
