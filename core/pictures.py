"""Photos without what a telephone writes into them: where and when they were taken, and by whom.

The picture itself is copied bit by bit; only the parts around it go: EXIF with its place, comments,
maker's notes, a second picture, whatever was hung on behind the end. Which way up it is held stays.
"""

import re
import struct
from collections.abc import Iterator

_JPEG, _PNG = b"\xff\xd8", b"\x89PNG\r\n\x1a\n"
_START_OF_SCAN, _END = 0xDA, 0xD9
_EXIF = 0xE1
# JFIF, colour profile, Adobe's colour transform: without them colours come out wrong.
_KEPT_SEGMENTS = {0xE0: b"JFIF", 0xE2: b"ICC_PROFILE", 0xEE: b"Adobe"}
# What stands behind the data of a scan: neither a stuffed FF nor a restart mark.
_AFTER_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_APPLICATION, _COMMENT = range(0xE0, 0xF0), 0xFE
_KEPT_CHUNKS = {
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT",
    b"bKGD", b"pHYs",
}  # fmt: skip
_ORIENTATION = 0x0112


def without_traces(content: bytes) -> bytes:
    """A JPEG or PNG without its metadata; anything else as it came.

    Raises `ValueError` where the picture is broken.
    """
    try:
        if content.startswith(_JPEG):
            return b"".join(_clean_jpeg(content))
        if content.startswith(_PNG):
            return b"".join(_clean_png(content))
    except (IndexError, struct.error) as error:
        raise ValueError("The picture ends too early.") from error
    return content


def _clean_jpeg(content: bytes) -> Iterator[bytes]:
    yield _JPEG
    at = len(_JPEG)
    while True:
        at, marker = _marker(content, at)
        if marker == _END:
            yield bytes((0xFF, _END))
            return
        end = at + 2 + struct.unpack_from(">H", content, at + 2)[0]
        if marker == _START_OF_SCAN:
            end = _end_of_scan(content, end)
        yield _kept(marker, content[at:end])
        at = end


def _marker(content: bytes, at: int) -> tuple[int, int]:
    """Where the next part begins and what it is; any number of FF may stand before it."""
    if content[at] != 0xFF:
        raise ValueError("A part does not begin where it should.")
    while content[at + 1] == 0xFF:
        at += 1
    return at, content[at + 1]


def _end_of_scan(content: bytes, at: int) -> int:
    found = _AFTER_SCAN.search(content, at)
    if found is None:
        raise ValueError("The picture has no end.")
    return found.start()


def _kept(marker: int, part: bytes) -> bytes:
    if marker == _EXIF:
        return _upright(part)
    if marker not in _APPLICATION and marker != _COMMENT:
        return part
    name = _KEPT_SEGMENTS.get(marker)
    return part if name and part[4:].startswith(name) else b""


def _upright(segment: bytes) -> bytes:
    """EXIF that says nothing but which way up the picture is; nothing where it does not say."""
    turn = _orientation(segment[4:])
    if not 2 <= turn <= 8:
        return b""
    entry = struct.pack(">HHIHH", _ORIENTATION, 3, 1, turn, 0)
    body = b"Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01" + entry + b"\x00\x00\x00\x00"
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


def _orientation(body: bytes) -> int:
    if not body.startswith(b"Exif\x00\x00"):
        return 0
    tiff = body[6:]
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return 0
    try:
        first = struct.unpack_from(f"{order}I", tiff, 4)[0]
        for number in range(struct.unpack_from(f"{order}H", tiff, first)[0]):
            tag, _, _, value = struct.unpack_from(f"{order}HHIH", tiff, first + 2 + 12 * number)
            if tag == _ORIENTATION:
                return int(value)
    except struct.error:
        return 0
    return 0


def _clean_png(content: bytes) -> Iterator[bytes]:
    yield _PNG
    at = len(_PNG)
    while True:
        length = struct.unpack_from(">I", content, at)[0]
        kind = content[at + 4 : at + 8]
        if len(kind) < 4 or at + 12 + length > len(content):
            raise ValueError("A part of the picture is missing.")
        if kind in _KEPT_CHUNKS:
            yield content[at : at + 12 + length]
        if kind == b"IEND":
            return
        at += 12 + length
