"""How far the scoring of editions has come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from clusters.models import ClusterEdition, Membership
from core.problems import Problem
from scoring.enums import DONE_CHECKING, SENT, SheetState
from scoring.models import ScoreSheet, ScoringRound
from scoring.rules import agreement_problems


@dataclass(frozen=True)
class Progress:
    """How far the scoring of an edition has come: k of n for the year as a line."""

    has_round: bool = False
    sheets: int = 0
    submitted: int = 0
    checked: int = 0
    expected: int = 0
    due_on: date | None = None
    checking_opened_on: date | None = None
    is_agreed: bool = False


def progress_of(edition: ClusterEdition) -> Progress:
    return progress_in([edition])[edition.pk]


def progress_in(editions: Sequence[ClusterEdition]) -> dict[int, Progress]:
    """Progress of several editions by id; three queries for any number of them."""
    rounds = ScoringRound.objects.filter(edition__in=editions)
    by_edition = {row.edition_id: row for row in rounds.prefetch_related("sheets")}
    named = Membership.objects.filter(edition__in=editions).values("edition_id")
    counts = dict(
        named.annotate(units=Count("unit_id", distinct=True)).values_list("edition_id", "units")
    )
    return {
        edition.pk: _progress(
            by_edition.get(edition.pk), edition.stated_member_count or counts.get(edition.pk, 0)
        )
        for edition in editions
    }


def _progress(scored: ScoringRound | None, expected: int) -> Progress:
    if scored is None:
        return Progress(expected=expected)
    states = [sheet.state for sheet in scored.sheets.all()]
    return Progress(
        has_round=True,
        sheets=len(states),
        submitted=sum(state in SENT for state in states),
        checked=sum(state in DONE_CHECKING for state in states),
        expected=expected,
        due_on=scored.due_on,
        checking_opened_on=scored.checking_opened_on,
        is_agreed=SheetState.AGREED in states,
    )


def agreement_problems_of(edition: ClusterEdition) -> list[Problem]:
    """Why a conference cannot agree to the edition's scores now; empty if it can."""
    states = ScoreSheet.objects.filter(round__edition=edition).values_list("state", flat=True)
    return agreement_problems(states)
