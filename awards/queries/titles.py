"""The catalogue of titles, and its list."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from awards.enums import TitleKind
from awards.models import Title
from awards.rules import TitleFacts
from core.lists import Column, Filter, List
from core.text import fold


def titles() -> QuerySet[Title]:
    """The catalogue in Vietnamese order."""
    return Title.objects.order_by("sort_key", "pk")


def title_named(text: str) -> Title | None:
    """The title of this name or alias, marks and case aside; never one that is only alike."""
    wanted = fold(text)
    for title in titles().filter(search_text__contains=wanted):
        if wanted in {fold(name) for name in [title.name, *title.aliases.splitlines()]}:
            return title
    return None


def title_facts(title: Title) -> TitleFacts:
    return TitleFacts(title.kind, title.name, tuple(title.aliases.splitlines()))


@dataclass(frozen=True)
class TitleRow:
    """A line of the catalogue with how often the title is used, as three different counts."""

    pk: int
    kind: str
    name: str
    aliases: tuple[str, ...]
    awards: int
    nominations: int
    registrations: int


def title_rows(found: Sequence[Title]) -> list[TitleRow]:
    counted = Title.objects.filter(pk__in=[title.pk for title in found]).annotate(
        of_awards=Count("awards", distinct=True),
        of_nominations=Count("nominations", distinct=True),
        of_registrations=Count("registrations", distinct=True),
    )
    counts = {row.pk: row for row in counted}
    return [_title_row(counts[title.pk]) for title in found]


def _title_row(title: Title) -> TitleRow:
    return TitleRow(
        pk=title.pk,
        kind=TitleKind(title.kind).label,
        name=title.name,
        aliases=tuple(title.aliases.splitlines()),
        awards=title.of_awards,  # type: ignore[attr-defined]
        nominations=title.of_nominations,  # type: ignore[attr-defined]
        registrations=title.of_registrations,  # type: ignore[attr-defined]
    )


def _of_kind(rows: QuerySet[Title], kind: str) -> QuerySet[Title]:
    return rows.filter(kind=kind)


TITLES: List[TitleRow] = List(
    title="Danh hiệu, hình thức khen thưởng",
    stem="danh-hieu",
    columns=(
        Column("Tên", "ten", ("sort_key",), width=50),
        Column("Loại", "loai", ("kind", "sort_key"), width=26),
        Column("Tên gọi khác", width=40),
        Column("Đăng ký", is_number=True, width=12),
        Column("Đề nghị", is_number=True, width=12),
        Column("Đã tặng", is_number=True, width=12),
    ),
    order=("sort_key", "pk"),
    rows=title_rows,
    cells=lambda row: (
        row.name,
        row.kind,
        "; ".join(row.aliases),
        row.registrations,
        row.nominations,
        row.awards,
    ),
    filters=(Filter("loai", "Loại", TitleKind.choices(), _of_kind),),
    search_label="Tên danh hiệu",
    placeholder="Ví dụ: co thi dua",
)
