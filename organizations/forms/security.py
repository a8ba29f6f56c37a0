"""Why an administrator takes a second factor away."""

from core.forms.facts import FactsForm, Group
from core.forms.fields import LineField
from organizations.rules.security import Reason


class ReasonForm(FactsForm[Reason]):
    facts_type = Reason
    groups = (Group(fields=("reason",)),)

    reason = LineField(
        label="Lý do",
        help_text="Ví dụ: mất điện thoại, đã gặp trực tiếp. Lý do được giữ trong nhật ký.",
        error_messages={"required": "Nhập lý do."},
    )
