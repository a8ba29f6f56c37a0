"""HTML to PDF in a child process of our own, with limits.

The web process never loads the renderer: a child, started at the first paper or by `warm_up()`,
loads it once and renders one paper after the other. It reads nothing but the print style sheet,
knows no secret, uses no font but Liberation Serif, and gives the same bytes for the same input.
When it takes too long or too much memory it is killed, `PdfFailed` is raised, and the next paper
gets a new one. It ends with its parent, however the parent ends.
"""

import atexit
import gc
import hashlib
import json
import os
import resource
import subprocess
import sys
import threading
import time
from contextlib import suppress
from datetime import datetime
from multiprocessing.connection import Connection, Pipe
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
FONTS = HERE / "fonts" / "fonts.conf"
ASSETS = {"asset:print.css": HERE.parent / "static" / "css" / "print.css"}

SECONDS = 20  # twice, for who waits in line: below the 60 s gunicorn gives a worker
MEMORY = 1024 * 1024 * 1024  # address space, several times what a long report needs
FAT = 300 * 1024 * 1024  # resident; a child grown beyond is replaced between two papers
UNDATED = "2000-01-01T00:00:00Z"  # a fixed moment, so that bytes do not depend on the clock

_DONE, _FAILED = b"\x00", b"\x01"


class PdfFailed(Exception):
    """No PDF came back: the paper is wrong, too big, or took too long."""


def render_pdf(html: str, *, title: str, created: datetime | None = None) -> bytes:
    """The PDF (tagged, PDF/UA-1) of one HTML document; byte-identical for the same arguments.

    Raises `PdfFailed`; safe to call from several threads and after a fork.
    """
    moment = created.isoformat(timespec="seconds") if created else UNDATED
    return _renderer.render({"html": html, "title": title, "created": moment})


def warm_up() -> None:
    """Start this process's child now, without waiting for it (a server's start-up hook)."""
    _renderer.warm_up()


class Renderer:
    """One child process and the line to it."""

    def __init__(self, *, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        self.seconds = seconds
        self.memory = memory
        self.process: subprocess.Popen[bytes] | None = None
        self._line: Connection | None = None
        self._lock = threading.Lock()
        os.register_at_fork(after_in_child=self._forget)
        atexit.register(self.stop)

    def render(self, paper: dict[str, str]) -> bytes:
        if not self._lock.acquire(timeout=self.seconds):
            raise PdfFailed("Too many papers are waiting to be rendered.")
        try:
            answer = self._ask(json.dumps(paper).encode())
        finally:
            self._lock.release()
        if answer[:1] == _FAILED:
            raise PdfFailed(answer[1:].decode())
        return answer[1:]

    def warm_up(self) -> None:
        with self._lock:
            self._started()

    def stop(self) -> None:
        """End the child; the next paper starts another."""
        process, line = self.process, self._line
        self.process = self._line = None
        if process and line:
            line.close()
            process.kill()
            process.wait()

    def _ask(self, question: bytes) -> bytes:
        process, line = self._started()
        killer = threading.Timer(self.seconds, process.kill)
        killer.start()
        try:
            line.send_bytes(question)
            answer = line.recv_bytes()
        except (OSError, EOFError) as error:
            self.stop()
            raise PdfFailed("The paper took too long or too much memory.") from error
        finally:
            killer.cancel()
        if _resident(process.pid) > FAT:
            self.stop()
        return answer

    def _started(self) -> tuple[subprocess.Popen[bytes], Connection]:
        if self.process and self._line and self.process.poll() is None:
            return self.process, self._line
        self.stop()
        self._line, theirs = Pipe()
        command = [sys.executable, "-I", __file__, str(theirs.fileno()), str(self.memory)]
        self.process = subprocess.Popen(  # noqa: S603 - our own file, our own arguments
            command, pass_fds=[theirs.fileno()], env=_environment(), stdin=subprocess.DEVNULL
        )
        theirs.close()
        return self.process, self._line

    def _forget(self) -> None:
        """After a fork: the child belongs to the parent, so close our end and start afresh."""
        if self._line:
            self._line.close()
        if self.process:
            self.process.returncode = 0  # not ours to wait for
        self.process = self._line = None
        self._lock = threading.Lock()


_renderer = Renderer()


def _environment() -> dict[str, str]:
    """What the child may know: no secret key, no database address."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return kept | {"FONTCONFIG_FILE": str(FONTS), "LC_ALL": "C.UTF-8", "TZ": "UTC"}


def _resident(pid: int) -> int:
    with suppress(OSError):
        pages = Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]
        return int(pages) * resource.getpagesize()
    return 0


# ── In the child ─────────────────────────────────────────────────────────────────────────────


def serve(line: Connection, memory: int) -> None:
    """Answer papers until the line closes."""
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    fonts = _prepared()
    with suppress(EOFError, OSError):
        while True:
            line.send_bytes(_answer(json.loads(line.recv_bytes()), fonts))
            gc.collect()


def _end_with(parent: int) -> None:
    """Leave when the parent is gone, even in the middle of a paper."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(0)


def _answer(paper: dict[str, str], fonts: Any) -> bytes:
    try:
        return _DONE + _write(paper, fonts)
    except BaseException as error:  # noqa: BLE001 - whatever happened, the line must get an answer
        return _FAILED + f"{type(error).__name__}: {error}".encode()


def _prepared() -> Any:
    """Load the renderer and set one line in every style, so that the first paper is fast too."""
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    page = '<html lang="vi"><title>ấm</title><p>Ấm <b>ấm</b> <i>ấm</i> <b><i>ấm</i></b>'
    _write({"html": page, "title": "ấm", "created": UNDATED}, fonts)
    gc.collect()
    gc.freeze()
    gc.disable()  # a paper is short; what it leaves is collected after the answer
    return fonts


def _write(paper: dict[str, str], fonts: Any) -> bytes:
    from weasyprint import HTML

    fetcher = _fetcher()
    source = HTML(string=paper["html"], url_fetcher=fetcher)
    document = source.render(font_config=fonts, presentational_hints=True)
    document.metadata.title = paper["title"]
    document.metadata.created = document.metadata.modified = paper["created"]
    identifier = hashlib.sha256(json.dumps(paper).encode()).hexdigest()[:32].encode()
    pdf: bytes = document.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=identifier)
    if fetcher.refused:  # inside a drawing the renderer swallows even a fatal refusal
        raise ValueError(fetcher.refused)
    return pdf


def _fetcher() -> Any:
    """Answers for our print assets; any other address ends the rendering."""
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    class OwnAssets(URLFetcher):  # type: ignore[misc]
        refused = ""

        def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
            if url not in ASSETS:
                self.refused = f"A paper may not load {url[:80]}"
                raise FatalURLFetchingError(self.refused)
            return URLFetcherResponse(url, ASSETS[url].read_bytes(), {"Content-Type": "text/css"})

    return OwnAssets()


if __name__ == "__main__":
    serve(Connection(int(sys.argv[1])), int(sys.argv[2]))
