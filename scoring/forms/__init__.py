"""What is typed about criteria, the opening of scoring and score sheets becomes clean values."""

from scoring.forms.criteria import CriteriaForm, CriteriaScene, NewCriteriaForm
from scoring.forms.figures import (
    CheckedPointsForm,
    FiguresForm,
    SelfPointsForm,
    with_nothing_extra,
    with_self_points,
)
from scoring.forms.rounds import DueForm, OpeningForm, OpeningScene, ReturnForm

__all__ = [
    "CheckedPointsForm",
    "CriteriaForm",
    "CriteriaScene",
    "DueForm",
    "FiguresForm",
    "NewCriteriaForm",
    "OpeningForm",
    "OpeningScene",
    "ReturnForm",
    "SelfPointsForm",
    "with_nothing_extra",
    "with_self_points",
]
