"""The doors of bin/ as they are: an empty start, and two machines with one database."""

import re
import shutil
import socket
from urllib.request import urlopen

import pytest

from tests.keeping.doors import free_port, new_machine
from tests.keeping.product import is_postgres

CODE = re.compile(r"│\s+([0-9A-Z]{4}(?:-[0-9A-Z]{4})+)\s+│")


@pytest.fixture
def machine(tmp_path):
    return new_machine(tmp_path / "first")


@pytest.fixture
def second(machine, tmp_path):
    return new_machine(tmp_path / "second")


def own_database(another):
    """SQLite in the machine's own folder of notes, or a new database on the server."""
    return {"DATABASE_URL": another().url} if is_postgres() else {}


def read(address):
    with urlopen(address) as answer:  # noqa: S310 - our own, on this machine
        return answer.read().decode()


def test_an_empty_start_prints_a_code_and_opens_its_doors(machine, another):
    port, database = free_port(), own_database(another)
    address = f"http://127.0.0.1:{port}"
    with machine.serving("run", "--empty", "--port", str(port), **database) as told:
        assert CODE.search(told)
        assert f"{address}/bat-dau/" in told
        assert "Tài khoản dùng thử" not in told
        assert "Tài khoản quản trị đầu tiên" in read(f"{address}/dang-nhap/")
        assert read(f"{address}/healthz") == "ok\n"
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0
    with machine.serving("run", "--port", str(port), **database) as again:
        assert CODE.search(again)
        assert CODE.search(again).group(1) != CODE.search(told).group(1)


def test_a_second_machine_is_prepared_without_touching_the_data(machine, second, another):
    shared = another()
    for each in (machine, second):
        each.configure(DATABASE_URL=shared.url, MEDIA_ROOT=str(shared.place.files))
    machine.must("upgrade")
    before = shared.place.database.facts()

    refused = second.run("upgrade", "--this-machine")
    assert refused.returncode != 0
    assert "Thiếu var/secret_key: chép từ máy chính sang" in refused.stderr
    assert not (second.var / "secret_key").exists()

    shutil.copy(machine.var / "secret_key", second.var)
    assert "Đã chuẩn bị máy này; dữ liệu giữ nguyên." in second.must("upgrade", "--this-machine")
    assert shared.place.database.facts() == before
    for each in (machine, second):
        assert list(each.var.glob("static/**/*.css")) != []
    assert not (second.var / "backups").exists()
