"""Which passwords are too easy to guess in an office of this kind, offline.

What everybody would try first is taken out of the password: words of the house, names of places,
the user's own names, years, rows of the keyboard, repeats. What remains must still be enough.
"""

import re
from collections.abc import Iterable, Iterator

from core.text import fold

SHORTEST, REMAINS = 12, 6

# Folded: without marks, in small letters.
_WORDS = [
    "matkhaumoi",
    "matkhau",
    "password",
    "passwd",
    "pass",
    "admin",
    "quantrivien",
    "quantri",
    "root",
    "user",
    "login",
    "dangnhap",
    "vienkiemsatnhandan",
    "vienkiemsat",
    "kiemsatvien",
    "kiemsat",
    "vksndtc",
    "vksnd",
    "vks",
    "nhandan",
    "thiduakhenthuong",
    "thidua",
    "khenthuong",
    "tochuccanbo",
    "vanphong",
    "congvan",
    "canbo",
    "phongban",
    "coquan",
    "donvi",
    "congly",
    "congan",
    "toaan",
    "vietnam",
    "anhyeuem",
    "toiyeu",
    "yeuem",
    "yeuanh",
    "hanhphuc",
    "giadinh",
    "xinchao",
    "chaomung",
    "demo",
    "test",
    "welcome",
    "letmein",
    "iloveyou",
    "abc",
    "xyz",
]
_PLACES = [
    "angiang",
    "bacgiang",
    "backan",
    "baclieu",
    "bacninh",
    "bariavungtau",
    "vungtau",
    "bentre",
    "binhdinh",
    "binhduong",
    "binhphuoc",
    "binhthuan",
    "camau",
    "cantho",
    "caobang",
    "danang",
    "daklak",
    "daknong",
    "dienbien",
    "dongnai",
    "dongthap",
    "gialai",
    "hagiang",
    "hanam",
    "hanoi",
    "hatinh",
    "haiduong",
    "haiphong",
    "haugiang",
    "hoabinh",
    "hochiminh",
    "saigon",
    "hungyen",
    "khanhhoa",
    "kiengiang",
    "kontum",
    "laichau",
    "lamdong",
    "langson",
    "laocai",
    "longan",
    "namdinh",
    "nghean",
    "ninhbinh",
    "ninhthuan",
    "phutho",
    "phuyen",
    "quangbinh",
    "quangnam",
    "quangngai",
    "quangninh",
    "quangtri",
    "soctrang",
    "sonla",
    "tayninh",
    "thaibinh",
    "thainguyen",
    "thanhhoa",
    "thuathienhue",
    "hue",
    "tiengiang",
    "travinh",
    "tuyenquang",
    "vinhlong",
    "vinhphuc",
    "yenbai",
]
_ROWS = ("1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "abcdefghijklmnopqrstuvwxyz")
_SHORTEST_RUN, _SHORTEST_NAME = 3, 3

_NOT_A_SIGN = re.compile(r"[\W_]")
_YEAR = re.compile(r"(?:19|20)\d\d")
_REPEAT = re.compile(r"(.{1,6}?)\1{2,}|(.)\2{2,}")
_ONLY_A_REPEAT = re.compile(r"(.{1,8}?)\1+")


def password_problems(password: str, names: Iterable[str] = ()) -> list[str]:
    """What is wrong with a new password, in the reader's words; `names` are the user's own."""
    problems = []
    if len(password) < SHORTEST:
        problems.append(f"Mật khẩu cần ít nhất {SHORTEST} ký tự.")
    if password.isdigit():
        problems.append("Mật khẩu không được chỉ gồm chữ số.")
    elif _is_easy(password, names):
        problems.append(
            "Mật khẩu dễ đoán: tránh tên của bạn, tên cơ quan, địa danh, năm, dãy phím liền nhau "
            "và phần lặp lại. Hãy ghép vài từ không liên quan đến nhau."
        )
    return problems


def _is_easy(password: str, names: Iterable[str]) -> bool:
    plain = _NOT_A_SIGN.sub("", _without_leet(fold(password)))
    if _ONLY_A_REPEAT.fullmatch(plain) or _ONLY_A_REPEAT.fullmatch(password):
        return True
    signs = len(fold(password)) - len(_NOT_A_SIGN.sub("", fold(password)))
    return len(_remains(plain, names)) + min(signs, 2) < REMAINS


def _without_leet(text: str) -> str:
    """“m@tkh@u” and “p4ssw0rd” are words too; digits between digits stay digits."""
    text = text.replace("@", "a").replace("$", "s")
    for digit, letter in (("0", "o"), ("4", "a"), ("3", "e"), ("1", "i"), ("5", "s")):
        text = re.sub(rf"(?<=[a-z]){digit}(?=[a-z])", letter, text)
    return text


def _remains(plain: str, names: Iterable[str]) -> str:
    """The password without what everybody would try first; a blank where something was."""
    for word in sorted([*_own(names), *_WORDS, *_PLACES, *_runs()], key=len, reverse=True):
        plain = plain.replace(word, " ")
    plain = _REPEAT.sub(" ", _YEAR.sub(" ", plain))
    return plain.replace(" ", "")


def _own(names: Iterable[str]) -> Iterator[str]:
    """Each name whole and each of its words."""
    for name in names:
        words = re.findall(r"[a-z0-9]+", fold(name))
        yield from (word for word in ("".join(words), *words) if len(word) >= _SHORTEST_NAME)


def _runs() -> Iterator[str]:
    """Neighbours on the keyboard or in the alphabet, forth and back."""
    for row in (*_ROWS, *(each[::-1] for each in _ROWS)):
        for start in range(len(row)):
            for end in range(start + _SHORTEST_RUN + 1, len(row) + 1):
                yield row[start:end]
    yield from ("123", "321", "abc")
