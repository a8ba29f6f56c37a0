"""Vietnamese text: one spelling in the database, one way to search it, one way to sort it."""

import re
import unicodedata

_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANK = {letter: f"{index:02d}" for index, letter in enumerate(_LETTERS, start=20)}
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def nfc(text: str) -> str:
    """The same words as composed letters, without invisible or control characters."""
    return _CONTROL.sub("", _INVISIBLE.sub("", unicodedata.normalize("NFC", text)))


def one_line(text: str) -> str:
    """NFC, spaces folded to one, none at the ends."""
    return " ".join(nfc(text).split())


def bound(text: str) -> str:
    """The text with proper nouns and numbers no line break may split: “Tân Yên”, “năm 2024”.

    Two capitalised words side by side are taken for one name.
    """
    name_goes_on = r"(?<=[^\W\d_]) (?=[A-ZĐÀ-Ỹ][^\W\d_])"
    words = [match.start() for match in re.finditer(name_goes_on, text)]
    inside = {at for at in words if text[:at].rpartition(" ")[2][:1].isupper()}
    joined = "".join("\u00a0" if at in inside else letter for at, letter in enumerate(text))
    return re.sub(r"\b(năm|số|ngày) (?=\d)", "\\1\u00a0", joined)


def fold(text: str) -> str:
    """What a search compares: no marks, no case, đ as d, every dash and space alike.

    >>> fold("Đắk Lắk – Sơn Hoà")
    'dak lak - son hoa'
    """
    plain = unicodedata.normalize("NFD", nfc(text)).lower().replace("đ", "d")
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(re.sub("[\u2010-\u2015\u2212]", "-", plain).split())


def searchable(text: str) -> str:
    """What is stored to be searched: the folded text and its parts, each after a space."""
    folded = fold(text)
    return f" {folded} {' '.join(re.findall('[a-z0-9]+', folded))}"


def search_words(text: str) -> list[str]:
    """What a stored text must contain, word by word: the beginning of a word, not its middle.

    So “long an” does not find Vĩnh Long for the “an” in “nhân dân”.
    """
    return [f" {word}" for word in fold(text).split()]


def whole_number(text: str) -> int | None:
    """A number of up to nine digits, as keys, counts and years are; None for anything else."""
    return int(text) if text.isdecimal() and len(text) <= 9 else None


def sort_key(text: str) -> str:
    """A key whose code-point order is the Vietnamese order: letters, then tones, then case.

    Digits sort before letters and by value, so “Cụm 2” stands before “Cụm 10”.
    """
    letters: list[str] = []
    tones: list[str] = []
    for part in re.findall(r"\d+|\D", one_line(text)):
        letter, tone = _letter_and_tone(part)
        letters.append(letter)
        tones.append(tone)
    case = "".join("1" if letter.isupper() else "0" for letter in one_line(text))
    return f"{''.join(letters)} {''.join(tones)} {case}"[:400]


def person_sort_key(full_name: str) -> str:
    """Persons sort by given name (the last word), then by the whole name."""
    given = one_line(full_name).rpartition(" ")[2]
    return f"{sort_key(given)[:190]}|{sort_key(full_name)[:200]}"


def _letter_and_tone(part: str) -> tuple[str, str]:
    if part.isdecimal():
        return f"1{part.lstrip('0'):0>8}", "0"
    if part.isspace():
        return "00", "0"
    decomposed = unicodedata.normalize("NFD", part.lower())
    tone = next((_TONES[mark] for mark in decomposed if mark in _TONES), "0")
    shaped = "".join(mark for mark in decomposed if mark not in _TONES)
    letter = unicodedata.normalize("NFC", shaped)
    return _RANK.get(letter, f"0{ord(letter[0]) % 10}"), tone
