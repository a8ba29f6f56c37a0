"""The register: legal bases, issued papers and their files. Issued means frozen."""

from typing import Any, Never

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import models
from django.db.models import Q

from core.records import Findable, Sourced
from documents.enums import PaperKind, PaperState


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

    class Meta:
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
        constraints = [
            models.UniqueConstraint(fields=["paper", "media_type"], name="paperfile_one_per_type")
        ]

    def __str__(self) -> str:
        return self.name
