"""What is missing on the machine is said, with what to install; passwords are not."""

import pytest

from core.keeping import postgres
from core.keeping.backup import back_up
from core.keeping.database import NotHere
from core.keeping.place import _database, here
from core.keeping.postgres import Postgres
from core.keeping.sqlite import Sqlite
from tests.keeping.product import QUIET, is_postgres


def test_the_place_is_that_of_the_settings(settings):
    assert here().files == settings.MEDIA_ROOT.resolve()
    assert here().var == settings.VAR_DIR
    assert here().database.vendor == ("postgresql" if is_postgres() else "sqlite")


def test_a_server_is_reached_as_the_settings_say():
    told = {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "emulation",
        "USER": "emulation",
        "PASSWORD": "bí mật",
        "HOST": "10.0.0.5",
        "PORT": "",
        "OPTIONS": {"sslmode": "require", "pool": True},
    }
    database = _database(told)
    assert isinstance(database, Postgres)
    assert "bí mật" not in repr(database)
    assert "bí mật" not in database._target
    assert "sslmode=require" in database._target
    assert database._environment["PGPASSWORD"] == "bí mật"
    assert "port" not in database.params


def test_other_databases_are_refused():
    with pytest.raises(NotHere, match="oracle"):
        _database({"ENGINE": "django.db.backends.oracle"})


def test_a_database_that_is_not_there_is_not_made(tmp_path):
    database = Sqlite(tmp_path / "khong-co.sqlite3")
    with pytest.raises(NotHere, match="Chưa có"):
        database.save(tmp_path / "copy", ())
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_database_counts_as_somebodys(tmp_path):
    database = Sqlite(tmp_path / "gi-do.sqlite3")
    database.path.write_bytes(b"x" * 5000)
    assert not database.is_empty()
    database.must_be_alone()  # nobody can be using it


def test_a_server_that_is_away_is_said():
    with pytest.raises(NotHere, match="Không kết nối được PostgreSQL"):
        Postgres({"host": "/nowhere", "dbname": "x"}).is_empty()


def test_missing_programs_are_named_with_their_package(tmp_path, monkeypatch):
    monkeypatch.setattr(postgres, "_VERSIONS", tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NotHere, match="pg_dump: sudo apt-get install postgresql-client"):
        postgres._newest("pg_dump")


def test_programs_older_than_the_server_are_refused(office, monkeypatch):
    if not is_postgres():
        return  # there is no server to be older than
    monkeypatch.setattr(postgres, "_version", lambda _program: 9)
    with pytest.raises(NotHere, match=r"pg_dump 9 cũ hơn máy chủ PostgreSQL \d+"):
        back_up(office.place, office.archives, **QUIET)
    assert list(office.archives.iterdir()) == []
