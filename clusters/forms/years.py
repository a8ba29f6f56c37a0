"""An emulation year as it is typed."""

from collections.abc import Sequence
from typing import Any

from clusters.forms.bases import BASES, BasisForm, each_once
from clusters.rules import YearFacts, year_problems
from core.forms.facts import FactsForm, Group
from core.forms.fields import DayField, LastDayField, LineField, ProseField, YearField
from core.forms.pickers import ChosenField
from core.problems import Problem

PERIOD_HINT = "Để trống nếu chưa có thông tin; không nhất thiết trùng năm dương lịch."


class YearForm(FactsForm[YearFacts]):
    """Theme, motto, period and papers of a year."""

    facts_type = YearFacts
    row_forms = {"bases": BasisForm}
    groups = (
        Group("Năm thi đua", ("label_year", "theme", "motto")),
        Group("Thời gian", ("period_start", "period_end"), is_row=True, hint=PERIOD_HINT),
        BASES,
        Group("Nguồn thông tin", ("source", "note")),
    )

    label_year = YearField(label="Năm")
    theme = LineField(label="Chủ đề", max_length=500, required=False)
    motto = LineField(
        label="Phương châm",
        max_length=500,
        required=False,
        help_text="Ghi như trong văn bản, ví dụ: Đoàn kết, trách nhiệm - Kỷ cương, liêm chính.",
    )
    period_start = DayField(label="Từ ngày", required=False, help_text="Ngày/tháng/năm")
    period_end = LastDayField(label="Đến hết ngày", required=False, help_text="Ngày/tháng/năm")
    source = LineField(
        label="Nguồn", max_length=500, required=False, help_text="Công văn, bài viết, biên bản…"
    )
    note = ProseField(label="Ghi chú", required=False, lines=2)

    def build(self, values: dict[str, Any], rows: dict[str, tuple[Any, ...]]) -> YearFacts:
        return YearFacts(**values, bases=each_once(rows["bases"]))

    def problems(self, facts: YearFacts) -> Sequence[Problem]:
        return year_problems(facts)


class NewYearForm(YearForm):
    """The same with the unit whose year it is."""

    groups = (
        Group("Năm thi đua", ("owner_id", "label_year", "theme", "motto")),
        *YearForm.groups[1:],
    )

    owner_id = ChosenField(
        among="owners",
        label="Đơn vị chủ quản",
        help_text="Đơn vị chia cụm, khối và xét kết quả của năm.",
    )

    def initial_of(self, facts: YearFacts) -> dict[str, Any]:
        owners = self.scene.owners
        only = owners[0][0] if len(owners) == 1 else None
        said = {name: getattr(facts, name) for name in YearForm.base_fields}
        return said | {"label_year": facts.label_year or None, "owner_id": only}

    def build(self, values: dict[str, Any], rows: dict[str, tuple[Any, ...]]) -> YearFacts:
        typed = {name: value for name, value in values.items() if name != "owner_id"}
        return super().build(typed, rows)

    def extras(self) -> dict[str, Any]:
        return {"owner_id": self.cleaned_data["owner_id"]}
