"""What is typed of years, groups, members and leaders."""

from clusters.forms.copying import CopyFacts, CopyForm
from clusters.forms.editions import EditionForm
from clusters.forms.leaders import LeadershipForm, SupervisionForm
from clusters.forms.members import CompositionForm
from clusters.forms.years import NewYearForm, YearForm

__all__ = [
    "CompositionForm",
    "CopyFacts",
    "CopyForm",
    "EditionForm",
    "LeadershipForm",
    "NewYearForm",
    "SupervisionForm",
    "YearForm",
]
