"""What can happen to units: each obstacle in words, beside its field."""

from dataclasses import replace
from datetime import date

import pytest

from organizations.enums import EventKind
from organizations.rules import AfterRow, Around, BeforeRow, EventFacts, event_problems, settled
from organizations.rules.events import KnownName, KnownPlace, KnownUnit

DAY = date(2025, 7, 1)
YEAR_BEFORE, YEAR_AFTER = date(2024, 7, 1), date(2026, 7, 1)
TOP, GIANG, NINH, NGAN, DUNG = 1, 2, 3, 4, 5


def known(key: int, name: str, above: int | None, **more) -> KnownUnit:
    names = more.pop("names", (KnownName(f"Viện {name}", name, None, None),))
    places = more.pop("places", (KnownPlace(above, None, None),) if above else ())
    return KnownUnit(key, name, "district", names=names, places=places, **more)


UNITS = {
    TOP: known(TOP, "Tối cao", None),
    GIANG: known(GIANG, "Bắc Giang", TOP),
    NINH: known(NINH, "Bắc Ninh", TOP),
    NGAN: known(NGAN, "Lục Ngạn", GIANG),
    DUNG: known(DUNG, "Yên Dũng", GIANG),
}
BELOW_TOP = (UNITS[GIANG], UNITS[NINH])
BELOW_GIANG = (UNITS[NGAN], UNITS[DUNG])
AROUND = Around(
    UNITS,
    {TOP: BELOW_TOP, GIANG: BELOW_GIANG},
    {NGAN: frozenset({NGAN, GIANG, TOP}), GIANG: frozenset({GIANG, TOP})},
)
NEW = AfterRow(kind="district", full_name="Viện Chũ", short_name="Chũ", parent_id=GIANG)
NAME = AfterRow(full_name="Viện Mới", short_name="Mới")


def facts(kind: EventKind, before=(), after=(), on: date | None = DAY) -> EventFacts:
    rows = tuple(BeforeRow(each) if isinstance(each, int) else each for each in before)
    return settled(EventFacts(kind, on, before=rows, after=tuple(after)))


def at_fields(told: EventFacts, around: Around = AROUND) -> dict[str, str]:
    return {problem.field: problem.message for problem in event_problems(told, around)}


def with_unit(key: int, **changed) -> Around:
    unit = replace(UNITS[key], **changed)
    return replace(AROUND, units=UNITS | {key: unit})


POSSIBLE = {
    EventKind.FOUND: ((), (NEW,)),
    EventKind.RENAME: ((NGAN,), (NAME,)),
    EventKind.MERGE: ((NGAN, DUNG), (NEW,)),
    EventKind.ABSORB: ((DUNG,), (AfterRow(NGAN),)),
    EventKind.SPLIT: ((NGAN,), (NEW,)),
    EventKind.TRANSFER: ((NGAN,), (AfterRow(DUNG),)),
    EventKind.MOVE: ((NGAN,), (AfterRow(NINH),)),
    EventKind.ABOLISH: ((NGAN,), ()),
}


@pytest.mark.parametrize("kind", EventKind)
def test_each_kind_is_possible_with_what_it_needs(kind):
    assert at_fields(facts(kind, *POSSIBLE[kind])) == {}


@pytest.mark.parametrize("kind", EventKind)
def test_a_day_is_needed_for_each_kind(kind):
    told = at_fields(facts(kind, *POSSIBLE[kind], on=None))
    assert told == {"on": "Nhập ngày biến động có hiệu lực."}


def test_what_is_no_event_is_refused():
    assert at_fields(settled(EventFacts("cháy"))) == {"kind": "Chọn loại biến động."}


@pytest.mark.parametrize(
    ("told", "field", "words"),
    [
        (facts(EventKind.MERGE, [NGAN], [NEW]), "before", "Nhập ít nhất 02 đơn vị hợp nhất."),
        (facts(EventKind.MERGE, [NGAN, DUNG]), "after", "Nhập 01 đơn vị mới."),
        (facts(EventKind.FOUND, [NGAN], [NEW]), "before", "Thành lập: để trống phần này."),
        (facts(EventKind.RENAME, [NGAN, DUNG], [NAME]), "before", "Chỉ nhập 01 đơn vị đổi tên."),
        (facts(EventKind.ABOLISH), "before", "Nhập ít nhất 01 đơn vị giải thể."),
        (facts(EventKind.MOVE, [NGAN]), "after", "Nhập 01 đơn vị cấp trên mới."),
    ],
)
def test_how_many_units_an_event_has_is_said_in_words(told, field, words):
    assert at_fields(told) == {field: words}


