"""The archive: a plain tar that says what is in it and is sealed.

    database.sqlite3 or database.dump     files/…     manifest.json     SHA256SUM

The manifest has size and SHA-256 of every member. The last 2,048 bytes are the seal: the member
SHA256SUM with the digest of every byte before it, and the end of the tar. So any changed byte
is found, those of headers and padding too, and `tar` still opens the archive where nothing else is.
"""

import json
import os
import re
import tarfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import IO, Any, cast

from core.keeping.database import Damaged, Facts

FORMAT = 1
FILES = "files/"
MANIFEST = "manifest.json"
_SEAL = "SHA256SUM"
_SEAL_LENGTH = 2048
_CHUNK = 1024 * 1024
_LONGEST_MANIFEST = 512 * 1024 * 1024
_NAME = re.compile(r"[A-Za-z0-9_]+")
_BROKEN = "Bản sao lưu bị hỏng hoặc chưa đủ, không dùng được"


@dataclass(frozen=True)
class Member:
    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What an archive says of itself; `missing` are files the product itself had lost."""

    vendor: str
    product: str
    made_at: str
    facts: Facts
    members: Mapping[str, Member] = field(default_factory=dict)
    missing: tuple[str, ...] = ()

    @property
    def files(self) -> dict[str, Member]:
        """By their names in the files folder."""
        return {
            name.removeprefix(FILES): member
            for name, member in self.members.items()
            if name.startswith(FILES)
        }


class Through:
    """A file that counts and hashes what passes through it."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file, self.digest, self.size = file, sha256(), 0

    def read(self, size: int = -1) -> bytes:
        return self._seen(self.file.read(size))

    def write(self, data: bytes) -> int:
        self.file.write(self._seen(data))
        return len(data)

    def tell(self) -> int:
        return self.size

    def _seen(self, data: bytes) -> bytes:
        self.digest.update(data)
        self.size += len(data)
        return data

    @property
    def member(self) -> Member:
        return Member(self.size, self.digest.hexdigest())


