"""Illustrative criteria and scores: the sources publish none."""

from decimal import Decimal

from clusters.models import ClusterEdition
from core.points import parse_points
from core.versions import version_of
from organizations.actions import Provenance
from portal.management.demo.groups import Row, Shelf
from scoring.actions import (
    CriteriaFacts,
    create_criteria_set,
    open_checking,
    open_scoring,
    save_checked_points,
    save_self_points,
    submit_score_sheet,
)
from scoring.models import ScoreSheet
from scoring.queries import figures_of
from scoring.rules import CheckedPoints, CheckedRow, CriterionFacts, SelfPoints, SelfRow


def load_self_scores(shelf: Shelf) -> None:
    """The criteria, and a sheet per unit, filled in and sent."""
    table = shelf.tables.get("scoring")
    if table is None:
        return
    edition = shelf.editions[table["edition"]]
    rows = tuple(CriterionFacts(code, name, Decimal(top)) for code, name, top in table["criteria"])
    criteria = create_criteria_set(
        owner=edition.year.owner,
        facts=CriteriaFacts(table["set_name"], rows, is_illustrative=True),
        origin=Provenance(note=table["note"], added_by_hand=True),
        by=shelf.by,
    )
    open_scoring(edition=edition, criteria_set=criteria, by=shelf.by)
    for row in table["sheets"]:
        _fill_in(shelf, _sheet(shelf, edition, row), row)


def load_checked_scores(shelf: Shelf) -> None:
    """Every sheet checked, with a reason where the checker differs."""
    table = shelf.tables.get("scoring")
    if table is None:
        return
    edition = shelf.editions[table["edition"]]
    open_checking(edition=edition, on=table["checking_opened_on"], by=shelf.by)
    for row in table["sheets"]:
        _check(shelf, _sheet(shelf, edition, row), row, table["reason"])


def _sheet(shelf: Shelf, edition: ClusterEdition, row: Row) -> ScoreSheet:
    return ScoreSheet.objects.get(round__edition=edition, unit=shelf.units[row["unit"]])


def _fill_in(shelf: Shelf, sheet: ScoreSheet, row: Row) -> None:
    stored = figures_of(sheet)
    points = SelfPoints(
        tuple(
            SelfRow(line.id, parse_points(text))
            for line, text in zip(stored.criteria, row["self"], strict=True)
        )
    )
    version = version_of(stored.self_points)
    save_self_points(sheet=sheet, points=points, version=version, by=shelf.by)
    submit_score_sheet(sheet=sheet, by=shelf.by)


def _check(shelf: Shelf, sheet: ScoreSheet, row: Row, reason: str) -> None:
    stored = figures_of(sheet)
    pairs = zip(stored.criteria, row["self"], row["checked"], strict=True)
    points = CheckedPoints(
        tuple(
            CheckedRow(line.id, parse_points(checked), "" if checked == own else reason)
            for line, own, checked in pairs
        )
    )
    version = version_of(stored.checked_points)
    save_checked_points(sheet=sheet, points=points, version=version, by=shelf.by)