def test_a_new_unit_needs_kind_names_and_a_unit_above():
    told = at_fields(facts(EventKind.FOUND, (), [AfterRow()]))
    assert set(told) == {"after-0-full_name", "after-0-short_name", "after-0-kind"}
    told = at_fields(facts(EventKind.FOUND, (), [replace(NEW, parent_id=None)]))
    assert told == {"after-0-parent_id": "Chọn đơn vị cấp trên."}
    for kind in ("supreme", "outside"):
        on_top = replace(NEW, parent_id=None, kind=kind)
        assert at_fields(facts(EventKind.FOUND, (), [on_top])) == {}


def test_a_row_left_blank_is_asked_for():
    told = at_fields(facts(EventKind.TRANSFER, [BeforeRow()], [AfterRow()]))
    assert told == {"before-0-unit_id": "Chọn đơn vị.", "after-0-unit_id": "Chọn đơn vị."}


def test_a_unit_nobody_knows_is_refused():
    assert set(at_fields(facts(EventKind.ABOLISH, [99]))) == {"before-0-unit_id"}
    assert set(at_fields(facts(EventKind.FOUND, (), [replace(NEW, parent_id=99)]))) == {
        "after-0-parent_id"
    }


def test_nothing_happens_before_its_unit():
    around = with_unit(NGAN, exists_from=YEAR_AFTER)
    told = at_fields(facts(EventKind.RENAME, [NGAN], [NAME]), around)
    assert told == {"on": "Lục Ngạn có từ ngày 01/07/2026: ngày biến động phải sau ngày đó."}


def test_a_unit_does_not_end_on_the_day_it_begins():
    around = with_unit(NGAN, exists_from=DAY)
    assert set(at_fields(facts(EventKind.ABOLISH, [NGAN]), around)) == {"on"}
    assert at_fields(facts(EventKind.TRANSFER, [NGAN], [AfterRow(DUNG)]), around) == {}


def test_nothing_happens_after_its_unit_has_ended():
    around = with_unit(NGAN, exists_to=YEAR_BEFORE)
    told = at_fields(facts(EventKind.RENAME, [NGAN], [NAME]), around)
    assert told == {"before-0-unit_id": "Lục Ngạn đã kết thúc từ ngày 01/07/2024."}
    told = at_fields(facts(EventKind.ABSORB, [DUNG], [AfterRow(NGAN)]), around)
    assert told == {"after-0-unit_id": "Lục Ngạn đã kết thúc từ ngày 01/07/2024."}


def test_what_became_of_a_unit_is_told_after_its_end_was_entered():
    ended = with_unit(NGAN, exists_to=DAY)
    assert at_fields(facts(EventKind.MERGE, [NGAN, DUNG], [NEW]), ended) == {}
    later = with_unit(NGAN, exists_to=YEAR_AFTER)
    assert set(at_fields(facts(EventKind.ABOLISH, [NGAN]), later)) == {"on"}


@pytest.mark.parametrize(
    "later",
    [
        {"names": (*UNITS[NGAN].names, KnownName("Viện Chũ", "Chũ", YEAR_AFTER, None))},
        {"places": (*UNITS[NGAN].places, KnownPlace(NINH, YEAR_AFTER, None))},
        {"posts_from": YEAR_AFTER},
        {"last_event_on": YEAR_AFTER},
    ],
)
def test_a_unit_does_not_end_before_what_is_known_of_it(later):
    told = at_fields(facts(EventKind.ABOLISH, [NGAN]), with_unit(NGAN, **later))
    assert list(told) == ["on"]
    assert told["on"].startswith("Lục Ngạn")


def test_a_unit_stands_once_in_an_event():
    twice = at_fields(facts(EventKind.MERGE, [NGAN, NGAN], [NEW]))
    assert twice == {"before-1-unit_id": "Lục Ngạn đã có ở dòng trên."}
    itself = at_fields(facts(EventKind.ABSORB, [NGAN], [AfterRow(NGAN)]))
    assert set(itself) == {"after-0-unit_id"}


def test_a_renaming_names_no_second_unit():
    told = facts(EventKind.RENAME, [NGAN], [replace(NAME, unit_id=DUNG)])
    assert set(at_fields(told)) == {"after-0-unit_id"}


