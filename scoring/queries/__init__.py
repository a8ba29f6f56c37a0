"""What is asked about scoring: sheets, standings, progress, and how much each reader sees."""

from scoring.queries.answers import found, waiting_for
from scoring.queries.criteria import (
    criteria_facts_of,
    criteria_list,
    criteria_record,
    criteria_sets_visible_to,
)
from scoring.queries.listing import (
    ListedRound,
    ListedSheet,
    editions_scored,
    rounds_scored,
    sheet_rows,
    sheets_list,
    sheets_listed,
)
from scoring.queries.merging import AsOneRow, AsOneTable, past_scored, tables_as_one
from scoring.queries.progress import (
    Progress,
    agreement_problems_of,
    progress_in,
    progress_of,
)
from scoring.queries.results import RESULTS, UnitResult, results_in_words, results_of
from scoring.queries.rights import (
    is_checker,
    is_own,
    score_sheets_visible_to,
    sees_all_scores,
    sheets_in_full,
    unit_checking,
)
from scoring.queries.rounds import touched_units, units_without_sheet
from scoring.queries.sheets import (
    FigureLine,
    FigurePart,
    SheetFigures,
    SheetHead,
    checked_points_of,
    figures_of,
    head_of,
    moment_of,
    self_points_of,
    stands,
)
from scoring.queries.standings import (
    StandingRow,
    Standings,
    standings_in,
    standings_of,
    standings_visible_to,
)

__all__ = [
    "RESULTS",
    "AsOneRow",
    "AsOneTable",
    "FigureLine",
    "FigurePart",
    "ListedRound",
    "ListedSheet",
    "Progress",
    "SheetFigures",
    "SheetHead",
    "StandingRow",
    "Standings",
    "UnitResult",
    "agreement_problems_of",
    "checked_points_of",
    "criteria_facts_of",
    "criteria_list",
    "criteria_record",
    "criteria_sets_visible_to",
    "editions_scored",
    "figures_of",
    "found",
    "head_of",
    "is_checker",
    "is_own",
    "moment_of",
    "past_scored",
    "progress_in",
    "progress_of",
    "results_in_words",
    "results_of",
    "rounds_scored",
    "score_sheets_visible_to",
    "sees_all_scores",
    "self_points_of",
    "sheet_rows",
    "sheets_in_full",
    "sheets_list",
    "sheets_listed",
    "standings_in",
    "standings_of",
    "standings_visible_to",
    "stands",
    "tables_as_one",
    "touched_units",
    "unit_checking",
    "units_without_sheet",
    "waiting_for",
]
