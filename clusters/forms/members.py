"""The members of a group as they are typed."""

from collections.abc import Mapping
from typing import Any

from clusters.rules import CompositionFacts, MemberRow
from core.forms.facts import FactsForm, Group
from core.forms.fields import DayField, LastDayField, LineField
from core.forms.pickers import UnitField
from core.forms.rows import RowForm

MOST_BLANK = 10


class MemberUnitField(UnitField):
    """Any unit by its name; only those that fit the group are suggested."""

    def offer(self, scene: Any) -> None:
        super().offer(scene)
        self.offered: list[str] = scene.offered

    @property
    def suggested(self) -> list[str]:
        return self.offered


class MemberForm(RowForm):
    row_type = MemberRow

    unit_id = MemberUnitField(label="Đơn vị")
    valid_from = DayField(label="Từ ngày", required=False)
    valid_to = LastDayField(label="Đến hết ngày", required=False)
    note = LineField(label="Ghi chú", required=False)


class CompositionForm(FactsForm[CompositionFacts]):
    """One row a unit; as many blank ones as units are still unnamed."""

    facts_type = CompositionFacts
    row_forms = {"members": MemberForm}
    groups = (
        Group(
            "Đơn vị thành viên",
            rows="members",
            row_label="Đơn vị",
            add_label="Thêm đơn vị",
            hint="Không ghi ngày nghĩa là cả năm. Đơn vị rời cụm, khối giữa năm thì ghi “Đến hết "
            "ngày”, không bỏ dòng.",
        ),
    )

    @property
    def blank_rows(self) -> Mapping[str, int]:  # type: ignore[override]
        return {"members": min(max(self.scene.missing, 1), MOST_BLANK)}
