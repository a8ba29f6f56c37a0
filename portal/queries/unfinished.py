"""What a year still lacks, asked before it is locked."""

from dataclasses import dataclass

from accounts.models import User
from clusters.models import ClusterEdition, EmulationYear
from clusters.queries import in_order
from conferences.enums import ConferenceState
from conferences.models import Conference
from portal.queries.year_line import year_lines


@dataclass(frozen=True)
class Unfinished:
    """One group and the steps of its year nobody has told of."""

    edition: ClusterEdition
    steps: tuple[str, ...]

    @property
    def in_words(self) -> str:
        return ", ".join(self.steps)


def unfinished_groups(year: EmulationYear, user: User) -> list[Unfinished]:
    """Groups with a step that is not done; empty once all are through."""
    editions = list(in_order(year.editions.select_related("year")))
    lines = year_lines(editions, user)
    return [
        Unfinished(edition, steps)
        for edition in editions
        if (steps := tuple(each.label for each in lines[edition.pk] if each.state != "done"))
    ]


def conferences_being_entered(year: EmulationYear) -> list[Conference]:
    """Meetings whose results nobody could record any more."""
    entering = Conference.objects.filter(
        state=ConferenceState.ENTERING, purposes__edition__year=year
    )
    return list(entering.distinct().order_by("pk"))
