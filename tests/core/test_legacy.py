"""TCVN3 and VNI are recognised where a text says nothing as it stands, and only there."""

import tomllib
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.legacy import TCVN3, from_tcvn3, from_vni, proposed, to_tcvn3, to_vni
from tests.architecture.house import ROOT

MARKS = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
VOWELS = "aăâeêioôơuưy"
LETTERS = [unicodedata.normalize("NFC", vowel + mark) for vowel in VOWELS for mark in MARKS] + ["đ"]
CAPITALS = [letter.upper() for letter in LETTERS]
NAMES = [
    "Viện kiểm sát nhân dân huyện Lục Ngạn",
    "Viện kiểm sát nhân dân thị xã Sông Cầu",
    "Nguyễn Thị Hồng Phượng",
    "Phó Viện trưởng phụ trách cụm",
    "Quyết định số 33, ngày 12 tháng 3",
    "Khuất Duy Đoàn",
]
# What offices write that looks foreign: peoples' names, loan words, signs.
ORDINARY = [
    *("Y Blô Niê", "H'Mông", "Rơ Ô Cheo", "K'Brêl", "Ksor Phước", "Ea H'leo", "Mù Cang Chải"),
    *("Hòa", "Hoà", "Thúy", "Thuý", "Kỳ Sơn", "Lò Văn Mạnh", "Nông Văn Đỉnh", "Vương Đình Huệ"),
    *("Müller", "São Paulo", "naïve", "café", "Citroën", "Łódź", "Zürich"),
    *("5 × 3", "25°C", "§ 12", "© 2024", "1.000 m²", "Võ Ý", "Âu Cơ", "a – b", "“trích”"),
    *(
        "5 µm",
        "10 µg/m³",
        "m×n",
        "3×n",
        "n × t",
        "2½h",
        "½t",
        "x÷y",
        "«trích»",
        "25 °C ± 2",
        "20 µV",
    ),
    *("Krông Nô", "Kon Plông", "Êban", "Siu Blô", "Kpă", "H’Bơk Khăp", "Cư M’gar", "Y Thông Mlô"),
    *("João", "Núñez", "Genève", "Nguyễn Văn Müller", "Đại học Köln – Zürich", "Số\xa05", "\xa0"),
    "L'été à Genève, où l'on a été bien reçu à l'hôtel de la forêt près du château",
    "Señor Núñez está aquí mañana por la tarde",
]


@pytest.mark.parametrize("letter", LETTERS)
def test_every_letter_survives_both_codings(letter: str) -> None:
    assert from_tcvn3(to_tcvn3(letter)) == letter
    assert from_vni(to_vni(letter)) == letter
    assert from_vni(to_vni(letter.upper())) == letter.upper()


def test_the_table_has_each_small_letter_once() -> None:
    small = [letter for letter in LETTERS if not letter.isascii()]
    assert sorted(letter for letter in TCVN3.values() if letter.islower()) == sorted(small)
    assert sorted(letter for letter in TCVN3.values() if letter.isupper()) == sorted("ĂÂÊÔƠƯĐ")


@pytest.mark.parametrize("name", NAMES)
def test_a_name_in_an_old_coding_is_read(name: str) -> None:
    found = proposed(to_tcvn3(name))
    assert found is not None
    assert (found.coding, found.text) == ("TCVN3", name)
    found = proposed(to_vni(name))
    assert found is not None
    assert (found.coding, found.text) == ("VNI", name)


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert proposed(text) is None
    assert proposed(unicodedata.normalize("NFD", text)) is None


@pytest.mark.parametrize("old", [to_tcvn3, to_vni])
@pytest.mark.parametrize(
    "written", ["{} …", "“{}”", "Chủ đề: {}", "{} – năm 2025", "Đoàn kết.\n{}\nĐổi mới."]
)
def test_what_stands_beside_an_old_text_does_not_hide_it(
    old: Callable[[str], str], written: str
) -> None:
    found = proposed(written.format(old("Viện kiểm sát nhân dân")))
    assert found is not None
    assert found.text == written.format("Viện kiểm sát nhân dân")


@pytest.mark.parametrize("old", [to_tcvn3, to_vni])
def test_a_name_of_another_people_among_the_words_does_not_hide_them(
    old: Callable[[str], str],
) -> None:
    name = "Viện kiểm sát nhân dân huyện Krông Pắc"
    found = proposed(old(name))
    assert found is not None
    assert found.text == name


def test_a_single_strange_word_among_words_of_unicode_is_a_foreign_one() -> None:
    assert proposed("Nguyễn Hïng") is None
    assert proposed("Nguyễn Hïng Hïng") is not None


@pytest.mark.parametrize("name", ["Hµ", "S¬n", "V©n", "b×nh", "Hïng"])
def test_a_short_name_in_an_old_coding_is_read(name: str) -> None:
    assert proposed(name) is not None


def test_a_long_text_is_looked_at_in_no_time() -> None:
    for text in ("ÿ" * 100_000, "a" * 100_000 + "ÿ", "µ" * 100_000):
        assert proposed(text) is None


def words_of(value: object) -> list[str]:
    if isinstance(value, dict):
        return [word for each in value.values() for word in words_of(each)]
    if isinstance(value, list):
        return [word for each in value for word in words_of(each)]
    return [value] if isinstance(value, str) else []


def test_no_text_of_the_demo_or_the_reference_is_taken_for_an_old_coding() -> None:
    files = [*ROOT.glob("portal/management/demo/*.toml"), *ROOT.glob("organizations/reference/*")]
    texts = [text for file in files for text in words_of(tomllib.loads(file.read_text("utf-8")))]
    assert len(texts) > 300
    assert [text for text in texts if proposed(text)] == []
    assert proposed("\n".join(texts)) is None


@given(st.text())
def test_any_text_is_looked_at_without_a_fault(text: str) -> None:
    found = proposed(text)
    assert found is None or found.text != text
