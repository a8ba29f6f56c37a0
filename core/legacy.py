"""Texts typed in TCVN3 or VNI, which Unicode shows as odd Latin letters: recognised, never changed.

Both codings gave the numbers of Western letters to Vietnamese ones: “ViÖn kiÓm” (TCVN3) and
“Vieän kieåm” (VNI) say “Viện kiểm”. A text counts as such only if it makes no sense as it
stands and its words are Vietnamese syllables once it is read so; one in five may be a name of
another people (“Krông Pắc”). Words with a letter that only Unicode has were typed in Unicode;
what stands between them is judged by itself, and so is each line.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby

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
_CODINGS = (("TCVN3", lambda text: from_tcvn3(text)), ("VNI", lambda text: from_vni(text)))
_WORD = re.compile(r"[^\W\d_]+")
_PIECE = re.compile(r"\n|[^\S\n]+|\S+")
_MODERN = re.compile(r"[^\W\d_\x00-\xff]")  # a letter neither of the old codings has
_ODD_SIGN = re.compile(r"(?!\s)[^\w\x00-\x7f\u0100-\U0010ffff]")
_FORMULA = re.compile(r"\d|(?<!\w)[¼½¾]|(?<!\w)(?:µ\w{1,2}|\w?[×÷]\w?)(?!\w)")
_ONSET = "(?:ngh|ng|nh|gh|gi|kh|ch|ph|qu|th|tr|[bcdđghklmnprstvx])?"
_NUCLEUS = "(?:iê|yê|ươ|uô|oă|uâ|uê|uơ|uyê|uya|uy|oa|oe|oo|ua|ưa|ia|ya|[aăâeêioôơuưy])"
_CODA = "(?:ch|ng|nh|[ckmnptiyou])?"
_SYLLABLE = re.compile(_ONSET + _NUCLEUS + _CODA)
_TONE_MARKS = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_VIETNAMESE = frozenset("ăâđêôơư")


_FEW = 4  # words that read well for each that does not


@dataclass(frozen=True)
class Proposal:
    """What a text would say, read in an old coding."""

    coding: str
    text: str


def proposed(text: str) -> Proposal | None:
    """What the text says if it was typed in TCVN3 or VNI; None if it makes sense as it stands."""
    if text.isascii():
        return None
    pieces = groupby(_PIECE.findall(text), key=_stands_apart)
    runs = [(is_apart, "".join(run)) for is_apart, run in pieces]
    is_mixed = bool(_MODERN.search(text))
    for coding, read in _CODINGS:
        said = ["" if is_apart else _read(run, read, is_mixed) for is_apart, run in runs]
        if any(said):
            return Proposal(
                coding, "".join(new or run for new, (_, run) in zip(said, runs, strict=True))
            )
    return None


def _stands_apart(piece: str) -> bool:
    """A word of Unicode, or the end of a line: what makes sense by itself is left alone."""
    return piece == "\n" or bool(_MODERN.search(piece))


def _read(text: str, read: Callable[[str], str], is_mixed: bool) -> str:
    """The text read in an old coding; empty if it makes sense as it stands, or not even so."""
    if text.isascii() or _makes_sense(text):
        return ""
    words = list(zip(read(text).split(), text.split(), strict=True))
    said = sum(_says_a_word(word, instead_of=was) for word, was in words)
    odd = sum(not _makes_sense(word) for word, _ in words)
    needed = 2 if is_mixed else 1  # among words of Unicode, a single one may well be foreign
    return read(text) if said >= max(needed, odd * _FEW) else ""


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
    if _ODD_SIGN.search(text):
        return False
    return all(word.isascii() or _is_syllable(word) for word in _WORD.findall(text))


def _says_a_word(word: str, *, instead_of: str) -> bool:
    """Signs by themselves and formulas (“©”, “5 µm”, “m×n”) are no letters of an old coding."""
    if word == instead_of or _FORMULA.search(instead_of):
        return False
    return _makes_sense(word) and any(len(part) > 1 for part in _WORD.findall(word))


def _is_syllable(word: str) -> bool:
    decomposed = unicodedata.normalize("NFD", word.lower())
    tones = _TONE_MARKS.findall(decomposed)
    bare = unicodedata.normalize("NFC", _TONE_MARKS.sub("", decomposed))
    is_ours = all(letter.isascii() or letter in _VIETNAMESE for letter in bare)
    return len(tones) <= 1 and is_ours and _SYLLABLE.fullmatch(bare) is not None
