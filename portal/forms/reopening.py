"""Why a recorded conference, or a closed year, is opened again."""

from collections.abc import Sequence

from django import forms

from clusters.rules import LONGEST_REASON, SHORTEST_REASON, ReopeningFacts, reopening_problems
from core.forms.facts import FactsForm, Group
from core.forms.fields import ProseField
from core.problems import Problem


class ReopeningForm(forms.Form):
    use_required_attribute = False

    reason = ProseField(
        label="Lý do mở lại",
        max_length=1000,
        lines=3,
        help_text="Lý do được ghi vào nhật ký cùng tên bạn.",
    )


class YearReopeningForm(FactsForm[ReopeningFacts]):
    """The reason alone; the message counts what is missing."""

    facts_type = ReopeningFacts
    groups = (Group(fields=("reason",)),)

    reason = ProseField(
        label="Lý do mở lại",
        max_length=LONGEST_REASON,
        lines=3,
        help_text=f"Ít nhất {SHORTEST_REASON} ký tự. Lý do được in trên mọi văn bản của năm này "
        "kể từ ngày mở lại.",
    )

    def problems(self, facts: ReopeningFacts) -> Sequence[Problem]:
        return reopening_problems(facts)
