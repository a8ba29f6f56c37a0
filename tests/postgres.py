"""A PostgreSQL server that lives as long as the test run.

Debian's binaries; reached through a socket only; run by an unprivileged user because
PostgreSQL refuses root; durability off, since nothing here outlives the run.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Self

_ENOUGH = 1024**3
_FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60")


class NoPostgres(Exception):
    """The server cannot be started here; the message says what to do."""


def memory_folder() -> str:
    """Where temporary files are quickest: memory, if it has room."""
    shared = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it
    if os.access(shared, os.W_OK) and shutil.disk_usage(shared).free > _ENOUGH:
        return str(shared)
    return tempfile.gettempdir()


def _binaries() -> Path:
    def version(path: Path) -> float:
        return float(path.parts[-2])

    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=version)
    on_path = shutil.which("postgres")
    if not found and not on_path:
        raise NoPostgres("Install the PostgreSQL server: apt-get install postgresql")
    return found[-1] if found else Path(str(on_path)).resolve().parent


def _unprivileged() -> str | None:
    """Who runs the server: ourselves, or somebody harmless when we are root."""
    if os.getuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


@dataclass(frozen=True)
class Postgres:
    folder: Path
    process: subprocess.Popen[bytes]

    @property
    def url(self) -> str:
        return f"postgres://emulation@/{self.folder}/postgres"

    @classmethod
    def started(cls) -> Self:
        binaries, user = _binaries(), _unprivileged()
        folder = Path(tempfile.mkdtemp(prefix="emulation-pg-", dir=memory_folder()))
        if user:
            shutil.chown(folder, user)
        _initialise(binaries, folder, user)
        server = cls(folder, _launch(binaries, folder, user))
        server._wait(binaries)
        return server

    def stop(self) -> None:
        self.process.send_signal(2)  # “fast”: ends open connections, then stops
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _wait(self, binaries: Path) -> None:
        ready = [binaries / "pg_isready", "--quiet", "--host", self.folder]
        deadline = time.monotonic() + 30
        while subprocess.run(ready, check=False).returncode != 0:
            if time.monotonic() > deadline or self.process.poll() is not None:
                log = (self.folder / "log").read_text(errors="replace")
                self.stop()
                raise NoPostgres(f"PostgreSQL did not start:\n{log}")
            time.sleep(0.05)


def _initialise(binaries: Path, folder: Path, user: str | None) -> None:
    command = [
        binaries / "initdb",
        *("--pgdata", folder / "data"),
        *("--username", "emulation", "--auth", "trust"),
        *("--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"),
    ]
    done = subprocess.run(
        command, user=user, cwd=folder, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise NoPostgres(f"initdb failed:\n{done.stdout}{done.stderr}")


def _launch(binaries: Path, folder: Path, user: str | None) -> subprocess.Popen[bytes]:
    options = [f"unix_socket_directories={folder}", "listen_addresses=", *_FAST]
    command = [binaries / "postgres", "-D", folder / "data"]
    for option in options:
        command += ["-c", option]
    with (folder / "log").open("wb") as log:
        # A session of its own: Ctrl-C reaches the tests first, and they stop the server.
        return subprocess.Popen(
            command, user=user, cwd=folder, stdout=log, stderr=log, start_new_session=True
        )
