"""One verified archive of a product that goes on working meanwhile.

The database is copied first, the files after it: files are written before their rows, so whatever
a row of the copy names is there already. Only a file deleted in between can be missing; then all
is done once more.
"""

import os
import re
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.utils import timezone

from core.keeping import archive
from core.keeping.archive import FILES, Manifest, Writer
from core.keeping.database import Busy, Damaged, NotHere
from core.keeping.place import Place, held
from core.keeping.product import file_columns, version

Say = Callable[[str], None]

_ATTEMPTS = 5
_NAME = re.compile(r"emulation-\d{8}-\d{6}\.tar")
_WORK = ".emulation-backup-"


class Vanished(Exception):
    """A file went away or changed while it was being read."""


@dataclass(frozen=True)
class Kept:
    """An archive and what it says of itself."""

    path: Path
    manifest: Manifest


def back_up(
    place: Place, folder: Path, *, keep: int | None = None, product: str = "", say: Say
) -> Kept:
    """Make an archive in the folder; older ones beyond `keep` go once it is verified."""
    with place.locked():
        return make_archive(place, folder, keep=keep, product=product, say=say)


def make_archive(
    place: Place, folder: Path, *, keep: int | None = None, product: str = "", say: Say
) -> Kept:
    """As `back_up`, for whoever holds the lock."""
    if folder.is_relative_to(place.files):
        raise NotHere("Không đặt bản sao lưu trong chính thư mục được sao lưu.")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with _workshop(folder) as work:
        draft = work / "draft.tar"
        manifest = _repeated(place, work, draft, product or version(), say)
        prove(place, draft, work)
        path = _put_in_place(draft, folder)
    if keep:
        for old in archives(folder)[:-keep]:
            old.unlink()
            say(f"Đã xóa bản cũ {old.name}")
    return Kept(path, manifest)


def archives(folder: Path) -> list[Path]:
    """Those of a folder, oldest first."""
    return sorted(path for path in folder.iterdir() if _NAME.fullmatch(path.name))


def prove(place: Place, path: Path, work: Path) -> Manifest:
    """Verify an archive of this kind of database, its tables included; the copy stays in `work`."""
    manifest = archive.verified(path)
    if manifest.vendor != place.database.vendor:
        raise NotHere(
            f"Bản sao lưu này của {manifest.vendor}, sản phẩm đang dùng {place.database.vendor}: "
            "không chuyển được từ loại này sang loại kia."
        )
    own = {place.database.member}
    if any(not name.startswith(FILES) for name in manifest.members.keys() - own):
        raise Damaged("Bản sao lưu có thành phần lạ.")
    copy = work / f"proof-{place.database.member}"
    archive.unpack(path, manifest, {place.database.member: copy})
    place.database.prove(copy, manifest.facts)
    return manifest


def _repeated(place: Place, work: Path, draft: Path, product: str, say: Say) -> Manifest:
    """Until nothing that a row names was deleted under our hands; what stays away is told."""
    lost: frozenset[str] = frozenset()
    for _ in range(_ATTEMPTS):
        draft.unlink(missing_ok=True)
        try:
            manifest = _written(place, work, draft, product)
        except Vanished as error:
            say(f"Tệp {error} thay đổi trong lúc sao lưu, làm lại từ đầu.")
            continue
        missing = frozenset(manifest.missing)
        if missing == lost:
            return manifest
        say(f"{len(missing)} tệp không có trong thư mục, kiểm tra lại.")
        lost = missing
    raise Busy("Tệp thay đổi liên tục trong lúc sao lưu. Làm lại sau.")


def _written(place: Place, work: Path, draft: Path, product: str) -> Manifest:
    copy = work / place.database.member
    copy.unlink(missing_ok=True)
    facts = place.database.save(copy, file_columns())
    with draft.open("xb") as file:
        draft.chmod(0o600)
        writer = Writer(file)
        writer.add(place.database.member, copy)
        copy.unlink()
        for path in kept_files(place.files):
            _add(writer, path, str(path.relative_to(place.files)), facts.files)
        made_at = timezone.localtime().isoformat(timespec="seconds")
        there = {name.removeprefix(FILES) for name in writer.members}
        missing = tuple(sorted(facts.files - there))
        vendor = place.database.vendor
        manifest = Manifest(vendor, product, made_at, facts, writer.members, missing)
        writer.close(manifest)
        file.flush()
        os.fsync(file.fileno())
    return manifest


def _add(writer: Writer, path: Path, name: str, named: frozenset[str]) -> None:
    try:
        writer.add(FILES + name, path)
    except FileNotFoundError as error:
        if name in named:
            raise Vanished(name) from error
    except OSError as error:
        if error.errno is None:  # tarfile's own: shorter than it was
            raise Vanished(name) from error
        raise


def kept_files(folder: Path) -> Iterator[Path]:
    """Every plain file below, in a steady order; links lead elsewhere and are left out."""
    for where, folders, names in os.walk(folder):
        folders.sort()
        paths = (Path(where, name) for name in sorted(names))
        yield from (path for path in paths if path.is_file() and not path.is_symlink())


@contextmanager
def _workshop(folder: Path) -> Iterator[Path]:
    """A folder beside the archives; those of backups that were killed are swept away."""
    sweep(folder)
    work = Path(tempfile.mkdtemp(prefix=_WORK, dir=folder))
    try:
        with held(work / "lock", "Thư mục đang được dùng."):
            yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)


def sweep(folder: Path) -> None:
    for old in folder.glob(f"{_WORK}*"):
        with _unless_busy(old):
            shutil.rmtree(old)


@contextmanager
def _unless_busy(work: Path) -> Iterator[None]:
    try:
        with held(work / "lock", ""):
            yield
    except (Busy, FileNotFoundError):
        return


def _put_in_place(draft: Path, folder: Path) -> Path:
    """Under its own name only now that it is whole; never over another one."""
    while (path := folder / f"emulation-{timezone.localtime():%Y%m%d-%H%M%S}.tar").exists():
        time.sleep(0.2)
    draft.rename(path)
    sync_folder(folder)
    return path


def sync_folder(folder: Path) -> None:
    number = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
