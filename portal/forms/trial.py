"""What a trial is computed with: the answers of the event, and how points of past years join."""

from collections.abc import Sequence

from django.http import QueryDict

from core.answers import Question
from portal.forms.answers import AnswersForm, choice_field

POINTS = "points"


class TrialForm(AnswersForm):
    """`of_past` may be left open: then past years are not computed."""

    def __init__(
        self,
        questions: Sequence[Question],
        of_past: Question | None = None,
        data: QueryDict | None = None,
    ) -> None:
        super().__init__(questions, data)
        if of_past is not None:
            self.fields[POINTS] = choice_field(of_past)
            self.fields[POINTS].required = False

    def way(self) -> str:
        """How points become one; empty where nothing was chosen. Ask only once `is_valid`."""
        return str(self.cleaned_data.get(POINTS, ""))
