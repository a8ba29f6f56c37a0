"""The product in a folder of the benchmark's own: settings, database with the demo, server.

Import this first: it names the settings. `served()` starts the server as `bin/run` does.
"""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parents[2]
_folder = tempfile.TemporaryDirectory(prefix="benchmark-")
FOLDER = Path(_folder.name)
os.environ |= {
    "BENCHMARK_FOLDER": str(FOLDER),
    "DATABASE_URL": f"sqlite:///{FOLDER}/emulation.sqlite3",
    "DJANGO_SETTINGS_MODULE": "tests.benchmarks.settings",
}
django.setup()

from django.conf import settings  # noqa: E402 - Django first
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402

from accounts.models import User  # noqa: E402


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def prepare() -> None:
    """Static files, tables and the demo."""
    say("… static files, database, demo")
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("migrate", verbosity=0)
    call_command("load_demo", password="only-for-this-run", stdout=StringIO())


def client_of(name: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(username=name))
    return client


@dataclass(frozen=True)
class Server:
    """The running product and a reader who is signed in."""

    port: int
    master: int
    cookie: str

    def get(self, path: str) -> bytes:
        """Status line, head and body of one answer; the server ends the connection."""
        question = (
            f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: sessionid={self.cookie}\r\n"
            "Connection: keep-alive\r\n\r\n"
        )
        with socket.create_connection(("127.0.0.1", self.port), timeout=30) as line:
            line.sendall(question.encode())
            return b"".join(iter(lambda: line.recv(65536), b""))


@contextmanager
def served(reader: str) -> Iterator[Server]:
    """Gunicorn with the product's own configuration, on a free port."""
    say("… server")
    cookie = client_of(reader).cookies[settings.SESSION_COOKIE_NAME].value
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "--config", "emulation/gunicorn.py"]
    command += ["--bind", f"127.0.0.1:{port}", "emulation.wsgi"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    server = Server(port, process.pid, cookie)
    try:
        _wait(server)
        yield server
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait(server: Server) -> None:
    for _ in range(200):
        with suppress(OSError):
            server.get("/dang-nhap/")
            return
        time.sleep(0.1)
    raise TimeoutError("The server did not start.")
