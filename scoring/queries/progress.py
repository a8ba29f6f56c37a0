"""How far the scoring of editions has come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, OuterRef, Q, Subquery

from clusters.models import ClusterEdition, Membership
from core.problems import Problem
from scoring.enums import DONE_CHECKING, SENT, SheetState
from scoring.models import ScoreSheet
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
    """Progress of several editions by id; one query for any number of them."""
    named = Membership.objects.filter(edition=OuterRef("pk")).order_by().values("edition_id")
    rows = ClusterEdition.objects.filter(pk__in=[edition.pk for edition in editions]).annotate(
        named=Subquery(named.annotate(units=Count("unit_id", distinct=True)).values("units")),
        round_id=F("scoring_round__pk"),
        due_on=F("scoring_round__due_on"),
        opened_on=F("scoring_round__checking_opened_on"),
        sheets=_sheets(),
        sent=_sheets(*SENT),
        done=_sheets(*DONE_CHECKING),
        agreed=_sheets(SheetState.AGREED),
    )
    return {row.pk: _progress(row) for row in rows}


def _sheets(*states: str) -> Count:
    """How many sheets there are, in one of these states."""
    wanted = Q(scoring_round__sheets__state__in=states) if states else None
    return Count("scoring_round__sheets", filter=wanted)


def _progress(row: Any) -> Progress:
    """Of an edition with its counts."""
    expected = row.stated_member_count or row.named or 0
    if row.round_id is None:
        return Progress(expected=expected)
    return Progress(
        has_round=True,
        sheets=row.sheets,
        submitted=row.sent,
        checked=row.done,
        expected=expected,
        due_on=row.due_on,
        checking_opened_on=row.opened_on,
        is_agreed=row.agreed > 0,
    )


def agreement_problems_of(edition: ClusterEdition) -> list[Problem]:
    """Why a conference cannot agree to the edition's scores now; empty if it can."""
    states = ScoreSheet.objects.filter(round__edition=edition).values_list("state", flat=True)
    return agreement_problems(states)
