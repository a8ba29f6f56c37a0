"""From the data of the last version to those of this one, with a way back."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from core.keeping.backup import Say, make_archive
from core.keeping.database import NotHere
from core.keeping.place import Place
from core.keeping.product import known_migrations, version, wanted_migrations
from core.keeping.restore import put_back
from core.keeping.swap import settle

_VERSION = "version"
_RECORD = "last-upgrade.json"
_UNKNOWN = "chưa ghi lại"


class Failed(NotHere):
    """The upgrade did not succeed; the data are those from before."""


@dataclass(frozen=True)
class Upgrade:
    """The last one: where its archive is and which version of the code that belongs to."""

    archive: Path
    before: str
    after: str
    is_done: bool


def note_version(place: Place) -> None:
    """Remember which code worked with these data last."""
    place.var.mkdir(parents=True, exist_ok=True, mode=0o700)
    (place.var / _VERSION).write_text(version(), encoding="utf-8")


def version_before(place: Place) -> str:
    path = place.var / _VERSION
    return path.read_text(encoding="utf-8").strip() if path.exists() else ""


def last_upgrade(place: Place) -> Upgrade | None:
    path = place.var / _RECORD
    if not path.exists():
        return None
    told = json.loads(path.read_text(encoding="utf-8"))
    return Upgrade(Path(told["archive"]), told["before"], told["after"], told["is_done"])


Steps = Mapping[str, Callable[[], None]]


def upgrade(place: Place, steps: Steps, *, say: Say) -> Upgrade | None:
    """Back up, take the steps in order, count; go back by itself when one of them fails.

    Where there is nothing yet there is no way back to keep: None.
    """
    with place.locked(), place.stopped():
        if told := settle(place):
            say(told)
        if place.database.is_empty():
            _take(steps, say)
            note_version(place)
            return None
        place.database.must_be_alone()
        begun = _begun(place, say)
        counts = place.database.facts().counts
        try:
            _take(steps, say)
            _must_not_be_fewer(counts, place.database.facts().counts)
        except (Exception, SystemExit, KeyboardInterrupt) as error:
            raise _gone_back(place, begun, error, say) from error
        done = Upgrade(begun.archive, begun.before, version(), is_done=True)
        _record(place, done)
        note_version(place)
        return done


def prepare_machine(place: Place, steps: Steps, *, say: Say) -> None:
    """One more machine of a product whose data are of this version already; others may serve."""
    with place.locked(), place.stopped():
        _must_be_of_this_version(place)
        _take(steps, say)
        note_version(place)


def _must_be_of_this_version(place: Place) -> None:
    applied = set() if place.database.is_empty() else set(place.database.facts().migrations)
    if wanted_migrations() - applied:
        raise NotHere("Dữ liệu chưa lên phiên bản này. Chạy bin/upgrade trên máy chính trước.")
    if applied - known_migrations():
        raise NotHere("Dữ liệu mới hơn chương trình trên máy này. Cập nhật mã nguồn rồi làm lại.")


def _take(steps: Steps, say: Say) -> None:
    for name, step in steps.items():
        say(name)
        step()


def go_back(place: Place, *, say: Say) -> Upgrade:
    """The data from before the last upgrade; what was entered since is kept aside."""
    last = last_upgrade(place)
    if last is None:
        raise NotHere("Chưa có lần nâng cấp nào để quay lại.")
    with place.locked(), place.stopped():
        put_back(place, last.archive, replace=True, say=say)
        (place.var / _RECORD).unlink()
        if last.before != _UNKNOWN:
            (place.var / _VERSION).write_text(last.before, encoding="utf-8")
    return last


def _begun(place: Place, say: Say) -> Upgrade:
    """The way back is the oldest state of upgrades that never came to an end."""
    before = version_before(place) or _UNKNOWN
    kept = make_archive(place, place.var / "backups", product=before, say=say)
    say(f"Đã sao lưu: {kept.path}")
    last = last_upgrade(place)
    if last and not last.is_done and last.archive.exists():
        begun = Upgrade(last.archive, last.before, version(), is_done=False)
    else:
        begun = Upgrade(kept.path, before, version(), is_done=False)
    _record(place, begun)
    return begun


def _must_not_be_fewer(before: Mapping[str, int], after: Mapping[str, int]) -> None:
    fewer = [table for table, count in before.items() if after.get(table, count) < count]
    if fewer:
        raise Failed(f"Sau khi nâng cấp, bảng {fewer[0]} có ít dòng hơn trước.")


def _gone_back(place: Place, begun: Upgrade, error: BaseException, say: Say) -> Failed:
    say(f"Nâng cấp không thành: {error}")
    say("Đưa dữ liệu về như trước khi nâng cấp")
    put_back(place, begun.archive, replace=True, say=say)
    (place.var / _RECORD).unlink()
    return Failed(
        "Nâng cấp không thành, dữ liệu đã trở về như trước. "
        f"Đặt lại chương trình phiên bản {begun.before} rồi khởi động."
    )


def _record(place: Place, upgrade: Upgrade) -> None:
    told = {
        "archive": str(upgrade.archive),
        "before": upgrade.before,
        "after": upgrade.after,
        "is_done": upgrade.is_done,
    }
    draft = place.var / f"{_RECORD}.draft"
    draft.write_text(json.dumps(told), encoding="utf-8")
    draft.rename(place.var / _RECORD)
