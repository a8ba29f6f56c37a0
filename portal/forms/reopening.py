"""Why a recorded conference is opened again."""

from django import forms

from core.forms.fields import ProseField


class ReopeningForm(forms.Form):
    use_required_attribute = False

    reason = ProseField(
        label="Lý do mở lại",
        max_length=1000,
        lines=3,
        help_text="Lý do được ghi vào nhật ký cùng tên bạn.",
    )
