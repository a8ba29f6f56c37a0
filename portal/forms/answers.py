"""Answering what must be decided before something is done."""

from collections.abc import Sequence

from django import forms
from django.http import QueryDict

from core.answers import Question
from core.problems import Problem


class AnswersForm(forms.Form):
    """What a person decides before something is done: one choice a question."""

    use_required_attribute = False

    def __init__(self, questions: Sequence[Question], data: QueryDict | None = None) -> None:
        super().__init__(data)
        for asked in questions:
            self.fields[f"answers-{asked.key}"] = choice_field(asked)
        self._keys = [asked.key for asked in questions]

    def answers(self) -> dict[str, str]:
        """By key; ask only once `is_valid`."""
        return {key: self.cleaned_data[f"answers-{key}"] for key in self._keys}

    def refuse(self, problems: Sequence[Problem]) -> None:
        for problem in problems:
            known = problem.field in self.fields
            self.add_error(problem.field if known else None, problem.message)


_MOST_RADIOS = 6


def choice_field(asked: Question) -> forms.ChoiceField:
    is_short = len(asked.choices) <= _MOST_RADIOS
    blank = [] if is_short else [("", "— chọn —")]
    needed = "Cần một người quyết định mục này."
    return forms.ChoiceField(
        label=asked.label,
        help_text=asked.why,
        choices=[*blank, *asked.choices],
        initial=asked.proposed,
        widget=forms.RadioSelect if is_short else forms.Select,
        error_messages={"required": needed, "invalid_choice": "Chọn lại: mục này đã thay đổi."},
    )
