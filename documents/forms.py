"""What is typed of a paper that came in, and of what was done by it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.html import format_html

from core.dates import today
from core.files import MOST_BYTES, TYPES_IN_WORDS
from core.forms.facts import FactsForm, Group
from core.forms.fields import DayField, LineField, OwnKeyField, ProseField, UploadField
from core.forms.pickers import BookField, UnitField
from core.forms.rows import RowForm
from core.problems import Problem
from documents.enums import BASIS_KINDS
from documents.rules import (
    BasisFacts,
    BasisFileRow,
    DoneFacts,
    DutyRow,
    basis_problems,
    done_problems,
)


class KindField(LineField):
    """The kind of a paper: the usual ones are suggested, any other may be typed."""

    book_name = "kinds"
    suggested = list(BASIS_KINDS)

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=60, **options)
        self.widget.attrs |= {"list": self.book_name, "autocomplete": "off"}


class FileRowForm(RowForm):
    """A kept file, or a new one in its place."""

    row_type = BasisFileRow
    file = UploadField(label="Tệp", required=False)
    key = OwnKeyField(required=False)
    name = LineField(required=False, widget=forms.HiddenInput)

    def choose_from(self, scene: Any) -> None:
        """Say which file the row has already."""
        super().choose_from(scene)
        kept, key = self["name"].value(), str(self["key"].value() or "")
        if kept and key.isdecimal():
            url = reverse("documents:basis-file", args=[key])
            note = 'Đang giữ: <a href="{}">{}</a>. Chọn tệp khác nếu muốn thay.'
            self.fields["file"].help_text = format_html(note, url, kept)

    def row_values(self) -> dict[str, Any]:
        values = super().row_values()
        del values["file"]
        return values


class DutyRowForm(RowForm):
    """What has to be done by this paper."""

    row_type = DutyRow
    speaks_for = {"key": "what"}
    what = LineField(label="Việc phải làm", max_length=500, wide=True)
    unit_id = UnitField(label="Đơn vị phải làm", required=False)
    due_on = DayField(label="Hạn", required=False)
    key = OwnKeyField(required=False)


class BasisForm(FactsForm[BasisFacts]):
    """A paper of the register with its files and what it asks for."""

    facts_type = BasisFacts
    row_forms = {"files": FileRowForm, "duties": DutyRowForm}
    blank_rows = {"files": 1}
    groups = (
        Group(
            "Văn bản",
            ("kind", "reference", "issued_on", "issuer", "issuer_also", "abstract"),
            hint="Chưa biết mục nào thì để trống; trang và bản in sẽ ghi là chưa có thông tin.",
        ),
        Group("Hiệu lực", ("in_force_from", "in_force_to", "replaced_by_id")),
        Group(
            "Tệp văn bản",
            rows="files",
            row_label="Tệp",
            add_label="Thêm tệp",
            hint=f"Nhận {TYPES_IN_WORDS}, mỗi tệp tối đa {MOST_BYTES // 1024**2} MB.",
        ),
        Group(
            "Việc phải làm theo văn bản",
            rows="duties",
            row_label="Việc",
            add_label="Thêm việc",
            hint="Mỗi việc hiện trên trang chủ của đơn vị phải làm, kèm hạn, đến khi ghi là đã "
            "xong.",
        ),
        Group("Nguồn", ("source", "note")),
    )

    kind = KindField(label="Loại văn bản", help_text="Ví dụ: Chỉ thị, Hướng dẫn, Kế hoạch.")
    reference = LineField(
        label="Số, ký hiệu", max_length=60, required=False, help_text="Ví dụ: 09/HD-VKSTC."
    )
    issued_on = DayField(label="Ngày ban hành", required=False)
    issuer = LineField(label="Cơ quan ban hành", required=False)
    issuer_also = LineField(
        label="Nơi khác ghi cơ quan ban hành",
        required=False,
        help_text="Chỉ ghi khi tài liệu khác nêu cơ quan ban hành khác đi.",
    )
    abstract = LineField(label="Trích yếu", max_length=500, required=False)
    in_force_from = DayField(label="Có hiệu lực từ", required=False)
    in_force_to = DayField(label="Hết hiệu lực từ", required=False)
    replaced_by_id = BookField(
        book="papers", noun="văn bản", label="Được thay bằng", required=False
    )
    source = LineField(
        label="Nguồn",
        max_length=500,
        required=False,
        help_text="Nơi lấy thông tin: bản giấy, hộp thư, bài báo.",
    )
    note = ProseField(label="Ghi chú", required=False, lines=2)

    def build(self, values: dict[str, Any], rows: dict[str, tuple[Any, ...]]) -> BasisFacts:
        typed: dict[str, Any] = values | rows
        return replace(self.stored, **typed)

    def problems(self, facts: BasisFacts) -> Sequence[Problem]:
        return basis_problems(facts)

    def extras(self) -> dict[str, Any]:
        """New files by the index of their row."""
        kept = enumerate(self.rows["files"].kept_forms())
        return {"files": {n: file for n, form in kept if (file := form.cleaned_data["file"])}}


class DoneForm(FactsForm[DoneFacts]):
    """When a duty was done."""

    facts_type = DoneFacts
    groups = (Group("", ("done_on", "done_note")),)
    done_on = DayField(label="Ngày hoàn thành")
    done_note = LineField(
        label="Ghi chú",
        max_length=500,
        required=False,
        help_text="Ví dụ: đã gửi bản ký về Văn phòng ngày 20/3/2024.",
    )

    def problems(self, facts: DoneFacts) -> Sequence[Problem]:
        return done_problems(facts, today())
