"""Why an event cannot happen as it is described, each obstacle beside its field."""

from collections.abc import Callable, Iterator
from datetime import date

from core.days import vn_date
from core.problems import Problem
from organizations.enums import EventKind, UnitKind
from organizations.rules.events import (
    SHAPES,
    AfterRow,
    Around,
    EventFacts,
    KnownUnit,
)
from organizations.rules.register import share_a_day

# Nobody stands above these.
ON_TOP = frozenset({UnitKind.SUPREME, UnitKind.OUTSIDE})

# What stands before and after an event of each kind, as a clerk calls it.
NOUNS: dict[str, tuple[str, str]] = {
    EventKind.FOUND: ("", "đơn vị mới"),
    EventKind.RENAME: ("đơn vị đổi tên", "tên mới"),
    EventKind.MERGE: ("đơn vị hợp nhất", "đơn vị mới"),
    EventKind.ABSORB: ("đơn vị được sáp nhập", "đơn vị nhận sáp nhập"),
    EventKind.SPLIT: ("đơn vị được chia, tách", "đơn vị mới"),
    EventKind.TRANSFER: ("đơn vị giao địa bàn", "đơn vị nhận địa bàn"),
    EventKind.MOVE: ("đơn vị đổi cấp trên", "đơn vị cấp trên mới"),
    EventKind.ABOLISH: ("đơn vị giải thể", ""),
}

Problems = Iterator[Problem]


def event_problems(facts: EventFacts, around: Around) -> list[Problem]:
    """Every obstacle of a settled event; what is missing comes before what is impossible."""
    if facts.kind not in SHAPES:
        return [Problem("Chọn loại biến động.", "kind")]
    missing = [*_missing(facts), *_counts(facts), *_unknown(facts, around)]
    if missing or facts.on is None:
        return missing
    found: list[Problem] = []
    for ask in QUESTIONS:
        found += ask(facts, around, facts.on)
    return list(dict.fromkeys(found))


def ending_problems(unit: KnownUnit, ends: date, field: str) -> Problems:
    """What begins when the unit is no more; a place that begins that very day is the event's."""
    for name in unit.names:
        if name.valid_from is not None and name.valid_from >= ends:
            begins = vn_date(name.valid_from)
            words = f"Tên “{name.short_name}” bắt đầu từ ngày {begins}, sau ngày này."
            yield Problem(words, field)
    starts = [place.valid_from for place in unit.places if place.valid_from]
    if any(start > ends for start in starts):
        yield Problem("Đơn vị có cấp trên mới từ sau ngày này.", field)
    if unit.posts_from is not None and unit.posts_from >= ends:
        yield Problem("Có người giữ chức vụ ở đơn vị từ sau ngày này.", field)
    if unit.last_event_on is not None and unit.last_event_on > ends:
        words = f"{unit.label} có biến động ngày {vn_date(unit.last_event_on)}, sau ngày này."
        yield Problem(words, field)


# What is missing


def _missing(facts: EventFacts) -> Problems:
    if facts.on is None:
        yield Problem("Nhập ngày biến động có hiệu lực.", "on")
    for number, row in enumerate(facts.before):
        if row.unit_id is None:
            yield Problem("Chọn đơn vị.", f"before-{number}-unit_id")
    for number, after in enumerate(facts.after):
        yield from _missing_after(facts.kind, after, f"after-{number}-")


def _missing_after(kind: str, row: AfterRow, at: str) -> Problems:
    is_new = SHAPES[kind].founds
    if not is_new and row.unit_id is None:
        yield Problem("Chọn đơn vị.", f"{at}unit_id")
    if is_new or kind == EventKind.RENAME:
        if not row.full_name:
            yield Problem("Nhập tên đầy đủ.", f"{at}full_name")
        if not row.short_name:
            yield Problem("Nhập tên gọn.", f"{at}short_name")
    if is_new and row.kind not in {each.value for each in UnitKind}:
        yield Problem("Chọn loại đơn vị.", f"{at}kind")
    elif is_new and row.parent_id is None and row.kind not in ON_TOP:
        yield Problem("Chọn đơn vị cấp trên.", f"{at}parent_id")


def _counts(facts: EventFacts) -> Problems:
    shape, nouns = SHAPES[facts.kind], NOUNS[facts.kind]
    sides = (("before", shape.before, len(facts.before)), ("after", shape.after, len(facts.after)))
    for (field, (least, most), count), noun in zip(sides, nouns, strict=True):
        if most == 0 and count:
            yield Problem(f"{EventKind(facts.kind).label}: để trống phần này.", field)
        elif count < least:
            few = "" if most == least else "ít nhất "
            yield Problem(f"Nhập {few}{least:02d} {noun}.", field)
        elif most is not None and count > most:
            yield Problem(f"Chỉ nhập {most:02d} {noun}.", field)


