"""Emulation years: the list, and one year with the groups of each owner."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from clusters.enums import GroupKind, ReopeningState, YearState
from clusters.models import ClusterEdition, EmulationYear, YearReopening
from clusters.policies import (
    can_answer_reopening,
    can_ask_reopening,
    can_edit_year,
    can_print_year,
)
from clusters.queries import (
    editions_visible_to,
    in_order,
    member_count,
    reopenings_of,
    said_of,
    year_day,
    years_visible_to,
)
from core.dates import today
from core.days import vn_date
from core.lists import Column, Filter, List
from organizations.enums import UnitKind
from organizations.models import UnitName
from organizations.queries import names_on_days, unit_order, units_named

IN_FULL = 6  # owners of a year told one below the other


@dataclass(frozen=True)
class GroupRow:
    """A group of a year; `count` is None where nobody knows how many units it has."""

    pk: int
    name: str
    count: int | None


@dataclass(frozen=True)
class YearRow:
    """The year of one owner, with the groups the reader may see."""

    year: EmulationYear
    owner: UnitName
    editions: tuple[GroupRow, ...]
    clusters: int
    blocs: int
    may_edit: bool
    may_print: bool
    may_reopen: bool
    reopened: tuple[str, ...] = ()
    asked: YearReopening | None = None
    may_answer: bool = False

    @property
    def groups_in_words(self) -> str:
        """“02 cụm, 01 khối”; empty where the reader sees no group."""
        return _in_words(self.clusters, self.blocs)

    @property
    def period(self) -> str:
        """First and last day, as far as they are known."""
        first, after = self.year.period_start, self.year.period_end
        last = after - timedelta(days=1) if after else None
        words = (("từ", first), ("đến hết", last))
        return " ".join(f"{word} {vn_date(day)}" for word, day in words if day)


@dataclass(frozen=True)
class YearRecord:
    """The page of a year: owners told in full, and a list of all where they are many."""

    full: tuple[YearRow, ...]
    listed: tuple[YearRow, ...]

    @property
    def all_rows(self) -> tuple[YearRow, ...]:
        return self.listed or self.full


def groups_in_words(rows: Iterable[YearRow]) -> str:
    """All groups of these years together: “08 cụm, 01 khối”."""
    rows = list(rows)
    return _in_words(sum(row.clusters for row in rows), sum(row.blocs for row in rows))


def kinds_in_words(kinds: Iterable[str]) -> str:
    """“02 cụm, 01 khối” of groups of these kinds."""
    counted = Counter(kinds)
    return _in_words(counted[GroupKind.CLUSTER], counted[GroupKind.BLOC])


def _in_words(clusters: int, blocs: int) -> str:
    counts = ((clusters, "cụm"), (blocs, "khối"))
    return ", ".join(f"{count:02d} {word}" for count, word in counts if count)


def years_listed(user: User) -> QuerySet[EmulationYear]:
    """Every year the reader may see, newest first, owners in Vietnamese order."""
    years = years_visible_to(user).annotate(owner_order=unit_order("owner_id", today()))
    return years.order_by("-label_year", "owner_order", "pk")


def years_list(user: User) -> List[YearRow]:
    """Years of all owners, with what the reader may know of their groups."""
    return List(
        title="Năm thi đua",
        stem="nam-thi-dua",
        noun="năm",
        columns=(
            Column("Năm", "nam", ("label_year",), width=10),
            Column("Chủ quản", "chu-quan", ("owner_order",), width=34),
            Column("Cụm, khối", width=20),
            Column("Chủ đề, phương châm", width=60),
            Column("Tình trạng", "trang-thai", ("state",), width=14),
        ),
        rows=lambda years: _rows(years, user, with_editions=False),
        cells=lambda row: (
            row.year.label_year,
            row.owner.short_name,
            row.groups_in_words or None,
            "\n".join(words for words in (row.year.theme, row.year.motto) if words) or None,
            YearState(row.year.state).label,
        ),
        filters=(Filter("trang-thai", "Tình trạng", YearState.choices(), _in_state),),
        search=_of_owner,
        search_label="Đơn vị chủ quản",
        keeps=(),
    )


def _in_state(years: QuerySet[EmulationYear], state: str) -> QuerySet[EmulationYear]:
    return years.filter(state=state)


def _of_owner(years: QuerySet[EmulationYear], text: str) -> QuerySet[EmulationYear]:
    return years.filter(owner_id__in=units_named(text).order_by().values("unit_id"))


def year_record(label_year: int, user: User, owner: int | None = None) -> YearRecord:
    """The owners of one year. Many of them are listed, and told in full one at a time."""
    years = list(years_listed(user).filter(label_year=label_year).prefetch_related("bases"))
    are_many = len(years) > IN_FULL
    full = [year for year in years if year.owner_id == owner] if are_many else years
    listed = years if are_many else []
    return YearRecord(
        full=tuple(_rows(full, user, with_editions=True)),
        listed=tuple(_rows(listed, user, with_editions=False)),
    )


def theme_of_sector(label_year: int) -> EmulationYear | None:
    """The year of VKSND tối cao, whose theme and motto speak to everybody."""
    years = EmulationYear.objects.filter(label_year=label_year, owner__kind=UnitKind.SUPREME)
    return years.exclude(theme="", motto="").order_by("pk").first()


def _rows(years: Iterable[EmulationYear], user: User, *, with_editions: bool) -> list[YearRow]:
    years = list(years)
    owners = names_on_days((year.owner_id, year_day(year)) for year in years)
    visible = in_order(editions_visible_to(user).filter(year__in=years))
    visible = visible.select_related(None).select_related("year")
    visible = visible.prefetch_related("memberships") if with_editions else visible
    of_year: dict[int, list[ClusterEdition]] = {}
    for edition in visible:
        of_year.setdefault(edition.year_id, []).append(edition)
    reopenings = reopenings_of(years) if with_editions else {}
    return [
        YearRow(
            year=year,
            owner=owners[year.owner_id, year_day(year)],
            editions=tuple(_group(each) for each in of_year.get(year.pk, ()))
            if with_editions
            else (),
            clusters=_count(of_year.get(year.pk, ()), GroupKind.CLUSTER),
            blocs=_count(of_year.get(year.pk, ()), GroupKind.BLOC),
            may_edit=can_edit_year(user, year),
            may_print=can_print_year(user, year),
            may_reopen=can_ask_reopening(user, year),
            **_reopening(reopenings.get(year.pk, ()), user),
        )
        for year in years
    ]


def _reopening(rows: Iterable[YearReopening], user: User) -> dict[str, Any]:
    """Each reopening in words, and the request that waits."""
    rows = list(rows)
    asked = next((row for row in rows if row.state == ReopeningState.ASKED), None)
    return {
        "reopened": tuple(line for row in rows if (line := said_of(row))),
        "asked": asked,
        "may_answer": asked is not None and can_answer_reopening(user, asked),
    }


def _group(edition: ClusterEdition) -> GroupRow:
    return GroupRow(edition.pk, edition.name, member_count(edition))


def _count(editions: Iterable[ClusterEdition], kind: GroupKind) -> int:
    return sum(edition.kind == kind for edition in editions)
