"""Emulation years: the list, and one year with the groups of each owner."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from accounts.models import User
from clusters.enums import GroupKind
from clusters.models import ClusterEdition, EmulationYear
from clusters.queries import editions_visible_to, in_order, year_day, years_visible_to
from core.days import vn_date
from organizations.enums import UnitKind
from organizations.models import UnitName
from organizations.queries import names_on_days
from portal.queries.editions import EditionRow, edition_rows


@dataclass(frozen=True)
class YearRow:
    """The year of one owner, with the groups the reader may see."""

    year: EmulationYear
    owner: UnitName
    editions: tuple[EditionRow, ...]
    clusters: int
    blocs: int

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


def groups_in_words(rows: Iterable[YearRow]) -> str:
    """All groups of these years together: “08 cụm, 01 khối”."""
    rows = list(rows)
    return _in_words(sum(row.clusters for row in rows), sum(row.blocs for row in rows))


def _in_words(clusters: int, blocs: int) -> str:
    counts = ((clusters, "cụm"), (blocs, "khối"))
    return ", ".join(f"{count:02d} {word}" for count, word in counts if count)


def years_listed(user: User) -> list[YearRow]:
    """Every year the reader may see, newest first, owners in Vietnamese order."""
    return _rows(years_visible_to(user).order_by("-label_year", "pk"), user, with_editions=False)


def year_record(label_year: int, user: User) -> list[YearRow]:
    """The owners of one year; empty where the reader sees none."""
    years = years_visible_to(user).filter(label_year=label_year).prefetch_related("bases")
    return _rows(years.order_by("pk"), user, with_editions=True)


def theme_of_sector(label_year: int) -> EmulationYear | None:
    """The year of VKSND tối cao, whose theme and motto speak to everybody."""
    years = EmulationYear.objects.filter(label_year=label_year, owner__kind=UnitKind.SUPREME)
    return years.exclude(theme="", motto="").order_by("pk").first()


def _rows(years: Iterable[EmulationYear], user: User, *, with_editions: bool) -> list[YearRow]:
    years = list(years)
    owners = names_on_days((year.owner_id, year_day(year)) for year in years)
    visible = in_order(editions_visible_to(user).filter(year__in=years))
    of_year: dict[int, list[ClusterEdition]] = {}
    for edition in visible:
        of_year.setdefault(edition.year_id, []).append(edition)
    rows = edition_rows(visible, user) if with_editions else []
    found = [
        YearRow(
            year=year,
            owner=owners[year.owner_id, year_day(year)],
            editions=tuple(row for row in rows if row.edition.year_id == year.pk),
            clusters=_count(of_year.get(year.pk, ()), GroupKind.CLUSTER),
            blocs=_count(of_year.get(year.pk, ()), GroupKind.BLOC),
        )
        for year in years
    ]
    return sorted(found, key=lambda row: (-row.year.label_year, row.owner.sort_key))


def _count(editions: Iterable[ClusterEdition], kind: GroupKind) -> int:
    return sum(edition.kind == kind for edition in editions)
