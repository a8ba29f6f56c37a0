"""A backup made while others write is one moment of the product."""

import os
import threading
from itertools import count

import pytest

from core.keeping import backup, postgres
from core.keeping.backup import back_up
from core.keeping.database import Busy
from core.keeping.place import hold_while_serving
from core.keeping.restore import restore
from tests.keeping.product import (
    ATTACHMENTS,
    QUIET,
    add_attachment,
    remove_attachment,
    state,
)


@pytest.fixture
def clerks(office):
    """Three add attachments, one of them takes its own away again."""
    stop, failures = threading.Event(), []

    def work(clerk):
        try:
            for number in count():
                if stop.wait(0.01):
                    return
                name = f"conferences/can-bo-{clerk}-{number}.jpg"
                add_attachment(office, name, bytes([number % 256]) * 20_000)
                if clerk == 0 and number % 3 == 0:
                    remove_attachment(office, name)
        except Exception as error:  # noqa: BLE001 - told by the fixture
            failures.append(error)

    threads = [threading.Thread(target=work, args=(clerk,)) for clerk in range(3)]
    for thread in threads:
        thread.start()
    yield
    stop.set()
    for thread in threads:
        thread.join()
    assert failures == []


def test_every_row_of_the_archive_has_its_file(office, another, clerks):
    for _ in range(2):
        kept = back_up(office.place, office.archives, **QUIET)
        assert kept.manifest.missing == ()
        other = another()
        restore(other.place, kept.path, **QUIET)
        named = {name for (name,) in other.rows(f"SELECT file FROM {ATTACHMENTS} WHERE file <> ''")}
        assert named
        assert named <= set(state(other)["files"])
        assert len(named) == len(
            other.rows(f"SELECT file FROM {ATTACHMENTS} WHERE file LIKE 'conferences/%'")
        )


def test_a_file_deleted_meanwhile_makes_it_begin_again(office, monkeypatch):
    told, add, name = [], backup._add, "conferences/di.jpg"
    add_attachment(office, name, b"di")

    def once(*arguments):
        monkeypatch.setattr(backup, "_add", add)
        remove_attachment(office, name)
        add(*arguments)

    monkeypatch.setattr(backup, "_add", once)
    kept = back_up(office.place, office.archives, say=told.append)
    assert kept.manifest.missing == ()
    assert name not in kept.manifest.files
    assert any("kiểm tra lại" in text or "làm lại" in text for text in told)


def test_a_file_that_shrinks_while_it_is_read_makes_it_begin_again(office, monkeypatch):
    told, put = [], backup.Writer._put

    def shrunk(self, name, file, size, mtime):
        if name.endswith(".jpg"):
            monkeypatch.setattr(backup.Writer, "_put", put)
            size += 1
        return put(self, name, file, size, mtime)

    monkeypatch.setattr(backup.Writer, "_put", shrunk)
    back_up(office.place, office.archives, say=told.append)
    assert any("làm lại từ đầu" in text for text in told)


def test_it_gives_up_when_files_never_rest(office, monkeypatch):
    def never(*_arguments):
        raise backup.Vanished("x")

    monkeypatch.setattr(backup, "_written", never)
    with pytest.raises(Busy, match="liên tục"):
        back_up(office.place, office.archives, **QUIET)
    assert list(office.archives.iterdir()) == []


def test_two_at_once_are_one_and_a_refusal(office):
    with office.place.locked(), pytest.raises(Busy, match="đang chạy"):
        back_up(office.place, office.archives, **QUIET)


def test_nothing_is_restored_under_a_running_server(office):
    kept = back_up(office.place, office.archives, **QUIET)
    serving = hold_while_serving(office.place.var)
    with pytest.raises(Busy, match="Dừng sản phẩm"):
        restore(office.place, kept.path, replace=True, **QUIET)
    os.close(serving)
    restore(office.place, kept.path, replace=True, **QUIET)


def test_no_server_starts_while_something_is_restored(office):
    with office.place.locked(), office.place.stopped(), pytest.raises(Busy, match="Chờ xong"):
        hold_while_serving(office.place.var)


def test_nothing_is_restored_while_somebody_is_connected(office, monkeypatch):
    monkeypatch.setattr(postgres, "_TRIES", 2)
    kept = back_up(office.place, office.archives, **QUIET)
    before = state(office)
    with office.connected() as somebody:
        somebody.execute("BEGIN")
        somebody.execute("UPDATE accounts_user SET full_name = full_name")
        with pytest.raises(Busy, match="Dừng sản phẩm"):
            restore(office.place, kept.path, replace=True, **QUIET)
        somebody.execute("ROLLBACK")
    assert state(office) == before
