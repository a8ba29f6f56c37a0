"""Step “Ảnh và tệp”: captions, and files where they are at hand."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.html import format_html

from conferences.enums import AttachmentKind
from conferences.rules import AttachmentFacts, AttachmentRow
from core.files import MOST_BYTES, TYPES_IN_WORDS
from core.forms.facts import FactsForm, Group
from core.forms.fields import LineField, OwnKeyField, UploadField, WordField
from core.forms.rows import RowForm
from portal.queries.scene import Scene


class AttachmentForm(RowForm):
    row_type = AttachmentRow
    quiet = frozenset({"kind"})
    moves = True

    kind = WordField(AttachmentKind, label="Loại", initial=AttachmentKind.PHOTO)
    caption = LineField(label="Chú thích", max_length=500, required=False)
    file = UploadField(label="Tệp", required=False)
    key = OwnKeyField(required=False)
    file_name = LineField(required=False, widget=forms.HiddenInput)

    def choose_from(self, scene: Scene) -> None:
        """Say which file the row has already."""
        super().choose_from(scene)
        kept, key = self["file_name"].value(), str(self["key"].value() or "")
        if kept and key.isdecimal():
            url = reverse("portal:attachment", args=[key])
            note = 'Đang giữ: <a href="{}">{}</a>. Chọn tệp khác nếu muốn thay.'
            self.fields["file"].help_text = format_html(note, url, kept)

    def row_values(self) -> dict[str, Any]:
        values = super().row_values()
        del values["file"]
        return values


class AttachmentsForm(FactsForm[AttachmentFacts]):
    facts_type = AttachmentFacts
    row_forms = {"attachments": AttachmentForm}
    blank_rows = {"attachments": 1}
    groups = (
        Group(
            "Ảnh và tệp",
            rows="attachments",
            row_label="Ảnh, tệp",
            add_label="Thêm ảnh, tệp",
            hint=f"Nhận {TYPES_IN_WORDS}, mỗi tệp tối đa {MOST_BYTES // 1024**2} MB. "
            "Chưa có tệp vẫn ghi được chú thích.",
            template="portal/results/attachments.html",
        ),
    )

    def extras(self) -> dict[str, Any]:
        """New files by the index of their row."""
        kept = enumerate(self.rows["attachments"].kept_forms())
        return {"files": {n: file for n, form in kept if (file := form.cleaned_data["file"])}}
