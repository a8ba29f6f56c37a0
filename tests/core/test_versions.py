"""Two people at once."""

from dataclasses import dataclass
from decimal import Decimal

import pytest

from core.versions import Stale, changes, version_of


@dataclass(frozen=True)
class Row:
    name: str
    points: Decimal | None = None


@dataclass(frozen=True)
class Step:
    title: str
    rows: tuple[Row, ...] = ()


OPENED = Step("Hội nghị", (Row("Tân Yên", Decimal("96.50")),))


def test_saving_what_was_opened_with_a_change_goes_through() -> None:
    typed = Step("Hội nghị tổng kết", OPENED.rows)
    assert changes(stored=OPENED, typed=typed, version=version_of(OPENED))


def test_the_second_of_two_is_told_and_given_what_stands_there() -> None:
    stored = Step("Hội nghị của người khác", OPENED.rows)
    with pytest.raises(Stale) as told:
        changes(stored=stored, typed=Step("Của tôi"), version=version_of(OPENED))
    assert told.value.stored == stored


def test_a_row_changed_below_is_noticed() -> None:
    stored = Step("Hội nghị", (Row("Tân Yên", Decimal("96.00")),))
    with pytest.raises(Stale):
        changes(stored=stored, typed=Step("Của tôi"), version=version_of(OPENED))


def test_the_same_post_twice_is_no_conflict() -> None:
    typed = Step("Đã lưu", OPENED.rows)
    assert not changes(stored=typed, typed=typed, version=version_of(OPENED))
