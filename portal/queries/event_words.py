"""An event of units in words: what will happen in one sentence, and what it changed."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.apps import apps
from django.db.models import Model

from accounts.models import User
from audit.models import Event
from clusters.models import ClusterEdition
from core.dates import today
from core.days import vn_date
from core.forms.pickers import Book
from documents.queries import basis_names
from organizations.enums import EventKind, EventSide
from organizations.models import Unit, UnitEvent, UnitEventChange, UnitName
from organizations.queries import event_facts, hats_of, names_on, register_of, units_under_from
from organizations.rules.events import AfterRow, BeforeRow, EventFacts
from portal.queries.log_changes import changes_in, names_in

# Kept for finding and sorting; nobody reads them.
_UNSAID = frozenset({"id", "sort_key", "search_text", "added_by_hand"})


@dataclass(frozen=True)
class EventScene:
    """What the form of an event chooses from; `own`: units an office above decides on."""

    units: Book
    must_stand_below: bool
    bases: tuple[str, ...]
    own: frozenset[int]


def event_scene(user: User, facts: EventFacts) -> EventScene:
    register, hats = register_of(user, also=facts.unit_ids), hats_of(user)
    return EventScene(
        units=register.units,
        must_stand_below=register.must_stand_below,
        bases=basis_names(user),
        own=frozenset()
        if hats.is_administrator
        else hats.office_of - units_under_from(hats.office_of, today()),
    )


# One sentence


def event_sentence(facts: EventFacts) -> str:
    """“Từ ngày 01/01/2025, VKSND thị xã Chũ được tách ra từ VKSND huyện Lục Ngạn …”."""
    names = names_on(facts.unit_ids, _day_before(facts.on))
    called = {key: name.short_name for key, name in names.items()}
    before = _listed(called.get(row.unit_id or 0, "") for row in facts.before)
    after = _listed(row.short_name or called.get(row.unit_id or 0, "") for row in facts.after)
    under = _under(facts.after, called)
    said = _SAID[facts.kind](before, after, under, _ended(facts.before, called))
    return f"Từ ngày {vn_date(facts.on)}, {said}."


def _day_before(on: date | None) -> date:
    return on - timedelta(days=1) if on else today()


def _listed(words: Iterable[str]) -> str:
    """“A, B và C”."""
    found = [each for each in words if each]
    return " và ".join(filter(None, (", ".join(found[:-1]), *found[-1:])))


def _under(rows: Iterable[AfterRow], called: dict[int, str]) -> str:
    above = _listed(dict.fromkeys(called.get(row.parent_id or 0, "") for row in rows))
    return f", trực thuộc {above}" if above else ""


def _ended(rows: Iterable[BeforeRow], called: dict[int, str]) -> str:
    return _listed(called.get(row.unit_id or 0, "") for row in rows if row.ends)


Say = Callable[[str, str, str, str], str]


def _split(before: str, after: str, under: str, ended: str) -> str:
    if ended:
        return f"{before} được chia thành {after}{under}; {before} kết thúc hoạt động"
    return f"{after} được tách ra từ {before}{under}; {before} tiếp tục hoạt động"


_SAID: dict[str, Say] = {
    EventKind.FOUND: lambda _, after, under, __: f"thành lập {after}{under}",
    EventKind.RENAME: lambda before, after, *_: f"{before} mang tên {after}",
    EventKind.MERGE: lambda before, after, under, _: (
        f"{before} hợp nhất thành {after}{under}; các đơn vị cũ kết thúc hoạt động"
    ),
    EventKind.ABSORB: lambda before, after, *_: (
        f"{before} sáp nhập vào {after} và kết thúc hoạt động"
    ),
    EventKind.SPLIT: _split,
    EventKind.TRANSFER: lambda before, after, *_: f"{before} giao một phần địa bàn cho {after}",
    EventKind.MOVE: lambda before, after, *_: f"{before} chuyển sang trực thuộc {after}",
    EventKind.ABOLISH: lambda before, *_: f"{before} giải thể, kết thúc hoạt động",
}


def units_of(event: UnitEvent) -> list[UnitName]:
    """The units of an event that are there, in its order, as they were called on its day."""
    parts = sorted(
        event.parts.all(), key=lambda part: (part.side != EventSide.BEFORE, part.position)
    )
    keys = dict.fromkeys(part.unit_id for part in parts if part.unit_id)
    names = names_on(keys, event.on)
    return [names[key] for key in keys if key in names]


# What was done


@dataclass(frozen=True)
class Done:
    """One record that an event made, changed or dropped, and how."""

    kind: str
    what: str
    how: str
    tone: str
    lines: tuple[str, ...]


_MADE, _CHANGED, _DROPPED = ("thêm mới", "green"), ("sửa", "blue"), ("bỏ", "grey")


def done_by(event: UnitEvent) -> list[Done]:
    """Every change of an event in words, in the order of its kinds."""
    changes = list(event.changes.order_by("position"))
    kept = [(change, _as_logged(change)) for change in changes]
    names = names_in([logged for _, logged in kept])
    things = _things(changes)
    done = []
    for change, logged in kept:
        lines = tuple(each.text for each in changes_in(logged, names))
        what = things.get((change.record_type, change.record_id), "")
        done.append(Done(_noun(change), what, *_how(change), lines))
    return sorted(done, key=lambda each: each.kind)


def _things(changes: Iterable[UnitEventChange]) -> dict[tuple[str, int], str]:
    """What each changed record is called: the unit it is about, and the group."""
    wanted: dict[str, set[int]] = {}
    for change in changes:
        wanted.setdefault(change.record_type, set()).add(change.record_id)
    rows = {
        (kind, key): row
        for kind, keys in wanted.items()
        for key, row in apps.get_model(kind)._base_manager.in_bulk(keys).items()
    }
    units = {at: _unit_in(row) for at, row in rows.items()}
    names = names_on({unit for unit in units.values() if unit}, today())
    groups = _groups_in(rows)
    return {
        at: " – ".join(filter(None, (_called(names, unit), groups.get(at, ""))))
        for at, unit in units.items()
    }


def _called(names: dict[int, UnitName], unit: int) -> str:
    return names[unit].short_name if unit in names else ""


def _unit_in(row: Model) -> int:
    """The unit a record is, or is about."""
    return row.pk if isinstance(row, Unit) else getattr(row, "unit_id", None) or 0


def _groups_in(rows: dict[tuple[str, int], Model]) -> dict[tuple[str, int], str]:
    keys = {at: getattr(row, "edition_id", 0) for at, row in rows.items()}
    found = ClusterEdition.objects.select_related("year").in_bulk(set(keys.values()) - {0})
    return {at: found[key].label for at, key in keys.items() if key in found}


def _as_logged(change: UnitEventChange) -> Event:
    """The same as the log would keep it, so that it reads alike."""
    return Event(before=_said(change.before), after=_said(change.after))


def _said(values: dict[str, object] | None) -> dict[str, object]:
    return {key: value for key, value in (values or {}).items() if key not in _UNSAID}


def _how(change: UnitEventChange) -> tuple[str, str]:
    if change.before is None:
        return _MADE
    return _CHANGED if change.after else _DROPPED


def _noun(change: UnitEventChange) -> str:
    noun = str(apps.get_model(change.record_type)._meta.verbose_name)
    return noun[:1].upper() + noun[1:]


def event_title(event: UnitEvent) -> str:
    """“Chia, tách: VKSND huyện Lục Ngạn”."""
    facts = event_facts(event)
    keys = [row.unit_id for row in facts.before if row.unit_id]
    names = names_on(keys, _day_before(facts.on))
    shown = [names[key].short_name for key in keys if key in names]
    shown = shown or [row.short_name for row in facts.after]
    more = f" và {len(shown) - 2} đơn vị khác" if len(shown) > 2 else ""
    return f"{EventKind(facts.kind).label}: {', '.join(shown[:2])}{more}"