def _unknown(facts: EventFacts, around: Around) -> Problems:
    named = [(row.unit_id, f"before-{n}-unit_id") for n, row in enumerate(facts.before)]
    named += [(row.unit_id, f"after-{n}-unit_id") for n, row in enumerate(facts.after)]
    named += [(row.parent_id, f"after-{n}-parent_id") for n, row in enumerate(facts.after)]
    for unit, field in named:
        if unit is not None and unit not in around.units:
            yield Problem("Không có đơn vị này trong danh sách.", field)


# What is impossible


def _twice(facts: EventFacts, around: Around, _: date) -> Problems:
    for field, units in (
        ("before", [row.unit_id for row in facts.before]),
        ("after", [row.unit_id for row in facts.after]),
    ):
        for number, unit in enumerate(units):
            if unit is not None and unit in units[:number]:
                words = f"{around.units[unit].label} đã có ở dòng trên."
                yield Problem(words, f"{field}-{number}-unit_id")


def _on_both_sides(facts: EventFacts, around: Around, _: date) -> Problems:
    before = {row.unit_id for row in facts.before}
    for number, row in enumerate(facts.after):
        field = f"after-{number}-unit_id"
        if facts.kind == EventKind.RENAME:
            if row.unit_id not in before:
                yield Problem("Đổi tên giữ nguyên đơn vị: chỉ nhập tên mới.", field)
        elif row.unit_id is not None and row.unit_id in before:
            words = f"{around.units[row.unit_id].label} không thể đứng ở cả hai vế của biến động."
            yield Problem(words, field)


def _existence(facts: EventFacts, around: Around, on: date) -> Problems:
    for number, row in enumerate(facts.before):
        unit = around.units[row.unit_id or 0]
        yield from _there(unit, on, f"before-{number}-unit_id", ends=row.ends)
    for number, after in enumerate(facts.after):
        if after.unit_id is not None and facts.kind != EventKind.RENAME:
            yield from _there(around.units[after.unit_id], on, f"after-{number}-unit_id")


def _there(unit: KnownUnit, on: date, field: str, *, ends: bool = False) -> Problems:
    """The unit exists on the day; one that ends then may be known to have ended that very day."""
    starts, ended = unit.exists_from, unit.exists_to
    if starts is not None and (on < starts or (ends and on == starts)):
        words = f"{unit.label} có từ ngày {vn_date(starts)}: ngày biến động phải sau ngày đó."
        yield Problem(words, "on")
    if ended is not None and (ended < on or (ended == on and not ends)):
        yield Problem(f"{unit.label} đã kết thúc từ ngày {vn_date(ended)}.", field)


def _endings(facts: EventFacts, around: Around, on: date) -> Problems:
    for row in facts.before:
        unit = around.units[row.unit_id or 0]
        if not row.ends:
            continue
        if unit.exists_to is not None and unit.exists_to > on:
            words = f"{unit.label} đã được ghi kết thúc từ ngày {vn_date(unit.exists_to)}."
            yield Problem(words, "on")
        else:
            for problem in ending_problems(unit, on, "on"):
                yield Problem(_of(unit, problem.message), "on")


def _of(unit: KnownUnit, words: str) -> str:
    return words if words.startswith(unit.label) else f"{unit.label}: {words}"


def _parents(facts: EventFacts, around: Around, on: date) -> Problems:
    """The unit above a new one is there on the day and goes on."""
    ending = {row.unit_id for row in facts.before if row.ends}
    for number, row in enumerate(facts.after):
        if row.parent_id is None or not SHAPES[facts.kind].founds:
            continue
        field, parent = f"after-{number}-parent_id", around.units[row.parent_id]
        if parent.unit_id in ending:
            yield Problem(f"{parent.label} kết thúc cùng ngày, không thể là cấp trên.", field)
        elif parent.exists_from is not None and on < parent.exists_from:
            yield Problem(f"{parent.label} chỉ có từ ngày {vn_date(parent.exists_from)}.", field)
        elif parent.exists_to is not None and parent.exists_to <= on:
            words = f"{parent.label} đã kết thúc từ ngày {vn_date(parent.exists_to)}."
            yield Problem(words, field)


