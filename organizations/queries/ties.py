"""What a unit has to do with others that came before or after it, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import F, Q

from core.dates import today
from core.days import vn_date
from core.text import search_words, sort_key
from organizations.enums import EventKind, EventSide, EventState
from organizations.models import UnitEvent, UnitEventPart, UnitName
from organizations.queries.lineage import Lines, all_lines
from organizations.queries.units import fits, names_on_days, units_named
from organizations.rules.events import SHAPES

# A unit that only changes the one above it is not tied to that one.
_TYING = (
    EventKind.MERGE,
    EventKind.ABSORB,
    EventKind.SPLIT,
    EventKind.TRANSFER,
)
_MOST_NAMES = 3


@dataclass(frozen=True)
class Tie:
    """One tie: the words and the units at its other end."""

    words: str
    units: tuple[int, ...] = ()


@dataclass(frozen=True)
class NamedUnits:
    """Units that bear or bore a name with these words, and their whole line: what they came from
    and what they became, over every event between. Two queries, asked once."""

    text: str

    @cached_property
    def _names(self) -> dict[int, str]:
        """The last of such names, by unit."""
        in_time = units_named(self.text).order_by(F("valid_from").asc(nulls_first=True), "pk")
        return dict(in_time.values_list("unit_id", "short_name"))

    @cached_property
    def _lines(self) -> Lines:
        return all_lines()

    @cached_property
    def others(self) -> frozenset[int]:
        """Those of the line that never bore the name."""
        related = self._lines.related(self._names)
        return (related.predecessors | related.successors) - self._names.keys()

    def among(self, unit: str) -> Q:
        """Rows whose field of this name is one of all these units."""
        bearers = units_named(self.text).order_by().values("unit_id")
        return Q(**{f"{unit}__in": bearers}) | Q(**{f"{unit}__in": self.others})

    def why(self, name: UnitName) -> str:
        """What a unit shown under this name has to do with the words, where it does not say so."""
        if not self.text or all(word in name.search_text for word in search_words(self.text)):
            return ""
        if other := self._names.get(name.unit_id):
            return f"thời gian khác mang tên {other}"
        related = self._lines.related({name.unit_id})
        told = (("kế thừa", related.predecessors), ("tiền thân của", related.successors))
        return "; ".join(f"{lead} {said}" for lead, units in told if (said := self._said(units)))

    def _said(self, units: frozenset[int]) -> str:
        names = sorted((self._names[key] for key in units & self._names.keys()), key=sort_key)
        more = f" và {len(names) - _MOST_NAMES} đơn vị khác" if len(names) > _MOST_NAMES else ""
        return f"{', '.join(names[:_MOST_NAMES])}{more}"


def ties_of(units: Iterable[int]) -> dict[int, tuple[Tie, ...]]:
    """By unit, in the order of time: “nay là …”, “trước là …”, “tách từ …”; three queries."""
    wanted = set(units)
    found: dict[int, list[Tie]] = {key: _renamings(names) for key, names in _names(wanted).items()}
    events = list(
        UnitEvent.objects.filter(state=EventState.IN_FORCE, kind__in=_TYING, parts__unit__in=wanted)
        .distinct()
        .order_by("on", "pk")
        .prefetch_related("parts")
    )
    days = ((part.unit_id, event.on) for event in events for part in event.parts.all())
    names = names_on_days((unit, on) for unit, on in days if unit)
    for event in events:
        for unit in wanted:
            found.setdefault(unit, []).extend(_ties(event, unit, names))
    return {unit: tuple(ties) for unit, ties in found.items() if ties}


def _names(units: set[int]) -> dict[int, list[UnitName]]:
    rows = UnitName.objects.filter(unit__in=units)
    names: dict[int, list[UnitName]] = {}
    for row in rows.order_by("unit_id", F("valid_from").asc(nulls_first=True), "pk"):
        names.setdefault(row.unit_id, []).append(row)
    return names


def _renamings(names: list[UnitName]) -> list[Tie]:
    """What a unit of several names was called before its name of today, and will be called."""
    now = max(names, key=lambda name: fits(name, today()))
    place = names.index(now)
    before = dict.fromkeys(name.short_name for name in names[:place])
    before.pop(now.short_name, None)
    later = [
        f"từ ngày {vn_date(name.valid_from)} mang tên {name.short_name}"
        for name in names[place + 1 :]
    ]
    return [*(Tie(f"trước mang tên {name}") for name in before), *(Tie(words) for words in later)]


def _ties(event: UnitEvent, unit: int, names: dict[tuple[int, date], UnitName]) -> list[Tie]:
    sides: dict[str, list[UnitEventPart]] = {EventSide.BEFORE: [], EventSide.AFTER: []}
    for part in sorted(event.parts.all(), key=lambda each: each.position):
        if part.unit_id:
            sides[part.side].append(part)
    found = []
    for mine, others in ((EventSide.BEFORE, EventSide.AFTER), (EventSide.AFTER, EventSide.BEFORE)):
        parts = [each for each in sides[mine] if each.unit_id == unit]
        far = [each.unit_id for each in sides[others] if each.unit_id and each.unit_id != unit]
        if parts and far:
            said = ", ".join(names[key, event.on].short_name for key in far)
            ends = parts[0].ends or bool(SHAPES[event.kind].ends)
            lead = _lead(event.kind, mine, ends=ends, is_ahead=event.on > today())
            found.append(Tie(f"{lead} {said} từ ngày {vn_date(event.on)}", tuple(far)))
    return found


def _lead(kind: str, side: str, *, ends: bool, is_ahead: bool) -> str:
    """How a unit on this side of an event speaks of the other side."""
    if side == EventSide.BEFORE:
        if kind == EventKind.TRANSFER:
            return "chuyển một phần địa bàn cho"
        if kind == EventKind.ABSORB:
            return "nhập vào"
        if ends:
            return "sẽ là" if is_ahead else "nay là"
        return "tách ra"
    return {
        EventKind.MERGE: "trước là",
        EventKind.ABSORB: "nhận sáp nhập",
        EventKind.SPLIT: "tách từ",
    }.get(EventKind(kind), "nhận một phần địa bàn của")
