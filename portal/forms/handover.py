"""One side's word when a seat is handed over."""

from dataclasses import replace
from typing import Any

from clusters.rules import ConfirmationFacts
from core.forms.facts import FactsForm, Group
from core.forms.fields import ProseField


class ConfirmationForm(FactsForm[ConfirmationFacts]):
    """Whoever sends it confirms for his side."""

    facts_type = ConfirmationFacts
    groups = (Group("Xác nhận", ("note",)),)

    note = ProseField(
        label="Ghi chú của đơn vị",
        required=False,
        lines=3,
        help_text="Ví dụ: hồ sơ giấy giao kèm, việc hai bên thống nhất làm tiếp.",
    )

    def build(self, values: dict[str, Any], _rows: dict[str, Any]) -> ConfirmationFacts:
        return replace(self.stored, is_confirmed=True, **values)
