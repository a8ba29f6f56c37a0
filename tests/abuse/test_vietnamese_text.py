"""Vietnamese as it arrives from everywhere: decomposed, in old encodings, with invisible guests."""

import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.urls import reverse

from core.text import nfc
from tests.abuse.filling import good, with_files
from tests.abuse.forms import Opened, open_forms
from tests.abuse.rights import rolled_back
from tests.abuse.world import world  # noqa: F401 - a fixture
from tests.portal.walk import squash
from tests.readers import pdf_text

pytestmark = pytest.mark.django_db

VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
LETTERS = unicodedata.normalize("NFC", "đ" + "".join(v + tone for v in VOWELS for tone in TONES))
INVISIBLE = "\u200b\u200d\u2060\ufeff\u00ad\u202e\u202d\u200f"
GUEST = f"Đồng{INVISIBLE} Xoài".replace("ồ", "o\u0302\u0300")
ODD = (
    unicodedata.normalize("NFD", LETTERS),
    INVISIBLE,
    "Nguyễn V\u0430n \u0410n",  # two letters are Cyrillic
    "😀🇻🇳👩\u200d👩 𠀋 \U0001d518",
    "Dài" * 3334,
    "\x00\x01\x1f\x7f\ud800",
    "\u0302" * 50,
)
# “Viện kiểm sát” in TCVN3, VNI and windows-1258, and bytes that are nothing.
BYTES = (
    b"Vi\xd6n ki\xd3m s\xb8t",
    b"Vie\xe4n kie\xe5m sa\xf9t",
    b"Vi\xea\xf2n ki\xea\xd2m",
    b"\xff\xfe\xc3",
)
FORM = "application/x-www-form-urlencoded"
CALM = {200, 302, 403, 404, 409, 410, 422}


def test_all_letters_are_there():
    assert len(set(LETTERS) | set(LETTERS.upper())) == 2 * (1 + 12 * 6)


def test_no_text_in_no_field_breaks_a_page(world):  # noqa: F811
    wrong = []
    for opened in open_forms(world):
        for body in bodies(opened) if opened.form.typed else ():
            with rolled_back():
                answer = opened.client.post(opened.url, body, content_type=FORM)
            wrong += [] if answer.status_code in CALM else [f"{opened.name} {answer.status_code}"]
    assert wrong == []


def bodies(opened: Opened) -> Iterator[str]:
    """The form with each odd text in all its fields, as a browser would send it."""
    sent: dict[str, Any] = opened.form.values | opened.form.button
    for text in (*ODD, *BYTES):
        yield urlencode(sent | dict.fromkeys(opened.form.typed, text), errors="surrogatepass")


def test_what_is_kept_is_composed_and_visible(world):  # noqa: F811
    wrong, kept = [], 0
    for opened in open_forms(world):
        client = opened.client
        typed = good(opened, client)
        if typed is None:
            continue
        for name in filter(of_first_row, opened.form.typed):
            with rolled_back(), texts_written() as texts:
                opened.post(with_files(typed | {name: GUEST}), client)
            kept += any("Đồng Xoài" in text for text in texts)
            bad = [text for text in texts if text != nfc(text)]
            wrong += [f"{opened.name} {name}: {bad[0]!r}"] if bad else []
    assert wrong == []
    assert kept > 50


def of_first_row(name: str) -> bool:
    """The rows of one kind have the same fields."""
    return not re.search(r"-[1-9]\d*-", name)


@contextmanager
def texts_written() -> Iterator[list[str]]:
    """All texts that statements put into the database."""
    found: list[str] = []

    def listen(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip().lower().startswith(("insert", "update")) and "accounts_session" not in sql:
            found.extend(value for value in params or () if isinstance(value, str))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(listen):
        yield found


def test_all_letters_come_out_of_a_printed_list(world):  # noqa: F811
    edit = next(each for each in open_forms(world) if each.name == "clusters:edition-edit")
    name = "Cụm thi đua " + " ".join(LETTERS[at : at + 6] for at in range(0, len(LETTERS), 6))
    typed = {"name": unicodedata.normalize("NFD", name)}
    assert edit.post(typed).status_code == 302
    paper = edit.client.get(reverse("clusters:year-list-pdf", args=[world.own.nam]))
    assert squash(name) in squash(pdf_text(paper.getvalue()))
