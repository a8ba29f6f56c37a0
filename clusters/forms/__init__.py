"""What is typed of years, groups, members and leaders."""

from clusters.forms.editions import EditionForm
from clusters.forms.exclusions import ExclusionsForm
from clusters.forms.leaders import LeadershipForm, SupervisionForm
from clusters.forms.members import CompositionForm
from clusters.forms.turn import StartFacts, StartForm, TurnForm, units_in
from clusters.forms.years import NewYearForm, YearForm

__all__ = [
    "CompositionForm",
    "EditionForm",
    "ExclusionsForm",
    "LeadershipForm",
    "NewYearForm",
    "StartFacts",
    "StartForm",
    "SupervisionForm",
    "TurnForm",
    "YearForm",
    "units_in",
]
