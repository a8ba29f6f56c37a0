"""Reading a workbook somebody sends: every cell as the words a person sees, within firm limits.

The parts are read as a stream and nothing in them is followed: no formula is computed, no link
opened, no entity expanded (a document type is refused). What cannot be taken at its word is told
at its cell: a formula, an error, a merged cell. Dates become dd/mm/yyyy, whichever of the two
calendars of Excel counts them; numbers their digits; texts stay as they are typed.
"""

import zipfile
import zlib
from typing import Any
from xml.parsers import expat

from core.files import CannotKeep, checked
from core.problems import Problem
from core.workbooks.book import Book
from core.workbooks.told import (
    BROKEN,
    MOST_BYTES,
    MOST_ROWS,
    ONLY_XLSX,
    CannotRead,
    ReadRow,
    ReadSheet,
    address,
)

__all__ = ["MOST_ROWS", "CannotRead", "ReadRow", "ReadSheet", "address", "read_workbook"]


_BROKEN_BY = (
    zipfile.BadZipFile,
    zlib.error,
    expat.ExpatError,
    OSError,
    EOFError,
    LookupError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)


def read_workbook(upload: Any) -> list[ReadSheet]:
    """Every sheet that is not hidden; raise `CannotRead`. The file is left at its start."""
    _must_be_xlsx(upload)
    upload.seek(0)
    try:
        with zipfile.ZipFile(upload.file or upload) as parts:
            return Book(parts).sheets()
    except _BROKEN_BY as error:
        raise CannotRead(Problem(BROKEN, "file")) from error
    finally:
        upload.seek(0)


def _must_be_xlsx(upload: Any) -> None:
    if not str(upload.name or "").lower().endswith(".xlsx"):
        raise CannotRead(Problem(ONLY_XLSX, "file"))
    upload.seek(0)
    if upload.read(4) == b"\xd0\xcf\x11\xe0":
        words = "Tệp đặt mật khẩu hoặc là tệp Excel cũ (.xls). Bỏ mật khẩu và lưu thành .xlsx."
        raise CannotRead(Problem(words, "file"))
    if (upload.size or 0) > MOST_BYTES:
        words = f"Tệp lớn hơn {MOST_BYTES // 1024**2} MB. Chia thành nhiều tệp nhỏ hơn."
        raise CannotRead(Problem(words, "file"))
    try:
        found = checked(upload)
    except CannotKeep as refused:
        raise CannotRead(*refused.problems) from refused
    if not found.name.endswith(".xlsx"):
        raise CannotRead(Problem(ONLY_XLSX, "file"))
