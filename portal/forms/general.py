"""Step “Thông tin chung”: what the conference is, what for, when, where, and who says so."""

from typing import Any

from django import forms

from conferences.enums import DatePrecision, Mode, PurposeKind, TimeOfDay
from conferences.rules import GeneralFacts, PurposeRow, when_in_words
from core.forms.facts import FactsForm, Group, Line
from core.forms.fields import DayField, LineField, ProseField, WordField
from core.forms.pickers import UnitField
from core.forms.rows import RowForm
from portal.forms.pickers import EditionField

NOT_SAID = "Chưa có thông tin"
_DAY_FIELDS = ("date_precision", "starts_on", "ends_on", "time_of_day")


class PurposeForm(RowForm):
    row_type = PurposeRow

    kind = WordField(PurposeKind, label="Mục đích")
    edition_id = EditionField(label="Của cụm, khối")


class GeneralForm(FactsForm[GeneralFacts]):
    facts_type = GeneralFacts
    row_forms = {"purposes": PurposeForm}
    groups = (
        Group("Hội nghị", ("title", "period_label")),
        Group(
            "Mục đích",
            rows="purposes",
            row_label="Mục đích",
            add_label="Thêm mục đích",
            hint="Hội nghị có thể tổng kết năm trước và ký giao ước năm sau: mỗi việc một dòng.",
        ),
        Group("Thời gian", ("date_precision", "starts_on", "ends_on", "time_of_day"), is_row=True),
        Group("Địa điểm, hình thức", ("place", "host_unit_id", "mode"), is_row=True),
        Group("Nguồn thông tin", ("source", "as_written", "note")),
    )

    title = LineField(label="Tên hội nghị", max_length=500, help_text="Ghi như trong văn bản.")
    period_label = LineField(
        label="Giai đoạn",
        max_length=100,
        required=False,
        help_text="Nếu không phải cả năm, ví dụ 6 tháng đầu năm 2023.",
    )
    date_precision = WordField(
        [
            (DatePrecision.DAY, "Biết ngày họp"),
            (DatePrecision.RANGE, "Chỉ biết họp trong các ngày từ … đến …"),
            (DatePrecision.UNKNOWN, "Chưa rõ ngày"),
        ],
        label="Ngày họp",
        widget=forms.RadioSelect,
    )
    starts_on = DayField(label="Ngày (hoặc từ ngày)", required=False, help_text="Ngày/tháng/năm")
    ends_on = DayField(label="Đến ngày", required=False, help_text="Ngày/tháng/năm")
    time_of_day = WordField(TimeOfDay, label="Buổi", required=False, blank=NOT_SAID)
    place = LineField(label="Địa điểm", required=False, help_text="Ghi như trong văn bản.")
    host_unit_id = UnitField(label="Đơn vị đăng cai", required=False)
    mode = WordField(Mode, label="Hình thức họp", required=False, blank=NOT_SAID)
    source = LineField(
        label="Nguồn", max_length=500, required=False, help_text="Bài viết, biên bản, công văn…"
    )
    as_written = LineField(label="Nguyên văn cách ghi trong nguồn", max_length=1000, required=False)
    note = ProseField(label="Ghi chú", required=False, lines=2)

    def initial_of(self, facts: GeneralFacts) -> dict[str, Any]:
        values = super().initial_of(facts)
        if facts.date_precision == DatePrecision.DAY:
            values["ends_on"] = None
        return values

    def build(self, values: dict[str, Any], rows: dict[str, tuple[Any, ...]]) -> GeneralFacts:
        if values["date_precision"] == DatePrecision.DAY and values["ends_on"] is None:
            values = values | {"ends_on": values["starts_on"]}
        return super().build(values, rows)

    def lines(self, facts: GeneralFacts) -> list[Line]:
        """The day in words instead of the fields it is typed in."""
        when = when_in_words(
            facts.date_precision, facts.starts_on, facts.ends_on, facts.time_of_day
        )
        said = "" if facts.date_precision == DatePrecision.UNKNOWN else when
        typed = {str(self.fields[name].label) for name in _DAY_FIELDS}
        lines = [line for line in super().lines(facts) if line.label not in typed]
        place = [line.label for line in lines].index("Địa điểm")
        return [*lines[:place], Line("Thời gian", said), *lines[place:]]