class Writer:
    """Writes member after member in one go; memory does not grow with them."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._through = Through(file)
        stream = cast("Any", self._through)
        tar = tarfile.open(fileobj=stream, mode="w", format=tarfile.PAX_FORMAT)  # noqa: SIM115
        self._tar = cast("Any", tar)
        self._tar.copybufsize = _CHUNK
        self.members: dict[str, Member] = {}

    def add(self, name: str, source: Path) -> None:
        """A link is not followed; a file that shrinks meanwhile raises OSError."""
        number = os.open(source, os.O_RDONLY | os.O_NOFOLLOW)
        with os.fdopen(number, "rb") as file:
            state = os.fstat(number)
            self.members[name] = self._put(name, file, state.st_size, int(state.st_mtime))

    def close(self, manifest: Manifest) -> None:
        text = _to_json(manifest)
        self._put(MANIFEST, BytesIO(text), len(text), 0)
        self._file.write(seal(self._through.digest.hexdigest()))

    def _put(self, name: str, file: IO[bytes], size: int, mtime: int) -> Member:
        reading = Through(file)
        entry = tarfile.TarInfo(name)
        entry.size, entry.mtime, entry.mode = size, mtime, 0o600
        self._tar.addfile(entry, reading)
        self._tar.members.clear()  # tarfile would remember every one
        return reading.member


def seal(digest: str) -> bytes:
    """The end of an archive whose other bytes have this digest."""
    entry = tarfile.TarInfo(_SEAL)
    entry.mode = 0o600
    text = f"{digest}\n".encode()
    entry.size = len(text)
    return (entry.tobuf(tarfile.USTAR_FORMAT) + text).ljust(_SEAL_LENGTH, b"\0")


def verified(path: Path) -> Manifest:
    """Read every byte and compare; raise `Damaged` for the slightest difference."""
    _must_be_sealed(path)
    found: dict[str, Member] = {}
    with _entries(path) as entries:
        for entry, file in entries:
            if entry.name == MANIFEST:
                manifest = _from_json(file.read(_LONGEST_MANIFEST))
            elif entry.name != _SEAL:
                found[entry.name] = _measured(file)
    if list(found.items()) != list(manifest.members.items()):
        raise Damaged(f"{_BROKEN}: tệp trong đó không khớp danh mục.")
    return manifest


def unpack(path: Path, manifest: Manifest, targets: Mapping[str, Path]) -> None:
    """Write the members that have a target, 600 in folders of 700, hashing once more."""
    with _entries(path) as entries:
        for entry, file in entries:
            if entry.name not in targets:
                continue
            target = targets[entry.name]
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with target.open("xb") as kept:
                target.chmod(0o600)
                through = Through(kept)
                while chunk := file.read(_CHUNK):
                    through.write(chunk)
            os.utime(target, (entry.mtime, entry.mtime))
            if through.member != manifest.members[entry.name]:
                raise Damaged(f"{_BROKEN}: {entry.name}.")


def measured(path: Path) -> Member:
    with path.open("rb") as file:
        return _measured(file)


def _measured(file: IO[bytes]) -> Member:
    through = Through(file)
    while through.read(_CHUNK):
        pass
    return through.member


def _must_be_sealed(path: Path) -> None:
    length = path.stat().st_size - _SEAL_LENGTH
    if length <= 0 or length % tarfile.BLOCKSIZE:
        raise Damaged(f"{_BROKEN}: {path}")
    with path.open("rb") as file:
        through = Through(file)
        while through.size < length:
            through.read(min(_CHUNK, length - through.size))
        if file.read() != seal(through.digest.hexdigest()):
            raise Damaged(f"{_BROKEN}: {path}")


@contextmanager
def _entries(path: Path) -> Iterator[Iterator[tuple[tarfile.TarInfo, IO[bytes]]]]:
    try:
        with tarfile.open(path, "r:") as tar:
            yield _read(tar)
    except (tarfile.TarError, EOFError, ValueError, KeyError, TypeError) as error:
        raise Damaged(f"{_BROKEN}: {path}") from error


def _read(tar: Any) -> Iterator[tuple[tarfile.TarInfo, IO[bytes]]]:
    """Each member once, in order: plain files under plain names, manifest and seal at the end."""
    names: list[str] = []
    seen: set[str] = set()
    while entry := tar.next():
        is_plain = entry.type == tarfile.REGTYPE and not entry.issparse()
        if not is_plain or not is_safe(entry.name) or entry.name in seen:
            raise Damaged(f"Bản sao lưu có thành phần không được phép: {entry.name!r}")
        seen.add(entry.name)
        names = [*names[-1:], entry.name]
        yield entry, tar.extractfile(entry)
        tar.members.clear()
    if names != [MANIFEST, _SEAL]:
        raise Damaged(f"{_BROKEN}: thiếu danh mục.")


def is_safe(name: str) -> bool:
    """A relative path that stays below its folder and is written in one way only."""
    path = PurePosixPath(name)
    return (
        bool(path.parts)
        and not path.is_absolute()
        and ".." not in path.parts
        and str(path) == name
        and "\0" not in name
        and name != FILES.rstrip("/")
    )


def _to_json(manifest: Manifest) -> bytes:
    facts = asdict(manifest.facts)
    del facts["files"]
    members = {name: asdict(member) for name, member in manifest.members.items()}
    told = {
        "format": FORMAT,
        "product": manifest.product,
        "made_at": manifest.made_at,
        "vendor": manifest.vendor,
        **facts,
        "missing": manifest.missing,
        "members": members,
    }
    return json.dumps(told, indent=1).encode()


def _from_json(text: bytes) -> Manifest:
    told = json.loads(text)
    if told["format"] != FORMAT:
        raise Damaged(
            f"Bản sao lưu theo định dạng {told['format']}, chương trình này chỉ biết {FORMAT}. "
            "Dùng phiên bản mới hơn của chương trình."
        )
    names = [*told["counts"], *told["sequences"]]
    if not all(_NAME.fullmatch(name) for name in names):
        raise Damaged(f"{_BROKEN}: danh mục có tên lạ.")
    return Manifest(
        vendor=str(told["vendor"]),
        product=str(told["product"]),
        made_at=str(told["made_at"]),
        facts=Facts(
            migrations=tuple(told["migrations"]),
            counts={name: int(value) for name, value in told["counts"].items()},
            sequences={name: int(value) for name, value in told["sequences"].items()},
        ),
        members={name: Member(**member) for name, member in told["members"].items()},
        missing=tuple(told["missing"]),
    )
