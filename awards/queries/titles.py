"""The catalogue of titles, and its list."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from awards.enums import TitleKind
from awards.models import Title
from awards.rules import TitleFacts
from core.dates import today
from core.days import vn_date
from core.lists import Column, Filter, List
from core.text import fold


def titles() -> QuerySet[Title]:
    """The catalogue in Vietnamese order."""
    return Title.objects.order_by("sort_key", "pk")


def titles_offered(
    first: date, last: date, *, chosen: Collection[int | None] = ()
) -> list[tuple[int, str]]:
    """Titles used on any of these days, to choose from; one chosen before stays, marked."""
    used = (Q(valid_from=None) | Q(valid_from__lte=last)) & (
        Q(valid_to=None) | Q(valid_to__gt=first)
    )
    return _offered(titles().filter(used | Q(pk__in=[key for key in chosen if key])), first)


def all_titles_offered() -> list[tuple[int, str]]:
    """The whole catalogue, where the year is typed beside it; those no longer used come last."""
    day = today()
    rows = sorted(titles(), key=lambda title: is_over(title, day))
    return _offered(rows, day)


def _offered(rows: Iterable[Title], on: date) -> list[tuple[int, str]]:
    return [(title.pk, _label(title, on)) for title in rows]


def _label(title: Title, on: date) -> str:
    """“Cờ thi đua (đã thôi dùng từ 01/01/2024)”."""
    over = f" (đã thôi dùng từ {vn_date(title.valid_to)})" if is_over(title, on) else ""
    return f"{title.name}{over}"


def is_over(title: Title, on: date) -> bool:
    """Whether it is no longer used on that day."""
    return title.valid_to is not None and title.valid_to <= on


def titles_known(keys: Iterable[int | None]) -> dict[int, TitleFacts]:
    """These titles by key, as rules read them."""
    rows = Title.objects.in_bulk([key for key in keys if key])
    return {key: title_facts(title) for key, title in rows.items()}


def title_named(text: str) -> Title | None:
    """The title of this name or alias, marks and case aside; never one that is only alike."""
    wanted = fold(text)
    for title in titles().filter(search_text__contains=wanted):
        if wanted in {fold(name) for name in [title.name, *title.aliases.splitlines()]}:
            return title
    return None


def title_facts(title: Title) -> TitleFacts:
    aliases = tuple(title.aliases.splitlines())
    return TitleFacts(title.kind, title.name, aliases, title.valid_from, title.valid_to)


@dataclass(frozen=True)
class TitleRow:
    """A line of the catalogue with how often the title is used, as three different counts."""

    pk: int
    kind: str
    name: str
    aliases: tuple[str, ...]
    valid_from: date | None
    valid_to: date | None
    is_over: bool
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
        valid_from=title.valid_from,
        valid_to=title.valid_to,
        is_over=is_over(title, today()),
        awards=title.of_awards,  # type: ignore[attr-defined]
        nominations=title.of_nominations,  # type: ignore[attr-defined]
        registrations=title.of_registrations,  # type: ignore[attr-defined]
    )


def _of_kind(rows: QuerySet[Title], kind: str) -> QuerySet[Title]:
    return rows.filter(kind=kind)


def _in_use(rows: QuerySet[Title], answer: str) -> QuerySet[Title]:
    over = Q(valid_to__lte=today())
    return rows.filter(over) if answer == "thoi" else rows.exclude(over)


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
        Column("Dùng từ ngày", width=16, in_file_only=True),
        Column("Thôi dùng từ ngày", width=18, in_file_only=True),
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
        row.valid_from,
        row.valid_to,
    ),
    filters=(
        Filter("loai", "Loại", TitleKind.choices(), _of_kind),
        Filter("dung", "Tình trạng", (("dang", "Đang dùng"), ("thoi", "Đã thôi dùng")), _in_use),
    ),
    search_label="Tên danh hiệu",
    placeholder="Ví dụ: co thi dua",
)
