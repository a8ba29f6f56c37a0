"""One case from its papers and groups to its scores, conferences and agreement."""

from dataclasses import dataclass, field

from accounts.models import User
from awards.models import Title
from conferences.models import Conference
from organizations.models import Unit
from portal.management.demo.agreements import load_agreements
from portal.management.demo.conferences import load_conferences
from portal.management.demo.groups import Shelf, load_groups, open_shelf
from portal.management.demo.scores import load_checked_scores, load_self_scores
from portal.management.demo.titles import load_registrations

STAGES = ("groups", "self-scores", "scores", "all")


@dataclass
class Case:
    """A shelf and what was entered on it."""

    shelf: Shelf
    titles: dict[str, Title]
    conferences: dict[str, Conference] = field(default_factory=dict)

    def load(self, until: str = "all") -> None:
        """Enter the case up to a stage of `STAGES`."""
        reached = STAGES.index(until)
        load_groups(self.shelf)
        if reached >= STAGES.index("self-scores"):
            load_self_scores(self.shelf)
        if reached >= STAGES.index("scores"):
            load_checked_scores(self.shelf)
        if until == "all":
            load_registrations(self.shelf, self.titles)
            self.conferences = load_conferences(self.shelf, self.titles)
            load_agreements(self.shelf, self.conferences)


def open_case(name: str, units: dict[str, Unit], titles: dict[str, Title], by: User) -> Case:
    """A case with nothing entered yet."""
    return Case(open_shelf(name, units, by), titles)
