"""Units through time, people, and who acts for which unit."""

from organizations.models.events import UnitEvent, UnitEventChange, UnitEventPart
from organizations.models.imports import ImportRun
from organizations.models.people import Appointment, Person, RoleGrant, SecondFactorDemand
from organizations.models.units import Unit, UnitName, UnitParent

__all__ = [
    "Appointment",
    "ImportRun",
    "Person",
    "RoleGrant",
    "SecondFactorDemand",
    "Unit",
    "UnitEvent",
    "UnitEventChange",
    "UnitEventPart",
    "UnitName",
    "UnitParent",
]
