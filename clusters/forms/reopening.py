"""Why a closed year is to be opened again, as it is typed."""

from collections.abc import Sequence

from clusters.rules import (
    LONGEST_REASON,
    SHORTEST_REASON,
    ReopeningFacts,
    reopening_problems,
)
from core.forms.facts import FactsForm, Group
from core.forms.fields import ProseField
from core.problems import Problem


class ReopeningForm(FactsForm[ReopeningFacts]):
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