def _renaming(facts: EventFacts, around: Around, on: date) -> Problems:
    if facts.kind != EventKind.RENAME:
        return
    unit, row = around.units[facts.before[0].unit_id or 0], facts.after[0]
    begun = next((name for name in unit.names if name.valid_from == on), None)
    if begun is not None:
        yield Problem(f"Từ ngày này đơn vị đã mang tên “{begun.short_name}”.", "on")
    held = (name for name in unit.names if share_a_day(name.valid_from, name.valid_to, on, None))
    names = {(name.full_name, name.short_name) for name in held if _begins_by(name.valid_from, on)}
    if names == {(row.full_name, row.short_name)} and not begun and _only_name(row):
        yield Problem("Tên mới giống tên đang dùng.", "after-0-full_name")


def _only_name(row: AfterRow) -> bool:
    """Nothing but the name itself is said: letterhead, symbol and place may change alone."""
    return not (row.letterhead or row.symbol or row.place_name)


def _begins_by(starts: date | None, on: date) -> bool:
    return starts is None or starts <= on


def _moving(facts: EventFacts, around: Around, on: date) -> Problems:
    if facts.kind != EventKind.MOVE:
        return
    parent = around.units[facts.after[0].unit_id or 0]
    for number, row in enumerate(facts.before):
        unit, field = around.units[row.unit_id or 0], f"before-{number}-unit_id"
        now = [each for each in unit.places if share_a_day(each.valid_from, each.valid_to, on, on)]
        if any(place.valid_from == on for place in unit.places):
            yield Problem(f"{unit.label} đã có cấp trên mới từ ngày này.", "on")
        elif any(place.unit_id == parent.unit_id for place in now):
            yield Problem(f"{unit.label} đang trực thuộc {parent.label}.", field)
        if unit.unit_id in around.above.get(parent.unit_id, frozenset()):
            words = f"{unit.label} đứng trên {parent.label}: không thể trực thuộc đơn vị đó."
            yield Problem(words, field)


# Two units of one name under one parent


def _namesakes(facts: EventFacts, around: Around, on: date) -> Problems:
    ending = {row.unit_id for row in facts.before if row.ends}
    seen: set[tuple[int | None, str]] = set()
    for unit, parent, name, field in _to_be_named(facts, around, on):
        key = (parent, name.casefold())
        others = around.siblings.get(parent, ())
        if key in seen or any(
            each.unit_id not in {unit, *ending} and _bears(each, parent, name, on)
            for each in others
        ):
            yield Problem(f"Dưới cùng cấp trên đã có đơn vị mang tên “{name}” lúc đó.", field)
        seen.add(key)


def _to_be_named(
    facts: EventFacts, around: Around, on: date
) -> Iterator[tuple[int | None, int | None, str, str]]:
    """Unit, unit above, full name and field of each that comes to stand under a name somewhere."""
    if SHAPES[facts.kind].founds:
        for number, row in enumerate(facts.after):
            yield None, row.parent_id, row.full_name, f"after-{number}-full_name"
    elif facts.kind == EventKind.RENAME:
        unit = around.units[facts.before[0].unit_id or 0]
        yield unit.unit_id, _above(unit, on), facts.after[0].full_name, "after-0-full_name"
    elif facts.kind == EventKind.MOVE:
        for number, moved in enumerate(facts.before):
            unit = around.units[moved.unit_id or 0]
            field = f"before-{number}-unit_id"
            yield unit.unit_id, facts.after[0].unit_id, _name_at(unit, on), field


def _above(unit: KnownUnit, on: date) -> int | None:
    held = (each for each in unit.places if _begins_by(each.valid_from, on))
    return next((each.unit_id for each in held if not each.valid_to or each.valid_to > on), None)


def _name_at(unit: KnownUnit, on: date) -> str:
    held = (each for each in unit.names if _begins_by(each.valid_from, on))
    names = [each.full_name for each in held if not each.valid_to or each.valid_to > on]
    return names[0] if names else unit.label


def _bears(unit: KnownUnit, parent: int | None, name: str, on: date) -> bool:
    """Whether the unit bears this name below this parent on the day."""
    if not share_a_day(unit.exists_from, unit.exists_to, on, None):
        return False
    if unit.exists_from is not None and unit.exists_from > on:
        return False
    return _above(unit, on) == parent and _name_at(unit, on).casefold() == name.casefold()


Ask = Callable[[EventFacts, Around, date], Problems]
QUESTIONS: tuple[Ask, ...] = (
    _twice,
    _on_both_sides,
    _existence,
    _endings,
    _parents,
    _renaming,
    _moving,
    _namesakes,
)
