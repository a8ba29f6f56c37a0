"""Tables of criteria: what they hold, who sees them, what uses them."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from accounts.models import User
from clusters.models import ClusterEdition
from clusters.queries import editions_visible_to, in_order
from core.dates import today
from core.lists import Column, Filter, List
from organizations.enums import UnitKind
from organizations.models import UnitName
from organizations.queries import hats_of, names_on
from scoring.models import CriteriaSet, Criterion, ScoringRound
from scoring.queries.lines import lines_of
from scoring.rules import (
    CriteriaFacts,
    CriterionFacts,
    CriterionLine,
    Part,
    parts_of,
    rules_said,
    scale_of,
)

USED, UNUSED = "da-dung", "chua-dung"


def criteria_facts_of(criteria_set: CriteriaSet) -> CriteriaFacts:
    """What the form edits, in the order of the table."""
    criteria = criteria_set.criteria.select_related("parent").order_by("position")
    return CriteriaFacts(
        name=criteria_set.name,
        rows=tuple(_row(each) for each in criteria),
        is_illustrative=criteria_set.is_illustrative,
        meant_for=criteria_set.meant_for,
    )


def _row(criterion: Criterion) -> CriterionFacts:
    return CriterionFacts(
        criterion.code,
        criterion.name,
        criterion.max_points,
        criterion.kind,
        criterion.parent.code if criterion.parent else "",
    )


def criteria_sets_visible_to(user: User) -> QuerySet[CriteriaSet]:
    """Tables of the owners the reader works for, and those of the editions he sees."""
    sets = CriteriaSet.objects.all()
    hats = hats_of(user)
    if hats.is_administrator:
        return sets
    seen = editions_visible_to(user).order_by().values("pk")
    used = ScoringRound.objects.filter(edition__in=seen).values("criteria_set_id")
    return sets.filter(Q(owner_id__in=hats.owner_side) | Q(pk__in=used))


# ── The list ─────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class ListedCriteria:
    """A table in the list: whose, how long, its scale, how many groups it scores."""

    criteria_set: CriteriaSet
    owner: UnitName
    lines: int
    scale: Decimal | None
    uses: int

    @property
    def meant_for(self) -> str:
        return meant_for_words(self.criteria_set)

    @property
    def uses_words(self) -> str:
        return f"{self.uses} cụm, khối" if self.uses else "Chưa dùng"


def meant_for_words(criteria_set: CriteriaSet) -> str:
    kind = criteria_set.meant_for
    return UnitKind(kind).label if kind else "Mọi loại đơn vị"


def criteria_list() -> List[ListedCriteria]:
    return List(
        title="Bảng tiêu chí chấm điểm",
        stem="bang-tieu-chi",
        noun="bảng tiêu chí",
        columns=(
            Column("Bảng tiêu chí", "ten", ("sort_key",), width=50),
            Column("Cơ quan lập", width=34),
            Column("Dùng cho", "loai", ("meant_for",), width=20),
            Column("Số tiêu chí", width=12, is_number=True),
            Column("Thang điểm", width=12, is_number=True),
            Column("Đã dùng cho", width=16),
        ),
        rows=_listed,
        cells=lambda row: (
            row.criteria_set.name,
            row.owner.short_name,
            row.meant_for,
            row.lines,
            row.scale,
            row.uses_words,
        ),
        order=("-pk",),
        filters=(
            Filter("loai", "Dùng cho", UnitKind.choices(), _meant_for),
            Filter("dung", "Tình trạng", ((USED, "Đã dùng"), (UNUSED, "Chưa dùng")), _in_use),
        ),
        search_label="Tên bảng tiêu chí",
        keeps=(),
    )


def _meant_for(sets: QuerySet[CriteriaSet], kind: str) -> QuerySet[CriteriaSet]:
    return sets.filter(meant_for=kind)


def _in_use(sets: QuerySet[CriteriaSet], chosen: str) -> QuerySet[CriteriaSet]:
    rounds = Exists(ScoringRound.objects.filter(criteria_set=OuterRef("pk")))
    return sets.filter(rounds if chosen == USED else ~rounds)


def _listed(sets: Sequence[CriteriaSet]) -> list[ListedCriteria]:
    ids = [each.pk for each in sets]
    owners = names_on({each.owner_id for each in sets}, today())
    rounds = ScoringRound.objects.filter(criteria_set__in=ids).values("criteria_set_id")
    uses = dict(rounds.annotate(count=Count("pk")).values_list("criteria_set_id", "count"))
    criteria: dict[int, list[Criterion]] = {pk: [] for pk in ids}
    for each in Criterion.objects.filter(criteria_set__in=ids).order_by("position"):
        criteria[each.criteria_set_id].append(each)
    lines = {pk: lines_of(rows) for pk, rows in criteria.items()}
    return [
        ListedCriteria(
            each,
            owners[each.owner_id],
            len(lines[each.pk]),
            scale_of(lines[each.pk]),
            uses.get(each.pk, 0),
        )
        for each in sets
    ]


# ── One table ────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class CriteriaRecord:
    """A table as it is read: its parts, how it is counted, the groups that the reader sees and
    that it scores."""

    owner: UnitName
    lines: tuple[CriterionLine, ...]
    editions: tuple[ClusterEdition, ...]
    is_sealed: bool
    meant_for: str

    @property
    def parts(self) -> tuple[Part, ...]:
        return parts_of(self.lines)

    @property
    def scale(self) -> Decimal | None:
        return scale_of(self.lines)

    @property
    def rules_said(self) -> tuple[str, ...]:
        return rules_said(self.lines)


def criteria_record(criteria_set: CriteriaSet, user: User) -> CriteriaRecord:
    editions = editions_visible_to(user).filter(scoring_round__criteria_set=criteria_set)
    return CriteriaRecord(
        owner=names_on([criteria_set.owner_id], today())[criteria_set.owner_id],
        lines=lines_of(criteria_set.criteria.order_by("position")),
        editions=tuple(in_order(editions)),
        is_sealed=criteria_set.rounds.exists(),
        meant_for=meant_for_words(criteria_set),
    )
