"""Groups as rows of a list."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial

from django.db.models import QuerySet

from accounts.models import User
from clusters.enums import GroupKind, GroupRole
from clusters.models import ClusterEdition, LeadershipTerm
from clusters.queries import (
    editions_visible_to,
    in_order,
    member_count,
    names_day,
)
from core.days import holds_on
from core.lists import Column, Filter, List
from core.sheets import day_or_words
from organizations.models import UnitName
from organizations.queries import names_on_days
from portal.queries.year_line import (
    CHECKING,
    SELF_SCORES,
    SIGNING,
    YEAR_END,
    YearStep,
    year_lines,
)

IN_LISTS = frozenset({SIGNING, SELF_SCORES, CHECKING, YEAR_END})


@dataclass(frozen=True)
class EditionRow:
    """One group of a list, its head unit under the name of the group's own day."""

    edition: ClusterEdition
    owner: UnitName
    count: int | None
    head: UnitName | None
    steps: tuple[YearStep, ...]

    @property
    def steps_done(self) -> int:
        return sum(step.state == "done" for step in self.steps)

    @property
    def shown_steps(self) -> tuple[YearStep, ...]:
        """The steps a list has room for: signing, self-scores, checking, year-end."""
        return tuple(step for step in self.steps if step.label in IN_LISTS)


def editions_listed(user: User, year: int) -> QuerySet[ClusterEdition]:
    """Groups of one year that the reader may see, by owner, clusters before blocs."""
    editions = in_order(editions_visible_to(user).filter(year__label_year=year))
    return editions.select_related("agreement").prefetch_related("memberships", "terms")


def edition_rows(editions: Iterable[ClusterEdition], user: User) -> list[EditionRow]:
    """Rows for any number of groups with the same few queries; members and terms are read along."""
    found = list(editions)
    heads = {edition.pk: _head(edition) for edition in found}
    names = names_on_days(_wanted(found, heads))
    lines = year_lines(found, user)
    return [
        EditionRow(
            edition=edition,
            owner=names[edition.year.owner_id, names_day(edition)],
            count=member_count(edition),
            head=names.get((heads[edition.pk] or 0, names_day(edition))),
            steps=lines[edition.pk],
        )
        for edition in found
    ]


def editions_list(user: User, year: int) -> List[EditionRow]:
    """Groups of one year, each with its year in steps."""
    return List(
        title=f"Cụm, khối thi đua năm {year}",
        stem=f"cum-khoi-{year}",
        noun="cụm, khối",
        columns=(
            Column("Cụm, khối", "ten", ("sort_key",), width=40),
            Column("Cụm trưởng, Khối trưởng", width=34),
            *(Column(label) for label in (SIGNING, SELF_SCORES, CHECKING, YEAR_END)),
            Column("Đã xong", width=12),
        ),
        rows=partial(edition_rows, user=user),
        cells=lambda row: (
            f"{row.edition.name} – {row.owner.short_name}",
            row.head.short_name if row.head else None,
            *(day_or_words(step.day, step.detail) for step in row.shown_steps),
            f"{row.steps_done}/{len(row.steps)} bước",
        ),
        filters=(Filter("loai", "Loại", GroupKind.choices(), _of_kind),),
        search_label="Tên cụm, khối",
    )


def _of_kind(editions: QuerySet[ClusterEdition], kind: str) -> QuerySet[ClusterEdition]:
    return editions.filter(kind=kind)


def _wanted(
    editions: Iterable[ClusterEdition], heads: dict[int, int | None]
) -> Iterable[tuple[int, date]]:
    for edition in editions:
        for unit in (edition.year.owner_id, heads[edition.pk]):
            if unit is not None:
                yield unit, names_day(edition)


def _head(edition: ClusterEdition) -> int | None:
    """The head unit on the day whose names count."""
    terms: Iterable[LeadershipTerm] = edition.terms.all()
    for term in sorted(terms, key=lambda term: term.stands_in):
        in_time = holds_on(term.valid_from, term.valid_to, names_day(edition))
        if term.role == GroupRole.HEAD and in_time:
            return term.unit_id
    return None
