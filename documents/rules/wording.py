"""How Vietnamese papers write dates, counts, numbers and citations (Nghị định 30/2020/NĐ-CP).

Plain Python. What is not known is dots or blank, never a guess.
"""

import re
from collections.abc import Sequence
from datetime import date

from core.text import fold

DOTS = "……"
LONGEST_LINE = 32  # letters on one line of the letterhead's left half
PROCURACY, PROCURACY_SHORT = "VIỆN KIỂM SÁT NHÂN DÂN", "VIỆN KSND"
LAWS = ("Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp")


def long_day(on: date | None, *, year: int | None = None) -> str:
    """“ngày 05 tháng 3 năm 2024”: a nought before days below 10 and months 1 and 2 only.

    Without a day the three places are dots; a year that is known all the same is printed.
    """
    if on is None:
        return f"ngày … tháng … năm {year or '…'}"
    month = f"{on.month:02d}" if on.month <= 2 else str(on.month)
    return f"ngày {on.day:02d} tháng {month} năm {on.year}"


def date_line(place: str, on: date | None, *, year: int | None = None) -> str:
    """“Bắc Ninh, ngày 05 tháng 02 năm 2026”, the line under the motto."""
    return f"{place or DOTS}, {long_day(on, year=year)}"


def number_line(number: int | None, symbol: str) -> str:
    """“Số: 05/KH-CTĐ2”; room to write it by hand while there is no number yet."""
    written = "\u00a0" * 8 if number is None else count2(number)
    return f"Số: {written}/{symbol}"


def in_capitals(name: str, *, longest: int = LONGEST_LINE) -> str:
    """A unit on letterhead or above a signature; “VIỆN KSND …” where the line would be too long."""
    written = name.upper()
    return written if len(written) <= longest else written.replace(PROCURACY, PROCURACY_SHORT)


def count2(count: int) -> str:
    """Counts in a text have two figures: 05, 12."""
    return f"{count:02d}"


def vietnamese_join(words: Sequence[str]) -> str:
    """“Trà Vinh, Sóc Trăng và Bến Tre”."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} và {words[-1]}"


def roman(number: int) -> str:
    """Numbers of sections and appendices: I, II, III, IV …"""
    steps = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    written = ""
    for value, letters in steps:
        count, number = divmod(number, value)
        written += letters * count
    return written


def basis_citation(
    kind: str,
    number: str = "",
    symbol: str = "",
    *,
    issued_on: date | None = None,
    issuer: str = "",
    abstract: str = "",
) -> str:
    """A paper as a căn cứ names it: kind, number, symbol, day, issuer, abstract.

    Laws and ordinances stand without number, symbol and issuer, but with their date (§6 of the
    decree's layout); for every other kind an unknown number becomes dots. An unknown day does too.
    `number` may hold a whole reference (“09/HD-VKSTC”, “/CT-VKSTC”) instead of a bare number.
    `abstract` is the part after the kind: “về công tác thi đua, khen thưởng” or a law's name.
    """
    day = long_day(issued_on) if issued_on else f"ngày … tháng … năm {DOTS}"
    if kind in LAWS:
        return _spaced(kind, abstract, day)
    return _spaced(kind, _numbered(number, symbol), day, issuer and f"của {issuer}", abstract)


def _numbered(number: str, symbol: str) -> str:
    if not number and not symbol:
        return f"số {DOTS}"
    if number.startswith("/"):  # a whole reference whose number is unknown
        return f"số {DOTS}{number}"
    padded = number.zfill(2) if number.isdecimal() else number
    return f"số {padded or DOTS}" + (f"/{symbol}" if symbol else "")


def closed(sentence: str, mark: str) -> str:
    """The sentence with exactly this mark at its end: `;`, `.` or `./.`"""
    return re.sub(r"[\s.;,/]+$", "", sentence) + mark


def _spaced(*words: str) -> str:
    return " ".join(word for word in words if word)


_OWN_VERB = ("về", "quy định", "hướng dẫn", "sửa đổi", "bổ sung", "ban hành", "phê duyệt")


def abstract_in_citation(abstract: str) -> str:
    """What follows the issuer: “về công tác …”, “quy định chi tiết …”; dots where unknown.

    In the register an abstract stands with a capital, as on the paper itself.
    """
    if not abstract:
        return f"về {DOTS}"
    is_word = len(abstract) > 1 and not abstract[1].isupper()
    words = abstract[0].lower() + abstract[1:] if is_word else abstract
    return words if words.startswith(_OWN_VERB) else f"về {words}"


def in_full(words: str) -> str:
    """The name of the procuracy as papers write it, without the abbreviations of the office."""
    full = words.replace("VKSND", "Viện kiểm sát nhân dân")
    return re.sub(r"\b[Nn]gành KSND\b", "ngành Kiểm sát nhân dân", full)


def file_stem(words: str, *, is_draft: bool = False) -> str:
    """A file name without accents and blanks: “bien-ban-hoi-nghi-tong-ket-nam-2024-du-thao”."""
    letters = "".join(letter if letter.isalnum() else " " for letter in fold(words))
    stem = "-".join(letters.split())[:110].strip("-")
    return f"{stem}-du-thao" if is_draft else stem
