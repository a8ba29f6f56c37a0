"""One's own account as one corrects it."""

from accounts.rules import OwnFacts
from core.forms.facts import FactsForm, Group
from core.forms.fields import LineField


class OwnForm(FactsForm[OwnFacts]):
    """The name alone: user name and roles are an administrator's."""

    facts_type = OwnFacts
    full_name = LineField(
        label="Họ và tên",
        max_length=200,
        help_text="Nhật ký và văn bản từ nay ghi theo tên này; việc đã ghi giữ tên cũ.",
    )
    groups = (Group(fields=("full_name",)),)
