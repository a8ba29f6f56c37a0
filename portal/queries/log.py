"""The log as a list: who did what to which thing, what changed, and why."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast
from django.utils.timezone import make_aware

from accounts.models import User
from audit.models import Event
from core.dates import today
from core.lists import Column, Filter, List, by_words
from organizations.models import Unit
from organizations.queries import units_named
from portal.enums import Deed
from portal.queries.log_changes import Change, changes_in, names_in
from portal.queries.log_rights import BY_SLUG, BY_TYPE, KINDS, Kind, events_visible_to
from portal.queries.log_words import names_of, sentence
from scoring.models import ScoreSheet

_MONTHS = 12
_LONG = 160


@dataclass(frozen=True)
class LogRow:
    """One event in words. `kind` is None for things the log has no page for."""

    at: datetime
    actor: str
    thing: str
    thing_id: str
    done: str
    kind: Kind | None
    changes: tuple[Change, ...]
    reason: str

    @property
    def is_long(self) -> bool:
        """More than a line or two: folded away until asked for."""
        return len(self.changes_text) > _LONG

    @property
    def changes_text(self) -> str:
        return "\n".join(change.text for change in self.changes)


def log_rows(events: Sequence[Event]) -> list[LogRow]:
    """Events with the names of everything they speak of: three queries for any number."""
    units = _units_of(events)
    named = names_in(events, units.values())
    return [_row(event, named, units) for event in events]


def _row(
    event: Event, named: dict[tuple[str, int], str], units: dict[tuple[str, str], int]
) -> LogRow:
    unit = units.get((event.thing_type, event.thing_id), 0)
    thing = named.get(("unit", unit), event.thing_label)
    return LogRow(
        at=event.at,
        actor=event.actor_label,
        thing=thing,
        thing_id=event.thing_id,
        done=sentence(event.name, thing),
        kind=BY_TYPE.get(event.thing_type),
        changes=tuple(changes_in(event, named)),
        reason=event.reason,
    )


def _units_of(events: Iterable[Event]) -> dict[tuple[str, str], int]:
    """The units that units, and sheets, are named by: things whose own label is a number."""
    keys: dict[str, set[str]] = defaultdict(set)
    for event in events:
        keys[event.thing_type].add(event.thing_id)
    sheets = ScoreSheet.objects.filter(pk__in=keys["ScoreSheet"])
    told = sheets.values_list("pk", "unit_id") if keys["ScoreSheet"] else ()
    return {("Unit", key): int(key) for key in keys["Unit"]} | {
        ("ScoreSheet", str(key)): unit for key, unit in told
    }


def log_list(user: User, title: str, stem: str) -> List[LogRow]:
    """The log, newest first; it is narrowed by what this reader meets in it alone."""
    actors, types = _met_by(user)
    kinds = [(kind.slug, kind.label) for kind in KINDS if kind.type in types]
    return List(
        title=title,
        stem=stem,
        noun="việc",
        columns=(
            Column("Lúc", "luc", ("at",), width=18),
            Column("Ai làm gì", "ai", ("actor_label",), width=60),
            Column("Thay đổi", width=70),
            Column("Lý do", width=40),
            Column("Loại", width=20, in_file_only=True),
        ),
        order=("-at", "-pk"),
        rows=log_rows,
        cells=lambda row: (
            row.at,
            f"{row.actor} {row.done}",
            row.changes_text or None,
            row.reason or None,
            row.kind.label if row.kind else None,
        ),
        filters=(
            Filter("ai", "Người làm", _actors(actors), _by_actor),
            Filter("loai", "Loại", kinds, _of_kind),
            Filter("viec", "Việc", Deed.choices(), _of_deed),
            Filter("khi", "Thời gian", _periods(), _in_period),
        ),
        search=_with_words,
        search_label="Người, đơn vị, văn bản, lý do",
        keeps=(),
    )


def _met_by(user: User) -> tuple[set[str], set[str]]:
    """Who did something this reader may know of, and to what types of things."""
    pairs = events_visible_to(user).order_by().values_list("actor_id", "thing_type").distinct()
    met = set(pairs)
    return {actor for actor, _ in met}, {thing for _, thing in met}


def _actors(keys: set[str]) -> list[tuple[str, str]]:
    actors = User.objects.filter(pk__in=[int(key) for key in keys if key.isdecimal()])
    return [(str(actor.pk), actor.label) for actor in actors.order_by("sort_key", "pk")]


def _by_actor(events: QuerySet[Event], key: str) -> QuerySet[Event]:
    return events.filter(actor_id=key)


def _of_kind(events: QuerySet[Event], slug: str) -> QuerySet[Event]:
    return events.filter(thing_type=BY_SLUG[slug].type)


def _of_deed(events: QuerySet[Event], deed: str) -> QuerySet[Event]:
    return events.filter(name__in=tuple(names_of(Deed(deed))))


def _with_words(events: QuerySet[Event], text: str) -> QuerySet[Event]:
    """Events that name it, and those about units (and their sheets) that ever bore this name."""
    units = units_named(text).order_by().values("unit_id")
    about: list[tuple[str, QuerySet[Unit] | QuerySet[ScoreSheet]]] = [
        ("Unit", Unit.objects.filter(pk__in=units)),
        ("ScoreSheet", ScoreSheet.objects.filter(unit_id__in=units)),
    ]
    found = Q(pk__in=by_words(events.order_by(), text).values("pk"))
    for thing_type, rows in about:
        keys = rows.order_by().annotate(key_text=Cast("pk", CharField())).values("key_text")
        found |= Q(thing_type=thing_type, thing_id__in=keys)
    return events.filter(found)


# ── Periods ──────────────────────────────────────────────────────────────────────────────────


def _periods() -> list[tuple[str, str]]:
    """The last days, the last twelve months, this year and the four before."""
    day = today()
    firsts = [_months_before(day, count) for count in range(_MONTHS)]
    return [
        ("1", "Hôm nay"),
        ("7", "7 ngày qua"),
        ("30", "30 ngày qua"),
        *((f"{first:%Y-%m}", f"Tháng {first:%m/%Y}") for first in firsts),
        *((str(year), f"Năm {year}") for year in range(day.year, day.year - 5, -1)),
    ]


def _months_before(day: date, count: int) -> date:
    month = day.year * 12 + day.month - 1 - count
    return date(month // 12, month % 12 + 1, 1)


def _in_period(events: QuerySet[Event], period: str) -> QuerySet[Event]:
    first, after = _days_of(period)
    return events.filter(at__gte=_midnight(first), at__lt=_midnight(after))


def _days_of(period: str) -> tuple[date, date]:
    """The first day of a period, and the day after its last."""
    if len(period) == 4:
        return date(int(period), 1, 1), date(int(period) + 1, 1, 1)
    if "-" in period:
        first = date.fromisoformat(f"{period}-01")
        return first, _months_before(first, -1)
    tomorrow = today() + timedelta(days=1)
    return tomorrow - timedelta(days=int(period)), tomorrow


def _midnight(day: date) -> datetime:
    return make_aware(datetime.combine(day, time.min))
