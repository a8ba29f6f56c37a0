"""The five cases as worlds for tests, built by the same actions as the demo.

`world("bac_giang")` holds the shelf of the case (`units`, `years`, `editions`) and the accounts.
`until` says how far the case is entered: a stage of `portal.management.demo.cases.STAGES`.
"""

from dataclasses import dataclass

from accounts.models import User
from clusters.models import ClusterEdition
from conferences.models import Conference
from organizations.enums import Role
from organizations.models import Unit
from portal.management.demo.cases import Case, open_case
from portal.management.demo.entrant import make_office, open_entrant
from portal.management.demo.titles import load_titles
from portal.management.demo.units import load_units
from tests.people import person


@dataclass
class World:
    """One case and the people around it."""

    case: Case
    administrator: User

    @property
    def units(self) -> dict[str, Unit]:
        return self.case.shelf.units

    @property
    def editions(self) -> dict[str, ClusterEdition]:
        return self.case.shelf.editions

    @property
    def conferences(self) -> dict[str, Conference]:
        return self.case.conferences

    def clerk(self, key: str) -> User:
        return person(f"canbo{self.units[key].pk}", Role.CLERK, self.units[key])

    def head(self, key: str) -> User:
        return person(f"thutruong{self.units[key].pk}", Role.HEAD, self.units[key])

    def office(self, key: str) -> User:
        return person(f"vanphong{self.units[key].pk}", Role.OFFICE, self.units[key])

    def leader(self, key: str) -> User:
        return person(f"lanhdao{self.units[key].pk}", Role.LEADER, self.units[key])


def world(name: str, until: str = "all") -> World:
    """Enter one case."""
    administrator = person("quantri", Role.ADMINISTRATOR)
    entrant = open_entrant(administrator)
    units = load_units(entrant)
    make_office(entrant, units, administrator)
    case = open_case(name, units, load_titles(entrant), entrant)
    case.load(until)
    return World(case, administrator)
