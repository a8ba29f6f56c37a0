"""Who registered for what in one group, as a list."""

from collections.abc import Sequence

from django.db.models import F, Q, QuerySet

from awards.models import TitleRegistration
from awards.queries.registrations import Registered, registered
from clusters.models import ClusterEdition
from clusters.queries import names_day
from core.lists import Column, Filter, List
from core.text import search_words
from organizations.queries import names_on, unit_order, units_named

_ORDER = ("title__sort_key", "title_id", F("person__sort_key").asc(nulls_first=True), "unit_key")
UNITS, PEOPLE = "tap-the", "ca-nhan"
STANDING, WITHDRAWN = "dang", "rut"


def registrations_in(edition: ClusterEdition) -> QuerySet[TitleRegistration]:
    """All of them, withdrawn ones too, with the key their unit is sorted by."""
    rows = edition.registrations.select_related("title", "person")
    return rows.annotate(unit_key=unit_order("unit_id", names_day(edition)))


def registrations_list(edition: ClusterEdition) -> List[Registered]:
    """By title, units before persons, in Vietnamese order."""
    day = names_day(edition)

    def rows(found: Sequence[TitleRegistration]) -> list[Registered]:
        names = names_on([row.unit_id for row in found], day)
        return [registered(row, names[row.unit_id]) for row in found]

    return List(
        title=f"Đăng ký danh hiệu – {edition.label}",
        stem=f"dang-ky-{edition.pk}",
        noun="đăng ký",
        columns=(
            Column("Danh hiệu", "danh-hieu", ("title__sort_key",), width=44),
            Column("Ai đăng ký", "ai", ("unit_key", "person__sort_key"), width=34),
            Column("Tình trạng", "tinh-trang", ("withdrawn_on",), width=20),
            Column("Cá nhân", width=28, in_file_only=True),
            Column("Rút từ ngày", width=14, in_file_only=True),
            Column("Lý do rút", width=40, in_file_only=True),
        ),
        order=(*_ORDER, "pk"),
        rows=rows,
        cells=lambda row: (
            row.title,
            row.name.short_name,
            "Đã rút" if row.withdrawn_on else "Đang đăng ký",
            row.person or None,
            row.withdrawn_on,
            row.withdrawn_why or None,
        ),
        filters=(
            Filter("nguoi", "Ai đăng ký", ((UNITS, "Tập thể"), (PEOPLE, "Cá nhân")), _of_whom),
            Filter(
                "tinh-trang",
                "Tình trạng",
                ((STANDING, "Đang đăng ký"), (WITHDRAWN, "Đã rút")),
                _standing,
            ),
        ),
        search=_with_words,
        search_label="Danh hiệu, đơn vị hoặc cá nhân",
        keeps=(),
    )


def _of_whom(rows: QuerySet[TitleRegistration], whom: str) -> QuerySet[TitleRegistration]:
    return rows.filter(person__isnull=whom == UNITS)


def _standing(rows: QuerySet[TitleRegistration], state: str) -> QuerySet[TitleRegistration]:
    return rows.filter(withdrawn_on__isnull=state == STANDING)


def _with_words(rows: QuerySet[TitleRegistration], text: str) -> QuerySet[TitleRegistration]:
    """Whose title, or person, has all these words, or a name its unit ever bore."""
    by_title, by_person = Q(), Q()
    for word in search_words(text):
        by_title &= Q(title__search_text__contains=word)
        by_person &= Q(person__search_text__contains=word)
    units = units_named(text).order_by().values("unit_id")
    return rows.filter(by_title | by_person | Q(unit_id__in=units))
