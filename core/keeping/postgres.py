"""A database on a PostgreSQL server, copied and put back with PostgreSQL's own programs."""

import os
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import psycopg2
from psycopg2.extensions import ISOLATION_LEVEL_REPEATABLE_READ, connection, make_dsn

from core.keeping import postgres_sql as sql
from core.keeping.database import Busy, Column, Damaged, Facts, Move, NotHere

_VERSIONS = Path("/usr/lib/postgresql")
_PLAIN = ("--no-owner", "--no-acl", "--no-comments")
_TRIES = 30  # a tenth of a second each, for connections that are just ending


@dataclass(frozen=True)
class Postgres:
    """`params` are those of libpq: dbname, user, password, host, port, sslmode …"""

    params: Mapping[str, Any] = field(repr=False)
    vendor: str = "postgresql"
    member: str = "database.dump"

    @property
    def stands_in(self) -> Path | None:
        return None

    def is_empty(self) -> bool:
        with self._connected() as open_connection:
            return not sql.facts_of(open_connection, ()).counts

    def facts(self) -> Facts:
        with self._connected() as open_connection:
            return sql.facts_of(open_connection, ())

    def save(self, copy: Path, columns: Iterable[Column]) -> Facts:
        """Rows are counted in the very snapshot that pg_dump reads."""
        with self._connected() as open_connection:
            open_connection.set_session(ISOLATION_LEVEL_REPEATABLE_READ, readonly=True)
            snapshot = sql.one(open_connection, "SELECT pg_export_snapshot()")
            facts = sql.facts_of(open_connection, columns)
            dump = ["--format=custom", f"--snapshot={snapshot}", f"--file={copy}"]
            self._run(self._tool("pg_dump", open_connection), *_PLAIN, *dump, self._target)
        copy.chmod(0o600)
        return facts

    def prove(self, copy: Path, facts: Facts) -> None:
        """Every block is unpacked; the rows are counted when they are loaded."""
        done = _unpacked(_newest("pg_restore"), copy, subprocess.DEVNULL)
        listed = subprocess.run(  # noqa: S603 - a program of ours
            [_newest("pg_restore"), "--list", copy], capture_output=True, text=True, check=False
        )
        tables = set(re.findall(r" TABLE DATA public (\S+) ", listed.stdout))
        if done.returncode or listed.returncode or not set(facts.counts) <= tables:
            why = done.stderr.strip() or "thiếu bảng"
            raise Damaged(f"Không đọc được cơ sở dữ liệu trong bản sao lưu: {why}.")

    def must_be_alone(self) -> None:
        with self._connected() as open_connection:
            open_connection.autocommit = True
            for _ in range(_TRIES):
                others = sql.one(open_connection, sql.OTHERS)
                if not others:
                    return
                time.sleep(0.1)
        raise Busy(f"Còn {others} kết nối tới cơ sở dữ liệu. Dừng sản phẩm rồi làm lại.")

    def load(self, copy: Path, facts: Facts, token: str) -> None:
        """One transaction, counted before it ends.

        It ends with a COMMIT that is only sent when everything before it went well; whoever is
        killed on the way leaves the database as it was.
        """
        with self._connected() as open_connection:
            psql = self._tool("psql", open_connection)
            restore = self._tool("pg_restore", open_connection)
        quiet = ["--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--file=-"]
        with tempfile.TemporaryFile() as said:
            writer = subprocess.Popen(  # noqa: S603 - a program of ours
                [psql, *quiet, self._target],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=said,
                env=self._environment,
            )
            unpacked = _fed(writer, restore, copy, facts, token)
            if writer.wait() or unpacked:
                said.seek(0)
                why = said.read().decode(errors="replace").strip() or unpacked
                raise NotHere(f"Không nạp được cơ sở dữ liệu, dữ liệu cũ còn nguyên: {why}")

    def is_loaded(self, token: str) -> bool:
        with self._connected() as open_connection:
            sql.one(open_connection, sql.WAIT_FOR_LOADING)
            return bool(sql.one(open_connection, sql.TOKEN) == token)

    def moves(self, copy: Path, aside: Path) -> list[Move]:
        return []

    @contextmanager
    def _connected(self) -> Iterator[connection]:
        try:
            opened = psycopg2.connect(**self.params)
        except psycopg2.OperationalError as error:
            raise NotHere(f"Không kết nối được PostgreSQL: {str(error).strip()}") from error
        try:
            yield opened
        finally:
            opened.close()

    @property
    def _target(self) -> str:
        """Where to connect, for a command line: without the password."""
        told = {name: value for name, value in self.params.items() if name != "password"}
        return "--dbname=" + str(make_dsn(**told))

    @property
    def _environment(self) -> dict[str, str]:
        password = self.params.get("password")
        return (
            os.environ
            | {"PGCLIENTENCODING": "UTF8"}
            | ({"PGPASSWORD": str(password)} if password else {})
        )

    def _tool(self, name: str, open_connection: connection) -> str:
        """The program of the server's own version, else the newest; never an older one."""
        server = open_connection.server_version // 10000
        own = _VERSIONS / str(server) / "bin" / name
        found = str(own) if own.exists() else _newest(name)
        version = _version(found)
        if version < server:
            raise NotHere(
                f"{name} {version} cũ hơn máy chủ PostgreSQL {server}. "
                f"Cài bản mới: sudo apt-get install postgresql-client-{server}"
            )
        return found

    def _run(self, *command: str) -> None:
        done = subprocess.run(  # noqa: S603 - programs of ours
            command, env=self._environment, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise NotHere(f"{Path(command[0]).name}: {done.stderr.strip()}")


def _newest(name: str) -> str:
    found = sorted(_VERSIONS.glob(f"*/bin/{name}"), key=lambda path: float(path.parts[-3]))
    program = str(found[-1]) if found else shutil.which(name)
    if not program:
        raise NotHere(f"Thiếu chương trình {name}: sudo apt-get install postgresql-client")
    return program


def _version(program: str) -> int:
    told = subprocess.run([program, "--version"], capture_output=True, text=True, check=True)  # noqa: S603
    return int(re.findall(r"\d+", told.stdout)[0])


def _unpacked(
    restore: str, copy: Path, target: "int | IO[bytes]"
) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(  # noqa: S603 - a program of ours
        [restore, *_PLAIN, "--file=-", copy],
        stdout=target,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )


def _fed(
    writer: "subprocess.Popen[bytes]", restore: str, copy: Path, facts: Facts, token: str
) -> str:
    """Give psql the whole script; answers what went wrong while unpacking."""
    assert writer.stdin is not None  # noqa: S101 - asked for a pipe
    try:
        with writer.stdin as script:
            script.write(sql.BEGIN.encode())
            script.flush()
            done = _unpacked(restore, copy, script)
            if done.returncode:
                return done.stderr.strip() or "pg_restore"
            script.write(sql.end_of_loading(facts, token).encode())
    except BrokenPipeError:
        return "psql dừng giữa chừng"
    return ""
