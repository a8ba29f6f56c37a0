"""Putting an archive back: verified first, prepared beside its place, proven, then swapped in."""

import os
import secrets
import shutil
import tempfile
from pathlib import Path

from django.utils import timezone

from core.keeping import archive
from core.keeping.archive import FILES, Manifest
from core.keeping.backup import Say, kept_files, make_archive, prove, sweep
from core.keeping.database import Damaged, NotHere
from core.keeping.place import Place
from core.keeping.product import known_migrations
from core.keeping.swap import Note, settle, swap

_STAGE = ".emulation-restore"


class NotEmpty(NotHere):
    """There is something already, and nobody said that it may be moved aside."""


def check(place: Place, path: Path) -> Manifest:
    """Verify an archive without touching anything of the product."""
    with tempfile.TemporaryDirectory(prefix="emulation-check-") as work:
        return _known(prove(place, path, Path(work)))


def restore(place: Place, path: Path, *, replace: bool = False, say: Say) -> Manifest:
    """The state of the archive, or an exception and the state from before."""
    with place.locked(), place.stopped():
        return put_back(place, path, replace=replace, say=say)


def put_back(place: Place, path: Path, *, replace: bool, say: Say) -> Manifest:
    """As `restore`, for whoever holds both locks."""
    if told := settle(place):
        say(told)
    if not replace:
        _must_be_empty(place)
    if place.files.is_mount():
        raise NotHere(f"{place.files} là điểm gắn đĩa. Đặt MEDIA_ROOT là một thư mục con của nó.")
    for killed in place.var.glob("before-restore-*"):
        sweep(killed)
    for stage in _stages(place):
        shutil.rmtree(stage, ignore_errors=True)
        stage.mkdir(parents=True, mode=0o700)
    try:
        return _swapped(place, path, say)
    finally:
        for stage in _stages(place):
            shutil.rmtree(stage, ignore_errors=True)


def _swapped(place: Place, path: Path, say: Say) -> Manifest:
    stage = _database_stage(place)
    say(f"Kiểm tra {path.name}")
    manifest = _known(prove(place, path, stage))
    say(f"Chuẩn bị {len(manifest.files)} tệp")
    _prepare_files(place, path, manifest)
    place.database.must_be_alone()
    copy = stage / f"proof-{place.database.member}"
    aside = _aside(place, say)
    moves = [*_moves_of_files(place, aside), *place.database.moves(copy, _beside(stage, aside))]
    swap(place, Note(secrets.token_hex(16), moves, _stages(place)), copy, manifest)
    return manifest


def _known(manifest: Manifest) -> Manifest:
    if strange := sorted(set(manifest.facts.migrations) - known_migrations()):
        raise NotHere(
            f"Bản sao lưu do phiên bản mới hơn tạo ra ({manifest.product}): chương trình này chưa "
            f"biết {strange[0]}. Cài phiên bản đó rồi làm lại."
        )
    return manifest


def _must_be_empty(place: Place) -> None:
    found = []
    if not place.database.is_empty():
        found.append("cơ sở dữ liệu")
    if any(kept_files(place.files)):
        found.append(f"thư mục {place.files}")
    if found:
        raise NotEmpty(
            f"Đã có dữ liệu: {' và '.join(found)}. Để phục hồi vào đây, thêm --replace: "
            "dữ liệu hiện có được cất riêng, không bị xóa."
        )


def _database_stage(place: Place) -> Path:
    return (place.database.stands_in or place.var) / _STAGE


def _files_stage(place: Place) -> Path:
    return place.files.parent / _STAGE


def _stages(place: Place) -> list[Path]:
    """Beside what will be renamed: a rename stays inside one file system."""
    return sorted({_database_stage(place), _files_stage(place)})


def _prepare_files(place: Place, path: Path, manifest: Manifest) -> None:
    folder = _files_stage(place) / "files"
    folder.mkdir(mode=0o700)
    targets = {FILES + name: folder / name for name in manifest.files}
    archive.unpack(path, manifest, targets)
    for where, _, _ in os.walk(folder):
        Path(where).chmod(0o700)
    for name, member in manifest.files.items():
        if archive.measured(folder / name) != member:
            raise Damaged(f"Tệp {name} ghi ra đĩa không giống trong bản sao lưu.")


def _aside(place: Place, say: Say) -> str:
    """The name of the folder where the present state goes; empty when there is none."""
    is_empty = place.database.is_empty()
    if is_empty and not any(kept_files(place.files)):
        return ""
    aside = f"before-restore-{timezone.localtime():%Y%m%d-%H%M%S}-{secrets.token_hex(2)}"
    if place.database.stands_in is None and not is_empty:
        kept = make_archive(place, place.var / aside, say=say)
        say(f"Đã sao lưu dữ liệu hiện có: {kept.path}")
    say(f"Dữ liệu hiện có được cất trong {aside}")
    return aside


def _moves_of_files(place: Place, aside: str) -> list[tuple[Path, Path]]:
    stage = _files_stage(place)
    away = [(place.files, _beside(stage, aside) / "files")] if place.files.exists() else []
    return [*away, (stage / "files", place.files)]


def _beside(stage: Path, aside: str) -> Path:
    """What is empty goes with the stage."""
    return stage.parent / aside if aside else stage / "emptied"
