"""A cluster or bloc as it is typed."""

from typing import Any

from django import forms

from clusters.enums import GroupKind
from clusters.forms.bases import BASES, BasisForm, each_once
from clusters.rules import EditionFacts, proposed_name
from core.forms.facts import FactsForm, Group
from core.forms.fields import LineField, ProseField, WholeField, WordField
from core.forms.pickers import ChosenField


class EditionForm(FactsForm[EditionFacts]):
    """Kind, number, name, count, predecessor and papers of a group."""

    facts_type = EditionFacts
    row_forms = {"bases": BasisForm}
    groups = (
        Group("Cụm, khối", ("kind", "number", "name", "continues")),
        Group(
            "Số đơn vị",
            ("stated_member_count", "is_list_incomplete", "composition_note"),
            hint="Số ghi trong văn bản chia cụm, khối; tên từng đơn vị nhập ở trang Thành phần.",
        ),
        BASES,
        Group("Nguồn thông tin", ("source", "note")),
    )

    kind = WordField(GroupKind, label="Loại", widget=forms.RadioSelect)
    number = LineField(
        label="Số", max_length=20, required=False, help_text="Để trống nếu cụm, khối không có số."
    )
    name = LineField(
        label="Tên",
        required=False,
        help_text="Để trống thì lấy theo loại và số, ví dụ Cụm thi đua số 1, Khối thi đua.",
    )
    continues = ChosenField(
        among="earlier",
        label="Tiếp nối cụm, khối năm trước",
        required=False,
        blank="Không, hoặc chưa có thông tin",
        help_text="Chỉ chọn khi đúng là cụm, khối ấy: số có thể đã chuyển cho các đơn vị khác.",
    )
    stated_member_count = WholeField(
        lowest=1, highest=200, label="Số đơn vị theo văn bản", required=False
    )
    is_list_incomplete = forms.BooleanField(label="Danh sách có thể chưa đầy đủ", required=False)
    composition_note = LineField(label="Về danh sách đơn vị", max_length=500, required=False)
    source = LineField(
        label="Nguồn", max_length=500, required=False, help_text="Công văn, bài viết, biên bản…"
    )
    note = ProseField(label="Ghi chú", required=False, lines=2)

    def initial_of(self, facts: EditionFacts) -> dict[str, Any]:
        return super().initial_of(facts) | {"kind": str(facts.kind)}

    def build(self, values: dict[str, Any], rows: dict[str, tuple[Any, ...]]) -> EditionFacts:
        kind = GroupKind(values["kind"])
        name = values["name"] or proposed_name(kind, values["number"])
        bases = each_once(rows["bases"])
        return EditionFacts(**(values | {"kind": kind, "name": name, "bases": bases}))
