"""Vietnamese text: spelling, search, order."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text import (
    bound,
    fold,
    nfc,
    one_line,
    person_sort_key,
    search_words,
    searchable,
    sort_key,
    whole_number,
)

LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxy"
WORDS = st.text(
    alphabet="aàảãáạăằâấbcdđeêếghiklmnoôơờpqrstuưựvxy AĂÂĐÊÔƠƯ", min_size=1, max_size=12
)


@pytest.mark.parametrize("typed", ["Đắk Lắk", "Đăk Lăk", "dak lak", "ĐẮK  LẮK"])
def test_a_search_finds_every_spelling_of_a_place(typed: str) -> None:
    assert fold(typed) == "dak lak"


def test_dashes_are_alike_in_a_search() -> None:
    assert fold("Kỷ cương – liêm chính") == fold("kỷ cương - liêm chính")


def test_old_and_new_tone_places_are_alike_in_a_search() -> None:
    assert fold("Sơn Hoà") == fold("Sơn Hòa")


@given(WORDS)
def test_text_typed_apart_is_stored_as_text_typed_together(word: str) -> None:
    assert nfc(unicodedata.normalize("NFD", word)) == unicodedata.normalize("NFC", word)


def test_invisible_letters_are_dropped() -> None:
    assert one_line("Tân\u200b Yên \ufeff") == "Tân Yên"


def test_letters_stand_in_the_order_of_the_alphabet() -> None:
    assert sorted(LETTERS, key=sort_key) == list(LETTERS)


def test_tones_stand_in_the_order_of_the_dictionary() -> None:
    assert sorted(["mạ", "mã", "má", "mả", "mà", "ma"], key=sort_key) == [
        "ma", "mà", "mả", "mã", "má", "mạ",
    ]  # fmt: skip


def test_the_accented_first_letter_does_not_go_to_the_end() -> None:
    names = ["Yên Thế", "Đồng Tháp", "Ánh Dương", "Cà Mau", "An Giang", "Bến Tre"]
    assert sorted(names, key=sort_key) == [
        "An Giang", "Ánh Dương", "Bến Tre", "Cà Mau", "Đồng Tháp", "Yên Thế",
    ]  # fmt: skip


def test_numbers_sort_by_value() -> None:
    names = ["Cụm thi đua số 10", "Cụm thi đua số 2"]
    assert sorted(names, key=sort_key) == ["Cụm thi đua số 2", "Cụm thi đua số 10"]


def test_persons_sort_by_given_name() -> None:
    people = ["Trần Văn Sang", "Phạm Thị Kim Liên", "Nguyễn Kim Hoàng"]
    assert [name.split()[-1] for name in sorted(people, key=person_sort_key)] == [
        "Hoàng", "Liên", "Sang",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "is_found"),
    [("vĩnh long", True), ("long an", False), ("VKSND", True), ("sat nhan", True), ("hân", False)],
)
def test_a_word_is_found_by_its_beginning_never_by_its_middle(typed: str, is_found: bool) -> None:
    stored = searchable("Viện kiểm sát nhân dân tỉnh Vĩnh Long VKSND tỉnh Vĩnh Long")
    assert all(word in stored for word in search_words(typed)) == is_found


def test_a_paper_is_found_by_any_part_of_its_number() -> None:
    stored = searchable("Hướng dẫn 09/HD-VKSTC")
    for typed in ("09/HD-VKSTC", "09", "hd", "vkstc", "huong dan 09"):
        assert all(word in stored for word in search_words(typed)), typed


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("VKSND huyện Tân Yên, năm 2024", "VKSND huyện Tân\u00a0Yên, năm\u00a02024"),
        ("số 2 – VKSND tỉnh Bắc Giang", "số\u00a02 – VKSND tỉnh Bắc\u00a0Giang"),
        ("Phạm Thị Kim Liên chủ trì", "Phạm\u00a0Thị\u00a0Kim\u00a0Liên chủ trì"),
        ("Hội nghị tổng kết", "Hội nghị tổng kết"),
    ],
)  # fmt: skip
def test_a_proper_noun_is_never_broken(text: str, shown: str) -> None:
    assert bound(text) == shown


@pytest.mark.parametrize("typed", ["", "²", "-1", "1.5", "mười", "9" * 5000])
def test_what_is_no_plain_number_is_none(typed: str) -> None:
    assert whole_number(typed) is None


def test_a_very_long_number_in_a_name_still_sorts() -> None:
    assert sort_key("Cụm 2") < sort_key("Cụm 10") < sort_key("Cụm " + "9" * 5000)
