"""Whose turn it is to lead, as a rule on plain values, and ten years that follow it."""

import random

from hypothesis import given
from hypothesis import strategies as some

from clusters.rules import Standing, next_to_lead, rotation_order, turn_in_words
from core.text import sort_key

PLACES = ("Bình Định", "Đắk Lắk", "Điện Biên", "Hà Nội", "Khánh Hòa", "Ninh Thuận", "Phú Yên")
STANDINGS = some.lists(
    some.builds(
        Standing,
        unit_id=some.integers(1, 99),
        name=some.sampled_from(PLACES),
        last=some.none() | some.integers(2015, 2024),
        is_barred=some.booleans(),
    ),
    max_size=12,
    unique_by=lambda each: each.unit_id,
)


@given(STANDINGS)
def test_nobody_goes_before_who_waits_longer_and_equals_stay_equal(standings):
    order = rotation_order(standings)
    lasts = [{each.last for each in alike} for alike in order]
    assert all(len(last) == 1 for last in lasts)
    years = [-1 if (year := last.pop()) is None else year for last in lasts]
    assert years == sorted(set(years))
    for alike in order:
        assert [each.name for each in alike] == sorted((e.name for e in alike), key=sort_key)
    told = [each for alike in order for each in alike]
    assert sorted(told, key=str) == sorted((s for s in standings if not s.is_barred), key=str)
    assert next_to_lead(standings) == (order[0] if order else ())


@given(STANDINGS, some.randoms())
def test_the_order_typed_makes_no_difference(standings, chance):
    mixed = list(standings)
    chance.shuffle(mixed)
    assert rotation_order(mixed) == rotation_order(standings)


@given(
    some.integers(2, 12),
    some.lists(some.sets(some.integers(0, 11)), min_size=10, max_size=10),
    some.integers(),
)
def test_in_ten_years_no_unit_leads_again_while_another_eligible_one_waits(count, barred, seed):
    chance = random.Random(seed)
    led: dict[int, int] = {}
    for year, out in enumerate(barred, start=2015):
        standings = [
            Standing(unit, f"Đơn vị {unit}", led.get(unit), is_barred=unit in out)
            for unit in range(count)
        ]
        choices = next_to_lead(standings)
        eligible = set(range(count)) - out
        assert bool(choices) is bool(eligible)
        if not choices:
            continue
        chosen = chance.choice(choices).unit_id
        assert chosen in eligible
        waited = {unit: year - led.get(unit, 0) for unit in eligible}
        assert waited[chosen] == max(waited.values())
        assert chosen not in led or all(unit in led for unit in eligible)
        led[chosen] = year


def test_the_turn_is_told_with_its_years_and_its_equals():
    never = [Standing(1, "VKSND tỉnh Đắk Lắk"), Standing(2, "VKSND tỉnh Bình Định")]
    led = Standing(3, "VKSND tỉnh Phú Yên", 2020)
    assert turn_in_words([*never, led], "Cụm trưởng", 2024) == (
        "Đến lượt làm Cụm trưởng năm 2024, theo các năm đã ghi: VKSND tỉnh Bình Định; VKSND tỉnh "
        "Đắk Lắk (chưa làm Cụm trưởng; ngang nhau nên xếp theo tên, người có thẩm quyền chọn)."
    )
    assert turn_in_words([led, Standing(4, "VKSND tỉnh Gia Lai", 2021)], "Khối trưởng", 2024) == (
        "Đến lượt làm Khối trưởng năm 2024, theo các năm đã ghi: VKSND tỉnh Phú Yên (làm Khối "
        "trưởng gần nhất năm 2020)."
    )
    assert turn_in_words([Standing(1, "VKSND tỉnh Phú Yên", is_barred=True)], "Cụm trưởng", 1) == ""
