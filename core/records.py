"""What many tables share. Abstract only: core has no table of its own."""

from typing import Any, ClassVar, Self

from django.db import models

from core.text import nfc, person_sort_key, searchable, sort_key


class Sourced(models.Model):
    """Where a fact comes from.

    `source` names the text, `as_written` keeps its wording where ours differs, `added_by_hand`
    marks what no text says and a person concluded (“người nhập bổ sung”).
    """

    source = models.CharField("Nguồn", max_length=500, blank=True)
    as_written = models.CharField("Nguyên văn", max_length=1000, blank=True)
    note = models.TextField("Ghi chú", blank=True)
    added_by_hand = models.BooleanField("Người nhập bổ sung", default=False)

    class Meta:
        abstract = True


class Findable(models.Model):
    """Two stored columns that give Vietnamese order and accent-blind search on every database.

    A subclass names the text in `find_by`; `save` keeps the columns. Bulk writes must go through
    `with_find_columns`.
    """

    find_by: ClassVar[tuple[str, ...]] = ()
    is_person: ClassVar[bool] = False

    sort_key = models.CharField(max_length=400, editable=False, db_index=True)
    search_text = models.TextField(editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.with_find_columns()
        super().save(*args, **kwargs)

    def with_find_columns(self) -> Self:
        texts = [nfc(str(getattr(self, name) or "")) for name in self.find_by]
        self.sort_key = (person_sort_key if self.is_person else sort_key)(texts[0])
        self.search_text = searchable(" ".join(texts))
        return self
