"""What is typed of titles, registrations and awards."""

from collections.abc import Sequence
from typing import Any

from django import forms

from awards.enums import TitleKind
from awards.rules import (
    AwardFacts,
    PersonRow,
    RegistrationFacts,
    TitleFacts,
    WithdrawalFacts,
    title_day_problems,
    withdrawal_problems,
)
from core.dates import today
from core.forms.facts import FactsForm, Group
from core.forms.fields import DayField, LineField, ProseField, WordField, YearField
from core.forms.pickers import ChosenField, PersonField, UnitField
from core.forms.rows import RowForm
from core.problems import Problem


class AliasesField(ProseField):
    """One label a line; the value is a tuple."""

    def to_python(self, value: Any) -> Any:
        text = "\n".join(value) if isinstance(value, tuple) else value
        lines = super().to_python(text).splitlines()
        return tuple(line.strip() for line in lines if line.strip())

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, tuple) else value

    def run_validators(self, value: Any) -> None:
        super().run_validators("\n".join(value))

    def spoken(self, value: Sequence[str]) -> str:
        return "; ".join(value)


class TitleForm(FactsForm[TitleFacts]):
    """A row of the catalogue."""

    facts_type = TitleFacts
    kind = WordField(TitleKind, label="Loại", widget=forms.RadioSelect)
    name = LineField(
        label="Tên",
        help_text="Ghi đúng như luật hoặc văn bản quy định, ví dụ: Tập thể lao động xuất sắc.",
    )
    aliases = AliasesField(
        label="Tên gọi khác",
        required=False,
        lines=3,
        max_length=2000,
        help_text="Mỗi dòng một tên, như văn bản khác đã in. Tìm theo tên nào cũng thấy.",
    )
    valid_from = DayField(label="Dùng từ ngày", required=False)
    valid_to = DayField(
        label="Thôi dùng từ ngày",
        required=False,
        help_text="Từ ngày này không còn để chọn; bỏ trống để dùng lại. Việc đã ghi giữ nguyên.",
    )
    groups = (
        Group(fields=("kind", "name", "aliases")),
        Group("Thời gian dùng", fields=("valid_from", "valid_to"), is_row=True),
    )

    def problems(self, facts: TitleFacts) -> Sequence[Problem]:
        return title_day_problems(facts)


class MembersField(forms.TypedMultipleChoiceField):
    """Any number of the group's members, ticked; the value is a tuple of unit keys."""

    def __init__(self, **options: Any) -> None:
        messages = {"invalid_choice": "Chọn đơn vị trong danh sách."}
        super().__init__(
            coerce=int,
            widget=forms.CheckboxSelectMultiple,
            error_messages=messages,
            **options,
        )

    def offer(self, scene: Any) -> None:
        self.choices = scene.members

    def clean(self, value: Any) -> tuple[int, ...]:
        return tuple(super().clean(value))

    def spoken(self, value: Sequence[int]) -> str:
        labels = dict(self.choices)  # type: ignore[arg-type]
        return ", ".join(str(labels.get(key, "")) for key in value)


class PersonRowForm(RowForm):
    """A person and the member unit he belongs to."""

    row_type = PersonRow
    person = PersonField(label="Họ và tên")
    unit_id = ChosenField(among="members", label="Đơn vị")


class RegistrationsForm(FactsForm[RegistrationFacts]):
    """One title; every unit and person that registers for it."""

    facts_type = RegistrationFacts
    row_forms = {"people": PersonRowForm}
    blank_rows = {"people": 1}
    title_id = ChosenField(among="titles", label="Danh hiệu, hình thức khen thưởng")
    units = MembersField(label="Tập thể đăng ký", required=False)
    groups = (
        Group(fields=("title_id", "units")),
        Group(
            "Cá nhân đăng ký",
            rows="people",
            row_label="Cá nhân",
            add_label="Thêm cá nhân",
            hint="Để trống nếu chỉ có tập thể đăng ký.",
        ),
    )


class WithdrawalForm(FactsForm[WithdrawalFacts]):
    """When and why somebody gave a title up."""

    facts_type = WithdrawalFacts
    on = DayField(label="Ngày rút")
    reason = LineField(label="Lý do", help_text="Ví dụ: đơn vị sáp nhập từ ngày 01/7/2025.")
    groups = (Group(fields=("on", "reason")),)

    def problems(self, facts: WithdrawalFacts) -> Sequence[Problem]:
        return withdrawal_problems(facts, today())


class AwardForm(FactsForm[AwardFacts]):
    """An award that no conference tells of; what is not known stays empty."""

    facts_type = AwardFacts
    unit_id = UnitField(label="Đơn vị được khen")
    title_id = ChosenField(among="titles", label="Danh hiệu, hình thức khen thưởng")
    title_as_written = LineField(
        label="Ghi trong quyết định là", required=False, help_text="Nếu khác tên trong danh mục."
    )
    title_year = YearField(label="Năm danh hiệu", required=False)
    received_year = YearField(label="Năm nhận", required=False)
    authority = LineField(label="Cấp quyết định", required=False)
    decided_on = DayField(label="Ngày quyết định", required=False)
    source = LineField(label="Nguồn", required=False, max_length=500)
    note = ProseField(label="Ghi chú", required=False, lines=2, max_length=2000)
    groups = (
        Group(fields=("unit_id", "title_id", "title_as_written")),
        Group(
            "Năm",
            fields=("title_year", "received_year"),
            is_row=True,
            hint="Năm của danh hiệu và năm nhận là hai việc khác nhau; không rõ thì để trống.",
        ),
        Group("Quyết định", fields=("authority", "decided_on"), is_row=True),
        Group("Nguồn", fields=("source", "note")),
    )
