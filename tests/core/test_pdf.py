"""The PDF engine: what it may read, what it costs, and how it ends."""

import io
import os
import subprocess
import sys
import threading
import time
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from pypdf import PdfReader

from core import pdf
from core.pdf import PdfFailed, Renderer, render_pdf
from tests.readers import pdf_fonts, pdf_info, pdf_text

ROOT = Path(__file__).resolve().parents[2]
MARKS = "\u0300\u0309\u0303\u0301\u0323"


def html(body: str, head: str = "") -> str:
    return f'<html lang="vi"><head><title>Thử</title>{head}</head><body>{body}</body></html>'


def paper(body: str) -> dict[str, str]:
    return {"html": html(body), "title": "Thử", "created": pdf.UNDATED}


@pytest.fixture
def renderer():
    made = Renderer(seconds=30)
    yield made
    made.stop()


def is_alive(pid: int) -> bool:
    """A zombie that nobody has waited for yet has ended, too."""
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def ends_soon(pid: int) -> bool:
    for _ in range(100):
        if not is_alive(pid):
            return True
        time.sleep(0.1)
    return False


def test_a_pdf_is_tagged_vietnamese_and_carries_its_title_and_moment():
    moment = datetime(2024, 3, 29, 8, 0, tzinfo=UTC)
    made = render_pdf(html("<p>Giao ước"), title="Giao ước thi đua năm 2024", created=moment)
    info = pdf_info(made)
    assert info["Title"] == "Giao ước thi đua năm 2024"
    assert info["Tagged"] == "yes"
    assert info["CreationDate"].startswith("Fri Mar 29 08:00:00 2024")
    assert PdfReader(io.BytesIO(made)).root_object["/Lang"] == "vi"


def test_the_same_input_gives_the_same_bytes_in_every_process(renderer):
    once = render_pdf(html("<p>Thi đua <b>ấm</b>"), title="Thử")
    assert render_pdf(html("<p>Thi đua <b>ấm</b>"), title="Thử") == once
    assert renderer.render(paper("<p>Thi đua <b>ấm</b>")) == once


def test_another_moment_gives_other_bytes():
    moment = datetime(2024, 3, 29, tzinfo=UTC)
    assert render_pdf(html("a"), title="a") != render_pdf(html("a"), title="a", created=moment)


def test_every_vietnamese_letter_comes_out_of_the_one_allowed_font():
    vowels = "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
    letters = [vowel + mark for vowel in vowels for mark in ("", *MARKS)] + ["đ", "Đ", "₫"]
    composed = [unicodedata.normalize("NFC", letter) for letter in letters]
    styles = "".join(
        f"<p style='font-family:{family}'>{' '.join(composed)}</p>"
        for family in ("Times New Roman", "monospace", "DejaVu Sans")
    )
    made = render_pdf(html(styles + "<b>ậ</b><i>ự</i><b><i>ễ</i></b>"), title="Chữ")
    assert pdf_text(made).split()[: 3 * len(composed)] == composed * 3
    assert pdf_fonts(made) == {
        "Liberation-Serif",
        "Liberation-Serif-Bold",
        "Liberation-Serif-Italic",
        "Liberation-Serif-Bold-Italic",
    }


@pytest.mark.parametrize(
    "body",
    [
        '<img src="file:///etc/passwd">',
        '<img src="http://127.0.0.1/picture.png">',
        '<img src="data:image/png;base64,AAAA">',
        '<link rel="stylesheet" href="https://example.org/a.css">',
        '<link rel="stylesheet" href="asset:../../manage.py">',
        '<link rel="attachment" href="file:///etc/passwd">',
        '<p style="background:url(file:///etc/hostname)">x</p>',
        '<base href="file:///etc/"><img src="passwd">',
        '<style>@import url("file:///etc/a.css");</style>',
        "<style>@font-face{font-family:x;src:url(file:///x.ttf)}</style><p>x",
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">'
        '<image href="file:///etc/a.png" width="9" height="9"/></svg>',
    ],
)
def test_a_paper_that_asks_for_anything_but_our_style_sheet_is_refused(body):
    with pytest.raises(PdfFailed, match="may not load"):
        render_pdf(html(body), title="Thử")


def test_a_paper_uses_our_style_sheet():
    link = '<link rel="stylesheet" href="asset:print.css">'
    assert pdf_info(render_pdf(html("x", link), title="x"))["Page size"].endswith("(A4)")


def test_a_paper_that_takes_too_long_is_stopped_and_the_next_one_is_rendered():
    renderer = Renderer(seconds=60)
    renderer.render(paper("x"))
    child = renderer.process
    renderer.seconds = 0.5
    with pytest.raises(PdfFailed, match="too long"):
        renderer.render(paper("<table>" + "<tr><td>x" * 20_000 + "</table>"))
    assert child.poll() is not None
    renderer.seconds = 60
    assert renderer.render(paper("x")).startswith(b"%PDF")
    renderer.stop()


def test_a_paper_that_takes_too_much_memory_is_stopped_and_the_next_one_is_rendered():
    renderer = Renderer(seconds=60, memory=400 * 1024 * 1024)
    with pytest.raises(PdfFailed):
        renderer.render(paper("<p>" + "Thi đua khen thưởng " * 400_000))
    assert renderer.render(paper("x")).startswith(b"%PDF")
    renderer.stop()


