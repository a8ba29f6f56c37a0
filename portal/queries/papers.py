"""The register of papers: what others rest on, what was issued, what is being written."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import User
from agreements.models import Agreement
from agreements.queries import (
    AgreementRow,
    agreements_list,
    agreements_listed,
    agreements_visible_to,
    in_order,
)
from clusters.models import ClusterEdition, EmulationYear
from clusters.queries import editions_visible_to, names_day, year_day, years_visible_to
from clusters.queries import in_order as editions_in_order
from conferences.models import Conference
from core.lists import Column, List
from documents.models import LegalBasis
from documents.queries import bases_visible_to
from documents.queries import in_order as bases_in_order
from organizations.models import UnitName
from organizations.queries import names_on_days
from portal.queries.conferences import ConferenceRow, conferences_list, conferences_listed
from scoring.models import ScoringRound


@dataclass(frozen=True)
class Citations:
    """Who rests on a legal basis, as far as the reader may know."""

    years: tuple[tuple[EmulationYear, UnitName], ...]
    editions: tuple[tuple[ClusterEdition, UnitName], ...]
    agreements: tuple[Agreement, ...]


@dataclass(frozen=True)
class Printable:
    """A group whose report, and points once it is scored, can be printed."""

    edition: ClusterEdition
    owner: UnitName
    is_scored: bool


@dataclass(frozen=True)
class Section:
    """One part of the register: what it lists, for a reader and a year."""

    key: str
    label: str
    made: Callable[[User, int], tuple[List[Any], QuerySet[Any]]]


def _bases(user: User, _year: int) -> tuple[List[LegalBasis], QuerySet[LegalBasis]]:
    of = List[LegalBasis](
        title="Văn bản làm căn cứ",
        stem="van-ban-can-cu",
        noun="văn bản",
        columns=(
            Column("Văn bản", "van-ban", ("kind", "sort_key"), width=50),
            Column("Số, ký hiệu", "so", ("reference",), width=20),
            Column("Ngày ban hành", "ngay", ("issued_on",), width=14),
            Column("Cơ quan ban hành", "co-quan", ("issuer",), width=34),
            Column("Trích yếu", width=60, in_file_only=True),
            Column("Hết hiệu lực từ", width=16, in_file_only=True),
        ),
        rows=list,
        cells=lambda basis: (
            basis.label,
            basis.reference or None,
            basis.issued_on,
            basis.issuer or None,
            basis.abstract or None,
            basis.in_force_to,
        ),
        search_label="Số hiệu, trích yếu hoặc cơ quan",
        keeps=_KEPT,
    )
    return of, bases_in_order(bases_visible_to(user))


def _agreements(user: User, _year: int) -> tuple[List[AgreementRow], QuerySet[Agreement]]:
    of = agreements_list("Giao ước đã phát hành và dự thảo", "so-giao-uoc", keeps=_KEPT)
    return of, agreements_listed(user)


def _reports(user: User, year: int) -> tuple[List[Printable], QuerySet[ClusterEdition]]:
    visible = editions_visible_to(user).filter(year__label_year=year)
    scored = ScoringRound.objects.filter(edition=OuterRef("pk"))
    of = List[Printable](
        title=f"Bảng tổng hợp điểm, báo cáo tổng kết năm {year}",
        stem=f"bao-cao-{year}",
        noun="cụm, khối",
        columns=(
            Column("Cụm, khối", "ten", ("sort_key",), width=40),
            Column("Chủ quản", width=34),
            Column("Bảng tổng hợp điểm", width=24),
            Column("Báo cáo tổng kết", width=20),
        ),
        rows=_printable,
        cells=lambda row: (
            row.edition.name,
            row.owner.short_name,
            "In được" if row.is_scored else "Chưa mở chấm điểm",
            "In được",
        ),
        search_label="Tên cụm, khối",
        keeps=_KEPT,
    )
    return of, editions_in_order(visible.annotate(is_scored=Exists(scored)))


def _printable(editions: Sequence[ClusterEdition]) -> list[Printable]:
    return [
        Printable(edition, owner, edition.is_scored)  # type: ignore[attr-defined]
        for edition, owner in zip(editions, _owners(editions), strict=True)
    ]


def _minutes(user: User, year: int) -> tuple[List[ConferenceRow], QuerySet[Conference]]:
    of = replace(
        conferences_list(user, year),
        title=f"Biên bản hội nghị năm {year}",
        stem=f"bien-ban-{year}",
        keeps=_KEPT,
    )
    return of, conferences_listed(user, year)


_KEPT = ("muc", "nam")
SECTIONS = (
    Section("can-cu", "Văn bản làm căn cứ", _bases),
    Section("giao-uoc", "Giao ước", _agreements),
    Section("bao-cao", "Bảng điểm, báo cáo", _reports),
    Section("bien-ban", "Biên bản hội nghị", _minutes),
)


def section_named(key: str) -> Section:
    """The part asked for, else the first."""
    return next((section for section in SECTIONS if section.key == key), SECTIONS[0])


def _owners(editions: Iterable[ClusterEdition]) -> list[UnitName]:
    wanted = [(edition.year.owner_id, names_day(edition)) for edition in editions]
    names = names_on_days(wanted)
    return [names[each] for each in wanted]


def citations_of(basis: LegalBasis, user: User) -> Citations:
    """Years, groups and agreements that name this paper."""
    years = list(years_visible_to(user).filter(bases=basis).order_by("-label_year", "pk"))
    editions = list(editions_in_order(editions_visible_to(user).filter(bases=basis)))
    days = {year.pk: year_day(year) for year in years}
    owners = names_on_days((year.owner_id, days[year.pk]) for year in years)
    return Citations(
        years=tuple((year, owners[year.owner_id, days[year.pk]]) for year in years),
        editions=tuple(zip(editions, _owners(editions), strict=True)),
        agreements=tuple(in_order(agreements_visible_to(user).filter(cited__basis=basis))),
    )
