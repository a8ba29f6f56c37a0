"""Putting what was restored in the place of what is there, so that it survives being killed.

All is prepared beside its place. Then a note of every rename to come is written, the database is
loaded (a server) and the renames are done. Whoever finds the note later finishes the renames, or,
where the server's transaction never ended, clears away what was prepared: old or new, never half.
"""

import json
import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from core.keeping.archive import Manifest
from core.keeping.backup import sync_folder
from core.keeping.database import Move
from core.keeping.place import Place

_NOTE = "unfinished-restore.json"


@dataclass(frozen=True)
class Note:
    token: str
    moves: Sequence[Move]
    prepared: Sequence[Path]  # folders that go in the end


def is_unfinished(place: Place) -> bool:
    return (place.var / _NOTE).exists()


def swap(place: Place, note: Note, copy: Path, manifest: Manifest) -> None:
    """From here on it is the new state, unless the server refuses to load it."""
    os.sync()
    _write(place, note)
    try:
        place.database.load(copy, manifest.facts, note.token)
    finally:
        settle(place)


def settle(place: Place) -> str:
    """Finish, or clear away, what was interrupted; answers what was done, for the operator."""
    if not is_unfinished(place):
        return ""
    note = _read(place)
    is_loaded = place.database.is_loaded(note.token)
    if is_loaded:
        for source, target in note.moves:
            _move(source, target)
    for folder in note.prepared:
        shutil.rmtree(folder, ignore_errors=True)
    (place.var / _NOTE).unlink()
    sync_folder(place.var)
    return (
        "Đã hoàn tất lần phục hồi bị ngắt giữa chừng."
        if is_loaded
        else "Lần phục hồi bị ngắt giữa chừng đã được hủy; dữ liệu cũ còn nguyên."
    )


def _move(source: Path, target: Path) -> None:
    """In order; one whose target is there was done before."""
    if not source.exists() or target.exists():
        return
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    source.rename(target)
    sync_folder(target.parent)


def _write(place: Place, note: Note) -> None:
    told = {
        "token": note.token,
        "moves": [[str(source), str(target)] for source, target in note.moves],
        "prepared": [str(folder) for folder in note.prepared],
    }
    draft = place.var / f"{_NOTE}.draft"
    with draft.open("w", encoding="utf-8") as file:
        json.dump(told, file)
        file.flush()
        os.fsync(file.fileno())
    draft.rename(place.var / _NOTE)
    sync_folder(place.var)


def _read(place: Place) -> Note:
    told = json.loads((place.var / _NOTE).read_text(encoding="utf-8"))
    moves = [(Path(source), Path(target)) for source, target in told["moves"]]
    return Note(told["token"], moves, [Path(folder) for folder in told["prepared"]])
