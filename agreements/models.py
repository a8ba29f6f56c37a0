"""Giao ước: its text, its parties, who signed in what capacity, the scans of what was signed."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from agreements.enums import AgreementState, SignatureState
from clusters.models import ClusterEdition
from conferences.models import Conference
from core.records import Sourced
from documents.enums import Correction
from documents.models import LegalBasis, Paper
from organizations.models import Person, Unit


class Agreement(Sourced):
    """The yearly agreement of one edition. A draft until issued; then only its paper speaks.

    `paper` is the one in force. While a correction is written, the rows below are its text and
    `before_correction` keeps what they were, so that the correction can be given up.
    """

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
    correction = models.CharField(
        "Cách sửa", max_length=20, choices=Correction.choices(), blank=True
    )
    correction_reason = models.TextField("Lý do sửa", blank=True)
    before_correction = models.JSONField("Trước khi sửa", null=True, blank=True)

    class Meta:
        verbose_name = "giao ước thi đua"
        constraints = [
            models.CheckConstraint(
                condition=Q(state="draft", paper__isnull=True)
                | Q(state__in=["issued", "correcting"], paper__isnull=False),
                name="agreement_issued_with_paper",
            ),
            models.CheckConstraint(
                condition=(Q(state="correcting") & ~Q(correction=""))
                | (~Q(state="correcting") & Q(correction="")),
                name="agreement_corrected_in_one_way",
            ),
        ]

    def __str__(self) -> str:
        return f"Agreement {self.pk}"

    @property
    def label(self) -> str:
        return f"Giao ước thi đua {self.edition.label}"

    @property
    def label_in_full(self) -> str:
        return f"Giao ước thi đua {self.edition.label_in_full}"

    @property
    def is_draft(self) -> bool:
        """Never issued."""
        return self.state == AgreementState.DRAFT

    @property
    def is_correcting(self) -> bool:
        return self.state == AgreementState.CORRECTING

    @property
    def is_being_written(self) -> bool:
        return self.is_draft or self.is_correcting


class AgreementBasis(models.Model):
    """A căn cứ of the agreement, in order."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="cited")
    position = models.PositiveSmallIntegerField()
    basis = models.ForeignKey(LegalBasis, models.PROTECT, related_name="agreements")

    class Meta:
        verbose_name = "viện dẫn trong giao ước"
        constraints = [
            models.UniqueConstraint(fields=["agreement", "basis"], name="basis_cited_once")
        ]

    def __str__(self) -> str:
        return f"{self.position}: {self.basis_id}"

    @property
    def label(self) -> str:
        return self.agreement.label_in_full


class Clause(models.Model):
    """One commitment. What no source gives is marked as illustration."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="clauses")
    position = models.PositiveSmallIntegerField()
    heading = models.CharField("Tiêu đề", max_length=300, blank=True)
    body = models.TextField("Nội dung")
    is_illustrative = models.BooleanField("Nội dung minh họa", default=False)

    class Meta:
        verbose_name = "điều khoản giao ước"

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
        verbose_name = "bên ký giao ước"
        constraints = [models.UniqueConstraint(fields=["agreement", "unit"], name="party_once")]

    def __str__(self) -> str:
        return f"{self.position}: {self.unit_id}"

    @property
    def label(self) -> str:
        return f"{self.unit.label}, {self.agreement.label}"


class Signature(models.Model):
    """Whether a party has signed this very paper, and when; who was to sign stands on the paper.

    `signer` is only filled in where somebody else signed in the end.
    """

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="signatures")
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="signatures")
    position = models.PositiveSmallIntegerField()
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="signatures")
    state = models.CharField(
        "Tình trạng", max_length=10, choices=SignatureState.choices(), blank=True
    )
    signed_on = models.DateField("Ngày ký", null=True, blank=True)
    signer = models.CharField("Người ký thực tế", max_length=200, blank=True)

    class Meta:
        verbose_name = "chữ ký giao ước"
        constraints = [
            models.UniqueConstraint(fields=["paper", "unit"], name="signature_once"),
            models.CheckConstraint(
                condition=Q(state="signed") | Q(signed_on__isnull=True, signer=""),
                name="signature_dated_once_signed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}: {self.unit_id}"

    @property
    def label(self) -> str:
        return f"{self.unit.label}, {self.agreement.label}"


class SignedCopy(models.Model):
    """A scan of the signed paper, byte for byte. A wrong one is withdrawn, never removed."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="signed_copies")
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="signed_copies")
    file = models.FileField(upload_to="signed/%Y", max_length=300)
    name = models.CharField("Tên tệp", max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    note = models.CharField("Ghi chú", max_length=500, blank=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField("Lúc tải lên")
    withdrawn_at = models.DateTimeField("Lúc rút", null=True, blank=True)
    withdrawn_reason = models.CharField("Lý do rút", max_length=500, blank=True)

    class Meta:
        verbose_name = "bản chụp giao ước đã ký"
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_reason="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_reason="")),
                name="signedcopy_withdrawn_with_reason",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        return self.name
