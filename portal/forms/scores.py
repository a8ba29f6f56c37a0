"""Step “Điểm”: whether the conference agreed to the checked scores."""

from django import forms

from conferences.rules import ScoreFacts
from core.forms.facts import FactsForm, Group, Line


class ScoresForm(FactsForm[ScoreFacts]):
    facts_type = ScoreFacts
    groups = (Group("", ("scores_agreed",), template="portal/results/standings.html"),)

    scores_agreed = forms.BooleanField(
        label="Hội nghị đã thống nhất bảng điểm đối chiếu trên đây",
        required=False,
        help_text="Khi ghi nhận kết quả, điểm đối chiếu trở thành điểm thống nhất.",
    )

    def lines(self, facts: ScoreFacts) -> list[Line]:
        said = "Hội nghị đã thống nhất" if facts.scores_agreed else "Chưa thống nhất"
        return [Line("Bảng điểm đối chiếu", said)]
