"""Reading what we made: PDF through poppler, Word through python-docx."""

import io
import os
import re
import subprocess
import tempfile
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree import ElementTree

from docx import Document
from docx.table import Table
from PIL import Image

MM = 72 / 25.4


class Word(NamedTuple):
    """A word and its box, in millimetres from the top left corner of its page."""

    text: str
    page: int
    left: float
    top: float
    right: float
    bottom: float


def poppler(tool: str, pdf: bytes, *options: str, output: tuple[str, ...] = ()) -> str:
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(pdf)
        file.flush()
        command = [tool, *options, file.name, *output]
        environment = os.environ | {"TZ": "UTC"}
        done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
        return done.stdout


def pdf_info(pdf: bytes) -> dict[str, str]:
    lines = poppler("pdfinfo", pdf).splitlines()
    pairs = (line.partition(":") for line in lines)
    return {name.strip(): value.strip() for name, _, value in pairs}


def pdf_fonts(pdf: bytes) -> set[str]:
    """Names of the embedded fonts, without the six letters of a subset."""
    lines = poppler("pdffonts", pdf).splitlines()[2:]
    assert all(line.split()[-5] == "yes" for line in lines), "a font is not embedded"
    return {line.split()[0].partition("+")[2] for line in lines}


def pdf_text(pdf: bytes) -> str:
    return poppler("pdftotext", pdf, "-raw", output=("-",))


def pdf_body_words(pdf: bytes) -> list[str]:
    """The words between the margins: no page number, no mark at the foot, no draft mark."""
    words: list[str] = []
    for number, height in enumerate(_heights(pdf), start=1):
        pages = ("-f", str(number), "-l", str(number))
        crop = ("-r", "72", "-x", "0", "-y", "54", "-W", "842", "-H", str(height - 108))
        page = poppler("pdftotext", pdf, "-raw", *pages, *crop, output=("-",)).split()
        words += page[2:] if page[:2] == ["DỰ", "THẢO"] else page
    return words


def _heights(pdf: bytes) -> list[int]:
    """Of every page, in points."""
    info = poppler("pdfinfo", pdf, "-f", "1", "-l", "-1")
    return [int(float(height)) for height in re.findall(r"size: +[\d.]+ x ([\d.]+)", info)]


def pdf_words(pdf: bytes) -> list[Word]:
    """Every word with its place."""
    page_tag, word_tag = "{http://www.w3.org/1999/xhtml}page", "{http://www.w3.org/1999/xhtml}word"
    root = ElementTree.fromstring(poppler("pdftotext", pdf, "-bbox", output=("-",)))  # noqa: S314
    return [
        Word(word.text or "", number, *(float(word.get(side, "")) / MM for side in _SIDES))
        for number, page in enumerate(root.iter(page_tag), start=1)
        for word in page.iter(word_tag)
    ]


_SIDES = ("xMin", "yMin", "xMax", "yMax")


def pdf_pages(pdf: bytes) -> list[str]:
    return pdf_text(pdf).split("\f")[:-1]


def docx_words(file: bytes) -> list[str]:
    return list(_words(Document(io.BytesIO(file))))


def _words(container: object) -> Iterator[str]:
    for block in container.iter_inner_content():  # type: ignore[attr-defined]
        if isinstance(block, Table):
            seen = []
            for cell in (cell for row in block.rows for cell in row.cells):
                if cell._tc not in seen:
                    seen.append(cell._tc)
                    yield from _words(cell)
        else:
            yield from block.text.split()


def is_nfc(text: str) -> bool:
    return unicodedata.is_normalized("NFC", text)


def rules_on_first_page(pdf: bytes) -> list[tuple[float, float, int]]:
    """Horizontal lines longer than 8 mm as left, right and top, in millimetres."""
    with tempfile.TemporaryDirectory() as folder:
        options = ("-r", "254", "-gray", "-singlefile", "-l", "1")  # ten points a millimetre
        poppler("pdftoppm", pdf, *options, output=(f"{folder}/page",))
        with Image.open(f"{folder}/page.pgm") as picture:
            width, height, points = *picture.size, picture.tobytes()
    rows = (points[at * width : (at + 1) * width] for at in range(height))
    return sorted(
        {
            (found.start() / 10, found.end() / 10, round(at / 10))
            for at, row in enumerate(rows)
            for found in re.finditer(rb"[\x00-\xa0]{80,}", row)
        }
    )
