"""Taking over who belongs to the clusters and blocs of a year from a workbook, and giving it out.

A workbook adds groups and members and corrects their days; whoever it does not name stays.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from accounts.models import User
from clusters.actions import correct_edition, open_edition, save_composition
from clusters.enums import GroupKind
from clusters.models import ClusterEdition, EmulationYear
from clusters.policies import can_edit_year
from clusters.queries import closing_day, composition_of, edition_facts, opening_day
from clusters.rules import (
    CompositionFacts,
    EditionFacts,
    Elsewhere,
    Leading,
    MemberRow,
    Span,
    Surroundings,
    composition_problems,
)
from clusters.rules.editions import proposed_name
from core.days import last_day
from core.problems import Refused
from core.text import whole_number
from core.versions import Stale, version_of
from organizations.enums import ImportKind, VerdictKind
from organizations.imports import Importer
from organizations.imports.tables import DAY, LAST, NOTE
from organizations.queries.whole import code_of, spelling, unit_index
from organizations.rules.imports import (
    UNCHANGED,
    Column,
    Judged,
    RefusedRow,
    Row,
    Table,
    values_of,
)
from organizations.rules.register import share_a_day

KINDS = {kind.label: kind for kind in GroupKind}
MEMBERS = Table(
    "compositions",
    "Thành phần cụm, khối",
    (
        Column(
            "name",
            "Tên cụm, khối",
            "Để trống thì lấy theo loại và số, như “Cụm thi đua số 1”.",
            30,
            is_heading=True,
            example="Ví dụ: Cụm thi đua số 1",
        ),
        Column("kind", "Loại", "Chọn trong danh mục.", 16, is_needed=True, words=tuple(KINDS)),
        Column("number", "Số", "Không có số thì để trống.", 8, most=20, example="1"),
        Column("code", "Mã đơn vị", "Như #12; tên trùng nhau thì phải ghi mã.", 12, most=40),
        Column(
            "unit",
            "Đơn vị thành viên",
            "Tên đầy đủ hoặc tên gọn. Mỗi đơn vị một dòng.",
            40,
            is_heading=True,
            example="VKSND huyện Tân Yên",
        ),
        Column("valid_from", "Từ ngày", f"{DAY} Cả năm thì để trống.", 13, is_day=True),
        Column("valid_to", "Đến hết ngày", LAST, 13, is_day=True, is_end=True),
        Column("stated", "Số đơn vị theo văn bản", "Ghi ở một dòng của cụm, khối.", 12, most=4),
        NOTE,
    ),
)
MOST_STATED = 200


@dataclass(eq=False)
class FileGroup:
    """The rows of one group: what the year has of it, and what is said of it."""

    kind: GroupKind
    number: str
    name: str
    edition: ClusterEdition | None
    stated: int | None = None
    members: dict[int, MemberRow] = field(default_factory=dict)  # by row of the workbook
    first: int = 0

    @cached_property
    def facts(self) -> CompositionFacts:
        """All members as they would stand."""
        members = list(stored_members(self.edition))
        for said in self.members.values():
            at = next((n for n, row in enumerate(members) if _is_same(row, said)), None)
            if at is None:
                members.append(said)
            else:
                members[at] = _laid_over(members[at], said)
        return CompositionFacts(tuple(members))

    @property
    def label(self) -> str:
        return self.edition.name if self.edition else self.name


class CompositionImport:
    """What each row of a workbook of compositions comes to, and how it is taken over."""

    is_certain = True

    def __init__(self, rows: Sequence[Row], by: User, target: int | None) -> None:
        self.rows = rows
        self.by = by
        self.year = EmulationYear.objects.select_related("owner").get(pk=target or 0)
        self.may_write = can_edit_year(by, self.year)
        self.index = unit_index()
        groups = self.year.editions.select_related("year").prefetch_related("memberships", "terms")
        self.editions = list(groups)
        self.groups: dict[tuple[str, str], FileGroup] = {}
        self.group_of: dict[int, FileGroup] = {}
        self.faulty: dict[int, RefusedRow] = {}
        for at in range(len(rows)):
            try:
                self._read(at, values_of(rows[at], MEMBERS))
            except RefusedRow as refused:
                self.faulty[at] = refused

    def _read(self, at: int, row: dict[str, Any]) -> None:
        group = self._group(at, row)
        self.group_of[at] = group
        if row["stated"]:
            count = whole_number(row["stated"])
            if count is None or not 0 < count <= MOST_STATED:
                raise RefusedRow(f"Nhập số từ 1 đến {MOST_STATED}.", "stated")
            if group.stated not in (None, count):
                raise RefusedRow(f"Dòng khác của cụm, khối này ghi {group.stated}.", "stated")
            group.stated = count
        if row["code"] or row["unit"]:
            days = row["valid_from"], row["valid_to"]
            group.members[at] = MemberRow(self._unit(row), *days, note=row["note"])

    def _group(self, at: int, row: dict[str, Any]) -> FileGroup:
        kind, number = KINDS[row["kind"]], row["number"]
        name = row["name"] or proposed_name(kind, number)
        key = (kind.value, f"số {number}" if number else spelling(name))
        if key not in self.groups:
            edition = self._edition(kind, number, name)
            self.groups[key] = FileGroup(kind, number, name, edition, first=at)
        known = self.groups[key]
        if row["name"] and spelling(known.label) != spelling(row["name"]):
            words = f"{kind.label} số {number} năm này tên là “{known.label}”."
            raise RefusedRow(words, "name")
        return known

    def _edition(self, kind: GroupKind, number: str, name: str) -> ClusterEdition | None:
        for edition in self.editions:
            is_named = spelling(edition.name) == spelling(name)
            if edition.kind == kind and (edition.number == number if number else is_named):
                return edition
        return None

    def _unit(self, row: dict[str, Any]) -> int:
        starts = row["valid_from"] or opening_day(self.year)
        ends = row["valid_to"] or closing_day(self.year) + timedelta(days=1)
        try:
            return self.index.meant(row["code"], row["unit"], starts, max(ends, starts))
        except ValueError as error:
            raise RefusedRow(str(error), "code" if row["code"] else "unit") from error

    # Judging

    def judged(self, at: int) -> Judged:
        """What would become of this row."""
        refused = self.faulty.get(at)
        if refused is None and not self.may_write:
            words = "Năm này đã khóa, hoặc bạn không phải văn phòng của đơn vị chủ quản."
            refused = RefusedRow(words)
        refused = refused or self._problems.get(at)
        if refused is not None:
            return Judged(VerdictKind.REFUSED, refused.words, refused.column)
        return self._judged(self.group_of[at], at)

    def _judged(self, group: FileGroup, at: int) -> Judged:
        words = []
        if group.edition is None and at == group.first:
            words.append(f"Lập {group.name}.")
        elif group.edition is not None and at == group.first and _count_changes(group):
            words.append(f"Số đơn vị theo văn bản: {group.stated}.")
        said = group.members.get(at)
        if said is None:
            return Judged(_verdict(group, words), " ".join(words)) if words else UNCHANGED
        stored = next((row for row in stored_members(group.edition) if _is_same(row, said)), None)
        if stored is None:
            name = self.index.name(said.unit_id)
            return Judged(VerdictKind.NEW, " ".join([*words, f"Thêm {name}."]))
        if _laid_over(stored, said) != stored:
            words.append("Sửa thời gian hoặc ghi chú.")
        return Judged(VerdictKind.CHANGES, " ".join(words)) if words else UNCHANGED

    @cached_property
    def _problems(self) -> dict[int, RefusedRow]:
        """Obstacles of every group by the row they stand at."""
        found: dict[int, RefusedRow] = {}
        for group in self.groups.values():
            for problem in composition_problems(group.facts, self._around(group)):
                at = self._row_of(group, problem.field)
                found.setdefault(at, RefusedRow(problem.message, "unit"))
        return found

    def _row_of(self, group: FileGroup, field: str) -> int:
        """The row of the workbook that speaks of that member; else the first of its group."""
        number = whole_number(([*field.split("-"), ""])[1])
        if number is None:
            return group.first
        member = group.facts.members[number]
        rows = [at for at, said in group.members.items() if said.unit_id == member.unit_id]
        return rows[-1] if rows else group.first

    def _around(self, group: FileGroup) -> Surroundings:
        units = {row.unit_id for row in group.facts.members}
        living = {key: self.index.units[key] for key in units}
        terms = group.edition.terms.all() if group.edition else ()
        return Surroundings(
            names={key: self.index.name(key) for key in units},
            year=self.year.span,
            elsewhere=[row for row in self._everywhere if row.group != group.label],
            lives={key: Span(unit.exists_from, unit.exists_to) for key, unit in living.items()},
            leading=[
                Leading(term.unit_id, group.edition.role_label(term.role), term.valid_to)
                for term in terms
                if group.edition
            ],
        )

    @cached_property
    def _everywhere(self) -> list[Elsewhere]:
        """Every member of every group of the year, as the workbook leaves it."""
        named = {group.edition.pk for group in self.groups.values() if group.edition}
        others = [
            (edition.name, stored_members(edition))
            for edition in self.editions
            if edition.pk not in named
        ]
        here = [(group.label, group.facts.members) for group in self.groups.values()]
        return [
            Elsewhere(row.unit_id, name, row.valid_from, row.valid_to)
            for name, members in [*others, *here]
            for row in members
        ]

    # Taking over

    def take_over(self) -> Mapping[int, Judged]:
        """Groups that are missing, then the members of each; raise `RefusedRow`."""
        for group in self.groups.values():
            try:
                self._write(group)
            except (Refused, Stale) as refused:
                raise RefusedRow(str(refused), row=group.first) from refused
        return {}

    def _write(self, group: FileGroup) -> None:
        edition = group.edition
        if edition is None:
            facts = EditionFacts(
                group.kind, group.name, group.number, stated_member_count=group.stated
            )
            edition = open_edition(year=self.year, facts=facts, by=self.by)
        elif _count_changes(group):
            stored = edition_facts(edition)
            counted = replace(stored, stated_member_count=group.stated)
            correct_edition(edition=edition, facts=counted, version=version_of(stored), by=self.by)
        version = version_of(composition_of(edition))
        save_composition(edition=edition, facts=group.facts, version=version, by=self.by)


def stored_members(edition: ClusterEdition | None) -> tuple[MemberRow, ...]:
    """Members as read along with their edition."""
    rows = edition.memberships.all() if edition else ()
    return tuple(MemberRow(row.unit_id, row.valid_from, row.valid_to, row.note) for row in rows)


def _count_changes(group: FileGroup) -> bool:
    known = group.edition.stated_member_count if group.edition else None
    return group.stated is not None and group.stated != known


def _verdict(group: FileGroup, words: Sequence[str]) -> VerdictKind:
    return VerdictKind.CHANGES if group.edition else VerdictKind.NEW


def _is_same(row: MemberRow, said: MemberRow) -> bool:
    if row.unit_id != said.unit_id:
        return False
    begins_alike = said.valid_from is not None and said.valid_from == row.valid_from
    days = (said.valid_from, said.valid_to)
    return begins_alike or share_a_day(row.valid_from, row.valid_to, *days)


def _laid_over(row: MemberRow, said: MemberRow) -> MemberRow:
    return replace(row, **{key: value for key, value in vars(said).items() if value})


def compositions_given(by: User, target: int | None) -> Mapping[str, Sequence[dict[str, Any]]]:
    """Every group of the year with its members; a group without any is a row of its own."""
    year, index = EmulationYear.objects.get(pk=target or 0), unit_index()
    rows: list[dict[str, Any]] = []
    for edition in year.editions.prefetch_related("memberships").order_by("-kind", "sort_key"):
        own = {
            "kind": GroupKind(edition.kind).label,
            "number": edition.number or None,
            "name": edition.name,
        }
        members = sorted(stored_members(edition), key=lambda row: _order(row, index))
        of_edition = [own | _member_cells(row, index) for row in members] or [dict(own)]
        of_edition[0]["stated"] = edition.stated_member_count
        rows += of_edition
    return {MEMBERS.key: rows}


def _order(row: MemberRow, index: Any) -> tuple[str, date]:
    return spelling(index.name(row.unit_id)), row.valid_from or date.min


def _member_cells(row: MemberRow, index: Any) -> dict[str, Any]:
    return {
        "code": code_of(row.unit_id),
        "unit": index.name(row.unit_id),
        "valid_from": row.valid_from,
        "valid_to": last_day(row.valid_to),
        "note": row.note or None,
    }


COMPOSITION_IMPORT = Importer(
    ImportKind.COMPOSITIONS, (MEMBERS,), CompositionImport, compositions_given
)
