"""The drawing of what units were and became: nothing lies over anything else."""

from datetime import date, timedelta
from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from organizations.rules.lineage import (
    EDGE,
    MOST_LETTERS,
    SLOT,
    Bar,
    Stretch,
    Turn,
    drawn,
    lines_of,
)

NEW_YEAR, JULY = date(2025, 1, 1), date(2025, 7, 1)
LUC_NGAN, CHU, YEN_DUNG, CITY, REGION = range(1, 6)
FIRST = date(2000, 1, 1)

# The case of 2025: Chũ leaves Lục Ngạn, the city takes in Yên Dũng, then all become one region.
STRETCHES = (
    Stretch(LUC_NGAN, "VKSND huyện Lục Ngạn", ends=JULY),
    Stretch(CHU, "VKSND thị xã Chũ", starts=NEW_YEAR, ends=JULY),
    Stretch(YEN_DUNG, "VKSND huyện Yên Dũng", ends=NEW_YEAR),
    Stretch(CITY, "VKSND thành phố Bắc Giang", ends=JULY),
    Stretch(REGION, "VKSND khu vực 1", starts=JULY),
)
TURNS = (
    Turn("Chia, tách", NEW_YEAR, (LUC_NGAN,), (CHU,)),
    Turn("Sáp nhập vào đơn vị khác", NEW_YEAR, (YEN_DUNG,), (CITY,)),
    Turn("Hợp nhất thành đơn vị mới", JULY, (LUC_NGAN, CHU, CITY), (REGION,)),
)

FOUNDING = Turn("Thành lập", JULY, after=(REGION,))


def bar_of(unit: int) -> Bar:
    return next(bar for bar in drawn(STRETCHES, TURNS).bars if bar.stretch.unit == unit)


def test_time_runs_to_the_right() -> None:
    assert [(bar_of(unit).first, bar_of(unit).last) for unit in range(1, 6)] == [
        (0, 1),
        (1, 1),
        (0, 0),
        (0, 1),
        (2, 2),
    ]
    assert bar_of(LUC_NGAN).x < bar_of(CHU).x < bar_of(REGION).x


def test_nothing_is_left_blank_before_a_unit_that_was_founded() -> None:
    drawing = drawn([Stretch(REGION, "VKSND khu vực 1", starts=JULY)], [FOUNDING])
    (bar,), (founding,) = drawing.bars, drawing.joints
    assert 0 < founding.x < SLOT
    assert drawing.width == bar.right + EDGE


def test_a_unit_that_goes_on_is_left_by_a_ring_and_one_that_ends_by_a_line() -> None:
    split, absorb, merge = drawn(STRETCHES, TURNS).joints
    assert split.rings == (bar_of(LUC_NGAN).middle,)
    assert [wire.is_arrow for wire in split.wires] == [True]
    assert absorb.dots == (bar_of(CITY).middle,)
    assert [wire.x1 for wire in absorb.wires] == [bar_of(YEN_DUNG).right]
    assert merge.rings == merge.dots == ()
    assert [wire.is_arrow for wire in merge.wires] == [False, False, False, True]
    assert merge.wires[-1].head.startswith(f"{bar_of(REGION).x},")


def test_events_of_one_day_stand_side_by_side() -> None:
    split, absorb, _ = drawn(STRETCHES, TURNS).joints
    assert absorb.x - split.x == SLOT
    assert split.heading[0].words == absorb.heading[0].words == "01/01/2025"


def test_a_new_unit_takes_over_the_row_of_one_it_came_from() -> None:
    merged = drawn(
        (Stretch(1, "A", ends=JULY), Stretch(2, "B", ends=JULY), Stretch(3, "C", starts=JULY)),
        (Turn("Hợp nhất", JULY, (1, 2), (3,)),),
    )
    assert [bar.row for bar in merged.bars] == [0, 1, 0]


