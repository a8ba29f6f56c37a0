"""What minutes and report have in common, every name as of one day."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from awards.models import Award, Nomination
from clusters.enums import SHORT, GroupKind, HowChosen
from clusters.models import ClusterEdition
from conferences.models import SeatChoice
from core.points import format_points
from organizations.enums import UnitKind
from organizations.queries import name_on, names_on
from reports.rules import AwardTold, Head, Proposal, ScoreLine, ScoreTable, SeatText
from scoring.models import ScoreEntry
from scoring.queries import StandingRow, standings_of

Names = Mapping[int, str]

COUNCIL = "Hội đồng Thi đua - Khen thưởng"
_INITIAL = {GroupKind.CLUSTER: "C", GroupKind.BLOC: "K"}


def short_names(units: Iterable[int], on: date) -> dict[int, str]:
    """Unit id to its short name on that day."""
    return {unit: name.short_name for unit, name in names_on(units, on).items()}


def symbol_of(kind: str, number: str) -> str:
    """“CTĐ2”, the second cluster's."""
    return f"{_INITIAL[GroupKind(kind)]}TĐ{number}"


def head_of(editions: Sequence[ClusterEdition], on: date) -> Head:
    """The first edition's owner above the groups; numbered only where one group speaks alone."""
    first = editions[0]
    owner = name_on(first.year.owner_id, on)
    groups = dict.fromkeys(edition.name for edition in editions)
    is_sector = first.year.owner.kind == UnitKind.SUPREME
    return Head(
        owner=owner.full_name,
        owner_letterhead=owner.on_papers,
        council=f"{COUNCIL} {'ngành Kiểm sát nhân dân' if is_sector else owner.full_name}",
        name=", ".join(groups),
        short=SHORT[GroupKind(first.kind)],
        symbol=symbol_of(first.kind, first.number) if len(groups) == 1 else "",
    )


# ── Scores ───────────────────────────────────────────────────────────────────────────────────


def score_table(edition: ClusterEdition, on: date) -> ScoreTable | None:
    """The standings with the reasons of every difference; None where nothing was scored."""
    standings = standings_of(edition)
    if not standings.has_round:
        return None
    names = short_names([row.unit_id for row in standings.rows], on)
    reasons = _reasons(edition)
    return ScoreTable(
        group=standings.group,
        year=standings.year,
        lines=tuple(
            _line(row, names[row.unit_id], tuple(reasons[row.sheet_id])) for row in standings.rows
        ),
        is_agreed=standings.is_agreed,
        is_illustrative=standings.is_illustrative,
        has_ties=any(row.is_tied for row in standings.rows),
    )


def _line(row: StandingRow, unit: str, reasons: tuple[str, ...]) -> ScoreLine:
    return ScoreLine(
        unit=unit,
        rank=row.rank,
        self_total=row.self_total,
        checked_total=row.checked_total,
        agreed_total=row.agreed_total,
        reasons=reasons,
    )


def _reasons(edition: ClusterEdition) -> defaultdict[int | None, list[str]]:
    """Sheet id to “Mục I (59,00 → 58,75): reason”, in the order of the criteria."""
    entries = ScoreEntry.objects.filter(sheet__round__edition=edition, checked_points__isnull=False)
    reasons: defaultdict[int | None, list[str]] = defaultdict(list)
    for entry in entries.select_related("criterion").order_by("criterion__position"):
        if entry.checked_points != entry.self_points:
            change = f"{format_points(entry.self_points)} → {format_points(entry.checked_points)}"
            reason = f": {entry.check_reason}" if entry.check_reason else ""
            reasons[entry.sheet_id].append(f"Mục {entry.criterion.code} ({change}){reason}")
    return reasons


# ── Proposals, awards, seats ─────────────────────────────────────────────────────────────────


def proposals_in(rows: Iterable[Nomination], names: Names) -> tuple[Proposal, ...]:
    """Nominees by title, in the order entered; a title with two votes is two proposals."""
    units: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for row in rows:
        title = row.title_as_written or row.title.name
        units[title, row.vote_as_stated, row.route].append(names[row.unit_id])
    return tuple(
        Proposal(title, tuple(nominees), vote, route)
        for (title, vote, route), nominees in units.items()
    )


def awards_in(rows: Iterable[Award], names: Names) -> tuple[AwardTold, ...]:
    """Holders by award, in the order entered; every unit by its name."""
    units: dict[AwardTold, dict[str, None]] = defaultdict(dict)
    for row in rows:
        award = AwardTold(
            title=row.title_as_written or row.title.name,
            units=(),
            title_year=row.title_year,
            received_year=row.received_year,
            authority=row.authority,
        )
        units[award][names[row.unit_id]] = None
    return tuple(
        AwardTold(award.title, tuple(held), award.title_year, award.received_year, award.authority)
        for award, held in units.items()
    )


def seats_in(choices: Iterable[SeatChoice], names: Names) -> tuple[SeatText, ...]:
    return tuple(
        SeatText(
            role=choice.edition.role_label(choice.role),
            group=choice.edition.name,
            year=choice.label_year,
            unit=names[choice.unit_id],
            as_written=choice.as_written,
            how=HowChosen(choice.how).label if choice.how else "",
            vote=choice.vote_as_stated,
            despite=choice.despite,
        )
        for choice in choices
    )
