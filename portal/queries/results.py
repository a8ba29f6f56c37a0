"""How far the results of a conference are entered, and what stands in the way of recording."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.urls import reverse

from awards.queries import nominee_groups, proposals_of
from awards.rules import ProposalFacts, proposal_hints, proposal_problems
from conferences.enums import Step
from conferences.models import Conference
from conferences.queries import hints_of, obstacles_of, results_of, unit_names
from conferences.rules import AttachmentFacts, PeopleFacts, ProgrammeFacts, ScoreFacts, SeatsFacts
from core.problems import Problem

_NOTHING: Mapping[Step, Any] = {
    Step.PEOPLE: PeopleFacts(),
    Step.PROGRAMME: ProgrammeFacts(),
    Step.SCORES: ScoreFacts(),
    Step.PROPOSALS: ProposalFacts(),
    Step.SEATS: SeatsFacts(),
    Step.FILES: AttachmentFacts(),
}


@dataclass(frozen=True)
class StepLink:
    """A step in the list of steps: empty, done, to be mended, or the last one."""

    label: str
    url: str
    state: str
    is_current: bool


class Entered:
    """Everything entered for one conference; read once, judged by the rules of every app."""

    def __init__(self, conference: Conference) -> None:
        self.conference = conference

    @cached_property
    def facts(self) -> dict[Step, Any]:
        results = results_of(self.conference)
        return {
            Step.GENERAL: results.general,
            Step.PEOPLE: results.people,
            Step.PROGRAMME: results.programme,
            Step.SCORES: results.scores,
            Step.PROPOSALS: proposals_of(self.conference),
            Step.SEATS: results.seats,
            Step.FILES: results.attachments,
        }

    @cached_property
    def obstacles(self) -> list[Problem]:
        return obstacles_to_recording(self.conference)

    @cached_property
    def hints(self) -> list[Problem]:
        """What is not known yet; nothing of it blocks."""
        kinds = [row.kind for row in self.facts[Step.GENERAL].purposes]
        gaps = hints_of(self.conference) + proposal_hints(self.facts[Step.PROPOSALS], kinds)
        return _in_step_order(gaps)

    def steps(self, current: str) -> list[StepLink]:
        to_mend = {problem.step for problem in self.obstacles}
        return [
            StepLink(
                label=step.label,
                url=step_url(self.conference, step),
                state="fix" if step in to_mend else self._state(step),
                is_current=step == current,
            )
            for step in Step
        ]

    def _state(self, step: Step) -> str:
        if step == Step.REVIEW:
            return "last"
        return "empty" if self.facts[step] == _NOTHING.get(step) else "done"


def obstacles_to_recording(conference: Conference) -> list[Problem]:
    """What stands in the way, in every app, by step."""
    proposals = proposals_of(conference)
    names = unit_names(conference, {row.unit_id for row in proposals.nominations})
    of_proposals = proposal_problems(proposals, nominee_groups(conference), names)
    return _in_step_order(obstacles_of(conference) + of_proposals)


def step_url(conference: Conference, step: str) -> str:
    return reverse("portal:results", args=[conference.pk, step])


def _in_step_order(problems: list[Problem]) -> list[Problem]:
    order = [step.value for step in Step]
    return sorted(problems, key=lambda problem: order.index(problem.step or Step.REVIEW))
