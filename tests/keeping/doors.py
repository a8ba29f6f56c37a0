"""A machine for the doors of bin/: a copy of the tree, with notes and packages of its own."""

import os
import shutil
import site
import socket
import subprocess
import time
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.keeping.product import ROOT

PATIENCE = 120  # seconds, on a machine that is busy with other tests
READY = "Sẵn sàng"
KEPT = {"PATH", "HOME", "TMPDIR"}  # what a machine knows that never heard of this test run
_PTH = "lib/python*/site-packages"


@dataclass(frozen=True)
class Machine:
    folder: Path

    @property
    def var(self) -> Path:
        return self.folder / "var"

    @property
    def environment(self) -> dict[str, str]:
        return {name: value for name, value in os.environ.items() if name in KEPT}

    def configure(self, **variables: str) -> None:
        """The file that the service and the doors read."""
        self.var.mkdir(mode=0o700, exist_ok=True)
        lines = [f"{name}={value}\n" for name, value in variables.items()]
        (self.var / "environment").write_text("".join(lines), encoding="utf-8")

    def run(self, door: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [self.folder / "bin" / door, *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def must(self, door: str, *arguments: str) -> str:
        done = self.run(door, *arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout

    @contextmanager
    def serving(self, door: str, *arguments: str, **more: str) -> Iterator[str]:
        """What the door has said when it is ready; stopped as Ctrl-C or systemd would."""
        said = self.folder / "said"
        command = [self.folder / "bin" / door, *arguments]
        with said.open("wb") as out:
            env = self.environment | more
            process = subprocess.Popen(command, env=env, stdout=out, stderr=subprocess.STDOUT)
        try:
            yield _until_ready(process, said)
        finally:
            process.terminate()
            process.wait(timeout=PATIENCE)
        assert process.returncode == 0


def _until_ready(process: "subprocess.Popen[bytes]", said: Path) -> str:
    end = time.monotonic() + PATIENCE
    while READY not in (told := said.read_text(encoding="utf-8")):
        assert process.poll() is None, told
        assert time.monotonic() < end, told
        time.sleep(0.1)
    return told


def new_machine(folder: Path) -> Machine:
    ours = shutil.ignore_patterns(".*", "var", "docs", "tests", "__pycache__")
    shutil.copytree(ROOT, folder, ignore=ours)
    _install(folder)
    return Machine(folder)


def _install(folder: Path) -> None:
    """The packages of this run, in an environment marked as installed from the same list."""
    venv.create(folder / ".venv", symlinks=True)
    packages = next((folder / ".venv").glob(_PTH)) / "packages.pth"
    packages.write_text("\n".join(site.getsitepackages()), encoding="utf-8")
    stamp = '. bin/steps.sh && stamp_of requirements.txt >".venv/requirements.txt.stamp"'
    subprocess.run(["sh", "-c", stamp, "bin/run"], cwd=folder, check=True)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
