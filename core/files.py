"""What may be uploaded: told by its content, never by its name.

JPEG, PNG, PDF, Word and Excel without macros. The name is made safe and gets the ending of what the
file really is; the bytes stay as they came.
"""

import re
import zipfile
from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePosixPath
from typing import IO, Any

from django.core.files.base import File
from PIL import Image, UnidentifiedImageError

from core.problems import Problem, Refused
from core.text import one_line

MOST_BYTES = 20 * 1024 * 1024
MOST_SIDE = 12_000  # pixels
MOST_PIXELS = 60_000_000
MOST_PARTS = 2_000  # in an Office file
LONGEST_NAME = 150
TYPES_IN_WORDS = "JPEG, PNG, PDF, Word (.docx) hoặc Excel (.xlsx)"

_OFFICE = "application/vnd.openxmlformats-officedocument"
_ENDINGS = {
    "image/jpeg": (".jpg", ".jpeg"),
    "image/png": (".png",),
    "application/pdf": (".pdf",),
    f"{_OFFICE}.wordprocessingml.document": (".docx",),
    f"{_OFFICE}.spreadsheetml.sheet": (".xlsx",),
}
_OFFICE_PARTS = {
    "word/document.xml": f"{_OFFICE}.wordprocessingml.document",
    "xl/workbook.xml": f"{_OFFICE}.spreadsheetml.sheet",
}
# MPO is a JPEG with a second picture behind it, as some telephones take them.
_IMAGES = {"JPEG": "image/jpeg", "MPO": "image/jpeg", "PNG": "image/png"}
_UNSAFE = re.compile(r'[<>:"|?*\x00-\x1f]')


class CannotKeep(Refused):
    """The file is empty, too big, broken, or of a kind that is not kept."""


@dataclass(frozen=True)
class CheckedFile:
    """What a file is: a safe name with the right ending, its type, size and SHA-256."""

    name: str
    media_type: str
    size: int
    sha256: str


def checked(upload: "File[Any]") -> CheckedFile:
    """Look into an upload; raise `CannotKeep` saying what to do. The file is left at its start."""
    size = upload.size
    if not size:
        raise _refusal(upload, "là tệp rỗng. Chọn lại tệp.")
    if size > MOST_BYTES:
        raise _refusal(upload, f"lớn hơn {MOST_BYTES // 1024 // 1024} MB. Chọn tệp nhỏ hơn.")
    media_type = _media_type(upload)
    digest = sha256()
    upload.seek(0)
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    name = safe_name(upload.name or "", media_type)
    return CheckedFile(name=name, media_type=media_type, size=size, sha256=digest.hexdigest())


def safe_name(name: str, media_type: str) -> str:
    """The last part of the name in NFC, without what file systems refuse, rightly ended."""
    path = PurePosixPath(_UNSAFE.sub("-", one_line(name).replace("\\", "/")))
    endings = _ENDINGS[media_type]
    stem = path.stem if path.suffix.lower() in _all_endings() else path.name
    ending = path.suffix.lower() if path.suffix.lower() in endings else endings[0]
    return f"{stem.strip('. ')[:LONGEST_NAME] or 'tep'}{ending}"


def _all_endings() -> set[str]:
    return {ending for endings in _ENDINGS.values() for ending in endings}


def _media_type(upload: "File[Any]") -> str:
    upload.seek(0)
    head = upload.read(1024)
    if head.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")):
        return _image_type(upload)
    if head.startswith(b"PK\x03\x04"):
        return _office_type(upload)
    if b"%PDF-" in head:
        return _pdf_type(upload)
    raise _refusal(upload, f"không đúng loại. Chọn tệp {TYPES_IN_WORDS}.")


def _image_type(upload: "File[Any]") -> str:
    """Only the head is trusted with memory: a small file may claim a picture of a gigabyte."""
    upload.seek(0)
    try:
        with Image.open(_stream(upload), formats=("JPEG", "PNG")) as image:
            width, height = image.size
            if max(width, height) > MOST_SIDE or width * height > MOST_PIXELS:
                raise _refusal(upload, f"có ảnh quá lớn ({width} × {height} điểm). Thu nhỏ ảnh.")
            _look_through(image)
            return _IMAGES[str(image.format)]
    except Image.DecompressionBombError as error:
        raise _refusal(upload, "có ảnh quá lớn. Thu nhỏ ảnh.") from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise _refusal(upload, "bị hỏng, không mở được. Chọn lại ảnh.") from error


def _look_through(image: Image.Image) -> None:
    """Find out whether the file ends too early, without unpacking the picture."""
    if image.format == "PNG":
        image.verify()
    elif not image.info.get("progressive"):
        image.draft("RGB", (image.width // 8 or 1, image.height // 8 or 1))
        image.load()


def _pdf_type(upload: "File[Any]") -> str:
    upload.seek(max(0, (upload.size or 0) - 4096))
    if b"%%EOF" not in upload.read():
        raise _refusal(upload, "bị hỏng hoặc chưa đủ. Chọn lại tệp PDF.")
    return "application/pdf"


def _office_type(upload: "File[Any]") -> str:
    """Only the list of parts is read, nothing is unpacked."""
    upload.seek(0)
    try:
        with zipfile.ZipFile(_stream(upload)) as parts:
            names = set(parts.namelist()[:MOST_PARTS])
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise _refusal(upload, "bị hỏng, không mở được. Chọn lại tệp.") from error
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise _refusal(upload, "có macro. Lưu lại thành .docx hoặc .xlsx không có macro.")
    for part, media_type in _OFFICE_PARTS.items():
        if {part, "[Content_Types].xml"} <= names:
            return media_type
    raise _refusal(upload, f"không đúng loại. Chọn tệp {TYPES_IN_WORDS}.")


def _stream(upload: "File[Any]") -> IO[bytes]:
    stream: IO[bytes] = upload.file or upload
    return stream


def _refusal(upload: "File[Any]", why: str) -> CannotKeep:
    name = one_line((upload.name or "").replace("\\", "/").rpartition("/")[2])
    return CannotKeep(Problem(f"“{name[:LONGEST_NAME] or 'Tệp'}” {why}", "file"))