def test_a_child_grown_fat_is_replaced_before_the_next_paper(renderer, monkeypatch):
    monkeypatch.setattr(pdf, "FAT", 1)
    once = renderer.render(paper("x"))
    assert renderer.process is None
    assert renderer.render(paper("x")) == once


def test_a_child_that_died_between_two_papers_is_replaced(renderer):
    once = renderer.render(paper("x"))
    renderer.process.kill()
    renderer.process.wait()
    assert renderer.render(paper("x")) == once


def test_callers_in_parallel_each_get_their_own_paper(renderer):
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda n: renderer.render(paper(f"số{n}")), range(16)))
    assert [pdf_text(each).strip() for each in made] == [f"số{n}" for n in range(16)]


def test_a_caller_does_not_wait_for_ever_for_the_others(renderer):
    renderer.seconds = 0.1
    with renderer._lock, pytest.raises(PdfFailed, match="waiting"):
        renderer.render(paper("x"))


def test_a_forked_process_gets_a_child_of_its_own(renderer):
    once = renderer.render(paper("x"))
    child = renderer.process.pid
    told, tell = os.pipe()
    pid = os.fork()
    if pid == 0:  # pragma: no cover - another process
        same = renderer.render(paper("x")) == once and renderer.process.pid != child
        renderer.stop()
        os.write(tell, b"1" if same else b"0")
        os._exit(0)
    os.waitpid(pid, 0)
    assert os.read(told, 1) == b"1"
    assert renderer.render(paper("x")) == once
    assert renderer.process.pid == child
    os.close(told)
    os.close(tell)


def test_what_a_fork_inherits_is_let_go_and_the_child_behind_it_ends(renderer):
    once = renderer.render(paper("x"))
    child = renderer.process.pid
    renderer._forget()
    assert renderer.render(paper("x")) == once
    assert renderer.process.pid != child
    assert ends_soon(child)


def test_a_process_that_is_gone_has_no_memory():
    assert pdf._resident(os.getpid()) > 0
    assert pdf._resident(0) == 0


def test_warming_up_starts_the_child_and_does_not_wait_for_it(renderer):
    renderer.warm_up()
    assert renderer.process.poll() is None
    assert renderer.render(paper("x")).startswith(b"%PDF")


@pytest.mark.parametrize("ending", ["sys.exit()", "os.kill(os.getpid(), 9)"])
def test_no_child_outlives_its_parent(ending):
    script = (
        "import os, sys; from core import pdf; pdf.render_pdf('<html lang=vi>x', title='x');"
        f"print(pdf._renderer.process.pid, flush=True); {ending}"
    )
    parent = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True)
    child = int(parent.stdout)
    assert ends_soon(child)


def test_a_child_in_the_middle_of_a_paper_ends_with_its_parent_too():
    script = (
        "import threading; from core import pdf; pdf.warm_up();"
        "print(pdf._renderer.process.pid, flush=True);"
        "pdf.render_pdf('<html lang=vi><table>' + '<tr><td>x' * 40000, title='x')"
    )
    parent = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE)
    child = int(parent.stdout.readline())
    time.sleep(4)
    assert is_alive(child)
    parent.kill()
    parent.communicate()
    assert ends_soon(child)


def test_the_child_knows_no_secret(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "geheim")
    monkeypatch.setenv("DATABASE_URL", "sqlite:///x")
    assert not {"SECRET_KEY", "DATABASE_URL", "PYTHONPATH"} & set(pdf._environment())


def test_the_child_answers_until_the_line_closes(monkeypatch):
    """The child's loop, run here: the child itself is another process."""
    monkeypatch.setattr(pdf.resource, "setrlimit", lambda *_: None)
    monkeypatch.setattr(pdf, "_prepared", object)
    monkeypatch.setattr(pdf, "_write", lambda paper, _: paper["html"].encode())
    ours, theirs = pdf.Pipe()
    serving = threading.Thread(target=pdf.serve, args=(theirs, 0))
    serving.start()
    ours.send_bytes(b'{"html": "x"}')
    assert ours.recv_bytes() == b"\x00x"
    ours.send_bytes(b"{}")
    assert ours.recv_bytes() == b"\x01KeyError: 'html'"
    ours.close()
    serving.join(5)
    assert not serving.is_alive()
    theirs.close()


def test_the_child_prepares_once_and_then_renders_or_says_what_is_wrong(monkeypatch):
    calls = []
    still = SimpleNamespace(
        **{name: lambda name=name: calls.append(name) for name in ("collect", "freeze", "disable")}
    )
    monkeypatch.setattr(pdf, "gc", still)  # this process keeps its own collector running
    fonts = pdf._prepared()
    assert calls == ["collect", "freeze", "disable"]
    assert pdf._answer(paper("x"), fonts).startswith(b"\x00%PDF")
    refused = pdf._answer(paper('<img src="file:///etc/passwd">'), fonts)
    assert refused == b"\x01FatalURLFetchingError: A paper may not load file:///etc/passwd"
    drawing = '<svg width="9" height="9"><image href="file:///x" width="9" height="9"/></svg>'
    assert pdf._answer(paper(drawing), fonts) == b"\x01ValueError: A paper may not load file:///x"
    asset = '<link rel="stylesheet" href="asset:print.css">'
    assert pdf._answer(paper(asset), fonts).startswith(b"\x00%PDF")


def test_the_child_leaves_when_it_has_another_parent(monkeypatch):
    left = []
    monkeypatch.setattr(pdf.os, "_exit", left.append)
    pdf._end_with(parent=-1)
    assert left == [0]
