"""Who did what to which record, and why. Append-only, tied to nothing."""

from typing import Any, Never

from django.db import models


class EventQuerySet(models.QuerySet["Event"]):
    """Rows come from `audit.actions.record` and never change again."""

    def update(self, **_kwargs: Any) -> Never:
        raise TypeError("The log is append-only.")

    def delete(self) -> Never:
        raise TypeError("The log is append-only.")


class Event(models.Model):
    """One change. Actor and thing are kept as text, so nothing can erase their history."""

    at = models.DateTimeField("Lúc")
    actor_id = models.CharField("Mã người làm", max_length=40)
    actor_label = models.CharField("Người làm", max_length=300)
    name = models.CharField("Việc", max_length=100)
    thing_type = models.CharField("Loại", max_length=100)
    thing_id = models.CharField("Mã", max_length=40)
    thing_label = models.CharField("Đối tượng", max_length=500)
    before = models.JSONField("Trước", null=True)
    after = models.JSONField("Sau", null=True)
    reason = models.TextField("Lý do", blank=True)
    search_text = models.TextField(editable=False)

    objects = EventQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["thing_type", "thing_id"], name="audit_event_thing"),
            models.Index(fields=["-at", "-id"], name="audit_event_newest"),
            models.Index(fields=["actor_id"], name="audit_event_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%d/%m/%Y %H:%M} {self.actor_label}: {self.name} {self.thing_label}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("The log is append-only.")
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> Never:
        raise TypeError("The log is append-only.")
