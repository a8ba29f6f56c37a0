"""Who leads and who is in charge, as it is typed."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from clusters.enums import GroupRole, HowChosen
from clusters.rules import LeadershipFacts, SupervisionFacts, SupervisionRow, TermRow
from core.forms.facts import FactsForm, Group
from core.forms.fields import DayField, LastDayField, LineField, WordField
from core.forms.pickers import ChosenField, PersonField
from core.forms.rows import RowForm, RowSet

NOT_SAID = "Chưa có thông tin"


def needs_reason(names: Sequence[str]) -> str:
    """What stands beside the field in which units are chosen."""
    return (
        f"Bản thân hoặc tiền thân không được xét thi đua năm trước: {'; '.join(names)}. Vẫn chọn "
        "thì ghi lý do."
    )


class RoleField(WordField):
    """Head or deputy, called after the kind of the group."""

    def offer(self, scene: Any) -> None:
        self.choices = [("", "— chọn —"), *scene.roles]


class MemberField(ChosenField):
    """A member unit; any other one is refused by name."""

    def offer(self, scene: Any) -> None:
        super().offer(scene)
        self.scene = scene

    def clean(self, value: Any) -> int | None:
        if value and not self.valid_value(str(value)):
            raise ValidationError(self.scene.refusal_of(str(value)))
        return super().clean(value)


class TermForm(RowForm):
    row_type = TermRow
    quiet = frozenset({"role"})

    role = RoleField(GroupRole, label="Vai trò")
    unit_id = MemberField(among="members", label="Đơn vị")
    person = PersonField(label="Người đại diện", required=False)
    post = LineField(
        label="Chức vụ", max_length=200, required=False, help_text="Ví dụ: Viện trưởng."
    )
    stands_in = forms.BooleanField(label="Chỉ điều hành thay", required=False)
    how = WordField(HowChosen, label="Cách chọn", required=False, blank=NOT_SAID)
    decided_on = DayField(label="Ngày chọn, quyết định", required=False)
    valid_from = DayField(label="Từ ngày", required=False)
    valid_to = LastDayField(label="Đến hết ngày", required=False)
    despite = LineField(
        label="Lý do vẫn chọn",
        max_length=500,
        required=False,
        help_text="Chỉ ghi khi đơn vị không được xét thi đua năm trước.",
    )
    note = LineField(label="Ghi chú", max_length=500, required=False)

    def choose_from(self, scene: Any) -> None:
        """Say beside the units which of them the rule speaks of; else ask for no reason."""
        super().choose_from(scene)
        if names := scene.barred_names:
            self.fields["unit_id"].help_text = needs_reason(names)
        elif not self.initial.get("despite"):
            self.fields["despite"].widget = forms.HiddenInput()

    def spoken(self, row: TermRow) -> str:
        return super().spoken(row) if row.unit_id else ""


class LeadershipForm(FactsForm[LeadershipFacts]):
    """A row a term; a seat nobody holds waits as a row with its role."""

    facts_type = LeadershipFacts
    row_forms = {"terms": TermForm}
    groups = (
        Group(
            "Vai trò",
            rows="terms",
            row_label="Vai trò",
            add_label="Thêm vai trò",
            hint="Chưa biết người, ngày hoặc cách chọn thì để trống. Thay đơn vị giữa năm: ghi "
            "“Đến hết ngày” của đơn vị cũ và thêm một dòng cho đơn vị mới. Ủy quyền cho đơn vị "
            "phó: giữ nguyên dòng của đơn vị trưởng, thêm một dòng vai trò trưởng cho đơn vị phó, "
            "đánh dấu “Chỉ điều hành thay” và ghi đủ hai ngày.",
        ),
    )

    def _rowset(self, name: str, data: Any, files: Any) -> RowSet:
        self.is_opening = data is None
        rows = super()._rowset(name, data, files)
        self.is_opening = False
        return rows

    def rows_of(self, facts: LeadershipFacts, name: str) -> Sequence[TermRow]:
        held = {term.role for term in facts.terms if term.valid_to is None}
        waiting = [TermRow(role.value, 0) for role in GroupRole if role not in held]
        return [*facts.terms, *(waiting if self.is_opening else ())]


class SupervisionForm(FactsForm[SupervisionFacts]):
    """A row a person."""

    class Row(RowForm):
        row_type = SupervisionRow

        person = PersonField(label="Họ và tên")
        post = LineField(
            label="Chức vụ", max_length=200, required=False, help_text="Ví dụ: Phó Viện trưởng."
        )
        wording = LineField(
            label="Văn bản ghi là", required=False, help_text="Ví dụ: phụ trách Cụm thi đua số 2."
        )
        valid_from = DayField(label="Từ ngày", required=False)
        valid_to = LastDayField(label="Đến hết ngày", required=False)

    facts_type = SupervisionFacts
    row_forms = {"supervisions": Row}
    blank_rows = {"supervisions": 1}
    groups = (
        Group(
            "Người phụ trách",
            rows="supervisions",
            row_label="Người phụ trách",
            add_label="Thêm người",
            hint="Chỉ ghi người được phân công phụ trách; phát biểu chỉ đạo tại hội nghị chưa phải "
            "là phụ trách.",
        ),
    )
