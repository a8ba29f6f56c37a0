"""What a unit still has in hand, asked before it is said to be no more."""

from collections.abc import Iterator
from datetime import date
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from clusters.enums import YearState
from organizations.models import Unit
from organizations.queries import children_on, names_on, posts_at
from scoring.enums import SheetState

Row = TypeVar("Row", bound=Model)
_SHOWN = 5


def still_running(unit: Unit, on: date) -> list[str]:
    """In words, one line a kind; empty where nothing is left to settle."""
    return [
        f"{what}: {'; '.join(names[:_SHOWN])}{'; …' if len(names) > _SHOWN else ''}"
        for what, names in _kinds(unit, on)
        if names
    ]


def _kinds(unit: Unit, on: date) -> Iterator[tuple[str, list[str]]]:
    below = names_on(children_on(unit, on), on)
    yield "Đơn vị trực thuộc", sorted(name.short_name for name in below.values())
    posts = posts_at([unit], on).get(unit.pk, [])
    yield "Người giữ chức vụ", [f"{held.post} {held.person.full_name}" for held in posts]
    grants = unit.grants.filter(_goes_on(on)).select_related("user")
    yield "Tài khoản có vai trò", [f"{each.user.username} ({each.label})" for each in grants]
    memberships = _of_open_years(unit.memberships.filter(_goes_on(on)))
    yield "Thành viên", [each.edition.label for each in memberships]
    terms = _of_open_years(unit.terms.filter(_goes_on(on)))
    yield (
        "Cụm trưởng, Cụm phó",
        [f"{each.edition.role_label(each.role)} {each.edition.label}" for each in terms],
    )
    sheets = unit.score_sheets.exclude(state=SheetState.AGREED)
    sheets = sheets.filter(round__edition__year__state=YearState.OPEN)
    opened = sheets.select_related("round__edition__year").order_by("pk")
    yield "Phiếu điểm chưa thống nhất", [sheet.round.edition.label for sheet in opened]


def _goes_on(on: date) -> Q:
    return Q(valid_to__isnull=True) | Q(valid_to__gt=on)


def _of_open_years(rows: "QuerySet[Row]") -> "QuerySet[Row]":
    opened = rows.filter(edition__year__state=YearState.OPEN)
    return opened.select_related("edition__year").order_by("edition__sort_key", "pk")
