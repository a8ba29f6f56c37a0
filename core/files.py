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

from django.core.files.base import ContentFile, File
from PIL import Image, UnidentifiedImageError

from core.pictures import without_traces
from core.problems import Problem, Refused
from core.text import one_line

MOST_BYTES = 20 * 1024 * 1024
MOST_SIDE = 12_000  # pixels
MOST_PIXELS = 60_000_000
MOST_PARTS = 2_000  # in an Office file
MOST_UNPACKED = 400 * 1024 * 1024  # what an Office file may say it holds
LONGEST_NAME = 150
MOST_NAME_BYTES = 240  # what file systems and browsers bear, ending included
TYPES_IN_WORDS = "JPEG, PNG, PDF, Word (.docx) hoặc Excel (.xlsx)"

_LIST_ENTRY = 300  # bytes a part takes in the list of an archive, its name included
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
# A byte order mark and blank space; anything else before a PDF makes it something else as well.
_BEFORE_PDF = b"\xef\xbb\xbf \t\r\n\x00"
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


def photo_of(upload: "File[Any]") -> "File[Any]":
    """The same picture without the place, time and notes its camera wrote into it.

    What is no picture, or a broken one, comes back as it is: `checked` says what is wrong with it.
    """
    if not 0 < (upload.size or 0) <= MOST_BYTES:
        return upload
    upload.seek(0)
    content = upload.read()
    upload.seek(0)
    try:
        clean = without_traces(content)
    except ValueError:
        return upload
    return upload if clean == content else ContentFile(clean, name=upload.name)


def safe_name(name: str, media_type: str) -> str:
    """The last part of the name in NFC, without what file systems refuse, rightly ended."""
    path = PurePosixPath(_UNSAFE.sub("-", one_line(name).replace("\\", "/")))
    endings = _ENDINGS[media_type]
    stem = path.stem if path.suffix.lower() in _all_endings() else path.name
    ending = path.suffix.lower() if path.suffix.lower() in endings else endings[0]
    return f"{_cut(stem.strip('. ')[:LONGEST_NAME], len(ending)) or 'tep'}{ending}"


def _cut(stem: str, taken: int) -> str:
    """As many whole letters as fit: one of ours takes up to three bytes."""
    return stem.encode()[: MOST_NAME_BYTES - taken].decode(errors="ignore").strip(". ")


def _all_endings() -> set[str]:
    return {ending for endings in _ENDINGS.values() for ending in endings}


def _media_type(upload: "File[Any]") -> str:
    upload.seek(0)
    head = upload.read(1024)
    if head.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")):
        return _image_type(upload)
    if head.startswith(b"PK\x03\x04"):
        return _office_type(upload)
    if head.lstrip(_BEFORE_PDF).startswith(b"%PDF-"):
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
    """Only the list of parts is read, and only if it is short; nothing is unpacked."""
    if _longest_list(upload) > MOST_PARTS * _LIST_ENTRY:
        raise _refusal(upload, "có quá nhiều phần bên trong. Chọn tệp khác.")
    upload.seek(0)
    try:
        with zipfile.ZipFile(_stream(upload)) as parts:
            names = set(parts.namelist())
            unpacked = sum(part.file_size for part in parts.infolist())
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise _refusal(upload, "bị hỏng, không mở được. Chọn lại tệp.") from error
    if unpacked > MOST_UNPACKED:
        raise _refusal(upload, "nén quá nhiều dữ liệu. Chọn tệp khác.")
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise _refusal(upload, "có macro. Lưu lại thành .docx hoặc .xlsx không có macro.")
    for part, media_type in _OFFICE_PARTS.items():
        if {part, "[Content_Types].xml"} <= names:
            return media_type
    raise _refusal(upload, f"không đúng loại. Chọn tệp {TYPES_IN_WORDS}.")


def _longest_list(upload: "File[Any]") -> int:
    """How many bytes the archive's list of parts claims, read from its last record."""
    upload.seek(max(0, (upload.size or 0) - 65_557))
    tail = upload.read()
    end = tail.rfind(b"PK\x05\x06")
    return int.from_bytes(tail[end + 12 : end + 16], "little") if end >= 0 else 0


def _stream(upload: "File[Any]") -> IO[bytes]:
    stream: IO[bytes] = upload.file or upload
    return stream


def _refusal(upload: "File[Any]", why: str) -> CannotKeep:
    name = one_line((upload.name or "").replace("\\", "/").rpartition("/")[2])
    return CannotKeep(Problem(f"“{name[:LONGEST_NAME] or 'Tệp'}” {why}", "file"))