def test_a_name_begins_once_a_day_and_differs_from_the_one_before():
    names = (KnownName("Viện Cũ", "Cũ", None, DAY), KnownName("Viện Chũ", "Chũ", DAY, None))
    told = at_fields(facts(EventKind.RENAME, [NGAN], [NAME]), with_unit(NGAN, names=names))
    assert told == {"on": "Từ ngày này đơn vị đã mang tên “Chũ”."}
    same = AfterRow(full_name="Viện Lục Ngạn", short_name="Lục Ngạn")
    assert set(at_fields(facts(EventKind.RENAME, [NGAN], [same]))) == {"after-0-full_name"}
    assert at_fields(facts(EventKind.RENAME, [NGAN], [replace(same, symbol="VKSLN")])) == {}


def test_the_unit_above_a_new_one_is_there_on_the_day():
    found = facts(EventKind.FOUND, (), [NEW])
    for changed in ({"exists_from": YEAR_AFTER}, {"exists_to": DAY}):
        assert set(at_fields(found, with_unit(GIANG, **changed))) == {"after-0-parent_id"}
    merge = facts(EventKind.MERGE, [GIANG, NINH], [replace(NEW, parent_id=NINH)])
    assert set(at_fields(merge)) == {"after-0-parent_id"}


def test_a_move_closes_no_circle_and_leads_somewhere_else():
    circle = at_fields(facts(EventKind.MOVE, [GIANG], [AfterRow(NGAN)]))
    assert circle == {
        "before-0-unit_id": "Bắc Giang đứng trên Lục Ngạn: không thể trực thuộc đơn vị đó."
    }
    same = at_fields(facts(EventKind.MOVE, [NGAN], [AfterRow(GIANG)]))
    assert same == {"before-0-unit_id": "Lục Ngạn đang trực thuộc Bắc Giang."}
    moved = with_unit(NGAN, places=(KnownPlace(GIANG, None, DAY), KnownPlace(TOP, DAY, None)))
    assert set(at_fields(facts(EventKind.MOVE, [NGAN], [AfterRow(NINH)]), moved)) == {"on"}


def test_two_units_below_one_do_not_share_a_name():
    twin = replace(NEW, full_name="VIỆN lục ngạn")
    told = at_fields(facts(EventKind.FOUND, (), [twin]))
    assert told == {
        "after-0-full_name": "Dưới cùng cấp trên đã có đơn vị mang tên “VIỆN lục ngạn” lúc đó."
    }
    assert set(at_fields(facts(EventKind.FOUND, (), [NEW, NEW]))) == {"after-1-full_name"}
    renamed = replace(NAME, full_name="Viện Yên Dũng")
    assert set(at_fields(facts(EventKind.RENAME, [NGAN], [renamed]))) == {"after-0-full_name"}


def test_a_name_is_free_when_its_bearer_ends_or_has_not_begun():
    heir = replace(NEW, full_name="Viện Bắc Ninh", parent_id=TOP)
    assert at_fields(facts(EventKind.MERGE, [GIANG, NINH], [heir])) == {}
    twin = replace(NEW, full_name="Viện Lục Ngạn")
    for changed in ({"exists_to": YEAR_BEFORE}, {"exists_from": YEAR_AFTER}):
        gone = replace(UNITS[NGAN], **changed)
        around = replace(AROUND, siblings={GIANG: (gone,)})
        assert at_fields(facts(EventKind.FOUND, (), [twin]), around) == {}


def test_a_moved_unit_meets_no_namesake():
    twin = known(9, "Lục Ngạn", NINH)
    around = replace(AROUND, siblings={NINH: (twin,)})
    told = at_fields(facts(EventKind.MOVE, [NGAN], [AfterRow(NINH)]), around)
    assert set(told) == {"before-0-unit_id"}


def test_settling_fills_in_what_the_kind_decides():
    merged = facts(EventKind.MERGE, [NGAN, DUNG], [replace(NEW, unit_id=7)])
    assert [row.ends for row in merged.before] == [True, True]
    assert merged.after[0].unit_id is None
    renamed = facts(EventKind.RENAME, [NGAN], [replace(NAME, short_name=" Thị   xã Chũ ")])
    assert (renamed.after[0].unit_id, renamed.after[0].short_name) == (NGAN, "Thị xã Chũ")
    moved = facts(EventKind.MOVE, [NGAN], [replace(NAME, unit_id=NINH)])
    assert moved.after == (AfterRow(NINH),)
    split = facts(EventKind.SPLIT, [BeforeRow(NGAN, ends=True)], [NEW])
    assert split.before[0].ends
