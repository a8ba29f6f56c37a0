"""What is asked about scoring: sheets, standings, progress, and how much each reader sees."""

from scoring.queries.answers import found, touched_by, waiting_for
from scoring.queries.listing import ListedRound, ListedSheet, editions_scored, rounds_listed
from scoring.queries.rights import (
    is_checker,
    is_own,
    score_sheets_visible_to,
    sees_all_scores,
    sheets_in_full,
)
from scoring.queries.sheets import (
    FigureLine,
    SheetFigures,
    SheetHead,
    checked_points_of,
    figures_of,
    head_of,
    moment_of,
    self_points_of,
)
from scoring.queries.standings import (
    Progress,
    StandingRow,
    Standings,
    agreement_problems_of,
    progress_in,
    progress_of,
    standings_in,
    standings_of,
    standings_visible_to,
)

__all__ = [
    "FigureLine",
    "ListedRound",
    "ListedSheet",
    "Progress",
    "SheetFigures",
    "SheetHead",
    "StandingRow",
    "Standings",
    "agreement_problems_of",
    "checked_points_of",
    "editions_scored",
    "figures_of",
    "found",
    "head_of",
    "is_checker",
    "is_own",
    "moment_of",
    "progress_in",
    "progress_of",
    "rounds_listed",
    "score_sheets_visible_to",
    "sees_all_scores",
    "self_points_of",
    "sheets_in_full",
    "standings_in",
    "standings_of",
    "standings_visible_to",
    "touched_by",
    "waiting_for",
]
