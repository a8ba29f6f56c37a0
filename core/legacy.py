"""Texts typed in TCVN3 or VNI, which Unicode shows as odd Latin letters: recognised, never changed.

Both codings gave the numbers of Western letters to Vietnamese ones: “ViÖn kiÓm” (TCVN3) and
“Vieän kieåm” (VNI) say “Viện kiểm”. A text counts as such only if it makes no sense as it
stands and each of its words is a Vietnamese syllable once it is read so.
"""

import re
import unicodedata
from dataclasses import dataclass

# What stands at each number of TCVN3, read from its tables; capitals with tones have none.
_TCVN3_AT = {
    0xA1: "ĂÂÊÔƠƯĐăâêôơưđ",
    0xB5: "àảãáạ",
    0xBB: "ằẳẵắ",
    0xC6: "ặầẩẫấậè",
    0xCE: "ẻẽéẹềểễếệìỉ",
    0xDC: "ĩíịò",
    0xE1: "ỏõóọồổỗốộờởỡớợù",
    0xF1: "ủũúụừửữứựỳỷỹýỵ",
}
TCVN3 = {
    chr(start + step): letter
    for start, letters in _TCVN3_AT.items()
    for step, letter in enumerate(letters)
}

# VNI writes a tone, and the hat or breve of a vowel, as a second letter.
_TONES = dict(zip("ùøûõï", "\u0301\u0300\u0309\u0303\u0323", strict=True))
_SHAPED = {
    "a": {
        **dict(zip("âáàåãä", "âấầẩẫậ", strict=True)),
        **dict(zip("êéèúüë", "ăắằẳẵặ", strict=True)),
    },
    "e": dict(zip("âáàåãä", "êếềểễệ", strict=True)),
    "o": dict(zip("âáàåãä", "ôốồổỗộ", strict=True)),
}
_ALONE = {"ô": "ơ", "ö": "ư", "ñ": "đ", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}


def _vni() -> dict[str, str]:
    pairs = dict(_ALONE)
    for base in "aeouyôö":
        letter = _ALONE.get(base, base)
        for mark, tone in _TONES.items():
            pairs[base + mark] = unicodedata.normalize("NFC", letter + tone)
    for base, marks in _SHAPED.items():
        pairs |= {base + mark: letter for mark, letter in marks.items()}
    capitals = {key.upper(): letter.upper() for key, letter in pairs.items()}
    first = {key[0].upper() + key[1:]: letter.upper() for key, letter in pairs.items()}
    return pairs | first | capitals


VNI = _vni()
_VNI_AT = re.compile("|".join(sorted(VNI, key=len, reverse=True)))
_WORD = re.compile(r"[^\W\d_]+")
_ONSET = "(?:ngh|ng|nh|gh|gi|kh|ch|ph|qu|th|tr|[bcdđghklmnprstvx])?"
_NUCLEUS = "(?:iê|yê|ươ|uô|oă|uâ|uê|uơ|uyê|uya|uy|oa|oe|oo|ua|ưa|ia|ya|[aăâeêioôơuưy])"
_CODA = "(?:ch|ng|nh|[ckmnptiyou])?"
_SYLLABLE = re.compile(_ONSET + _NUCLEUS + _CODA)
_TONE_MARKS = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_VIETNAMESE = frozenset("ăâđêôơư")


@dataclass(frozen=True)
class Proposal:
    """What a text would say, read in an old coding."""

    coding: str
    text: str


def proposed(text: str) -> Proposal | None:
    """What the text says if it was typed in TCVN3 or VNI; None if it makes sense as it stands."""
    if text.isascii() or any(ord(letter) > 0xFF for letter in text) or _makes_sense(text):
        return None
    for coding, read in (("TCVN3", from_tcvn3(text)), ("VNI", from_vni(text))):
        if _makes_sense(read) and _says_a_word(read, instead_of=text):
            return Proposal(coding, read)
    return None


def from_tcvn3(text: str) -> str:
    return "".join(TCVN3.get(letter, letter) for letter in text)


def from_vni(text: str) -> str:
    return _VNI_AT.sub(lambda found: VNI[found[0]], text)


def to_tcvn3(text: str) -> str:
    """As TCVN3 wrote it; a capital with a tone became a small letter in a font of capitals."""
    back = {letter: code for code, letter in TCVN3.items()}
    return "".join(back.get(letter, back.get(letter.lower(), letter)) for letter in text)


def to_vni(text: str) -> str:
    back = {letter: code for code, letter in reversed(VNI.items())}
    return "".join(back.get(letter, letter) for letter in text)


def _makes_sense(text: str) -> bool:
    """Every word with a letter beyond ASCII is a Vietnamese syllable, and no sign is odd."""
    if any(not letter.isascii() and not letter.isalpha() for letter in text):
        return False
    return all(word.isascii() or _is_syllable(word) for word in _WORD.findall(text))


def _says_a_word(text: str, *, instead_of: str) -> bool:
    """A sign by itself (“5 × 3”, “©”) is no letter of an old coding."""
    before = instead_of.split()
    return any(
        word != was and any(len(part) > 1 for part in _WORD.findall(word))
        for word, was in zip(text.split(), before, strict=False)
    )


def _is_syllable(word: str) -> bool:
    decomposed = unicodedata.normalize("NFD", word.lower())
    tones = _TONE_MARKS.findall(decomposed)
    bare = unicodedata.normalize("NFC", _TONE_MARKS.sub("", decomposed))
    is_ours = all(letter.isascii() or letter in _VIETNAMESE for letter in bare)
    return len(tones) <= 1 and is_ours and _SYLLABLE.fullmatch(bare) is not None
