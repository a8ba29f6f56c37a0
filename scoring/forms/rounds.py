"""The forms around the scoring of a group: opening it, its day, returning a sheet."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from core.forms.facts import FactsForm, Group
from core.forms.fields import DayField, ProseField
from core.forms.pickers import ChosenField
from scoring.rules import DueFacts, OpeningFacts, ReturnFacts


@dataclass(frozen=True)
class OpeningScene:
    """The tables of the owner, newest first."""

    criteria_sets: tuple[tuple[int, str], ...] = ()


class OpeningForm(FactsForm[OpeningFacts]):
    facts_type = OpeningFacts
    groups: ClassVar[Sequence[Group]] = (Group(fields=("criteria_set_id", "due_on")),)

    criteria_set_id = ChosenField(among="criteria_sets", label="Bảng tiêu chí")
    due_on = DayField(
        label="Hạn gửi bảng tự chấm", required=False, help_text="Để trống nếu chưa định hạn."
    )


class DueForm(FactsForm[DueFacts]):
    facts_type = DueFacts
    groups: ClassVar[Sequence[Group]] = (Group(fields=("due_on",)),)

    due_on = DayField(
        label="Hạn gửi bảng tự chấm", required=False, help_text="Để trống nếu chưa định hạn."
    )


class ReturnForm(FactsForm[ReturnFacts]):
    facts_type = ReturnFacts
    groups: ClassVar[Sequence[Group]] = (Group(fields=("reason",)),)

    reason = ProseField(label="Lý do trả lại, đơn vị cần sửa gì", max_length=500, lines=3)
