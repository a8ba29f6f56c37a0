"""Step “Cụm trưởng, Cụm phó năm sau”: whom the conference chose to lead."""

from collections.abc import Sequence
from typing import Any

from clusters.enums import GroupRole, HowChosen
from conferences.rules import SeatRow, SeatsFacts, seats_problems
from core.forms.facts import Group
from core.forms.fields import LineField, WordField, YearField
from core.problems import Problem
from portal.forms.pickers import (
    ResultsForm,
    ResultsRow,
    SeatField,
    UnitField,
    pair,
    unpaired,
)


class SeatForm(ResultsRow):
    quiet = frozenset({"seat", "label_year"})

    seat = SeatField(label="Vai trò")
    label_year = YearField(label="Năm")
    unit_id = UnitField(label="Đơn vị được chọn")
    how = WordField(HowChosen, label="Cách chọn", required=False, blank="Chưa có thông tin")
    vote_as_stated = LineField(label="Biểu quyết, như nguồn ghi", required=False)
    as_written = LineField(
        label="Ghi kèm, nguyên văn",
        max_length=500,
        required=False,
        help_text="Ví dụ: từ ngày 01/01/2025 là thị xã Chũ.",
    )

    @classmethod
    def initial_of(cls, row: SeatRow) -> dict[str, Any]:
        return super().initial_of(row) | {"seat": pair(row.edition_id, row.role)}

    def row(self) -> SeatRow:
        values = self.row_values()
        edition_id, role = unpaired(values.pop("seat"))
        return SeatRow(edition_id=edition_id, role=role, **values)


class SeatsForm(ResultsForm[SeatsFacts]):
    facts_type = SeatsFacts
    row_forms = {"seats": SeatForm}
    groups = (
        Group(
            "Đơn vị được chọn",
            rows="seats",
            row_label="Vai trò",
            add_label="Thêm vai trò",
            hint="Để trống đơn vị nếu hội nghị không chọn. Kết quả hiện là “dự kiến” cho đến khi "
            "cụm, khối của năm đó được lập.",
        ),
    )

    def rows_of(self, facts: SeatsFacts, name: str) -> Sequence[Any]:
        return facts.seats
