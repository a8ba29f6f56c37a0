"""A planned event tried: what it would come to, and past years as if it had been so then."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from accounts.models import User
from clusters.enums import GroupRole
from clusters.models import ClusterEdition, LeadershipTerm
from clusters.queries import closing_day, reopened_lines
from clusters.queries.event_outcome import EventOutcome
from core.answers import Question
from core.days import holds_on
from core.text import sort_key
from organizations.enums import EventKind
from organizations.models import UnitEvent
from organizations.queries import course_of, event_facts
from portal.queries.event_words import event_sentence, event_title
from scoring.queries import AsOneTable, past_scored, tables_as_one
from scoring.rules import MEAN_RULE, Joining

MEAN = "mean"
NOT_MERGED = "Chỉ hợp nhất và sáp nhập mới có gì để tính lại cho các năm trước."
NO_TABLES = "Không có bảng điểm năm trước nào của các đơn vị này mà bạn được xem đầy đủ."
NOT_CHOSEN = (
    "Chưa tính: chọn cách tính điểm của đơn vị hợp nhất ở cuối trang rồi bấm Tính thử lần nữa."
)


@dataclass(frozen=True)
class PastGroup:
    """A group of a past year with the units as one, and what would have been odd about it."""

    table: AsOneTable
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Past:
    """Past years with the units as one; `why_not` is said where nothing is computed."""

    why_not: str = ""
    way: str = ""
    groups: tuple[PastGroup, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Trial:
    """Everything a trial says, for page and paper."""

    title: str
    sentence: str
    outcome: EventOutcome
    past: Past


def trial_of(event: UnitEvent, outcome: EventOutcome, merging: "Merging | None", way: str) -> Trial:
    return Trial(
        title=event_title(event),
        sentence=event_sentence(event_facts(event)),
        outcome=outcome,
        past=_past(merging, way),
    )


# Past years


@dataclass(frozen=True)
class Merging:
    """Units that are to be one, and the tables of past years they stand in."""

    name: str
    names: dict[int, str]
    editions: tuple[ClusterEdition, ...]

    @property
    def question(self) -> Question | None:
        """How their points become one; nothing to ask where there are no tables."""
        if not self.editions:
            return None
        return Question(
            key="points",
            label="Các năm trước: điểm của các đơn vị thành một như thế nào?",
            why="Không văn bản nào quy định, nên do bạn chọn; cách chọn được ghi kèm kết quả.",
            choices=((MEAN, f"{MEAN_RULE}."), *self._of_one),
        )

    @property
    def _of_one(self) -> tuple[tuple[str, str], ...]:
        words = "Điểm của {}; nơi chỉ có một đơn vị thì giữ điểm của đơn vị đó."
        return tuple((f"unit-{unit}", words.format(name)) for unit, name in self.names.items())


def merging_of(event: UnitEvent, user: User) -> Merging | None:
    """What a merger or an absorption makes one; None for other events."""
    if event.kind not in {EventKind.MERGE, EventKind.ABSORB}:
        return None
    course = course_of(event)
    (successor,) = course.successors
    names = {unit: course.names[unit] for unit in course.ended}
    if successor.unit_id:
        names[successor.unit_id] = successor.label
    editions = tuple(past_scored(names, course.on, user))
    return Merging(successor.label, names, editions)


def _past(merging: Merging | None, way: str) -> Past:
    if merging is None:
        return Past(NOT_MERGED)
    if merging.question is None:
        return Past(NO_TABLES)
    if not way:
        return Past(NOT_CHOSEN)
    of = None if way == MEAN else int(way.removeprefix("unit-"))
    joining = Joining(frozenset(merging.names), sort_key(merging.name), of)
    tables = tables_as_one(merging.editions, joining, merging.name)
    roles = _roles_held(merging)
    return Past(
        way=dict(merging.question.choices)[way],
        groups=tuple(
            PastGroup(table, tuple(_warnings(table, roles[table.edition_id]))) for table in tables
        ),
        remarks=(*_in_several(merging.editions), *_reopened(merging.editions)),
    )


def _roles_held(merging: Merging) -> dict[int, list[str]]:
    """The leading seats these units had at the end of each year, in words, by edition."""
    editions = {edition.pk: edition for edition in merging.editions}
    held: dict[int, list[str]] = defaultdict(list)
    terms = LeadershipTerm.objects.filter(
        edition__in=editions, unit__in=merging.names, stands_in=False
    )
    for term in terms.order_by("-role"):
        edition = editions[term.edition_id]
        if holds_on(term.valid_from, term.valid_to, closing_day(edition.year)):
            held[edition.pk].append(edition.role_label(term.role))
    return held


def _warnings(table: AsOneTable, roles: Sequence[str]) -> Iterator[str]:
    if table.is_same:
        return
    if len(roles) == len(GroupRole):
        yield f"{' và '.join(roles)} thành một đơn vị: một ghế trống"
    if table.left == 1:
        yield "Cụm, khối chỉ còn một đơn vị"
    if not table.has_ranks:
        yield "Chưa đơn vị nào có điểm"
    elif any(row.is_one and row.points is None for row in table.rows):
        yield "Đơn vị hợp nhất không có điểm nên không xếp thứ"
    if tied := [row.name for row in table.rows if row.is_newly_tied]:
        yield f"Đồng hạng mới: {', '.join(tied)}"


def _in_several(editions: Collection[ClusterEdition]) -> Iterator[str]:
    """Years in which the units stood in several groups of one owner: the one unit could not."""
    groups: dict[int, list[ClusterEdition]] = defaultdict(list)
    for edition in editions:
        groups[edition.year_id].append(edition)
    for found in groups.values():
        if len(found) > 1:
            names = ", ".join(edition.name for edition in found)
            year = found[0].year.label_year
            yield f"Năm {year} các đơn vị thuộc {names}: tính riêng từng nơi."


def _reopened(editions: Collection[ClusterEdition]) -> tuple[str, ...]:
    return reopened_lines({edition.year_id: edition.year for edition in editions}.values())