def test_a_renamed_unit_stays_in_its_row() -> None:
    names = (Stretch(1, "Cũ", ends=JULY), Stretch(1, "Mới", starts=JULY))
    drawing = drawn(names, (Turn("Đổi tên", JULY, (1,), (1,)),))
    old, new = drawing.bars
    assert (old.row, old.last, new.row, new.first) == (0, 0, 0, 1)
    assert old.right < drawing.joints[0].x < new.x


def test_a_long_name_is_broken_into_short_lines_and_cut_in_the_end() -> None:
    lines = lines_of("Phòng Thực hành quyền công tố " * 6)
    assert len(lines) == 4
    assert all(len(line) <= MOST_LETTERS for line in lines)
    assert lines[-1].endswith("…")


def test_nothing_to_draw_is_an_empty_drawing() -> None:
    assert drawn((), ()).bars == ()


# Any history


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[Stretch], list[Turn]]:
    """Units that split, merge, absorb and change names on any days."""
    living = dict.fromkeys(range(draw(st.integers(1, 4))), None)
    began: dict[int, date | None] = dict(living)
    names: list[Stretch] = []
    turns: list[Turn] = []
    day, last = FIRST, len(living)
    for _ in range(draw(st.integers(0, 8))):
        day += timedelta(days=draw(st.integers(0, 3)) * 100)
        able = [unit for unit in living if (began[unit] or date.min) < day]
        kind = draw(st.sampled_from(["split", "merge", "absorb", "rename", "found"]))
        before = draw(st.permutations(able))[:2] if able else []
        if kind == "found":
            before = []
        elif not before or (kind != "split" and kind != "rename" and len(before) < 2):
            continue
        elif kind in {"split", "rename"}:
            before = before[:1]
        after = [last] if kind in {"found", "split", "merge"} else before[-1:]
        ends = {"merge": before, "absorb": before[:1], "rename": []}.get(kind, [])
        for unit in ends:
            names.append(Stretch(unit, f"Đơn vị {unit}", starts=began[unit], ends=day))
            del living[unit]
        if kind == "rename":
            (unit,) = before
            names.append(Stretch(unit, f"Đơn vị {unit}", starts=began[unit], ends=day))
            began[unit] = day
        if after == [last]:
            living[last], began[last], last = None, day, last + 1
        left = before[:1] if kind == "absorb" else before
        turns.append(Turn(kind, day, tuple(left), tuple(after)))
    names += [Stretch(unit, f"Đơn vị {unit}", starts=began[unit]) for unit in living]
    return names, turns


def overlap(one: Bar, other: Bar) -> bool:
    return (
        one.x < other.right
        and other.x < one.right
        and one.y < other.y + other.height
        and other.y < one.y + one.height
    )


@given(histories())
def test_no_two_units_overlap_and_all_lie_inside(history: tuple[list[Stretch], list[Turn]]) -> None:
    drawing = drawn(*history)
    assert [pair for pair in combinations(drawing.bars, 2) if overlap(*pair)] == []
    assert all(bar.x >= 0 and bar.right <= drawing.width for bar in drawing.bars)
    assert all(drawing.head <= bar.y for bar in drawing.bars)
    assert all(bar.y + bar.height <= drawing.height for bar in drawing.bars)


@given(histories())
def test_headings_stand_apart_and_between_the_units(
    history: tuple[list[Stretch], list[Turn]],
) -> None:
    drawing = drawn(*history)
    places = sorted(joint.x for joint in drawing.joints)
    assert all(right - left >= SLOT for left, right in pairwise(places))
    for joint in drawing.joints:
        begins = [bar.x for bar in drawing.bars] + [bar.right for bar in drawing.bars]
        assert joint.x not in begins
        assert joint.top <= joint.bottom <= drawing.height


@given(histories())
def test_every_wire_reaches_its_unit(history: tuple[list[Stretch], list[Turn]]) -> None:
    drawing = drawn(*history)
    edges = {(bar.x, bar.middle) for bar in drawing.bars}
    edges |= {(bar.right, bar.middle) for bar in drawing.bars}
    for joint in drawing.joints:
        for wire in joint.wires:
            assert edges & {(wire.x1, wire.y), (wire.x2, wire.y)}
            assert joint.top <= wire.y <= joint.bottom
