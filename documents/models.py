"""The register: legal bases, issued papers and their files. Issued means frozen."""

from datetime import date
from typing import Any, Never

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import models
from django.db.models import Q

from core.days import vn_date
from core.records import Findable, Sourced
from documents.enums import Correction, PaperKind, PaperState
from organizations.models import Unit


class LegalBasis(Findable, Sourced):
    """A paper others rest on. Number, date and issuer identify it together; each may be unknown."""

    find_by = ("reference", "abstract", "issuer", "kind", "issuer_also")

    kind = models.CharField("Loại văn bản", max_length=60)
    reference = models.CharField("Số, ký hiệu", max_length=60, blank=True)
    issued_on = models.DateField("Ngày ban hành", null=True, blank=True)
    issuer = models.CharField("Cơ quan ban hành", max_length=300, blank=True)
    issuer_also = models.CharField("Nơi khác ghi cơ quan ban hành", max_length=300, blank=True)
    abstract = models.CharField("Trích yếu", max_length=500, blank=True)
    in_force_from = models.DateField("Có hiệu lực từ", null=True, blank=True)
    in_force_to = models.DateField("Hết hiệu lực từ", null=True, blank=True)
    replaced_by = models.ForeignKey(
        "self", models.PROTECT, related_name="replaces", null=True, blank=True
    )
    kept_by = models.ForeignKey(Unit, models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        verbose_name = "văn bản căn cứ"
        constraints = [
            models.UniqueConstraint(
                fields=["reference", "issued_on", "issuer"],
                condition=~Q(reference=""),
                name="legalbasis_identified",
                violation_error_message="Văn bản này đã có: trùng số, ngày và cơ quan ban hành.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.reference}".strip()

    @property
    def label(self) -> str:
        return f"{self.kind} {self.reference}".strip()

    @property
    def label_in_full(self) -> str:
        """“Chỉ thị 02/CT-VKSTC ngày 18/12/2023 – Công tác thi đua, khen thưởng”."""
        day = f" ngày {vn_date(self.issued_on)}" if self.issued_on else ""
        return f"{self.label}{day} – {self.abstract or self.issuer}".removesuffix(" – ")

    def is_over_on(self, day: date) -> bool:
        return self.in_force_to is not None and self.in_force_to <= day

    @property
    def over_words(self) -> str:
        return f"hết hiệu lực từ {vn_date(self.in_force_to)}" if self.in_force_to else ""


class BasisFile(models.Model):
    """The paper itself as it came in: its bytes and their SHA-256."""

    basis = models.ForeignKey(LegalBasis, models.CASCADE, related_name="files")
    position = models.PositiveSmallIntegerField()
    name = models.CharField("Tên tệp", max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    file = models.FileField(upload_to="bases/%Y", max_length=300)

    class Meta:
        verbose_name = "tệp văn bản căn cứ"
        constraints = [
            models.UniqueConstraint(fields=["basis", "sha256"], name="basisfile_kept_once")
        ]

    def __str__(self) -> str:
        return self.name


class Duty(models.Model):
    """What a paper asks of a unit, and by when; done once it has the day it was done on."""

    basis = models.ForeignKey(LegalBasis, models.CASCADE, related_name="duties")
    position = models.PositiveSmallIntegerField()
    what = models.CharField("Việc phải làm", max_length=500)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="duties", null=True, blank=True)
    due_on = models.DateField("Hạn", null=True, blank=True)
    done_on = models.DateField("Xong ngày", null=True, blank=True)
    done_note = models.CharField("Ghi chú", max_length=500, blank=True)

    class Meta:
        verbose_name = "việc phải làm theo văn bản"

    def __str__(self) -> str:
        return self.what

    @property
    def label(self) -> str:
        return self.what


class Frozen(models.Model):
    """Written once. State moves go through the queryset of the action that names them."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("An issued paper never changes.")
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> Never:
        raise TypeError("An issued paper is never deleted.")


class Paper(Frozen):
    """An issued paper: the names, text and template version it was issued with."""

    kind = models.CharField("Loại", max_length=20, choices=PaperKind.choices())
    title = models.CharField("Tên văn bản", max_length=500)
    state = models.CharField(
        "Tình trạng", max_length=20, choices=PaperState.choices(), default=PaperState.ISSUED
    )
    dated_on = models.DateField("Ngày văn bản", null=True, blank=True)
    content = models.JSONField("Nội dung đóng băng")
    template_version = models.CharField("Phiên bản mẫu", max_length=40)
    issued_at = models.DateTimeField("Phát hành lúc")
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    corrects = models.OneToOneField(
        "self", models.PROTECT, related_name="corrected_by", null=True, blank=True
    )
    correction = models.CharField(
        "Cách sửa", max_length=20, choices=Correction.choices(), blank=True
    )
    correction_reason = models.TextField("Lý do sửa", blank=True)

    class Meta:
        verbose_name = "văn bản đã phát hành"
        constraints = [
            models.CheckConstraint(
                condition=Q(corrects__isnull=True, correction="")
                | (Q(corrects__isnull=False) & ~Q(correction="")),
                name="paper_corrects_in_one_way",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def label(self) -> str:
        return self.title


class PaperFile(Frozen):
    """The bytes of an issued paper and their SHA-256."""

    paper = models.ForeignKey(Paper, models.PROTECT, related_name="files")
    name = models.CharField("Tên tệp", max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    file = models.FileField(upload_to="papers/%Y", storage=default_storage, max_length=300)

    class Meta:
        verbose_name = "tệp đã phát hành"
        constraints = [
            models.UniqueConstraint(fields=["paper", "media_type"], name="paperfile_one_per_type")
        ]

    def __str__(self) -> str:
        return self.name
