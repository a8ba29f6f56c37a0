"""Years, the yearly editions of clusters and blocs, who belongs, who leads, who supervises."""

from clusters.models.groups import ClusterEdition, Exclusion, Membership
from clusters.models.seats import Handover, LeadershipTerm, ReservedSeat, Supervision
from clusters.models.years import EmulationYear, YearReopening, YearTurn

__all__ = [
    "ClusterEdition",
    "EmulationYear",
    "Exclusion",
    "Handover",
    "LeadershipTerm",
    "Membership",
    "ReservedSeat",
    "Supervision",
    "YearReopening",
    "YearTurn",
]
