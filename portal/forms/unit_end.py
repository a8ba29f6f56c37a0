"""From which day a unit is no more."""

from core.forms.facts import FactsForm, Group
from core.forms.fields import DayField, ProseField
from organizations.rules import EndFacts


class EndForm(FactsForm[EndFacts]):
    facts_type = EndFacts
    groups = (Group("", ("exists_to", "note")),)

    exists_to = DayField(
        label="Kết thúc từ ngày",
        help_text="Ngày đầu tiên đơn vị không còn, ví dụ 01/7/2025.",
    )
    note = ProseField(
        label="Ghi chú",
        required=False,
        lines=3,
        help_text="Theo quyết định nào, nhập vào đơn vị nào.",
    )
