"""Backup and restore of 1 GB of files: `python -m tests.benchmarks.keeping` from the top folder.

A product with the demo and 2,000 files of half a megabyte, in a folder of its own. Told are the
seconds of each command and the most memory it held. Aims: backup in 60 s with 200 MB, restore with
its checks in 120 s. DATABASE=pg in the environment measures a throw-away PostgreSQL.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.server import say
from tests.postgres import Postgres

ROOT = Path(__file__).resolve().parents[2]
FILES, SIZE = 2_000, 512 * 1024


class Office:
    """A product that knows nothing of the one in var/."""

    def __init__(self, folder: Path, url: str) -> None:
        self.files = folder / "files"
        self.environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "tests.keeping.settings",
            "DATABASE_URL": url,
            "MEDIA_ROOT": str(self.files),
            "PRODUCT_VAR": str(folder / "var"),
            "SECRET_KEY": "do-toc-do-0123456789-abcdefghijklmnopqrstuvwxyz-0123456789",
            "DEMO_PASSWORD": "mat-khau-cua-ban-minh-hoa",
        }

    def manage(self, *arguments: str) -> None:
        command = [sys.executable, ROOT / "manage.py", *arguments]
        subprocess.run(command, env=self.environment, stdout=subprocess.DEVNULL, check=True)

    def fill(self) -> None:
        self.manage("migrate", "--verbosity=0")
        self.manage("load_demo")
        for number in range(FILES):
            path = self.files / f"conferences/{2020 + number % 5}/ảnh {number}.jpg"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(os.urandom(SIZE))

    def measure(self, name: str, *arguments: str) -> None:
        """In a child of its own, so that the most memory is this command's."""
        started, child = time.monotonic(), os.fork()
        if not child:
            self.manage(*arguments)
            most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
            say(f"{name:28}{time.monotonic() - started:6.1f} s   {most} MB at most")
            os._exit(0)
        os.waitpid(child, 0)


def measure(folder: Path, urls: tuple[str, str]) -> None:
    office, other = Office(folder / "office", urls[0]), Office(folder / "other", urls[1])
    for each in ("office", "other"):
        (folder / each / "var").mkdir(parents=True)
    office.fill()
    office.measure("backup of 1 GB", "backup", str(folder / "archives"))
    archive = str(next((folder / "archives").glob("emulation-*.tar")))
    office.measure("check of an archive", "restore", "--check", archive)
    other.measure("restore with its checks", "restore", archive)


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="emulation-keeping-") as name:
        folder = Path(name)
        if os.environ.get("DATABASE") != "pg":
            paths = (folder / each / "emulation.sqlite3" for each in ("office", "other"))
            first, second = (f"sqlite:///{path}" for path in paths)
            return measure(folder, (first, second))
        server = Postgres.started()
        try:
            return measure(folder, (server.url, server.url.replace("/postgres", "/template1")))
        finally:
            server.stop()


if __name__ == "__main__":
    main()
