"""Tables taken over from workbooks."""

from django.conf import settings
from django.db import models

from organizations.enums import (
    ImportKind,
    ImportState,
)


class ImportRun(models.Model):
    """A workbook somebody takes over: its rows as read, what each would do, how far it is."""

    kind = models.CharField("Nội dung", max_length=20, choices=ImportKind.choices())
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="import_runs")
    at = models.DateTimeField("Lúc")
    file_name = models.CharField("Tên tệp", max_length=255)
    sha256 = models.CharField("SHA-256", max_length=64)
    target_id = models.BigIntegerField("Nhập vào", null=True, blank=True)
    state = models.CharField("Tình trạng", max_length=20, choices=ImportState.choices())
    rows = models.JSONField("Các dòng")
    verdicts = models.JSONField("Nhận xét từng dòng", default=list)

    class Meta:
        verbose_name = "lần nhập từ Excel"

    def __str__(self) -> str:
        return self.file_name

    @property
    def label(self) -> str:
        return self.file_name
