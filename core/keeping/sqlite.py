"""A database that is one SQLite file."""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from core.keeping.database import Busy, Column, Damaged, Facts, Move, NotHere, missing_text

_PATIENCE = 20
_COMPANIONS = ("-wal", "-shm", "-journal")


@dataclass(frozen=True)
class Sqlite:
    path: Path
    vendor: str = "sqlite"
    member: str = "database.sqlite3"

    @property
    def stands_in(self) -> Path | None:
        return self.path.parent

    def is_empty(self) -> bool:
        """A file that cannot be read is not empty: it may still be somebody's."""
        if not self.path.exists() or not self.path.stat().st_size:
            return True
        try:
            with closing(_opened(self.path)) as connection:
                return not _tables(connection)
        except sqlite3.DatabaseError:
            return False

    def facts(self) -> Facts:
        with closing(_opened(self.path)) as connection:
            return _facts(connection, ())

    def save(self, copy: Path, columns: Iterable[Column]) -> Facts:
        """SQLite's own online backup, in one step: writers go on and are not in it."""
        if not self.path.exists():
            raise NotHere(f"Chưa có cơ sở dữ liệu {self.path}.")
        copy.touch(mode=0o600)
        with closing(_opened(self.path)) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target)
            target.execute("PRAGMA journal_mode=DELETE")
            return _facts(target, columns)

    def prove(self, copy: Path, facts: Facts) -> None:
        try:
            with closing(_opened(copy)) as connection:
                first = connection.execute("PRAGMA integrity_check").fetchone()[0]
                orphans = connection.execute("PRAGMA foreign_key_check").fetchone()
                wrong = missing_text(facts, _facts(connection, ()))
        except sqlite3.DatabaseError as error:
            raise Damaged(f"Không đọc được cơ sở dữ liệu trong bản sao lưu: {error}.") from error
        if first != "ok" or orphans or wrong:
            what = wrong or f"integrity_check: {first}"
            raise Damaged(f"Cơ sở dữ liệu trong bản sao lưu bị hỏng: {what}.")

    def must_be_alone(self) -> None:
        """Leaving the write-ahead log needs the file for oneself, and empties the log into it."""
        if self.is_empty():
            return
        try:
            with closing(_opened(self.path, patience=2)) as connection:
                connection.execute("PRAGMA journal_mode=DELETE").fetchone()
                connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            raise Busy("Cơ sở dữ liệu đang được dùng. Dừng sản phẩm rồi làm lại.") from error
        except sqlite3.DatabaseError:
            return  # broken: it is only moved aside

    def load(self, copy: Path, facts: Facts, token: str) -> None:
        """Nothing: the copy is put in place by its moves."""

    def is_loaded(self, token: str) -> bool:
        return True

    def moves(self, copy: Path, aside: Path) -> list[Move]:
        old = [self.path, *(Path(f"{self.path}{ending}") for ending in _COMPANIONS)]
        away = [(each, aside / each.name) for each in old if each.exists()]
        return [*away, (copy, self.path)]


def _opened(path: Path, patience: int = _PATIENCE) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{quote(str(path))}?mode=rw", uri=True, timeout=patience)


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _tables(connection: sqlite3.Connection) -> list[str]:
    rows = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' "
        "ESCAPE '!' ORDER BY name"
    )
    return [name for (name,) in rows]


def _facts(connection: sqlite3.Connection, columns: Iterable[Column]) -> Facts:
    def rows(sql: str) -> list[tuple[str, ...]]:
        return connection.execute(sql).fetchall()

    tables = _tables(connection)
    counted = {
        table: int(rows(f"SELECT count(*) FROM {_name(table)}")[0][0])  # noqa: S608 - quoted
        for table in tables
    }
    has_sequences = rows("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_sequence'")
    sequences = rows("SELECT name, seq FROM sqlite_sequence ORDER BY name") if has_sequences else []
    has_migrations = "django_migrations" in tables
    applied = rows("SELECT app, name FROM django_migrations") if has_migrations else []
    names = [
        name
        for table, column in columns
        if column in {row[1] for row in rows(f"PRAGMA table_info({_name(table)})")}
        for (name,) in rows(f"SELECT {_name(column)} FROM {_name(table)}")  # noqa: S608 - quoted
    ]
    return Facts(
        migrations=tuple(sorted({f"{app}.{name}" for app, name in applied})),
        counts=counted,
        sequences={name: int(value) for name, value in sequences},
        files=frozenset(name for name in names if name),
    )
