"""Which groups of last year come along."""

from dataclasses import dataclass
from typing import Any

from django import forms

from core.forms.facts import FactsForm, Group


@dataclass(frozen=True)
class CopyFacts:
    """Keys of the groups that are to be set up again."""

    editions: tuple[int, ...] = ()


class CopyForm(FactsForm[CopyFacts]):
    """A box to tick for each group that is not here yet."""

    facts_type = CopyFacts
    groups = (
        Group(
            fields=("editions",),
            hint="Lấy loại, số, tên, số đơn vị và các đơn vị thành viên vào ngày cuối của năm "
            "trước. Không lấy lãnh đạo, điểm, giao ước, hội nghị, căn cứ.",
        ),
    )

    editions = forms.TypedMultipleChoiceField(
        label="Cụm, khối lập lại trong năm này",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Chọn ít nhất một cụm, khối.",
            "invalid_choice": "Có mục không còn trong danh sách. Xem lại rồi chọn.",
        },
    )

    def choose_from(self, scene: Any) -> None:
        self.fields["editions"].choices = [  # type: ignore[attr-defined]
            (copy.edition.pk, copy.label) for copy in scene
        ]

    def build(self, values: dict[str, Any], rows: dict[str, tuple[Any, ...]]) -> CopyFacts:
        return CopyFacts(tuple(values["editions"]))
